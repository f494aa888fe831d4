import { type Alignment, alignSelection } from '../editing/arrange.ts';
import { text } from '../i18n/i18n.ts';
import { type Command, defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

const LABELS: readonly [Alignment, string][] = [
  ['left', text('Align left')],
  ['right', text('Align right')],
  ['top', text('Align top')],
  ['bottom', text('Align bottom')],
  ['columns', text('Spread from left to right')],
  ['rows', text('Spread from top to bottom')],
];

/** One command for each way to line up the selected steps. */
export const align: readonly Command[] = LABELS.map(([alignment, label]) =>
  defineCommand({
    id: `align-${alignment}`,
    label,
    group: 'Canvas',
    enabled: () => hasSelectedSteps(2),
    needs: text('Select two or more steps first.'),
    run: () => alignSelection(alignment),
  }),
);
