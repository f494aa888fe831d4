import { text } from '../i18n/i18n.ts';
import { setTheme } from '../state/theme.ts';
import { type Theme, useUi } from '../state/ui.ts';
import type { Density } from '../ui/density.ts';
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

const DENSITIES: readonly [Density, string][] = [
  ['comfortable', text('Show lists and forms with more space')],
  ['compact', text('Show lists and forms compactly')],
];

export const densities: readonly Command[] = DENSITIES.map(([density, label]) =>
  defineCommand({
    id: `density-${density}`,
    label,
    group: 'View',
    keywords: ['density', 'compact', 'rows'],
    enabled: always,
    run: () => useUi.getState().set({ density }),
  }),
);
