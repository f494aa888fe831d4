import type { WorkspaceEvent } from '../../core/api/app-models.ts';
import type { RunEvent } from '../../core/api/run-models.ts';
import { FINAL_STATUSES } from '../../core/base/run-facts.ts';
import { api } from './client.ts';
import { connection } from './connection.ts';

const PAUSE_MS = 150;

/** Follows a run from `afterSeq` until it is over, across broken connections: nothing is lost, nothing comes twice. */
export async function watchRun(runId: string, afterSeq: number, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<void> {
  let seq = afterSeq;
  let over = false;
  await keepAsking(
    signal,
    () => over,
    async () => {
      for await (const event of await api.runs.watch({ runId, afterSeq: seq }, { signal })) {
        seq = Math.max(seq, event.seq);
        over ||= event.kind === 'status' && FINAL_STATUSES.includes(event.status);
        onEvent(event);
      }
      over = true;
    },
  );
}

/** Follows the state of the whole workspace until stopped. */
export function watchWorkspace(onEvent: (event: WorkspaceEvent) => void, signal: AbortSignal): Promise<void> {
  return keepAsking(
    signal,
    () => false,
    async () => {
      for await (const event of await api.app.watch(undefined, { signal })) onEvent(event);
    },
  );
}

async function keepAsking(signal: AbortSignal, isOver: () => boolean, ask: () => Promise<void>): Promise<void> {
  while (!signal.aborted && !isOver()) {
    try {
      await ask();
    } catch (error) {
      if (signal.aborted || isOver()) return;
      if (connection.state === 'open' && !(await brokeBriefly(signal))) throw error;
    }
    if (signal.aborted || isOver()) return;
    await pause();
    await connection.whenOpen(signal).catch(() => undefined);
  }
}

/** A stream fails a moment before the socket reports its end; waits for that moment. */
async function brokeBriefly(signal: AbortSignal): Promise<boolean> {
  await pause();
  return connection.state !== 'open' && !signal.aborted;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
