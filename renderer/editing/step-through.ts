import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { isStale } from '../state/node-status.ts';
import { usePreview } from '../state/preview.ts';
import { selectedNodeId, useSelection } from '../state/selection.ts';
import { stepsOfFlow } from '../state/step-views.ts';
import { useUi } from '../state/ui.ts';
import { conditionsOf, type Stop, useWalk } from '../state/walk.ts';
import { useWorkspace, zoneOf } from '../state/workspace.ts';
import type { DrawerSide } from '../ui/record-drawer/drawer-side.ts';
import { findStop } from './find-stop.ts';

/** Ids of the steps that a walk passes, in the order of the records. */
export function stepsOfWalk(): string[] {
  const { flow } = useDocument.getState();
  return flow ? stepsOfFlow(flow).map(({ nodeId }) => nodeId) : [];
}

/** Goes one step further with the sample: the step is computed if it has to be, selected, and its data shown. Behind the last it begins again. */
export function stepOn(): Promise<void> {
  const order = stepsOfWalk();
  return standAt(order[order.indexOf(standing() ?? '') + 1] ?? order[0]);
}

/** Goes one step back. */
export function stepBack(): Promise<void> {
  const order = stepsOfWalk();
  const at = order.indexOf(standing() ?? '');
  return standAt(order[Math.max(0, at - 1)]);
}

/** Goes on until a record meets a stop condition; the step and the record are shown. Without one the walk ends up at the last step, and says so. */
export async function goOnToStop(): Promise<void> {
  const { flow, flowId } = useDocument.getState();
  if (!flow || !flowId) return;
  const order = stepsOfWalk();
  const begin = useWalk.getState().nodeId === null ? 0 : order.indexOf(standing() ?? '') + 1;
  const ahead = order.slice(begin);
  if (ahead.some(isToBeSeen)) await usePreview.getState().preview();
  const conditions = conditionsOf(flowId);
  const setting = { now: Date.now(), zone: flow.settings.zone || zoneOf(useWorkspace.getState()) };
  let rested = performance.now();
  for (const nodeId of ahead) {
    const seen = usePreview.getState().steps[nodeId];
    const stop = seen && findStop(nodeId, seen.step, conditions, setting);
    if (stop) return standAt(nodeId, stop);
    if (performance.now() - rested < LONGEST_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (useDocument.getState().flow !== flow) return;
    rested = performance.now();
  }
  await standAt(order.at(-1));
  useWalk.getState().say(t('No record met a stop condition on the way to the end.'));
}

/** Ends the walk. What was changed for it is forgotten, so what was seen with it is looked at anew. */
export async function leaveWalk(): Promise<void> {
  const { edits, leave } = useWalk.getState();
  leave();
  if (Object.keys(edits).length > 0) await usePreview.getState().preview();
}

const LONGEST_MS = 40;

/** Where the walk stands; where nobody walks, the selected step. */
function standing(): string | null {
  const { nodeId, flowId } = useWalk.getState();
  return nodeId !== null && flowId === useDocument.getState().flowId ? nodeId : selectedNodeId(useSelection.getState());
}

async function standAt(nodeId: string | undefined, stop: Stop | null = null): Promise<void> {
  const { flowId } = useDocument.getState();
  if (!nodeId || !flowId) return;
  useWalk.getState().standAt(flowId, nodeId, stop);
  const selection = useSelection.getState();
  selection.select([nodeId]);
  selection.setFocus({ nodeId, side: sideOf(nodeId, stop), ...(stop ? { port: stop.port } : {}) });
  useUi.getState().set({ drawerOpen: true });
  useCanvasDoor.getState().canvas?.reveal(nodeId);
  if (isToBeSeen(nodeId)) await usePreview.getState().preview(nodeId);
}

function sideOf(nodeId: string, stop: Stop | null): DrawerSide {
  const isTarget = !useDocument.getState().flow?.edges.some((edge) => edge.from.node === nodeId);
  if (stop) return isTarget ? 'before' : 'after';
  return hasInput(nodeId) ? 'side-by-side' : 'after';
}

function isToBeSeen(nodeId: string): boolean {
  return !usePreview.getState().steps[nodeId] || isStale(nodeId);
}

function hasInput(nodeId: string): boolean {
  return useDocument.getState().flow?.edges.some((edge) => edge.to.node === nodeId && edge.to.port !== 'start') ?? false;
}
