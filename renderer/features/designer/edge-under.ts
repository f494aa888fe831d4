import type { Flow } from '../../../core/flow/flow.ts';
import { nodesById } from '../../../core/flow/flow-index.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/geometry.ts';
import type { Point } from '../../canvas/place.ts';

type Drawable = Pick<Flow, 'nodes' | 'edges'> & Partial<Pick<Flow, 'groups'>>;

/** How far a link that goes back runs outside the cards it joins. */
const ROUND_ABOUT = 60;
/** Cards with several ports are higher. */
const LOWEST_PORT = 400;

/**
 * The edge whose line, as drawn just now, passes through the middle of a card at `at` (the flow's coordinates); null when none does. Only lines of links
 * that can come near are looked at.
 */
export function edgeUnder(canvas: Element, flow: Drawable, at: Point): string | null {
  const [left, right, top, bottom] = [at.x + 24, at.x + CARD_WIDTH - 24, at.y, at.y + CARD_HEIGHT];
  for (const id of edgesNear(flow, at)) {
    const path = canvas.querySelector<SVGPathElement>(`.react-flow__edge[data-id="${CSS.escape(id)}"] path.react-flow__edge-path`);
    if (!path) continue;
    const length = path.getTotalLength();
    const steps = Math.max(8, Math.ceil(length / 24));
    for (let i = 1; i < steps; i++) {
      const { x, y } = path.getPointAtLength((length * i) / steps);
      if (x > left && x < right && y > top && y < bottom) return id;
    }
  }
  return null;
}

/** Ids of the edges, each drawn as a line of its own, that run through the rectangle around their two cards, where that meets a card at `at`. */
export function edgesNear(flow: Drawable, at: Point): string[] {
  const { nodes, edges, linksOf } = drawnFlow(flow);
  const byId = nodesById({ nodes });
  return edges.flatMap((edge) => {
    if ((linksOf.get(edge.id)?.length ?? 1) > 1) return [];
    const [from, to] = [byId.get(edge.from.node)?.position, byId.get(edge.to.node)?.position];
    if (!from || !to) return [];
    const meetsX = Math.min(from.x, to.x) - ROUND_ABOUT < at.x + CARD_WIDTH && Math.max(from.x, to.x) + CARD_WIDTH + ROUND_ABOUT > at.x;
    const meetsY = Math.min(from.y, to.y) - ROUND_ABOUT < at.y + CARD_HEIGHT && Math.max(from.y, to.y) + LOWEST_PORT > at.y;
    return meetsX && meetsY ? [edge.id] : [];
  });
}

/** Marks the edge that a card would be put on; null takes the mark away. */
export function markEdge(canvas: Element, edgeId: string | null): void {
  for (const edge of canvas.querySelectorAll('.react-flow__edge.insert-here'))
    if (edge.getAttribute('data-id') !== edgeId) edge.classList.remove('insert-here');
  if (edgeId) canvas.querySelector(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`)?.classList.add('insert-here');
}
