import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { isStale } from '../state/node-status.ts';
import { usePreview } from '../state/preview.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { useUi } from '../state/ui.ts';
import { nextStep } from './walk.ts';

/** Goes one step further with the sample: the next step is computed if it has to be, selected, and its data shown. Behind the last it begins again. */
export async function stepOn(): Promise<string | null> {
  const { flow } = useDocument.getState();
  if (!flow) return null;
  const selection = useSelection.getState();
  const next = nextStep(flow, selectedNodeId(selection)) ?? nextStep(flow, null);
  if (!next) return null;
  selection.select([next]);
  selection.setFocus({ nodeId: next, side: hasInput(next) ? 'side-by-side' : 'after' });
  useUi.getState().set({ drawerOpen: true });
  useCanvasDoor.getState().canvas?.reveal(next);
  const { steps, preview } = usePreview.getState();
  if (!steps[next] || isStale(next)) await preview(next);
  return next;
}

function hasInput(nodeId: string): boolean {
  return useDocument.getState().flow?.edges.some((edge) => edge.to.node === nodeId && edge.to.port !== 'start') ?? false;
}
