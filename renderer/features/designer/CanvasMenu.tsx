import { Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import { membersOf } from '../../../core/flow/groups.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { addStep } from '../../commands/add-step.ts';
import { align } from '../../commands/align.ts';
import { autoLayout } from '../../commands/auto-layout.ts';
import { bookmarkCommands } from '../../commands/bookmarks.ts';
import { collapseGroup, leaveGroup, renameGroup } from '../../commands/collapse-group.ts';
import { type Command, runCommand } from '../../commands/command.ts';
import { connectSelected } from '../../commands/connect-selected.ts';
import { copy } from '../../commands/copy.ts';
import { cut } from '../../commands/cut.ts';
import { duplicate } from '../../commands/duplicate.ts';
import { group } from '../../commands/group.ts';
import { addNoteHere, noteOnStep, writeNote } from '../../commands/notes.ts';
import { openInspector } from '../../commands/open-inspector.ts';
import { paste } from '../../commands/paste.ts';
import { previewHere } from '../../commands/preview-here.ts';
import { remove } from '../../commands/remove.ts';
import { selectAll } from '../../commands/select-all.ts';
import { ungroup } from '../../commands/ungroup.ts';
import { zoomToFit } from '../../commands/zoom.ts';
import { wholeGroup } from '../../editing/groups.ts';
import { told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useSelection } from '../../state/selection.ts';
import { Keys } from '../../ui/Keys.tsx';

const [keepPlace = null] = bookmarkCommands;
const ON_STEP: readonly (Command | null)[] = [openInspector, previewHere, addStep, noteOnStep, leaveGroup, keepPlace, null, cut, copy, duplicate, remove];
const ON_SEVERAL: readonly (Command | null)[] = [
  connectSelected,
  group,
  collapseGroup,
  ungroup,
  null,
  autoLayout,
  ...align,
  null,
  cut,
  copy,
  duplicate,
  remove,
];
const ON_LINK: readonly (Command | null)[] = [addStep, remove];
const ON_GROUP: readonly (Command | null)[] = [collapseGroup, renameGroup, ungroup, keepPlace, null, cut, copy, duplicate, remove];
const ON_NOTE: readonly (Command | null)[] = [writeNote, null, cut, copy, duplicate, remove];
const ON_CANVAS: readonly (Command | null)[] = [addStep, addNoteHere, paste, selectAll, null, autoLayout, zoomToFit];

interface Opened {
  x: number;
  y: number;
  commands: readonly (Command | null)[];
}

/** The right button's menu: commands for what is under the pointer. */
export function CanvasMenu() {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    const onContextMenu = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (!target?.closest('[data-scope="canvas"]')) return;
      event.preventDefault();
      setOpened({ x: event.clientX, y: event.clientY, commands: commandsAt(target) });
    };
    document.addEventListener('contextmenu', onContextMenu);
    return () => document.removeEventListener('contextmenu', onContextMenu);
  }, []);
  return (
    <Menu opened={opened !== null} onChange={(open) => !open && setOpened(null)} position="bottom-start" offset={2} width={250} withinPortal>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          style={{ position: 'fixed', left: opened?.x ?? 0, top: opened?.y ?? 0, width: 0, height: 0, padding: 0, border: 0 }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {opened?.commands.map((command, i) =>
          command === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: dividers have no other name
            <Menu.Divider key={`divider ${i}`} />
          ) : (
            <Menu.Item
              key={command.id}
              disabled={!command.enabled()}
              color={command === remove ? 'red' : ''}
              rightSection={command.shortcuts?.[0] && <Keys shortcut={command.shortcuts[0]} />}
              onClick={() => void runCommand(command)}
            >
              {told(command.label)}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function commandsAt(target: Element): readonly (Command | null)[] {
  const selection = useSelection.getState();
  const card = target.closest('.react-flow__node')?.getAttribute('data-id');
  const edge = target.closest('.react-flow__edge')?.getAttribute('data-id');
  const is = card ? onCanvas(card) : null;
  const { flow } = useDocument.getState();
  const inGroup = is && (is.kind === 'folded' || is.kind === 'frame') ? flow?.groups.find(({ id }) => id === is.id) : undefined;
  const members = flow && inGroup ? membersOf(flow, inGroup) : [];
  if (is?.kind === 'note') {
    if (!selection.noteIds.includes(is.id)) selection.select([], [], [is.id]);
    return useSelection.getState().noteIds.length + useSelection.getState().nodeIds.length > 1 ? ON_SEVERAL : ON_NOTE;
  }
  if (inGroup && !members.every((id) => selection.nodeIds.includes(id))) selection.select(members);
  if (inGroup && wholeGroup(flow, useSelection.getState().nodeIds)) return ON_GROUP;
  const node = is?.kind === 'step' ? is.id : inGroup ? card : undefined;
  if (node && !inGroup && !selection.nodeIds.includes(node)) selection.select([node]);
  else if (edge)
    selection.select(
      [],
      (flow &&
        drawnFlow(flow)
          .linksOf.get(edge)
          ?.map(({ id }) => id)) ?? [edge],
    );
  const { nodeIds, edgeIds } = useSelection.getState();
  if (node || target.closest('.react-flow__nodesselection')) return nodeIds.length > 1 ? ON_SEVERAL : ON_STEP;
  return edge && edgeIds.length > 0 ? ON_LINK : ON_CANVAS;
}
