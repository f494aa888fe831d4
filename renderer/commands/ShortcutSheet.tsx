import { Button, Modal } from '@mantine/core';
import { t, text, told } from '../i18n/i18n.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { useUi } from '../state/ui.ts';
import type { CommandGroup } from './command.ts';
import { COMMANDS } from './registry.ts';
import { ShortcutRow } from './ShortcutRow.tsx';
import styles from './ShortcutSheet.module.css';

const GROUPS: readonly [CommandGroup, string][] = [
  ['Run', text('Run')],
  ['Edit', text('Edit')],
  ['Canvas', text('Canvas')],
  ['View', text('View')],
  ['Flow', text('Flow')],
  ['Go to', text('Go to')],
  ['Help', text('Help')],
];

/** "?": all commands with their shortcuts, as the registry has them; each shortcut can be changed here. */
export function ShortcutSheet() {
  const open = useUi((state) => state.shortcutsOpen);
  const chosen = useShortcuts((state) => state.chosen);
  const changed = Object.keys(chosen).length;
  return (
    <Modal
      opened={open}
      onClose={() => useUi.getState().set({ shortcutsOpen: false })}
      title={t('Keyboard shortcuts')}
      size={860}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <div className={styles.groups}>
        {GROUPS.map(([group, label]) => (
          <section key={group}>
            <h3>{told(label)}</h3>
            <ul>
              {COMMANDS.filter((command) => command.group === group).map((command) => (
                <ShortcutRow key={command.id} command={command} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        <p>
          {t('In a setting: F1 explains it, Alt+Delete empties it or puts it back to its default.')}
          <br />
          {t(
            'Mouse: drag on the empty canvas to select, hold Space or the middle button to move it, Ctrl and wheel to zoom. Drag from a port to draw a link; drop it on the empty canvas to add what fits.',
          )}
        </p>
        <Button variant="default" disabled={changed === 0} onClick={() => useShortcuts.getState().reset()}>
          {t('Reset all shortcuts')}
        </Button>
      </div>
    </Modal>
  );
}
