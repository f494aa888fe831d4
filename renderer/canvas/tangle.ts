import type { FlowEdge } from '../../core/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';

export type Positions = Record<string, { x: number; y: number }>;
/** Where the ports of a card are, and how high it is without its strip of counts. */
export interface PortPlaces {
  readonly inputs: readonly { readonly name: string; readonly at: number }[];
  readonly outputs: readonly { readonly name: string; readonly at: number }[];
  readonly height: number;
}

interface Line {
  edge: FlowEdge;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** A link behind a card cannot be followed with the eye; two that cross can. */
const BEHIND_CARD = 3;

/** How hard to follow the links of an arrangement are: those that cross each other, and, worse, those that run behind a card. 0: none. */
export function tangle(placed: Positions, edges: readonly FlowEdge[], faces: ReadonlyMap<string, PortPlaces>, heightOf: (id: string) => number): number {
  const lines = edges.flatMap((edge): Line[] => {
    const [from, to] = [placed[edge.from.node], placed[edge.to.node]];
    if (!from || !to) return [];
    const spot = (id: string, port: string, side: 'inputs' | 'outputs') => faces.get(id)?.[side].find(({ name }) => name === port)?.at ?? CARD_HEIGHT / 2;
    return [
      {
        edge,
        x1: from.x + CARD_WIDTH,
        y1: from.y + spot(edge.from.node, edge.from.port, 'outputs'),
        x2: to.x,
        y2: to.y + spot(edge.to.node, edge.to.port, 'inputs'),
      },
    ];
  });
  let count = 0;
  for (const [i, a] of lines.entries()) {
    for (const b of lines.slice(i + 1)) if (cross(a, b)) count++;
    for (const [id, at] of Object.entries(placed)) if (id !== a.edge.from.node && id !== a.edge.to.node && isBehind(a, at, heightOf(id))) count += BEHIND_CARD;
  }
  return count;
}

/** Which side of the line through a the point lies on: above 0, below 0, or 0 on it. */
function side(a: Line, x: number, y: number): number {
  return Math.sign((a.x2 - a.x1) * (y - a.y1) - (a.y2 - a.y1) * (x - a.x1));
}

function cross(a: Line, b: Line): boolean {
  return side(a, b.x1, b.y1) * side(a, b.x2, b.y2) < 0 && side(b, a.x1, a.y1) * side(b, a.x2, a.y2) < 0;
}

function isBehind({ x1, y1, x2, y2 }: Line, card: { x: number; y: number }, height: number): boolean {
  const [from, to] = [Math.max(x1, card.x), Math.min(x2, card.x + CARD_WIDTH)];
  if (from >= to) return false;
  const at = (x: number) => y1 + ((y2 - y1) * (x - x1)) / (x2 - x1);
  return Math.max(at(from), at(to)) > card.y && Math.min(at(from), at(to)) < card.y + height;
}
