import { Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import { addStep } from '../../commands/add-step.ts';
import { align } from '../../commands/align.ts';
import { autoLayout } from '../../commands/auto-layout.ts';
import { type Command, runCommand } from '../../commands/command.ts';
import { connectSelected } from '../../commands/connect-selected.ts';
import { copy } from '../../commands/copy.ts';
import { cut } from '../../commands/cut.ts';
import { duplicate } from '../../commands/duplicate.ts';
import { group } from '../../commands/group.ts';
import { openInspector } from '../../commands/open-inspector.ts';
import { paste } from '../../commands/paste.ts';
import { previewHere } from '../../commands/preview-here.ts';
import { remove } from '../../commands/remove.ts';
import { selectAll } from '../../commands/select-all.ts';
import { ungroup } from '../../commands/ungroup.ts';
import { zoomToFit } from '../../commands/zoom.ts';
import { useSelection } from '../../state/selection.ts';
import { Keys } from '../../ui/Keys.tsx';

const ON_STEP: readonly (Command | null)[] = [openInspector, previewHere, addStep, connectSelected, null, cut, copy, duplicate, remove];
const ON_SEVERAL: readonly (Command | null)[] = [connectSelected, group, ungroup, null, autoLayout, ...align, null, cut, copy, duplicate, remove];
const ON_LINK: readonly (Command | null)[] = [addStep, remove];
const ON_CANVAS: readonly (Command | null)[] = [addStep, paste, selectAll, null, autoLayout, zoomToFit];

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
              {command.label}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function commandsAt(target: Element): readonly (Command | null)[] {
  const selection = useSelection.getState();
  const node = target.closest('.react-flow__node')?.getAttribute('data-id');
  const edge = target.closest('.react-flow__edge')?.getAttribute('data-id');
  if (node && !selection.nodeIds.includes(node)) selection.select([node]);
  else if (edge) selection.select([], [edge]);
  const { nodeIds, edgeIds } = useSelection.getState();
  if (node || target.closest('.react-flow__nodesselection')) return nodeIds.length > 1 ? ON_SEVERAL : ON_STEP;
  return edge && edgeIds.length > 0 ? ON_LINK : ON_CANVAS;
}
