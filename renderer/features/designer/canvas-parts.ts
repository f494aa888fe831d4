import type { Flow, FlowNote } from '../../../core/flow/flow.ts';
import { foldedCardId, noteCardId } from '../../canvas/card-ids.ts';
import { type DrawnFlow, drawnFlow, type FoldedGroup } from '../../canvas/drawn-flow.ts';
import { handlesOf, wordsOf } from '../../canvas/elements.ts';
import type { FoldedNode } from '../../canvas/GroupCard.tsx';
import { CARD_WIDTH } from '../../canvas/geometry.ts';
import type { CardNode } from '../../canvas/NodeCard.tsx';
import type { NoteNode } from '../../canvas/NoteCard.tsx';
import { t } from '../../i18n/i18n.ts';
import { mergeCards } from './canvas-nodes.ts';

/** What lies on the canvas and can be chosen and moved. */
export type CanvasNode = CardNode | FoldedNode | NoteNode;

export interface Chosen {
  nodeIds: readonly string[];
  noteIds: readonly string[];
}

/** Everything on the canvas: notes below cards. What was measured is kept, and the very object where nothing changed. */
export function mergeCanvas(before: readonly CanvasNode[], flow: Flow, chosen: Chosen): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const drawn = drawnFlow(flow);
  const reached = reachedByTab(flow, drawn, chosen);
  const cards = before.filter((node): node is CardNode => node.type === 'card');
  return [
    ...flow.notes.map((note) => noteOf(note, known.get(noteCardId(note.id)), new Set(chosen.noteIds).has(note.id), reached)),
    ...[...drawn.folded.values()].flatMap((group) => foldedOf(group, drawn, known.get(group.card.id), new Set(chosen.nodeIds), reached)),
    ...mergeCards(cards, flow, new Set(chosen.nodeIds), reached),
  ];
}

function reachedByTab(flow: Flow, drawn: DrawnFlow, { nodeIds, noteIds }: Chosen): string | undefined {
  const [node, note] = [nodeIds[0], noteIds[0]];
  if (node === undefined && note !== undefined) return noteCardId(note);
  const first = node ?? flow.nodes[0]?.id;
  return first === undefined ? flow.notes.map(({ id }) => noteCardId(id))[0] : drawn.cardOf(first);
}

function noteOf(note: FlowNote, old: CanvasNode | undefined, selected: boolean, reached: string | undefined): NoteNode {
  const id = noteCardId(note.id);
  const focusable = id === reached;
  if (old?.type === 'note' && old.data.note === note && old.position === note.position && old.selected === selected && old.focusable === focusable) return old;
  return {
    id,
    type: 'note',
    position: note.position,
    ...note.size,
    measured: note.size,
    data: { note },
    ariaRole: 'group',
    ariaLabel: t('Note: {{note}}', { note: note.text }),
    selected,
    focusable,
    connectable: false,
    zIndex: selected ? 1 : 0,
  };
}

function foldedOf(
  { group, members, card }: FoldedGroup,
  drawn: DrawnFlow,
  old: CanvasNode | undefined,
  chosen: ReadonlySet<string>,
  reached: string | undefined,
): FoldedNode[] {
  const face = drawn.faces.get(card.id);
  if (!face) return [];
  const id = foldedCardId(group.id);
  const [selected, focusable] = [members.some((one) => chosen.has(one)), id === reached];
  if (old?.type === 'folded') {
    const isSame = old.data.group === group && old.position === card.position && sameFace(old.data.face, face) && sameIds(old.data.members, members);
    if (isSame && old.selected === selected && old.focusable === focusable) return [old];
  }
  const measured = old?.measured && old.type === 'folded' && old.data.face.height === face.height ? old.measured : { width: CARD_WIDTH, height: face.height };
  const data =
    old?.type === 'folded' && old.data.group === group && sameFace(old.data.face, face) && sameIds(old.data.members, members)
      ? old.data
      : { face, group, members };
  return [
    {
      id,
      type: 'folded',
      position: card.position,
      measured,
      data,
      ariaRole: 'group',
      ariaLabel: t('{{group}}, collapsed', { group: wordsOf(face) }),
      handles: handlesOf(face),
      selected,
      focusable,
      zIndex: selected ? 10 : 0,
    },
  ];
}

function sameFace(a: FoldedNode['data']['face'], b: FoldedNode['data']['face']): boolean {
  const ports = ({ inputs, outputs }: typeof a) => [...inputs, ...outputs].map((port) => port.name).join();
  return a.name === b.name && a.summary === b.summary && ports(a) === ports(b);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((id, i) => id === b[i]));
}
