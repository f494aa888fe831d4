import { nudgeSelection } from '../editing/arrange.ts';
import { text } from '../i18n/i18n.ts';
import { type Command, defineCommand } from './command.ts';
import { hasSelectedParts, NEEDS_SELECTED } from './conditions.ts';

const STEP = 20;
const KEYS: readonly [string, string, string, number, number][] = [
  ['right', text('Move the selection right'), 'Alt+ArrowRight', STEP, 0],
  ['left', text('Move the selection left'), 'Alt+ArrowLeft', -STEP, 0],
  ['up', text('Move the selection up'), 'Alt+ArrowUp', 0, -STEP],
  ['down', text('Move the selection down'), 'Alt+ArrowDown', 0, STEP],
];

/** Moves the selected steps with the keyboard. */
export const nudges: readonly Command[] = KEYS.map(([direction, label, key, dx, dy]) =>
  defineCommand({
    id: `nudge-${direction}`,
    label,
    group: 'Canvas',
    shortcuts: [key],
    scope: 'canvas',
    enabled: hasSelectedParts,
    needs: NEEDS_SELECTED,
    run: () => nudgeSelection(dx, dy),
  }),
);
