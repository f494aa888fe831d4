import { nudgeSelection } from '../editing/arrange.ts';
import { type Command, defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

const STEP = 20;
const KEYS: readonly [string, string, number, number][] = [
  ['right', 'Alt+ArrowRight', STEP, 0],
  ['left', 'Alt+ArrowLeft', -STEP, 0],
  ['up', 'Alt+ArrowUp', 0, -STEP],
  ['down', 'Alt+ArrowDown', 0, STEP],
];

/** Moves the selected steps with the keyboard. */
export const nudges: readonly Command[] = KEYS.map(([direction, key, dx, dy]) =>
  defineCommand({
    id: `nudge-${direction}`,
    label: `Move the selection ${direction}`,
    group: 'Canvas',
    shortcuts: [key],
    scope: 'canvas',
    keyOnly: true,
    enabled: () => hasSelectedSteps(),
    run: () => nudgeSelection(dx, dy),
  }),
);
