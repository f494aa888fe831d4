import type { Batch } from '../data/batch.ts';
import { ordinalAt, sourceAt } from '../data/origin.ts';
import type { ReplayChoice } from './run-job.ts';
import type { StepAtWork } from './step-at-work.ts';

/** The ordinals a replay takes of a source; null for all. */
export function chosenOf(choice: ReplayChoice | undefined, nodeId: string): ReadonlySet<number> | null {
  return choice?.ordinals ? new Set(choice.ordinals[nodeId] ?? []) : null;
}

/** The records of a batch that a replay takes; sources that `choiceOf` gives null for are taken whole. */
export function takeChosen(batch: Batch, choiceOf: (source: number) => ReadonlySet<number> | null): Batch {
  const selection = new Int32Array(batch.count);
  let count = 0;
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    const chosen = choiceOf(sourceAt(batch, row));
    if (chosen === null || chosen.has(ordinalAt(batch, row))) selection[count++] = row;
  }
  return count === batch.count ? batch : { ...batch, selection: selection.subarray(0, count), count };
}

/** What a step tells, without what a source that is read again says of records this replay does not take. */
export function chosenOnly(
  step: StepAtWork,
  choice: ReplayChoice | undefined,
): Pick<StepAtWork, 'drop' | 'fannedOut' | 'combined'> & { rejects: Pick<StepAtWork['rejects'], 'reject' | 'rejectText'> } {
  const chosen = step.plan.role === 'source' && step.plan.branch !== 'reference' ? chosenOf(choice, step.plan.nodeId) : null;
  const drop = step.drop.bind(step);
  const fannedOut = step.fannedOut.bind(step);
  const combined = step.combined.bind(step);
  if (!chosen) return { rejects: step.rejects, drop, fannedOut, combined };
  return {
    drop,
    fannedOut,
    combined,
    rejects: {
      reject: (batch, row, reason) => (chosen.has(ordinalAt(batch, row)) ? step.rejects.reject(batch, row, reason) : undefined),
      rejectText: (text, ordinal, place, reason) => (chosen.has(ordinal) ? step.rejects.rejectText(text, ordinal, place, reason) : undefined),
    },
  };
}
