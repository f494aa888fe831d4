import { setTheme } from '../state/theme.ts';
import type { Theme } from '../state/ui.ts';
import { type Command, defineCommand } from './command.ts';
import { always } from './conditions.ts';

const THEMES: readonly [Theme, string][] = [
  ['light', 'Light colours'],
  ['dark', 'Dark colours'],
  ['system', 'Colours as the system has them'],
];

export const themes: readonly Command[] = THEMES.map(([theme, label]) =>
  defineCommand({ id: `theme-${theme}`, label, group: 'View', keywords: ['theme', 'mode'], enabled: always, run: () => setTheme(theme) }),
);
