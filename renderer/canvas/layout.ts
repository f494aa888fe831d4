import type { Flow } from '../../core/flow/flow.ts';
import { arrange, type Drawing } from './arrangement.ts';
import { facesOf } from './card-face.ts';
import { CARD_HEIGHT } from './geometry.ts';
import type { LayoutAnswer, LayoutRequest } from './layout-worker.ts';
import type { Positions } from './tangle.ts';

export type { Positions } from './tangle.ts';

/** What a window works out without being held up by it; larger flows are laid out by another thread. */
const QUICK = 60;

/**
 * A tidy place for every node, left to right along the edges, with the top left corner where it was. What is wider than `columns` cards goes on in
 * a row below, like text. Nodes without edges go last.
 */
export function layoutFlow(flow: Pick<Flow, 'nodes' | 'edges'>, columns = Number.POSITIVE_INFINITY): Positions {
  return arrange(drawingOf(flow), columns);
}

/** The same for a flow of any size, without holding the window up. Null when it was called off. */
export function layoutAside(flow: Pick<Flow, 'nodes' | 'edges'>, columns: number, signal: AbortSignal): Promise<Positions | null> {
  if (flow.nodes.length <= QUICK || typeof Worker === 'undefined') return Promise.resolve(layoutFlow(flow, columns));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    const end = (act: () => void) => {
      worker.terminate();
      act();
    };
    signal.addEventListener('abort', () => end(() => resolve(null)), { once: true });
    worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => end(() => resolve(data));
    worker.onerror = (event) => end(() => reject(new Error(event.message || 'The arrangement could not be worked out.')));
    worker.postMessage({ drawing: drawingOf(flow), columns } satisfies LayoutRequest);
  });
}

function drawingOf(flow: Pick<Flow, 'nodes' | 'edges'>): Drawing {
  const faces = facesOf(flow);
  const nowhere = { inputs: [], outputs: [], height: CARD_HEIGHT };
  const nodes = flow.nodes.map(({ id, position }) => {
    const { inputs, outputs, height } = faces.get(id) ?? nowhere;
    return { id, position, ports: { inputs: inputs.map(({ name, at }) => ({ name, at })), outputs: outputs.map(({ name, at }) => ({ name, at })), height } };
  });
  return { nodes, edges: flow.edges.map(({ id, from, to }) => ({ id, from, to })) };
}
