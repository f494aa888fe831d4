import { describe, expect, it } from 'vitest';
import { keysOf, shortcutOf, shortcutWords } from './shortcut.ts';
import { formatAgo, formatBytes, formatDuration, formatMoment, formatShortCount } from './words.ts';

describe('words', () => {
  it.each([
    [0, '0 ms'],
    [42, '42 ms'],
    [400, '0.4 s'],
    [9_940, '9.9 s'],
    [12_300, '12 s'],
    [59_700, '1 min'],
    [72_000, '1 min 12 s'],
    [7_500_000, '2 h 5 min'],
    [97_200_000, '1 day 3 h'],
  ])('%i ms is %s', (ms, words) => expect(formatDuration(ms)).toBe(words));

  it('counts', () => {
    expect([formatShortCount(99_999), formatShortCount(1_234_567)]).toEqual(['99,999', '1.2M']);
  });
  it('bytes', () => expect([820, 42_000_000, 1_300_000_000].map(formatBytes)).toEqual(['820 B', '42 MB', '1.3 GB']));
  it('times in the zone asked for', () => {
    const at = Date.UTC(2026, 10, 23, 0, 0);
    expect(formatMoment(at, 'Europe/Berlin', at)).toBe('Mon 23 Nov, 01:00');
    expect(formatMoment(at, 'America/New_York', at)).toBe('Sun 22 Nov, 19:00');
    expect([2, 40, 200, 90_000].map((s) => formatAgo(0, s * 1_000))).toEqual(['just now', '40 s ago', '3 min ago', 'yesterday']);
  });
});

describe('shortcuts', () => {
  it('are printed as on the keyboard', () => {
    expect(shortcutWords('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(shortcutWords('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(keysOf('Mod++', false)).toEqual(['Ctrl', '+']);
  });
  const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', true>> = {}) =>
    shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }, false);
  it('are read from key presses', () => {
    expect([
      press('z', { ctrlKey: true }),
      press('Z', { ctrlKey: true, shiftKey: true }),
      press('?', { shiftKey: true }),
      press('F9', { shiftKey: true }),
      press('+', { ctrlKey: true }),
    ]).toEqual(['Mod+Z', 'Mod+Shift+Z', '?', 'Shift+F9', 'Mod++']);
  });
});
