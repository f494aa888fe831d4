import type { Flow } from '../../core/flow/flow.ts';
import { t } from '../i18n/i18n.ts';
import { arrange, type Drawing } from './arrangement.ts';
import { drawnFlow } from './drawn-flow.ts';
import { CARD_HEIGHT } from './geometry.ts';
import type { LayoutAnswer, LayoutRequest } from './layout-worker.ts';
import type { Positions } from './tangle.ts';

export type { Positions } from './tangle.ts';

/** What a window works out without being held up by it; larger flows are laid out by another thread. */
const QUICK = 60;

/** What is laid out: a collapsed group as one card. */
type Laid = Pick<Flow, 'nodes' | 'edges'> & Partial<Pick<Flow, 'groups'>>;

/**
 * A tidy place for every card, left to right along the edges, with the top left corner where it was. What is wider than `columns` cards goes on in
 * a row below, like text. Nodes without edges go last.
 */
export function layoutFlow(flow: Laid, columns = Number.POSITIVE_INFINITY): Positions {
  return arrange(drawingOf(flow), columns);
}

/** The same for a flow of any size, without holding the window up. Null when it was called off. */
export function layoutAside(flow: Laid, columns: number, signal: AbortSignal): Promise<Positions | null> {
  if (flow.nodes.length <= QUICK || typeof Worker === 'undefined') return Promise.resolve(layoutFlow(flow, columns));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    const end = (act: () => void) => {
      worker.terminate();
      act();
    };
    signal.addEventListener('abort', () => end(() => resolve(null)), { once: true });
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => end(() => resolve(data));
    worker.onerror = (event) => end(() => reject(new Error(event.message || t('The arrangement could not be worked out.'))));
    worker.postMessage({ drawing: drawingOf(flow), columns } satisfies LayoutRequest);
  });
}

function drawingOf(flow: Laid): Drawing {
  const { nodes: cards, edges, faces } = drawnFlow(flow);
  const nowhere = { inputs: [], outputs: [], height: CARD_HEIGHT };
  const nodes = cards.map(({ id, position }) => {
    const { inputs, outputs, height } = faces.get(id) ?? nowhere;
    return { id, position, ports: { inputs: inputs.map(({ name, at }) => ({ name, at })), outputs: outputs.map(({ name, at }) => ({ name, at })), height } };
  });
  return { nodes, edges: edges.map(({ id, from, to }) => ({ id, from, to })) };
}
