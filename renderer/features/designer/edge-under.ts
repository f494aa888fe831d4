import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/geometry.ts';
import type { Point } from '../../canvas/place.ts';

/** The edge whose line passes through the middle of a card at `at` (the flow's coordinates), as drawn just now; null when none does. */
export function edgeUnder(canvas: Element, at: Point, without: ReadonlySet<string> = new Set()): string | null {
  const [left, right, top, bottom] = [at.x + 24, at.x + CARD_WIDTH - 24, at.y, at.y + CARD_HEIGHT];
  for (const edge of canvas.querySelectorAll('.react-flow__edge')) {
    const id = edge.getAttribute('data-id');
    const path = edge.querySelector<SVGPathElement>('path.react-flow__edge-path');
    if (!id || !path || without.has(id)) continue;
    const length = path.getTotalLength();
    const steps = Math.max(8, Math.ceil(length / 24));
    for (let i = 1; i < steps; i++) {
      const { x, y } = path.getPointAtLength((length * i) / steps);
      if (x > left && x < right && y > top && y < bottom) return id;
    }
  }
  return null;
}

/** Marks the edge that a card would be put on; null takes the mark away. */
export function markEdge(canvas: Element, edgeId: string | null): void {
  for (const edge of canvas.querySelectorAll('.react-flow__edge.insert-here'))
    if (edge.getAttribute('data-id') !== edgeId) edge.classList.remove('insert-here');
  if (edgeId) canvas.querySelector(`.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`)?.classList.add('insert-here');
}
