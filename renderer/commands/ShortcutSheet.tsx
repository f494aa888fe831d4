import { Modal } from '@mantine/core';
import { useUi } from '../state/ui.ts';
import { Keys } from '../ui/Keys.tsx';
import type { CommandGroup } from './command.ts';
import { COMMANDS } from './registry.ts';
import styles from './ShortcutSheet.module.css';

const GROUPS: readonly CommandGroup[] = ['Run', 'Edit', 'Canvas', 'View', 'Flow', 'Go to'];

/** "?": all shortcuts, as the registry has them. */
export function ShortcutSheet() {
  const open = useUi((state) => state.shortcutsOpen);
  return (
    <Modal
      opened={open}
      onClose={() => useUi.getState().set({ shortcutsOpen: false })}
      title="Keyboard shortcuts"
      size={780}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {COMMANDS.filter((command) => command.group === group && command.shortcuts).map((command) => (
                <div key={command.id}>
                  <dt>{command.label}</dt>
                  <dd>
                    <Keys shortcut={command.shortcuts?.[0] ?? ''} />
                    <span className="visually-hidden">{command.shortcuts?.[0]}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.mouse}>
        Mouse: drag on the empty canvas to select, hold Space or the middle button to move it, Ctrl and wheel to zoom. Drag from a port to draw a link; drop it
        on the empty canvas to add what fits.
      </p>
    </Modal>
  );
}
