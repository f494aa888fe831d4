import type { RunCause, RunMode, RunStatus, StepStatus } from '../../../core/base/run-facts.ts';

const CAUSES: Readonly<Record<RunCause, string>> = {
  manual: 'by hand',
  schedule: 'by schedule',
  'command-line': 'from the command line',
  replay: 'as a replay',
};

/** Why there was a run, behind "started". */
export function causeWords(cause: RunCause): string {
  return CAUSES[cause];
}

const MODES: Readonly<Record<RunMode, string>> = { run: '', rehearsal: 'Rehearsal: nothing was written', replay: 'Replay' };

/** What is special about a run; empty for a usual one. */
export function modeWords(mode: RunMode): string {
  return MODES[mode];
}

const STEPS: Readonly<Record<StepStatus, string>> = {
  waiting: 'waiting',
  running: 'running',
  succeeded: 'done',
  'succeeded-with-rejects': 'done, with rejects',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'not run',
  interrupted: 'interrupted',
};

export function stepStatusWords(status: StepStatus): string {
  return STEPS[status];
}

/** All states of a run, in the order in which they are offered. */
export const STATUSES: readonly RunStatus[] = ['running', 'queued', 'succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'interrupted'];
export const ALL_CAUSES: readonly RunCause[] = ['manual', 'schedule', 'command-line', 'replay'];
