import { drawnFlow } from '../canvas/drawn-flow.ts';
import { type Direction, walk } from '../editing/walk.ts';
import { text } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { type Command, defineCommand } from './command.ts';
import { hasSteps, NEEDS_STEPS } from './conditions.ts';

const KEYS: readonly [direction: Direction, key: string, go: string, add: string][] = [
  ['right', 'ArrowRight', text('Go to the next step'), text('Select the next step too')],
  ['left', 'ArrowLeft', text('Go to the step before'), text('Select the step before too')],
  ['up', 'ArrowUp', text('Go to the step above'), text('Select the step above too')],
  ['down', 'ArrowDown', text('Go to the step below'), text('Select the step below too')],
];

/** The focus goes with the step, or collapsed group, that is come to; `keep` leaves selected what was. */
function goOn(direction: Direction, keep: boolean): void {
  const { flow } = useDocument.getState();
  if (!flow) return;
  const drawn = drawnFlow(flow);
  const { nodeIds, select } = useSelection.getState();
  const last = nodeIds.at(-1);
  const to = walk({ ...flow, nodes: drawn.nodes, edges: drawn.edges }, last === undefined ? null : drawn.cardOf(last), direction);
  if (!to) return;
  const reached = drawn.folded.get(to)?.members ?? [to];
  select(keep ? [...nodeIds.filter((id) => !reached.includes(id)), ...reached] : reached);
  const { canvas } = useCanvasDoor.getState();
  canvas?.reveal(to);
  requestAnimationFrame(() => canvas?.focusNode(to));
}

/** Arrow keys walk along the links; with Shift they select as they go. */
export const walks: readonly Command[] = [false, true].flatMap((keep) =>
  KEYS.map(([direction, key, go, add]) =>
    defineCommand({
      id: keep ? `select-${direction}` : `walk-${direction}`,
      label: keep ? add : go,
      group: 'Canvas',
      shortcuts: [keep ? `Shift+${key}` : key],
      scope: 'canvas',
      enabled: hasSteps,
      needs: NEEDS_STEPS,
      run: () => goOn(direction, keep),
    }),
  ),
);
