import { toReport } from '../api/report.ts';
import { t, told } from '../i18n/i18n.ts';
import { sayFailed } from '../ui/say.ts';
import { hasFlow } from './conditions.ts';

export type CommandGroup = 'Run' | 'Edit' | 'Canvas' | 'View' | 'Flow' | 'Go to' | 'Help';

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
  /** Opens the palette itself, which does not offer it. */
  readonly opensPalette?: boolean;
  enabled(): boolean;
  /** What has to be so before it can be used, in an open flow: a sentence marked by `text`. Needed by all that are not always usable there. */
  readonly needs?: string | (() => string);
  /** May give a promise: its failure is said in words too. */
  run(): unknown;
}

export function defineCommand(command: Command): Command {
  return command;
}

/** Why a command cannot be used now, in words; null when it can. */
export function whyNot({ enabled, needs }: Pick<Command, 'enabled' | 'needs'>): string | null {
  if (enabled()) return null;
  if (!hasFlow()) return t('Open a flow first.');
  return told((typeof needs === 'function' ? needs() : needs) ?? '');
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
