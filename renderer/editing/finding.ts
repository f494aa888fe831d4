import { noteCardId } from '../canvas/card-ids.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { endFind, noteFound, placeOf, useFind } from '../state/find.ts';
import { useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { findInFlow, type Hit } from './find-in-flow.ts';
import { showStep } from './groups.ts';
import { writeOnCanvas } from './notes.ts';

/** Opens the search, or puts the caret into it again. */
export function openFind(): void {
  useFind.setState(({ ask }) => ({ open: true, ask: ask + 1 }));
}

/** Looks for the words in the draft as it is now. */
export function lookFor(words: string): void {
  const { flow } = useDocument.getState();
  noteFound(words, flow ? findInFlow(flow, words) : []);
}

/** Goes to the next hit (1) or the one before (-1), round and round: its step is selected and brought into view. Where the caret is, it stays. */
export function goToHit(direction: 1 | -1): void {
  const state = useFind.getState();
  const { hits } = state;
  const now = placeOf(state);
  const next = now < 0 ? (direction === 1 ? 0 : hits.length - 1) : (now + direction + hits.length) % hits.length;
  const hit = hits[next];
  if (hit) standAt(hit);
}

/** Goes to a hit and opens the setting it was found in. */
export function openHit(hit: Hit): void {
  standAt(hit);
  useUi.getState().set({ inspectorOpen: true });
  if (hit.on === 'step') useSelection.getState().goToField(hit.nodeId, hit.field);
  else if (hit.on === 'note') writeOnCanvas(hit.nodeId);
}

/** Opens the setting of the hit one stands at, or of the first. */
export function openHitHere(): void {
  const state = useFind.getState();
  const hit = state.hits[Math.max(0, placeOf(state))];
  if (hit) openHit(hit);
}

function standAt(hit: Hit): void {
  useFind.setState({ at: hit });
  if (hit.on === 'step') {
    showStep(hit.nodeId);
    return;
  }
  const { flow } = useDocument.getState();
  const group = hit.on === 'group' ? flow?.groups.find(({ id }) => id === hit.nodeId) : undefined;
  useSelection.getState().select(group?.nodes ?? [], [], hit.on === 'note' ? [hit.nodeId] : []);
  useCanvasDoor.getState().canvas?.reveal(cardOf(hit));
}

function cardOf({ on, nodeId }: Hit): string {
  if (on === 'note') return noteCardId(nodeId);
  const group = on === 'group' ? useDocument.getState().flow?.groups.find(({ id }) => id === nodeId) : undefined;
  return group ? (group.nodes[0] ?? nodeId) : nodeId;
}

/** Ends the search and gives the focus back to the step one stands at, else to what had it before. */
export function closeFind(before: Element | null): void {
  const { at } = useFind.getState();
  endFind();
  if (at) useCanvasDoor.getState().canvas?.focusNode(cardOf(at));
  else if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}
