import * as z from 'zod';
import * as edit from '../../core/flow/edit.ts';
import { edgeSchema, nodeSchema } from '../../core/flow/flow.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { newId } from './new-id.ts';

const partSchema = z.object({ format: z.literal('swivel/part'), nodes: z.array(nodeSchema), edges: z.array(edgeSchema) });
const NUDGE = 32;

/** The selected steps and the edges among them as text for the clipboard; null when nothing is selected. */
export function copyText(): string | null {
  const { flow } = useDocument.getState();
  const { nodeIds } = useSelection.getState();
  if (!flow || nodeIds.length === 0) return null;
  return JSON.stringify({ format: 'swivel/part', ...edit.copyPart(flow, nodeIds) }, null, 2);
}

/** Adds steps from the clipboard's text, of this flow or another, and selects them. Gives how many; null when the text holds none. */
export function pasteText(text: string): number | null {
  const part = readPart(text);
  const { flow, apply } = useDocument.getState();
  if (!part || !flow || part.nodes.length === 0) return null;
  const isFromHere = part.nodes.every((node) => flow.nodes.some((one) => one.id === node.id));
  const offset = isFromHere ? freeNudge(flow.nodes, part.nodes) : toCentre(part.nodes);
  let ids: string[] = [];
  apply(
    part.nodes.length === 1 ? t('Paste {{name}}', { name: part.nodes[0]?.name ?? '' }) : t('Paste {{count}} steps', { count: part.nodes.length }),
    (draft) => {
      const pasted = edit.paste(draft, part, offset, newId);
      ids = pasted.ids;
      return pasted.flow;
    },
  );
  useSelection.getState().select(ids);
  return ids.length;
}

/** Copies the selected steps beside themselves. */
export function duplicateSelection(): void {
  const text = copyText();
  if (text) pasteText(text);
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
