import { type Direction, walk } from '../editing/walk.ts';
import { text } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { type Command, defineCommand } from './command.ts';
import { hasSteps } from './conditions.ts';

const KEYS: readonly [Direction, string, string][] = [
  ['right', 'ArrowRight', text('Go to the next step')],
  ['left', 'ArrowLeft', text('Go to the step before')],
  ['up', 'ArrowUp', text('Go to the step above')],
  ['down', 'ArrowDown', text('Go to the step below')],
];

/** Arrow keys walk along the links. */
export const walks: readonly Command[] = KEYS.map(([direction, key, label]) =>
  defineCommand({
    id: `walk-${direction}`,
    label,
    group: 'Canvas',
    shortcuts: [key],
    scope: 'canvas',
    keyOnly: true,
    enabled: hasSteps,
    run: () => {
      const { flow } = useDocument.getState();
      const to = flow && walk(flow, useSelection.getState().nodeIds.at(-1) ?? null, direction);
      if (!to) return;
      useSelection.getState().select([to]);
      const { canvas } = useCanvasDoor.getState();
      canvas?.reveal(to);
      requestAnimationFrame(() => canvas?.focusNode(to));
    },
  }),
);
