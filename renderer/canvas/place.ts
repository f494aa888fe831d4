import type { Flow } from '../../core/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, ROW_GAP } from './geometry.ts';

export interface Point {
  x: number;
  y: number;
}

const STEP_DOWN = CARD_HEIGHT + 24 + ROW_GAP;

/** The nearest free place at or below `wanted` where a card covers no other. */
export function freePlace(flow: Pick<Flow, 'nodes'>, wanted: Point): Point {
  let at = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  for (let tries = 0; tries < 200 && flow.nodes.some((node) => overlaps(node.position, at)); tries++) at = { x: at.x, y: at.y + STEP_DOWN / 2 };
  return at;
}

/** A free place behind (or, backwards, before) a node. */
export function placeBeside(flow: Pick<Flow, 'nodes'>, beside: Point, backwards = false): Point {
  return freePlace(flow, { x: beside.x + (CARD_WIDTH + COLUMN_GAP) * (backwards ? -1 : 1), y: beside.y });
}

function overlaps(a: Point, b: Point): boolean {
  return Math.abs(a.x - b.x) < CARD_WIDTH + 16 && Math.abs(a.y - b.y) < CARD_HEIGHT + 36;
}
