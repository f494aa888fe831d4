import { text } from '../i18n/i18n.ts';
import { setTheme } from '../state/theme.ts';
import type { Theme } from '../state/ui.ts';
import { type Command, defineCommand } from './command.ts';
import { always } from './conditions.ts';

const THEMES: readonly [Theme, string][] = [
  ['light', text('Light colours')],
  ['dark', text('Dark colours')],
  ['system', text('Colours as the system has them')],
];

export const themes: readonly Command[] = THEMES.map(([theme, label]) =>
  defineCommand({ id: `theme-${theme}`, label, group: 'View', keywords: ['theme', 'mode'], enabled: always, run: () => setTheme(theme) }),
);
