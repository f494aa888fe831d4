import type { Flow } from '../../core/flow/flow.ts';
import { drawnFlow } from './drawn-flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, ROW_GAP, STRIP_HEIGHT } from './geometry.ts';

export interface Point {
  x: number;
  y: number;
}

type Drawable = Pick<Flow, 'nodes' | 'edges'> & Partial<Pick<Flow, 'groups'>>;

const STEP_DOWN = CARD_HEIGHT + STRIP_HEIGHT + ROW_GAP;

/** The nearest free place at or below `wanted` where a card of this height covers no other. */
export function freePlace(flow: Drawable, wanted: Point, height = CARD_HEIGHT): Point {
  const { nodes, faces } = drawnFlow(flow);
  const cards = nodes.map((node) => ({ ...node.position, height: faces.get(node.id)?.height ?? CARD_HEIGHT }));
  const isTaken = ({ x, y }: Point) =>
    cards.some((card) => Math.abs(card.x - x) < CARD_WIDTH + 16 && y < card.y + card.height + 36 && y + height + 36 > card.y);
  let at = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  for (let tries = 0; tries < 400 && isTaken(at); tries++) at = { x: at.x, y: at.y + STEP_DOWN / 2 };
  return at;
}

const FINDS = 24;
const NOTE_STEP = 40;

/** The place nearest to `wanted`, above or below, where a note of this size covers neither card nor note. */
export function freeNotePlace(flow: Drawable & Pick<Flow, 'notes'>, wanted: Point, size: { width: number; height: number }): Point {
  const { nodes, faces } = drawnFlow(flow);
  const cards = nodes.map((node) => ({ ...node.position, width: CARD_WIDTH, height: (faces.get(node.id)?.height ?? CARD_HEIGHT) + STRIP_HEIGHT }));
  const there = [...cards, ...flow.notes.map((note) => ({ ...note.position, ...note.size }))];
  const isFree = ({ x, y }: Point) =>
    !there.some((one) => x < one.x + one.width + 8 && one.x < x + size.width + 8 && y < one.y + one.height + 8 && one.y < y + size.height + 8);
  const start = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const offsets = Array.from({ length: FINDS }, (_, i) => Math.ceil(i / 2) * NOTE_STEP * (i % 2 === 0 ? -1 : 1));
  const offset = offsets.find((by) => isFree({ x: start.x, y: start.y + by })) ?? FINDS * NOTE_STEP;
  return { x: start.x, y: start.y + offset };
}

/** A free place behind (or, backwards, before) a node. */
export function placeBeside(flow: Drawable, beside: Point, backwards = false, height = CARD_HEIGHT): Point {
  return freePlace(flow, { x: beside.x + (CARD_WIDTH + COLUMN_GAP) * (backwards ? -1 : 1), y: beside.y }, height);
}
