import type { Flow, FlowNote } from './flow.ts';

/** Pure edits of the free notes on the canvas. They never change what runs. */

/** The flow with one more note, above the others. */
export function addNote(flow: Flow, note: FlowNote): Flow {
  return { ...flow, notes: [...flow.notes, note] };
}

/** The flow with a note's text, colour, place or size changed; places and sizes are rounded to whole pixels. */
export function changeNote(flow: Flow, id: string, change: Partial<Pick<FlowNote, 'text' | 'colour' | 'position' | 'size'>>): Flow {
  const { position, size, ...words } = change;
  const rounded = {
    ...(position ? { position: { x: Math.round(position.x), y: Math.round(position.y) } } : {}),
    ...(size ? { size: { width: Math.max(1, Math.round(size.width)), height: Math.max(1, Math.round(size.height)) } } : {}),
  };
  return { ...flow, notes: flow.notes.map((note) => (note.id === id ? { ...note, ...words, ...rounded } : note)) };
}

/** The flow without the notes named. */
export function removeNotes(flow: Flow, ids: readonly string[]): Flow {
  const gone = new Set(ids);
  return flow.notes.some((note) => gone.has(note.id)) ? { ...flow, notes: flow.notes.filter((note) => !gone.has(note.id)) } : flow;
}
