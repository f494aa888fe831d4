import { useShortcuts } from '../state/shortcuts.ts';
import type { Command } from './command.ts';

/** The shortcuts of a command: the one the person has chosen, else those it came with. */
export function shortcutsOf(command: Pick<Command, 'id' | 'shortcuts'>): readonly string[] {
  const chosen = useShortcuts.getState().chosen[command.id];
  if (chosen === undefined) return command.shortcuts ?? [];
  return chosen === null ? [] : [chosen];
}

/** The shortcut that is shown for a command; empty when it has none. */
export function shownShortcut(command: Pick<Command, 'id' | 'shortcuts'>): string {
  return shortcutsOf(command)[0] ?? '';
}

/** The same, followed while it is drawn. */
export function useShownShortcut(command: Pick<Command, 'id' | 'shortcuts'>): string {
  useShortcuts((state) => state.chosen[command.id]);
  return shownShortcut(command);
}

/** Another command that this key press already means; null when it is free. Shortcuts that the browser handles itself cannot be given away either. */
export function holderOf(shortcut: string, command: Command, commands: readonly Command[]): Command | null {
  return commands.find((other) => other.id !== command.id && shortcutsOf(other).includes(shortcut)) ?? null;
}
