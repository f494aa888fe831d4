import { useCallback, useEffect, useState } from 'react';
import type { RunDetail, RunEvent } from '../../../core/api/run-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { isAbort, toReport } from '../../api/report.ts';
import { watchRun } from '../../api/streams.ts';
import { isOver } from '../../state/runs.ts';

export type LogLine = Omit<Extract<RunEvent, { kind: 'log' }>, 'kind'>;

export interface WatchedRun {
  detail: RunDetail | null;
  /** By edge id, while the run goes on. */
  pressure: Readonly<Record<string, number>>;
  log: readonly LogLine[];
  error: ErrorReport | null;
}

const MOST_LINES = 5_000;
const NOTHING: WatchedRun = { detail: null, pressure: {}, log: [], error: null };

/** A run, followed while it goes on; once it is over everything that was kept of it is fetched. */
export function useRun(runId: string): WatchedRun {
  const [state, setState] = useState<WatchedRun & { runId: string }>({ ...NOTHING, runId });
  const load = useCallback(
    async (signal: AbortSignal) => {
      const detail = await api.runs.get({ runId }, { signal });
      if (!signal.aborted) setState((old) => ({ ...(old.runId === runId ? old : NOTHING), runId, detail }));
      return detail;
    },
    [runId],
  );
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const follow = async () => {
      const { run } = await load(signal);
      const alreadyOver = isOver(run.status);
      await watchRun(runId, 0, (event) => setState((old) => (old.runId === runId ? withEvent(old, event) : old)), signal);
      if (!alreadyOver && !signal.aborted) await load(signal);
    };
    setState({ ...NOTHING, runId });
    follow().catch((error: unknown) => {
      if (!signal.aborted && !isAbort(error)) setState((old) => ({ ...old, error: toReport(error) }));
    });
    return () => stop.abort();
  }, [runId, load]);
  return state.runId === runId ? state : NOTHING;
}

function withEvent<S extends WatchedRun>(state: S, event: RunEvent): S {
  const { detail } = state;
  if (event.kind === 'log') {
    const { kind: _kind, ...line } = event;
    return state.log.some((one) => one.seq === line.seq) ? state : { ...state, log: [...state.log, line].slice(-MOST_LINES) };
  }
  if (!detail || isOver(detail.run.status)) return state;
  if (event.kind === 'progress')
    return { ...state, pressure: event.pressure, detail: { ...detail, run: { ...detail.run, counts: event.counts }, steps: event.steps } };
  const startedAt = detail.run.startedAt ?? (event.status === 'running' ? event.at : null);
  const over = isOver(event.status);
  const run = {
    ...detail.run,
    status: event.status,
    startedAt,
    ...(over ? { finishedAt: event.at, durationMs: startedAt === null ? null : event.at - startedAt } : {}),
    ...(event.error ? { error: event.error } : {}),
  };
  return { ...state, detail: { ...detail, run }, ...(over ? { pressure: {} } : {}) };
}
