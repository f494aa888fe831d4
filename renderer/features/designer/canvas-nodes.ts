import type { Flow, FlowNode } from '../../../core/flow/flow.ts';
import type { CardFace } from '../../canvas/card-face.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { toCard } from '../../canvas/elements.ts';
import type { CardNode } from '../../canvas/NodeCard.tsx';

const cards = new WeakMap<CardFace, { node: FlowNode; card: CardNode }>();

/** The card of a node; the same object as long as the node and its face are the same. */
function cardOf(node: FlowNode, face: CardFace): CardNode {
  const known = cards.get(face);
  if (known?.node === node) return known.card;
  const card = toCard(node, face);
  cards.set(face, { node, card });
  return card;
}

/** The cards of the steps that are seen, keeping those that are the same: what was measured, and the very object where nothing changed. */
export function mergeCards(
  before: readonly CardNode[],
  flow: Flow,
  selected: ReadonlySet<string>,
  reachedByTab = selected.size > 0 ? [...selected][0] : flow.nodes[0]?.id,
): CardNode[] {
  const known = new Map(before.map((card) => [card.id, card]));
  const { nodes, faces, folded } = drawnFlow(flow);
  return nodes.flatMap((node) => {
    const face = faces.get(node.id);
    if (!face || folded.has(node.id)) return [];
    const fresh = cardOf(node, face);
    const old = known.get(node.id);
    const isSelected = selected.has(node.id);
    const focusable = node.id === reachedByTab;
    if (old && old.data === fresh.data && old.position === node.position && old.selected === isSelected && old.focusable === focusable) return old;
    const measured = old?.measured && old.data.face.height === face.height ? { measured: old.measured } : {};
    return { ...fresh, ...measured, selected: isSelected, focusable, zIndex: isSelected ? 10 : 0 };
  });
}

/** What is on its way from where it is to where it belongs; `share` runs from 0 to 1. */
export function between<T extends { id: string; position: { x: number; y: number } }>(from: readonly T[], to: readonly T[], share: number): T[] {
  const start = new Map(from.map((card) => [card.id, card.position]));
  const eased = 1 - (1 - share) ** 3;
  return to.map((card) => {
    const at = start.get(card.id);
    if (!at || (at.x === card.position.x && at.y === card.position.y)) return card;
    return { ...card, position: { x: at.x + (card.position.x - at.x) * eased, y: at.y + (card.position.y - at.y) * eased } };
  });
}
