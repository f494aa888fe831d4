const KEYS: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  '+': 'Plus',
};

/** A shortcut in Electron's words; empty for one that it has no words for. */
export function acceleratorOf(shortcut: string): string {
  const keys = shortcut.split(/\+(?!$)/).map((key) => KEYS[key] ?? key);
  return keys.every((key) => /^[\x21-\x7e]+$/.test(key)) ? keys.join('+') : '';
}
