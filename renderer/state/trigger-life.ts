import { api } from '../api/client.ts';
import { useDocument } from './document.ts';
import { useWorkspace, type WorkspaceState } from './workspace.ts';

const AT_MOST_EVERY_MS = 400;

/** What tells that a trigger may be other than it was shown: it fired, it went dead or works again, all were paused. */
export function triggersTold({ state, runsChanged }: WorkspaceState): string {
  return JSON.stringify([runsChanged, state?.paused, state?.nextDue?.at, state?.troubles]);
}

/** Keeps what is shown of the triggers of the open flow true while it is live; of other flows nothing is asked. Returns the function that stops it. */
export function startFollowingTriggers(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    timer = undefined;
    const { flowId, live } = useDocument.getState();
    if (flowId === null || live.triggers.length === 0) return;
    api.flows.live({ flowId }).then(
      (next) => useDocument.getState().flowId === flowId && useDocument.getState().noteLive(next),
      // The last answer stays; the status bar tells of a lost connection.
      () => undefined,
    );
  };
  const stop = useWorkspace.subscribe((now, before) => {
    if (useDocument.getState().live.triggers.length === 0) return;
    if (now.state === before.state && now.runsChanged === before.runsChanged) return;
    if (triggersTold(now) !== triggersTold(before)) timer ??= setTimeout(ask, AT_MOST_EVERY_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
