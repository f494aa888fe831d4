import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { t, told } from '../i18n/i18n.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { Keys } from '../ui/Keys.tsx';
import { shortcutOf, shortcutWords } from '../ui/shortcut.ts';
import { holderOf, useShownShortcut } from './bound-keys.ts';
import type { Command } from './command.ts';
import { COMMANDS } from './registry.ts';
import styles from './ShortcutSheet.module.css';

/** Keys that are held while another is pressed, and those that move the focus. */
const NO_SHORTCUT: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Tab', 'Dead', 'Process']);

/** One command and its shortcut. "Change" waits for keys; keys that another command has are only taken from it when that is said. */
export function ShortcutRow({ command }: { command: Command }) {
  const shortcut = useShownShortcut(command);
  const isChanged = useShortcuts((state) => state.chosen[command.id] !== undefined);
  const [listening, setListening] = useState(false);
  const [wanted, setWanted] = useState<{ shortcut: string; holder: Command } | null>(null);
  const what = told(command.label);
  const { choose, reset } = useShortcuts.getState();
  const leave = () => {
    setListening(false);
    setWanted(null);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (NO_SHORTCUT.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return leave();
    const pressed = shortcutOf(event.nativeEvent);
    const holder = holderOf(pressed, command, COMMANDS);
    if (holder) return setWanted({ shortcut: pressed, holder });
    choose(command.id, pressed);
    leave();
  };
  const takeAway = () => {
    if (!wanted) return;
    choose(wanted.holder.id, null);
    choose(command.id, wanted.shortcut);
    leave();
  };
  return (
    <li data-listening={listening || undefined}>
      <span className={styles.what}>{what}</span>
      {listening ? (
        <button type="button" ref={(button) => button?.focus()} className={styles.listen} onKeyDown={onKeyDown} onBlur={() => !wanted && leave()}>
          {wanted ? shortcutWords(wanted.shortcut) : t('Press the new keys')}
        </button>
      ) : (
        <>
          {shortcut && <Keys shortcut={shortcut} />}
          <span className="visually-hidden">{shortcut}</span>
          {isChanged && (
            <ActionIcon size={22} aria-label={t('Reset the shortcut of {{command}}', { command: what })} onClick={() => reset(command.id)}>
              <IconArrowBackUp size={14} />
            </ActionIcon>
          )}
          {!command.native && (
            <ActionIcon
              className={styles.change ?? ''}
              size={22}
              aria-label={t('Change the shortcut of {{command}}', { command: what })}
              onClick={() => setListening(true)}
            >
              <IconPencil size={14} />
            </ActionIcon>
          )}
        </>
      )}
      {wanted && (
        <div className={styles.clash} role="alert">
          <p>{t('{{keys}} already means "{{command}}".', { keys: shortcutWords(wanted.shortcut), command: told(wanted.holder.label) })}</p>
          {!wanted.holder.native && (
            <Button size="compact-xs" onClick={takeAway}>
              {t('Use it here instead')}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={leave}>
            {t('Leave it')}
          </Button>
        </div>
      )}
    </li>
  );
}
