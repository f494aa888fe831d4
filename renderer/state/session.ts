import { saveNow, startAutosave } from './autosave.ts';
import { startGuardingConnections } from './connection-drafts.ts';
import { startFollowingConnections } from './connections.ts';
import { useDocument } from './document.ts';
import { endFind } from './find.ts';
import { withoutTicks } from './guide.ts';
import { startTicking } from './guide-ticks.ts';
import { startInspecting } from './inspection.ts';
import { startKeeping } from './kept.ts';
import { startLearningKinds } from './known-kinds.ts';
import { restoreSelection, startNotingPlace } from './last-place.ts';
import { startGuardingDraft } from './leaving.ts';
import { usePins } from './pins.ts';
import { usePreview } from './preview.ts';
import { startRouting } from './route.ts';
import { useRuns } from './runs.ts';
import { useSelection } from './selection.ts';
import { startFollowingTriggers } from './trigger-life.ts';
import { startWatchingWorkspace } from './workspace.ts';

/** Starts everything that goes on beside the screens: routing, autosave, inspection, the live state. Returns the function that stops it. */
export function startSession(): () => void {
  const stops = [
    startRouting(),
    startAutosave(),
    startInspecting(),
    startWatchingWorkspace(),
    startFollowingTriggers(),
    startFollowingConnections(),
    startGuardingConnections(),
    startGuardingDraft(),
    startLearningKinds(),
    startKeeping(),
    startNotingPlace(),
    startTicking(),
  ];
  return () => {
    for (const stop of stops.reverse()) stop();
  };
}

/** The flow that is being opened just now. */
let opening: { flowId: string; done: Promise<void> } | null = null;

/**
 * Opens a flow in the designer: the old draft is saved, and everything that belonged to it is forgotten. Who asks while it is being opened waits for that: a
 * second opening would forget what somebody has selected or changed meanwhile.
 */
export function openFlow(flowId: string): Promise<void> {
  if (opening?.flowId === flowId) return opening.done;
  const done = open(flowId).finally(() => {
    if (opening?.done === done) opening = null;
  });
  opening = { flowId, done };
  return done;
}

async function open(flowId: string): Promise<void> {
  if (useDocument.getState().flowId === flowId && useDocument.getState().flow) return;
  await saveNow();
  usePreview.getState().reset();
  useRuns.getState().hide();
  endFind();
  useSelection.setState({ nodeIds: [], edgeIds: [], noteIds: [], focus: null, fieldRequest: null });
  await useDocument.getState().open(flowId);
  const { lastRunId, flowId: opened, openError } = useDocument.getState();
  if (opened !== flowId || openError) return;
  withoutTicks(restoreSelection);
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
