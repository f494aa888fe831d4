import type { RunCause, RunMode, RunStatus, StepStatus } from '../../../core/base/run-facts.ts';
import { text, told } from '../../i18n/i18n.ts';

const CAUSES: Readonly<Record<RunCause, string>> = {
  manual: text('by hand'),
  schedule: text('by schedule'),
  'file-arrival': text('by a file that arrived'),
  webhook: text('by a webhook'),
  'after-flow': text('after another flow'),
  'command-line': text('from the command line'),
  replay: text('as a replay'),
};

/** Why there was a run, behind "started". */
export function causeWords(cause: RunCause): string {
  return told(CAUSES[cause]);
}

const MODES: Readonly<Record<RunMode, string>> = { run: '', rehearsal: text('Rehearsal: nothing was written'), replay: text('Replay') };

/** What is special about a run; empty for a usual one. */
export function modeWords(mode: RunMode): string {
  return told(MODES[mode]);
}

const STEPS: Readonly<Record<StepStatus, string>> = {
  waiting: text('waiting'),
  running: text('running'),
  succeeded: text('done'),
  'succeeded-with-rejects': text('done, with rejects'),
  failed: text('failed'),
  cancelled: text('cancelled'),
  skipped: text('not run'),
  interrupted: text('interrupted'),
};

export function stepStatusWords(status: StepStatus): string {
  return told(STEPS[status]);
}

/** All states of a run, in the order in which they are offered. */
export const STATUSES: readonly RunStatus[] = ['running', 'queued', 'succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'interrupted'];
export const ALL_CAUSES: readonly RunCause[] = ['manual', 'schedule', 'file-arrival', 'webhook', 'after-flow', 'command-line', 'replay'];
