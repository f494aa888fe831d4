import { shortcutOf } from '../ui/shortcut.ts';
import { shortcutsOf } from './bound-keys.ts';
import { type Command, runCommand } from './command.ts';
import { COMMANDS } from './registry.ts';

/** The command that a key press means, given where the focus is; null when none. */
export function commandFor(event: KeyboardEvent, commands: readonly Command[] = COMMANDS): Command | null {
  const shortcut = shortcutOf(event);
  const target = event.target instanceof Element ? event.target : null;
  const found = commands.find((command) => shortcutsOf(command).includes(shortcut) && !command.native && isInScope(command, target));
  return found?.enabled() ? found : null;
}

function isInScope(command: Command, target: Element | null): boolean {
  const isNowhere = !target || target === document.body;
  const inDialog = target?.closest('[role="dialog"]') || (isNowhere && document.querySelector('[role="dialog"][aria-modal="true"]'));
  if (inDialog && command.scope !== 'text-too') return false;
  if (command.scope === 'text-too') return true;
  if (target && isTyping(target)) return false;
  if (command.scope !== 'canvas') return true;
  const isOnCanvas = target?.closest('[data-scope="canvas"]') !== null && !target?.closest('button, a, [role="menu"]');
  return isNowhere || isOnCanvas;
}

/** Whether keys typed here are text. */
export function isTyping(target: Element): boolean {
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  if (target.closest('.monaco-editor')) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Listens for the shortcuts of all commands. Returns the function that stops it. */
export function startShortcuts(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = commandFor(event);
    if (!command) return;
    event.preventDefault();
    void runCommand(command);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
