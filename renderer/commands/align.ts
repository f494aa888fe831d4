import { type Alignment, alignSelection } from '../editing/arrange.ts';
import { type Command, defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

const LABELS: readonly [Alignment, string][] = [
  ['left', 'Align left'],
  ['right', 'Align right'],
  ['top', 'Align top'],
  ['bottom', 'Align bottom'],
  ['columns', 'Spread from left to right'],
  ['rows', 'Spread from top to bottom'],
];

/** One command for each way to line up the selected steps. */
export const align: readonly Command[] = LABELS.map(([alignment, label]) =>
  defineCommand({ id: `align-${alignment}`, label, group: 'Canvas', enabled: () => hasSelectedSteps(2), run: () => alignSelection(alignment) }),
);
