import type { RunCounts, RunMode, RunStatus } from '../base/run-facts.ts';
import type { EndedSettings } from '../base/trigger-settings.ts';
import type { Store } from './store.ts';

/** A run that is over, as far as triggers care. */
export interface EndedRun {
  runId: string;
  flowId: string;
  flowName: string;
  mode: RunMode;
  status: Exclude<RunStatus, 'queued' | 'running'>;
  /** Null: it was still waiting for its turn. */
  startedAt: number | null;
  counts: RunCounts;
  /** Why, in words. */
  trouble: string | null;
  /** The program was closed: nobody wanted this run to stop. */
  closing: boolean;
}

const CUT_OFF = 'The run was cut off after it had begun to write what cannot be written twice. Look at the run, then replay it.';

/**
 * Says what becomes of what a run was started with, and lets the triggers that wait for its end fire: to be called in the transaction that ends the run.
 * Says whether something waits in the inbox now.
 */
export function settleEnded(store: Pick<Store, 'inbox' | 'effects' | 'triggers'>, run: EndedRun, at: number): boolean {
  if (run.mode === 'rehearsal') return false;
  const cutOff = run.status === 'interrupted' || (run.status === 'cancelled' && run.closing);
  if (cutOff && store.effects.hasAppended(run.runId)) store.inbox.settle(run.runId, 'failed', at, CUT_OFF);
  else if (run.status === 'cancelled' && run.closing) {
    if (store.inbox.putBack(run.runId) > 0) return false;
  } else if (run.status === 'interrupted' && run.startedAt === null) {
    // It was no try: nothing of this run ever began.
    if (store.inbox.putBack(run.runId) > 0) return true;
  } else if (run.status === 'interrupted') {
    const trouble = 'Swivel ended three times while a run was working on this. Look at the runs before it is tried again.';
    if (store.inbox.giveBack(run.runId, at, trouble) > 0) return true;
  } else {
    const went = run.status === 'succeeded' || run.status === 'succeeded-with-rejects';
    store.inbox.settle(run.runId, went ? 'done' : 'failed', at, went ? null : run.trouble);
  }
  return run.mode === 'run' && tellEnd(store, run, at);
}

/** Writes down for every trigger that waits for the end of this flow that it came; each run counts once. */
function tellEnd(store: Pick<Store, 'inbox' | 'triggers'>, run: EndedRun, at: number): boolean {
  const { runId, flowId, flowName, status, counts } = run;
  const fired = store.triggers.watching('flow-ended', flowId).filter(({ settings }) => fits(settings.when, status));
  const added = store.inbox.add(
    fired.map((trigger) => ({
      flowId: trigger.flowId,
      nodeId: trigger.nodeId,
      at,
      key: runId,
      what: { kind: 'flow-ended', nodeId: trigger.nodeId, flowId, flowName, runId, status, delivered: counts.delivered, rejected: counts.rejected },
    })),
  );
  return added.some((seq) => seq !== null);
}

function fits(when: EndedSettings['when'], status: EndedRun['status']): boolean {
  switch (when) {
    case 'any':
      return true;
    case 'succeeded':
      return status === 'succeeded' || status === 'succeeded-with-rejects';
    case 'clean':
      return status === 'succeeded';
    case 'with-rejects':
      return status === 'succeeded-with-rejects';
    case 'failed':
      return status === 'failed' || status === 'interrupted';
  }
}
