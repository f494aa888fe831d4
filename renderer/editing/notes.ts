import * as notes from '../../core/flow/notes.ts';
import { noteCardId } from '../canvas/card-ids.ts';
import { freeNotePlace, type Point } from '../canvas/place.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { newId } from './new-id.ts';

const SIZE = { width: 232, height: 112 };

/** Puts an empty note on the canvas, in the middle of what is seen or at a place, and lets it be written. */
export function addNote(at?: Point): void {
  const { flow, apply } = useDocument.getState();
  if (!flow) return;
  const centre = useCanvasDoor.getState().canvas?.centre() ?? { x: 200, y: 120 };
  const position = at ?? freeNotePlace(flow, { x: centre.x - SIZE.width / 2, y: centre.y - SIZE.height / 2 }, SIZE);
  const id = newId();
  apply(t('Add a note'), (draft) =>
    notes.addNote(draft, { id, text: '', position: { x: Math.round(position.x), y: Math.round(position.y) }, size: SIZE, colour: 'yellow' }),
  );
  useSelection.getState().select([], [], [id]);
  useCanvasDoor.getState().canvas?.reveal(noteCardId(id));
  useCanvasDoor.setState({ writing: noteCardId(id) });
}

/** Lets a note be written where it lies. */
export function writeOnCanvas(noteId: string): void {
  useSelection.getState().select([], [], [noteId]);
  useCanvasDoor.setState({ writing: noteCardId(noteId) });
}

/** Ends writing. A note without words is not kept. */
export function endWriting(noteId: string | null): void {
  useCanvasDoor.setState({ writing: null });
  const note = useDocument.getState().flow?.notes.find((one) => one.id === noteId);
  if (note && note.text.trim() === '') removeNotes([note.id]);
}

/** The text of a note; what is typed without a pause is one step to undo. */
export function writeNote(id: string, text: string): void {
  useDocument.getState().apply(t('Write a note'), (flow) => notes.changeNote(flow, id, { text }), { merge: `note:${id}` });
}

/** Place and size of a note. */
export function placeNote(id: string, place: { position: Point; size: { width: number; height: number } }): void {
  useDocument.getState().apply(t('Change the size of a note'), (flow) => notes.changeNote(flow, id, place));
}

/** The colour of notes. */
export function colourNotes(ids: readonly string[], colour: string): void {
  useDocument.getState().apply(t('Colour of a note'), (flow) => ids.reduce((draft, id) => notes.changeNote(draft, id, { colour }), flow));
}

/** Takes notes off the canvas. */
export function removeNotes(ids: readonly string[]): void {
  useDocument.getState().apply(t('Remove {{count}} notes', { count: ids.length }), (flow) => notes.removeNotes(flow, ids));
  useSelection.getState().select([]);
}
