import type { Flow } from '../../../core/flow/flow.ts';
import { groupOf } from '../../../core/flow/groups.ts';
import { foldedCardId, frameId, onCanvas } from '../../canvas/card-ids.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { type Box, boxAround } from '../../canvas/GroupFrame.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/geometry.ts';
import type { Homes, Moved } from '../../editing/move-on-canvas.ts';

/** A step leaves its group when it is put down this far outside the frame of the others. */
const OUTSIDE = 28;

/**
 * Which of the moved steps change their group: one whose middle is put into the frame of another group, or onto the card of a collapsed one, joins that;
 * one that is put down outside the frame of the others in its group leaves it. A group that is moved as a whole stays as it is.
 */
export function newHomes(flow: Flow, moved: Moved): Homes {
  const homes = new Map<string, string | null>();
  if (flow.groups.length === 0) return homes;
  const steps = moved.filter(({ id }) => onCanvas(id).kind === 'step');
  const going = new Set(steps.map(({ id }) => id));
  const frames = framesWithout(flow, going);
  for (const { id, position } of steps) {
    const own = groupOf(flow, id);
    const box = { ...position, width: CARD_WIDTH, height: CARD_HEIGHT };
    const middle = { x: position.x + CARD_WIDTH / 2, y: position.y + CARD_HEIGHT / 2 };
    const left = own && frames.get(own.id);
    if (left && meets(grown(left, OUTSIDE), box)) continue;
    if (own && !left) continue;
    const into = [...frames].find(([group, frame]) => group !== own?.id && holds(frame, middle))?.[0];
    if (into !== undefined) homes.set(id, into);
    else if (own) homes.set(id, null);
  }
  return homes;
}

/** The frames of groups as they are without the steps that are moved; a group without any others has none. */
function framesWithout(flow: Flow, going: ReadonlySet<string>): Map<string, Box> {
  const drawn = drawnFlow(flow);
  const frames = new Map<string, Box>();
  const boxes = new Map<string, Box[]>();
  for (const node of drawn.nodes) {
    const is = onCanvas(node.id);
    const box = { ...node.position, width: CARD_WIDTH, height: drawn.faces.get(node.id)?.height ?? CARD_HEIGHT };
    if (is.kind === 'folded') frames.set(is.id, box);
    const group = groupOf(flow, node.id);
    if (group && !group.collapsed && !going.has(node.id)) boxes.set(group.id, [...(boxes.get(group.id) ?? []), box]);
  }
  for (const [group, cards] of boxes) {
    const frame = boxAround(cards);
    if (frame) frames.set(group, frame);
  }
  return frames;
}

/** Marks the groups that would take a step in, and those that would let one go; nothing takes all marks away. */
export function markHomes(canvas: Element, flow: Flow | null, homes: Homes): void {
  for (const marked of canvas.querySelectorAll('.react-flow__node.take-in, .react-flow__node.let-go')) marked.classList.remove('take-in', 'let-go');
  if (!flow) return;
  for (const [step, group] of homes) {
    if (group !== null) mark(canvas, flow.groups.find((one) => one.id === group)?.collapsed ? foldedCardId(group) : frameId(group), 'take-in');
    const own = groupOf(flow, step);
    if (own) mark(canvas, frameId(own.id), 'let-go');
  }
}

function mark(canvas: Element, cardId: string, name: string): void {
  canvas.querySelector(`.react-flow__node[data-id="${CSS.escape(cardId)}"]`)?.classList.add(name);
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function holds(box: Box, { x, y }: { x: number; y: number }): boolean {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}
