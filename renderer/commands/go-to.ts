import { goTo, type Route } from '../state/route.ts';
import { type Command, defineCommand } from './command.ts';
import { always } from './conditions.ts';

const PLACES: readonly [Route & { page: 'flows' | 'runs' | 'settings' | 'examples' }, string, string?][] = [
  [{ page: 'flows' }, 'Flows', 'Alt+1'],
  [{ page: 'runs' }, 'Runs', 'Alt+2'],
  [{ page: 'examples' }, 'Examples'],
  [{ page: 'settings' }, 'Settings', 'Mod+,'],
];

export const places: readonly Command[] = PLACES.map(([route, name, shortcut]) =>
  defineCommand({
    id: `go-to-${route.page}`,
    label: `Go to ${name.toLowerCase()}`,
    group: 'Go to',
    ...(shortcut ? { shortcuts: [shortcut] } : {}),
    scope: 'text-too',
    enabled: always,
    run: () => goTo(route),
  }),
);
