import { text } from '../i18n/i18n.ts';
import { goTo, type Route } from '../state/route.ts';
import { type Command, defineCommand } from './command.ts';
import { always } from './conditions.ts';

const PLACES: readonly [
  Route & { page: 'flows' | 'runs' | 'connections' | 'settings' | 'examples' | 'snippets' | 'arrivals' | 'triggers' | 'alerts' },
  string,
  string?,
][] = [
  [{ page: 'flows' }, text('Go to flows'), 'Alt+1'],
  [{ page: 'runs' }, text('Go to runs'), 'Alt+2'],
  [{ page: 'connections' }, text('Go to connections'), 'Alt+3'],
  [{ page: 'arrivals' }, text('Go to arrivals')],
  [{ page: 'triggers' }, text('Go to triggers')],
  [{ page: 'alerts' }, text('Go to alerts')],
  [{ page: 'snippets' }, text('Go to snippets')],
  [{ page: 'examples' }, text('Go to examples')],
  [{ page: 'settings' }, text('Go to settings'), 'Mod+,'],
];

export const places: readonly Command[] = PLACES.map(([route, label, shortcut]) =>
  defineCommand({
    id: `go-to-${route.page}`,
    label,
    group: 'Go to',
    ...(shortcut ? { shortcuts: [shortcut] } : {}),
    scope: 'text-too',
    enabled: always,
    run: () => goTo(route),
  }),
);
