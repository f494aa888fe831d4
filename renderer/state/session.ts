import { saveNow, startAutosave } from './autosave.ts';
import { useDocument } from './document.ts';
import { endFind } from './find.ts';
import { startInspecting } from './inspection.ts';
import { noteFlow } from './known-kinds.ts';
import { startGuardingDraft } from './leaving.ts';
import { usePins } from './pins.ts';
import { usePreview } from './preview.ts';
import { startRouting } from './route.ts';
import { useRuns } from './runs.ts';
import { useSelection } from './selection.ts';
import { startWatchingWorkspace } from './workspace.ts';

/** Starts everything that goes on beside the screens: routing, autosave, inspection, the live state. Returns the function that stops it. */
export function startSession(): () => void {
  const stops = [startRouting(), startAutosave(), startInspecting(), startWatchingWorkspace(), startGuardingDraft()];
  return () => {
    for (const stop of stops.reverse()) stop();
  };
}

/** Opens a flow in the designer: the old draft is saved, and everything that belonged to it is forgotten. */
export async function openFlow(flowId: string): Promise<void> {
  if (useDocument.getState().flowId === flowId && useDocument.getState().flow) return;
  await saveNow();
  usePreview.getState().reset();
  useRuns.getState().hide();
  endFind();
  useSelection.setState({ nodeIds: [], edgeIds: [], focus: null, fieldRequest: null });
  await useDocument.getState().open(flowId);
  const { lastRunId, flowId: opened } = useDocument.getState();
  if (opened !== flowId) return;
  const { flow } = useDocument.getState();
  if (flow) noteFlow(flow);
  void usePins.getState().load(flowId);
  if (lastRunId) await showRun(lastRunId);
  await usePreview.getState().again();
}

/** Settles as soon as the run is on the canvas; it is followed on. */
function showRun(runId: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = useRuns.subscribe(({ current }) => current?.runId === runId && done());
    const done = () => {
      stop();
      resolve();
    };
    void useRuns.getState().show(runId).then(done);
  });
}
