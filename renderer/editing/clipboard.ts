import * as z from 'zod';
import { edgeSchema, groupSchema, nodeSchema, noteSchema } from '../../core/flow/flow.ts';
import { copyPart, paste } from '../../core/flow/part.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { newId } from './new-id.ts';

const partSchema = z.object({
  format: z.literal('swivel/part'),
  nodes: z.array(nodeSchema),
  edges: z.array(edgeSchema),
  groups: z.array(groupSchema).default([]),
  notes: z.array(noteSchema).default([]),
});
const NUDGE = 32;

/** The selected steps and notes, the edges among the steps and the groups that are selected whole, as text for the clipboard; null when there are none. */
export function copyText(): string | null {
  const { flow } = useDocument.getState();
  const { nodeIds, noteIds } = useSelection.getState();
  if (!flow || nodeIds.length + noteIds.length === 0) return null;
  return JSON.stringify({ format: 'swivel/part', ...copyPart(flow, nodeIds, noteIds) }, null, 2);
}

/** Adds steps and notes from the clipboard's text, of this flow or another, and selects them. Gives how many; null when the text holds none. */
export function pasteText(text: string): number | null {
  const part = readPart(text);
  const { flow, apply } = useDocument.getState();
  const placed = [...(part?.nodes ?? []), ...(part?.notes ?? [])];
  if (!part || !flow || placed.length === 0) return null;
  const there = [...flow.nodes, ...flow.notes];
  const isFromHere = placed.every(({ id }) => there.some((one) => one.id === id));
  const offset = isFromHere ? freeNudge(there, placed) : toCentre(placed);
  let added: { ids: string[]; noteIds: string[] } = { ids: [], noteIds: [] };
  apply(nameOf(part), (draft) => {
    const pasted = paste(draft, part, offset, newId);
    added = pasted;
    return pasted.flow;
  });
  useSelection.getState().select(added.ids, [], added.noteIds);
  return placed.length;
}

/** Copies the selected steps beside themselves. */
export function duplicateSelection(): void {
  const text = copyText();
  if (text) pasteText(text);
}

function nameOf({ nodes, notes }: z.infer<typeof partSchema>): string {
  if (nodes.length === 0) return t('Paste {{count}} notes', { count: notes.length });
  return nodes.length === 1 ? t('Paste {{name}}', { name: nodes[0]?.name ?? '' }) : t('Paste {{count}} steps', { count: nodes.length });
}

function readPart(text: string): z.infer<typeof partSchema> | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return partSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

type Placed = readonly { position: { x: number; y: number } }[];

function freeNudge(there: Placed, part: Placed): { x: number; y: number } {
  let by = NUDGE;
  const isTaken = () => part.some(({ position: { x, y } }) => there.some((node) => node.position.x === x + by && node.position.y === y + by));
  while (isTaken()) by += NUDGE;
  return { x: by, y: by };
}

function toCentre(part: Placed): { x: number; y: number } {
  const [xs, ys] = [part.map((node) => node.position.x), part.map((node) => node.position.y)];
  const centre = useCanvasDoor.getState().canvas?.centre() ?? { x: 0, y: 0 };
  return { x: Math.round(centre.x - (Math.min(...xs) + Math.max(...xs)) / 2 - 112), y: Math.round(centre.y - (Math.min(...ys) + Math.max(...ys)) / 2 - 25) };
}
