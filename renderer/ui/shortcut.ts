import { text, told } from '../i18n/i18n.ts';

const APPLE = /Mac|iP(hone|ad)/.test(globalThis.navigator?.platform ?? '');
const ARROWS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };
const PLAIN: Readonly<Record<string, string>> = { ...ARROWS, Mod: text('Ctrl'), Shift: text('Shift'), Delete: text('Del'), Enter: text('Enter') };
const SIGNS: Readonly<Record<string, string>> = { ...ARROWS, Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '⏎', Delete: '⌫' };

/** The keys of a shortcut such as `Mod+Shift+Z` as they are printed on this machine's keyboard. */
export function keysOf(shortcut: string, apple: boolean = APPLE): string[] {
  return shortcut.split(/\+(?!$)/).map((key) => told((apple ? SIGNS : PLAIN)[key] ?? key));
}

/** "Ctrl+Shift+Z", or "⇧⌘Z". */
export function shortcutWords(shortcut: string, apple: boolean = APPLE): string {
  return keysOf(shortcut, apple).join(apple ? '' : '+');
}

/** What a button does with its keys behind it, "Run (Ctrl+Enter)"; without keys when it has none. */
export function withKeys(words: string, shortcut: string): string {
  return shortcut === '' ? words : `${words} (${shortcutWords(shortcut)})`;
}

/** The shortcut that a key press is, in the form used by commands; `Mod` is Ctrl, or Cmd on a Mac. */
export function shortcutOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>, apple: boolean = APPLE): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const mod = apple ? event.metaKey : event.ctrlKey;
  const needsShift = event.shiftKey && !(event.key.length === 1 && !/[a-z]/i.test(event.key));
  return [mod ? 'Mod' : '', event.altKey ? 'Alt' : '', needsShift ? 'Shift' : '', key].filter(Boolean).join('+');
}
