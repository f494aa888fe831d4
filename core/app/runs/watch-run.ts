import type { RunEvent } from '../../api/run-models.ts';
import { FINAL_STATUSES } from '../../base/run-facts.ts';
import { EventStream } from '../event-stream.ts';
import { mustFindRun, type Parts } from '../parts.ts';

/** Kept events are read in pieces of this size. */
const PIECE = 1_000;

/**
 * All events of a run behind `afterSeq`, then what comes, until it is over. Asking again with the last number heard leaves nothing out and tells
 * nothing twice; of progress only the newest is told.
 */
export function watchRun(parts: Parts, runId: string, afterSeq: number, signal?: AbortSignal): EventStream<RunEvent> {
  const live = parts.desk.find(runId);
  live?.recorder?.flush();
  const run = mustFindRun(parts.store, runId);
  const past: RunEvent[] = [];
  for (let after = afterSeq; ; ) {
    const piece = parts.store.events.after(runId, after, PIECE);
    for (const event of piece)
      past.push(event.kind === 'status' && run.error && FINAL_STATUSES.includes(event.status) ? { ...event, error: run.error } : event);
    after = piece.at(-1)?.seq ?? after;
    if (piece.length < PIECE) break;
  }
  if (live) {
    const { progress } = live.feed;
    if (progress && progress.seq > afterSeq) past.push(progress);
    return live.feed.watch(inOrder(past), signal);
  }
  const last = past.at(-1);
  if (last?.kind === 'status' && last.seq - 1 > afterSeq)
    past.push({ kind: 'progress', seq: last.seq - 1, at: last.at, counts: run.counts, steps: parts.store.steps.of(runId), pressure: {} });
  const stream = new EventStream<RunEvent>({ signal });
  for (const event of inOrder(past)) stream.push(event);
  stream.end();
  return stream;
}

function inOrder(events: RunEvent[]): RunEvent[] {
  return events.sort((a, b) => a.seq - b.seq);
}
