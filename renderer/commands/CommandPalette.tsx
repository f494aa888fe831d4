import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { catalog } from '../../core/nodes/index.ts';
import { api } from '../api/client.ts';
import { faceOf } from '../canvas/card-face.ts';
import { addKind } from '../editing/add-node.ts';
import { t, told } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { goTo } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';
import { useWorkspace } from '../state/workspace.ts';
import { Keys } from '../ui/Keys.tsx';
import { RoleTile } from '../ui/RoleTile.tsx';
import { shownShortcut } from './bound-keys.ts';
import styles from './CommandPalette.module.css';
import { runCommand } from './command.ts';
import { hasFlow } from './conditions.ts';
import { filterActions } from './filter-actions.ts';
import { COMMANDS } from './registry.ts';

/** The palette gives the focus back to where it was; only then may a card take it. */
const FOCUS_BACK_MS = 60;

/** Ctrl/Cmd+K: every command that can be used now, the steps of the flow, kinds to add, other flows. */
export function CommandPalette() {
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const flows = useFlowNames(open);
  const groups = open ? [commandGroup(), stepGroup(), kindGroup(), flows] : [];
  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      shortcut={null}
      filter={filterActions}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      attributes={{ content: { 'aria-label': t('Find a command, step or flow') } }}
      classNames={{ action: styles.action ?? '' }}
      limit={80}
      scrollable
      maxHeight={420}
      nothingFound={t('Nothing is called that.')}
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden="true" />,
        placeholder: t('Find a command, step or flow'),
        'aria-label': t('Find a command, step or flow'),
      }}
    />
  );
}

function commandGroup(): SpotlightActionGroupData {
  const usable = COMMANDS.filter((command) => !command.keyOnly && command.enabled());
  return {
    group: t('Commands'),
    actions: usable.map((command) => ({
      id: command.id,
      label: told(command.label),
      keywords: [command.label, command.group, ...(command.keywords ?? [])],
      rightSection: shownShortcut(command) ? <Keys shortcut={shownShortcut(command)} /> : undefined,
      onClick: () => void runCommand(command),
    })),
  };
}

function stepGroup(): SpotlightActionGroupData {
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
          useSelection.getState().select([node.id]);
          useCanvasDoor.getState().canvas?.reveal(node.id);
          setTimeout(() => useCanvasDoor.getState().canvas?.focusNode(node.id), FOCUS_BACK_MS);
        },
      };
    }),
  };
}

function kindGroup(): SpotlightActionGroupData {
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

function useFlowNames(open: boolean): SpotlightActionGroupData {
  const changed = useWorkspace((state) => state.flowsChanged);
  const [flows, setFlows] = useState<readonly { flowId: string; name: string }[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when flows have changed meanwhile
  useEffect(() => {
    if (!open) return;
    api.flows.list().then(setFlows, () => undefined);
  }, [open, changed]);
  return {
    group: t('Flows'),
    actions: flows.slice(0, 500).map((flow) => ({
      id: `flow-${flow.flowId}`,
      label: flow.name,
      description: t('Open flow'),
      onClick: () => goTo({ page: 'flow', flowId: flow.flowId }),
    })),
  };
}
