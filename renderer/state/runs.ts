import { create } from 'zustand';
import type { RunEvent } from '../../core/api/run-models.ts';
import type { ErrorReport } from '../../core/base/errors.ts';
import { FINAL_STATUSES, NO_COUNTS, type RunCounts, type RunMode, type RunStatus, type StepFacts } from '../../core/base/run-facts.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { api } from '../api/client.ts';
import { isAbort, toReport } from '../api/report.ts';
import { watchRun } from '../api/streams.ts';
import { saveNow } from './autosave.ts';
import { useDocument } from './document.ts';
import { sameJson } from './same-json.ts';

/** The run whose facts the canvas shows. */
export interface CurrentRun {
  runId: string;
  flowId: string;
  mode: RunMode;
  status: RunStatus;
  /** The flow as it is run. */
  flow: Flow;
  counts: RunCounts;
  steps: Readonly<Record<string, StepFacts>>;
  /** By edge id: 0 idle … 1 full. */
  pressure: Readonly<Record<string, number>>;
  startedAt: number | null;
  finishedAt: number | null;
  /** How long it took, once the history knows. */
  durationMs: number | null;
  error: ErrorReport | null;
}

export interface RunsState {
  current: CurrentRun | null;
  /** Why a run could not be started or watched. */
  error: ErrorReport | null;
  starting: boolean;

  /** Saves the draft, starts a run of it and shows it on the canvas. Gives the run's id, or null when it could not start. */
  start(mode: 'run' | 'rehearsal', set?: Record<string, string>): Promise<string | null>;
  cancel(): Promise<void>;
  /** Shows a run on the canvas and follows it while it goes on; after a reload or a broken connection too. */
  show(runId: string): Promise<void>;
  /** Takes the run off the canvas. */
  hide(): void;
}

let watching: AbortController | null = null;

export const useRuns = create<RunsState>()((set, get) => ({
  current: null,
  error: null,
  starting: false,
  start: async (mode, parameters) => {
    if (get().starting) return null;
    set({ starting: true, error: null });
    try {
      await saveNow();
      const { flowId, saved, saveError } = useDocument.getState();
      if (!flowId) return null;
      if (saved === 'error' || saved === 'conflict') {
        set({ error: saveError });
        return null;
      }
      const { runId } = await api.runs.start({ flowId, mode, ...(parameters ? { set: parameters } : {}) });
      void get().show(runId);
      return runId;
    } catch (error) {
      set({ error: toReport(error) });
      return null;
    } finally {
      set({ starting: false });
    }
  },
  cancel: async () => {
    const { current } = get();
    if (!current || isOver(current.status)) return;
    try {
      await api.runs.cancel({ runId: current.runId });
    } catch (error) {
      set({ error: toReport(error) });
    }
  },
  show: async (runId) => {
    watching?.abort();
    const mine = new AbortController();
    watching = mine;
    try {
      const { run, flow, steps } = await api.runs.get({ runId });
      if (mine.signal.aborted) return;
      const { flowId, mode, status, startedAt, finishedAt, durationMs, error = null } = run;
      const counts = run.counts ?? NO_COUNTS;
      set({ current: { runId, flowId, mode, status, flow, counts, steps: byNode(steps), pressure: {}, startedAt, finishedAt, durationMs, error } });
      if (isOver(status)) return;
      await watchRun(runId, 0, (event) => set(({ current }) => (current?.runId === runId ? { current: advance(current, event) } : {})), mine.signal);
      const took = (await api.runs.get({ runId })).run.durationMs;
      set(({ current }) => (current?.runId === runId ? { current: { ...current, durationMs: took } } : {}));
    } catch (error) {
      if (!mine.signal.aborted && !isAbort(error)) set({ error: toReport(error) });
    }
  },
  hide: () => {
    watching?.abort();
    watching = null;
    set({ current: null, error: null });
  },
}));

export function isOver(status: RunStatus): boolean {
  return FINAL_STATUSES.includes(status);
}

/** True while the open flow's run is waiting or going on. */
export function isRunning(state: RunsState): boolean {
  return state.starting || (state.current !== null && !isOver(state.current.status));
}

/** The run after one more event. */
export function advance(run: CurrentRun, event: RunEvent): CurrentRun {
  if (event.kind === 'progress') return { ...run, counts: event.counts, steps: after(run.steps, event.steps), pressure: event.pressure };
  if (event.kind === 'log') return run;
  const over = isOver(event.status);
  return {
    ...run,
    status: event.status,
    startedAt: run.startedAt ?? (event.status === 'running' ? event.at : null),
    ...(over ? { finishedAt: event.at, pressure: {} } : {}),
    error: event.error ?? run.error,
  };
}

/** The facts after a report of all steps: those of a step that says the same as before stay the same object. */
function after(before: CurrentRun['steps'], reported: readonly StepFacts[]): CurrentRun['steps'] {
  const fresh = reported.filter((step) => !sameJson(before[step.nodeId], step));
  return fresh.length === 0 ? before : { ...before, ...byNode(fresh) };
}

function byNode(steps: readonly StepFacts[]): Record<string, StepFacts> {
  return Object.fromEntries(steps.map((step) => [step.nodeId, step]));
}
