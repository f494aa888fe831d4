import type { Flow } from '../../core/flow/flow.ts';
import { facesOf } from './card-face.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, ROW_GAP, STRIP_HEIGHT } from './geometry.ts';

export interface Point {
  x: number;
  y: number;
}

const STEP_DOWN = CARD_HEIGHT + STRIP_HEIGHT + ROW_GAP;

/** The nearest free place at or below `wanted` where a card of this height covers no other. */
export function freePlace(flow: Pick<Flow, 'nodes' | 'edges'>, wanted: Point, height = CARD_HEIGHT): Point {
  const faces = facesOf(flow);
  const cards = flow.nodes.map((node) => ({ ...node.position, height: faces.get(node.id)?.height ?? CARD_HEIGHT }));
  const isTaken = ({ x, y }: Point) =>
    cards.some((card) => Math.abs(card.x - x) < CARD_WIDTH + 16 && y < card.y + card.height + 36 && y + height + 36 > card.y);
  let at = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  for (let tries = 0; tries < 400 && isTaken(at); tries++) at = { x: at.x, y: at.y + STEP_DOWN / 2 };
  return at;
}

/** A free place behind (or, backwards, before) a node. */
export function placeBeside(flow: Pick<Flow, 'nodes' | 'edges'>, beside: Point, backwards = false, height = CARD_HEIGHT): Point {
  return freePlace(flow, { x: beside.x + (CARD_WIDTH + COLUMN_GAP) * (backwards ? -1 : 1), y: beside.y }, height);
}
