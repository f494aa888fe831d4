import { moveNodes } from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { setCollapsed } from '../../core/flow/groups.ts';
import { changeNote } from '../../core/flow/notes.ts';
import { foldedCardId } from './card-ids.ts';
import { drawnFlow, placesOfSteps } from './drawn-flow.ts';
import { type Box, boxAround } from './GroupFrame.tsx';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, STRIP_HEIGHT } from './geometry.ts';

/** Cards nearer to each other than this are in each other's way. */
const NEAR = 6;

/**
 * The flow with a collapsed group open, its steps where the card has taken them. Where other cards have come to stand in their place meanwhile, what is
 * to the right of the card moves right, what is below it down and what is above it up, until there is room; else nothing moves.
 */
export function openWithRoom(flow: Flow, groupId: string): Flow {
  const folded = drawnFlow(flow).folded.get(foldedCardId(groupId));
  const opened = setCollapsed(flow, [groupId], false);
  if (!folded) return opened;
  const drawn = drawnFlow(opened);
  const inside = new Set(folded.members);
  const boxes = drawn.nodes.map((node): Box & { id: string } => ({
    ...node.position,
    id: node.id,
    width: CARD_WIDTH,
    height: (drawn.faces.get(node.id)?.height ?? CARD_HEIGHT) + STRIP_HEIGHT,
  }));
  const [own, others] = [boxes.filter(({ id }) => inside.has(id)), boxes.filter(({ id }) => !inside.has(id))];
  const frame = boxAround(own);
  const inTheWay = others.filter((other) => own.some((card) => meet(card, other)));
  if (!frame || inTheWay.length === 0) return opened;
  const move = pushing(frame, folded.card.position, inTheWay);
  const places = Object.fromEntries(others.map((box) => [box.id, move(box)]));
  const moved = moveNodes(opened, placesOfSteps(opened, drawn, places));
  const aside = opened.notes.filter(({ position, size }) => !meet(frame, { ...position, ...size }));
  return aside.reduce((next, note) => changeNote(next, note.id, { position: move({ ...note.position, ...note.size }) }), moved);
}

function pushing(frame: Box, card: { x: number; y: number }, inTheWay: readonly Box[]): (box: Box) => { x: number; y: number } {
  const behind = inTheWay.filter((box) => box.x >= card.x + CARD_WIDTH / 2);
  const beside = inTheWay.filter((box) => box.x < card.x + CARD_WIDTH / 2);
  const [below, above] = [beside.filter((box) => box.y >= card.y), beside.filter((box) => box.y < card.y)];
  const [fromX, fromY, toY] = [least(behind.map((box) => box.x)), least(below.map((box) => box.y)), -least(above.map((box) => -box.y))];
  const right = Math.max(0, frame.x + frame.width + COLUMN_GAP / 2 - fromX);
  const down = Math.max(0, frame.y + frame.height + NEAR - fromY);
  const up = Math.max(0, toY + CARD_HEIGHT + STRIP_HEIGHT + NEAR - frame.y);
  return ({ x, y }) => {
    if (x >= fromX) return { x: x + right, y };
    if (y >= fromY) return { x, y: y + down };
    return y <= toY ? { x, y: y - up } : { x, y };
  };
}

function least(values: readonly number[]): number {
  return Math.min(Number.POSITIVE_INFINITY, ...values);
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width + NEAR && b.x < a.x + a.width + NEAR && a.y < b.y + b.height + NEAR && b.y < a.y + a.height + NEAR;
}
