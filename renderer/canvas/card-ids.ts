/** Ids of what lies on the canvas beside the cards of steps, which have the ids of their steps. */

const [FOLDED, FRAME, NOTE, BUNDLE] = ['folded ', 'group ', 'note ', 'links '] as const;

/** The card that a collapsed group is drawn as. */
export const foldedCardId = (groupId: string): string => FOLDED + groupId;
/** The frame around an open group. */
export const frameId = (groupId: string): string => FRAME + groupId;
/** A link that stands for several, by the first of them. */
export const bundleId = (edgeId: string): string => BUNDLE + edgeId;
export const noteCardId = (noteId: string): string => NOTE + noteId;

export interface OnCanvas {
  kind: 'step' | 'folded' | 'frame' | 'note';
  /** Of the step, group or note itself. */
  id: string;
}

/** What an id on the canvas stands for. */
export function onCanvas(cardId: string): OnCanvas {
  if (cardId.startsWith(FOLDED)) return { kind: 'folded', id: cardId.slice(FOLDED.length) };
  if (cardId.startsWith(FRAME)) return { kind: 'frame', id: cardId.slice(FRAME.length) };
  if (cardId.startsWith(NOTE)) return { kind: 'note', id: cardId.slice(NOTE.length) };
  return { kind: 'step', id: cardId };
}
