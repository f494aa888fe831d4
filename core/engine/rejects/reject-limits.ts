import { formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import type { RejectPolicy } from '../../flow/flow.ts';

/** Whose rejects are counted: a step by its name, or the run as a whole. */
export interface Rejecting {
  readonly name: string;
  /** Absent for the run as a whole. */
  readonly nodeId?: string;
}

/**
 * Throws the UserError `too-many-rejects` when more was rejected than the policy allows: at the count, or above the percentage of what has arrived, which
 * counts only from the policy's minimum on.
 */
export function checkRejects(policy: RejectPolicy | null | undefined, who: Rejecting, rejected: number, arrived: number): void {
  if (!policy || rejected === 0) return;
  const percent = (rejected / Math.max(1, arrived)) * 100;
  const tooMany = policy.stopAfterCount !== undefined && rejected >= policy.stopAfterCount;
  const tooLarge = policy.stopAbovePercent !== undefined && arrived >= policy.minimum && percent > policy.stopAbovePercent;
  if (!tooMany && !tooLarge) return;
  const { nodeId } = who;
  throw new UserError(
    'too-many-rejects',
    tooMany
      ? `${who.name} rejected ${formatCount(rejected)} of ${formatCount(arrived)} records; the run stops at ${formatCount(policy.stopAfterCount ?? 0)}.`
      : `${who.name} rejected ${Math.round(percent * 10) / 10} % of ${formatCount(arrived)} records; the run stops above ${policy.stopAbovePercent} %.`,
    {
      hint: `Look at the rejected records, fix the flow or the input, or raise the limit ${nodeId === undefined ? 'in the settings of the flow' : 'of this step'}.`,
      ...(nodeId === undefined ? {} : { place: { node: nodeId } }),
    },
  );
}
