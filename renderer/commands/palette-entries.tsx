import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import { catalog } from '../../core/nodes/index.ts';
import { faceOf } from '../canvas/card-face.ts';
import { addKind } from '../editing/add-node.ts';
import { goToBookmark } from '../editing/bookmarks.ts';
import { showStep } from '../editing/groups.ts';
import { t, told } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { noteChosen } from '../state/recent-commands.ts';
import { goTo } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';
import { Keys } from '../ui/Keys.tsx';
import { RoleTile } from '../ui/RoleTile.tsx';
import { shortcutWords } from '../ui/shortcut.ts';
import { shownShortcut } from './bound-keys.ts';
import { type Command, runCommand, whyNot } from './command.ts';
import { hasFlow } from './conditions.ts';
import { COMMANDS } from './registry.ts';

/** The palette gives the focus back to where it was; only then may a card take it. */
const FOCUS_BACK_MS = 60;

/** An entry of the palette. */
export type PaletteEntry = SpotlightActionData & { id: string };
export interface PaletteGroup extends SpotlightActionGroupData {
  actions: PaletteEntry[];
}

/** Every command there is: those that can be used first, the others with the reason why not. */
export function commandEntries(commands: readonly Command[] = COMMANDS): PaletteGroup {
  const entries = commands.filter((command) => !command.opensPalette).map((command) => ({ command, reason: whyNot(command) }));
  entries.sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null));
  return { group: t('Commands'), actions: entries.map(({ command, reason }) => commandEntry(command, reason)) };
}

function commandEntry(command: Command, reason: string | null): PaletteEntry {
  const shortcut = shownShortcut(command);
  return {
    id: command.id,
    label: told(command.label),
    keywords: [command.label, command.group, ...(command.keywords ?? [])],
    'aria-keyshortcuts': shortcut === '' ? undefined : shortcutWords(shortcut, false),
    rightSection: shortcut === '' ? undefined : <Keys shortcut={shortcut} />,
    ...(reason === null
      ? { onClick: () => void runCommand(command) }
      : { description: reason, 'aria-disabled': true, closeSpotlightOnTrigger: false, onClick: () => undefined }),
  };
}

/** The steps of the open flow: choosing one goes there. */
export function stepEntries(): PaletteGroup {
  const flow = hasFlow() ? useDocument.getState().flow : null;
  return {
    group: t('Steps of this flow'),
    actions: (flow?.nodes ?? []).map((node) => {
      const face = faceOf(node, flow?.edges ?? []);
      return {
        id: `step-${node.id}`,
        label: node.name,
        description: `${face.kindTitle}: ${face.summary}`,
        leftSection: <RoleTile role={face.role} icon={face.icon} size={26} />,
        onClick: () => {
          showStep(node.id);
          setTimeout(() => useCanvasDoor.getState().canvas?.focusNode(node.id), FOCUS_BACK_MS);
        },
      };
    }),
  };
}

/** The bookmarks of the open flow: choosing one goes there. */
export function bookmarkEntries(): PaletteGroup {
  const flow = hasFlow() ? useDocument.getState().flow : null;
  return {
    group: t('Bookmarks'),
    actions: (flow?.bookmarks ?? []).map((bookmark, i) => ({
      id: `bookmark-${bookmark.id}`,
      label: t('Go to {{bookmark}}', { bookmark: bookmark.name }),
      keywords: ['bookmark', bookmark.name],
      rightSection: i < 9 ? <Keys shortcut={String(i + 1)} /> : undefined,
      onClick: () => void setTimeout(() => goToBookmark(bookmark), FOCUS_BACK_MS),
    })),
  };
}

/** The settings of the selected step: choosing one puts the focus on its field. */
export function settingEntries(): PaletteGroup {
  const flow = hasFlow() ? useDocument.getState().flow : null;
  const selected = useSelection.getState().nodeIds;
  const node = selected.length === 1 ? flow?.nodes.find(({ id }) => id === selected[0]) : undefined;
  const fields = node ? (catalog.get(node.kind)?.form ?? []).flatMap((section) => section.fields) : [];
  return {
    group: t('Settings of the step'),
    actions: fields.map(({ field, label, help }) => ({
      id: `setting-${node?.kind}-${field}`,
      label: t('{{step}}: {{setting}}', { step: node?.name ?? '', setting: told(label) }),
      ...(help === undefined ? {} : { description: told(help) }),
      onClick: () => {
        if (node) setTimeout(() => useSelection.getState().goToField(node.id, field), FOCUS_BACK_MS);
      },
    })),
  };
}

/** Kinds of steps to add. */
export function kindEntries(): PaletteGroup {
  return {
    group: t('Add'),
    actions: hasFlow()
      ? catalog.all().map((spec) => ({
          id: `add-${spec.kind}`,
          label: t('Add: {{kind}}', { kind: told(spec.title) }),
          description: told(spec.description),
          keywords: [...spec.keywords, spec.role, spec.title],
          leftSection: <RoleTile role={spec.role} icon={spec.icon} size={26} />,
          onClick: () => void addKind(spec.kind),
        }))
      : [],
  };
}

/** Flows to open. */
export function flowEntries(flows: readonly { flowId: string; name: string }[]): PaletteGroup {
  return {
    group: t('Flows'),
    actions: flows.map((flow) => ({
      id: `flow-${flow.flowId}`,
      label: flow.name,
      description: t('Open flow'),
      onClick: () => goTo({ page: 'flow', flowId: flow.flowId }),
    })),
  };
}

/** The same groups, after one of what was chosen last in the palette and is still offered. Each entry stands once. */
export function withRecent(groups: readonly PaletteGroup[], recent: readonly string[]): PaletteGroup[] {
  const all = new Map(groups.flatMap(({ actions }) => actions.map((entry) => [entry.id, entry] as const)));
  const last = recent.flatMap((id) => all.get(id) ?? []).filter((entry) => entry['aria-disabled'] !== true);
  const ids = new Set(last.map(({ id }) => id));
  const rest = groups.map(({ group, actions }) => ({ group, actions: actions.filter(({ id }) => !ids.has(id)).map(noting) }));
  return [{ group: t('Used last'), actions: last.map(noting) }, ...rest].filter(({ actions }) => actions.length > 0);
}

function noting(entry: PaletteEntry): PaletteEntry {
  if (entry['aria-disabled'] === true) return entry;
  return {
    ...entry,
    onClick: (event) => {
      noteChosen(entry.id);
      entry.onClick?.(event);
    },
  };
}
