import { formatCount } from '../base/amounts.ts';
import { Defect, OperationalError, toErrorReport } from '../base/errors.ts';
import { NO_COUNTS, type ReceiptFacts, type RunCounts, type StepFacts } from '../base/run-facts.ts';
import type { RunOutcome } from './messages.ts';

/** The last that was heard of a run whose worker is gone. */
export interface LastHeard {
  readonly steps: StepFacts[];
  /** Index of the step that was at work, -1 for none. */
  readonly atWork: number;
  readonly counts: RunCounts | null;
  readonly receipts: ReceiptFacts[];
  /** Steps whose commit had begun and of which no receipt came. */
  readonly committing: string[];
  readonly ms: number;
}

/** How a worker went: it ended on its own, ran out of memory, or was stopped after a cancel. */
export type WorkerEnd = { how: 'stopped' } | { how: 'memory'; heapMb: number } | { how: 'died'; error: unknown };

/** The outcome of a run that can't tell its own any more. Counts are those last heard; what was read and not delivered is pending. */
export function verdict(end: WorkerEnd, last: LastHeard): RunOutcome {
  const stopped = end.how === 'stopped';
  const busy = last.steps[last.atWork];
  const read = last.counts?.read ?? 0;
  const where = busy ? ` while "${busy.name}" was at work` : '';
  const so = read > 0 ? ` About ${formatCount(read)} records had been read.` : '';
  const unknown = last.committing.length > 0 ? ' Whether the last target was written is not known: look at it before you run the flow again.' : '';
  const place = busy ? { place: { node: busy.nodeId } } : {};
  const error =
    end.how === 'memory'
      ? new OperationalError('out-of-memory', `The run needed more than ${end.heapMb} MB of memory${where} and was stopped.${so}${unknown}`, {
          hint: 'Look for very large values, or for a snippet or a look-up that keeps everything.',
          ...place,
        })
      : new Defect('worker-died', `The run's worker ended unexpectedly${where}.${so}${unknown}`, {
          hint: 'Run the flow again. If it happens again, the details help to report it.',
          details: end.how === 'died' && end.error instanceof Error ? (end.error.stack ?? end.error.message) : '',
          ...place,
        });
  const steps = last.steps.map((step): StepFacts => {
    if (step !== busy && step.status !== 'running' && step.status !== 'waiting') return step;
    if (!stopped && step === busy) return { ...step, status: 'failed', error: toErrorReport(error) };
    return { ...step, status: step.status === 'waiting' ? 'skipped' : 'cancelled' };
  });
  return {
    status: stopped && last.committing.length === 0 ? 'cancelled' : 'failed',
    ...(stopped && last.committing.length === 0 ? {} : { error: toErrorReport(error) }),
    counts: last.counts ?? NO_COUNTS,
    steps,
    receipts: last.receipts,
    ms: last.ms,
    stateOf: [],
  };
}
