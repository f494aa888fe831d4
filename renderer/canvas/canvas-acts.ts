import { createContext, useContext } from 'react';

/** Where a note lies and how large it is. */
export interface NotePlace {
  position: { x: number; y: number };
  size: { width: number; height: number };
}

/** What groups and notes on the canvas let a person do. */
export interface CanvasActs {
  renameGroup(groupId: string, name: string): void;
  selectGroup(groupId: string): void;
  /** Collapses an open group, opens a collapsed one. */
  toggleGroup(groupId: string): void;
  writeNote(noteId: string, text: string): void;
  placeNote(noteId: string, place: NotePlace): void;
  /** Begins to type into a card, or, with null, ends it. */
  write(cardId: string | null): void;
  /** A hook: whether a card is typed into. */
  useIsWriting(cardId: string): boolean;
}

const nothing = () => undefined;

export const CanvasActsContext = createContext<CanvasActs>({
  renameGroup: nothing,
  selectGroup: nothing,
  toggleGroup: nothing,
  writeNote: nothing,
  placeNote: nothing,
  write: nothing,
  useIsWriting: () => false,
});

export function useCanvasActs(): CanvasActs {
  return useContext(CanvasActsContext);
}
