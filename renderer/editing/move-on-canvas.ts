import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { putInGroup } from '../../core/flow/groups.ts';
import { changeNote } from '../../core/flow/notes.ts';
import { onCanvas } from '../canvas/card-ids.ts';
import { drawnFlow, placesOfSteps } from '../canvas/drawn-flow.ts';
import type { Point } from '../canvas/place.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';

/** What lies on the canvas, by its id there, and where it is put. */
export type Moved = readonly { readonly id: string; readonly position: Point }[];

/** Where steps go that are moved into a group or, with null, out of theirs. */
export type Homes = ReadonlyMap<string, string | null>;

/** The flow with cards, collapsed groups and notes at new places, and steps in other groups. The very same flow when nothing has moved. */
export function withMoved(flow: Flow, moved: Moved, homes: Homes = new Map()): Flow {
  const byId = new Map(drawnFlow(flow).nodes.map((node) => [node.id, node.position]));
  const notes = new Map(flow.notes.map((note) => [note.id, note.position]));
  const really = moved.filter(({ id, position }) => {
    const is = onCanvas(id);
    const was = is.kind === 'note' ? notes.get(is.id) : byId.get(id);
    return was && (Math.round(position.x) !== was.x || Math.round(position.y) !== was.y);
  });
  if (really.length === 0) return flow;
  const cards = really.filter(({ id }) => onCanvas(id).kind !== 'note');
  const places = placesOfSteps(flow, drawnFlow(flow), Object.fromEntries(cards.map(({ id, position }) => [id, position])));
  let next = cards.length > 0 ? edit.moveNodes(flow, places) : flow;
  for (const { id, position } of really) if (onCanvas(id).kind === 'note') next = changeNote(next, onCanvas(id).id, { position });
  for (const [group, ids] of Map.groupBy(homes.keys(), (id) => homes.get(id) ?? null)) next = putInGroup(next, ids, group);
  return next;
}

/** Puts down what was moved on the canvas, as one step to undo. Says whether anything has moved. */
export function putDown(moved: Moved, homes: Homes = new Map()): boolean {
  const { flow, apply } = useDocument.getState();
  if (!flow) return false;
  apply(nameOf(flow, moved, homes), (draft) => withMoved(draft, moved, homes));
  return useDocument.getState().flow !== flow;
}

function nameOf(flow: Flow, moved: Moved, homes: Homes): string {
  const [first] = moved;
  const name = drawnFlow(flow).nodes.find((node) => node.id === first?.id)?.name;
  const [home] = [...homes.entries()];
  if (home && moved.length === 1) {
    const group = flow.groups.find((one) => one.id === home[1])?.name;
    return group === undefined ? t('Take {{name}} out of its group', { name: name ?? '' }) : t('Put {{name}} into {{group}}', { name: name ?? '', group });
  }
  const notes = moved.filter(({ id }) => onCanvas(id).kind === 'note').length;
  if (notes === moved.length) return t('Move {{count}} notes', { count: notes });
  return moved.length === 1 && name !== undefined ? t('Move {{name}}', { name }) : t('Move {{count}} steps', { count: moved.length });
}
