import { useDocument } from '../state/document.ts';
import { useRoute } from '../state/route.ts';
import { useSelection } from '../state/selection.ts';

/** Conditions that several commands share. */

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
  const { nodeIds, edgeIds } = useSelection.getState();
  return hasFlow() && nodeIds.length + edgeIds.length > 0;
}

export function always(): boolean {
  return true;
}
