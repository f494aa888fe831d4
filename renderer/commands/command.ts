import { toReport } from '../api/report.ts';
import { t, told } from '../i18n/i18n.ts';
import { sayFailed } from '../ui/say.ts';

export type CommandGroup = 'Run' | 'Edit' | 'Canvas' | 'View' | 'Flow' | 'Go to';

/** Something a person can do, wherever it is offered: key, palette, menu, button. */
export interface Command {
  /** kebab-case; never changes. */
  readonly id: string;
  /** Marked by `text`, drawn by `told`. */
  readonly label: string;
  readonly group: CommandGroup;
  /** As in `Mod+Shift+Z`; `Mod` is Ctrl, or Cmd on a Mac. The first one is shown. */
  readonly shortcuts?: readonly string[];
  /** Other words people search for. */
  readonly keywords?: readonly string[];
  /** Where its shortcut works. `canvas`: only when the focus is on the canvas or nowhere. Default: everywhere but in text fields. */
  readonly scope?: 'canvas' | 'text-too';
  /** The browser handles the shortcut itself (the clipboard); it is only shown. */
  readonly native?: boolean;
  /** Left out of the command palette: it only makes sense as a key. */
  readonly keyOnly?: boolean;
  enabled(): boolean;
  /** May give a promise: its failure is said in words too. */
  run(): unknown;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** Runs a command if it is enabled; a failure is said in words. */
export async function runCommand(command: Command): Promise<void> {
  if (!command.enabled()) return;
  try {
    await command.run();
  } catch (error) {
    sayFailed(t('{{what}}: this did not work', { what: told(command.label) }), toReport(error));
  }
}
