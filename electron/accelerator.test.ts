import { expect, test } from 'vitest';
import { acceleratorOf } from './accelerator.ts';

test('a shortcut is written as Electron has it, and left out where it has no word for a key', () => {
  const shortcuts = ['Mod+Shift+Z', 'Mod++', 'Mod+-', 'Mod+,', 'Alt+ArrowUp', 'F9', 'Delete', '?', 'Mod+\u00d6', 'Escape'];
  expect(shortcuts.map(acceleratorOf)).toEqual(['CmdOrCtrl+Shift+Z', 'CmdOrCtrl+Plus', 'CmdOrCtrl+-', 'CmdOrCtrl+,', 'Alt+Up', 'F9', 'Delete', '?', '', 'Esc']);
});
