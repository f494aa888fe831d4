import { formatCount } from '../../base/amounts.ts';
import { Defect, type OperationalError, toErrorReport } from '../../base/errors.ts';
import { NO_COUNTS, type ReceiptFacts, type RunCounts, type StepFacts } from '../../base/run-facts.ts';
import type { RunLimits } from '../run-job.ts';
import type { RunOutcome, UndoneEffect } from './messages.ts';
import type { AtWork, StopReason } from './run-board.ts';
import { stopError, type Witness, whileAtWork } from './run-limits.ts';

/** The last that was heard of a run whose worker is gone. */
export interface LastHeard {
  readonly steps: StepFacts[];
  readonly atWork: AtWork;
  readonly limits: RunLimits;
  /** The time-out of the step at work. */
  readonly timeoutMs: number | undefined;
  readonly counts: RunCounts | null;
  readonly receipts: ReceiptFacts[];
  /** Steps that were writing and of which no receipt came. */
  readonly committing: string[];
  /** Intents of which it is certain that nothing was done. */
  readonly undone: UndoneEffect[];
  readonly ms: number;
}

/** How a worker went: stopped for a reason of ours, out of memory, or on its own. */
export type WorkerEnd = { how: 'stopped'; reason: StopReason } | { how: 'memory' } | { how: 'died'; error: unknown };

/** The outcome of a run that cannot tell its own any more. Counts are those last heard; what was read and not delivered is pending. */
export function verdict(end: WorkerEnd, last: LastHeard): RunOutcome {
  const byUser = end.how === 'stopped' && end.reason === 'cancelled';
  const busy = last.steps[last.atWork.step];
  const report = { ...toErrorReport(errorOf(end, last)) };
  const read = last.counts?.read ?? 0;
  if (read > 0 && !byUser) report.message += ` About ${formatCount(read)} records had been read.`;
  const writing = last.steps.filter((step) => last.committing.includes(step.nodeId)).map((step) => step.name);
  if (writing.length > 0) report.message += ` Whether ${writing.join(', ')} was written is not known: look at it before you run the flow again.`;
  const steps = last.steps.map((step): StepFacts => {
    if (step !== busy && step.status !== 'running' && step.status !== 'waiting') return step;
    if (!byUser && step === busy) return { ...step, status: 'failed', error: report };
    return { ...step, status: step.status === 'waiting' ? 'skipped' : 'cancelled' };
  });
  return {
    status: byUser ? 'cancelled' : 'failed',
    ...(byUser && writing.length === 0 ? {} : { error: report }),
    counts: last.counts ?? NO_COUNTS,
    steps,
    receipts: last.receipts,
    ms: last.ms,
    ...(last.undone.length === 0 ? {} : { undone: last.undone }),
    stateOf: [],
  };
}

function errorOf(end: WorkerEnd, last: LastHeard): OperationalError | Defect {
  const witness = witnessOf(last.steps, last.atWork, last.timeoutMs);
  if (end.how === 'stopped') return stopError(end.reason, last.limits, witness);
  if (end.how === 'memory') return stopError('memory', last.limits, witness);
  return new Defect('worker-died', `The run's worker ended unexpectedly${whileAtWork(witness)}.`, {
    hint: 'Run the flow again. If it happens again, the details help to report it.',
    details: end.error instanceof Error ? (end.error.stack ?? end.error.message) : '',
    ...(witness.nodeId === undefined ? {} : { place: { node: witness.nodeId } }),
  });
}

/** What was at work, in the words of the run: steps by name, records counted from 1. */
export function witnessOf(steps: readonly Pick<StepFacts, 'nodeId' | 'name'>[], { step, hand }: AtWork, timeoutMs?: number): Witness {
  const busy = steps[step];
  const source = hand && hand.step === step ? steps[hand.source] : undefined;
  return {
    ...(busy ? { nodeId: busy.nodeId, name: busy.name } : {}),
    timeoutMs,
    ...(hand && source ? { hand: { source: source.name, first: hand.first + 1, count: hand.count } } : {}),
  };
}
