import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useRoute } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';

/** Conditions that several commands share, and what is said where they do not hold. */

export const NEEDS_STEPS = text('Add a step first.');
export const NEEDS_SELECTED = text('Select a step first.');
export const NEEDS_ONE = text('Select one step first.');

export function hasFlow(): boolean {
  return useRoute.getState().route.page === 'flow' && useDocument.getState().flow !== null;
}

export function hasSteps(): boolean {
  return hasFlow() && (useDocument.getState().flow?.nodes.length ?? 0) > 0;
}

export function hasSelectedSteps(atLeast = 1): boolean {
  return hasFlow() && useSelection.getState().nodeIds.length >= atLeast;
}

export function hasOneStep(): boolean {
  return hasFlow() && useSelection.getState().nodeIds.length === 1;
}

export function hasSelection(): boolean {
  const { nodeIds, edgeIds, noteIds } = useSelection.getState();
  return hasFlow() && nodeIds.length + edgeIds.length + noteIds.length > 0;
}

/** Steps or notes: what can be copied. */
export function hasSelectedParts(): boolean {
  const { nodeIds, noteIds } = useSelection.getState();
  return hasFlow() && nodeIds.length + noteIds.length > 0;
}

export function always(): boolean {
  return true;
}
