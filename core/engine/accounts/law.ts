import { Defect } from '../../base/errors.ts';
import type { RunCounts, StepCounts } from '../../base/run-facts.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import type { StepLedger } from '../step-ledger.ts';
import { type OriginFates, sentMark } from './fates.ts';

/** A step and its account, as the law needs them. */
export interface Account {
  readonly plan: PlanStep;
  readonly ledger: StepLedger;
}

/** What became of the records of a run so far. Only what the targets in `committed` (step indexes) took counts as delivered. */
export function runCounts(accounts: readonly Account[], fates: OriginFates | null, committed: ReadonlySet<number>): RunCounts {
  if (fates) return fates.tally(new Set([...committed, ...accounts.filter(({ ledger }) => ledger.sent !== null).map(({ plan }) => sentMark(plan.index))]));
  const counts = { read: 0, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 };
  for (const { plan, ledger } of accounts) {
    if (plan.branch === 'reject') {
      // Its records were counted where they were rejected first; what it rejects of its reference was not.
      counts.rejected += ledger.reference.rejected;
      counts.read += ledger.reference.rejected;
      continue;
    }
    counts.rejected += ledger.rejected;
    if (plan.branch === 'reference') {
      counts.read += ledger.rejected;
      continue;
    }
    if (plan.role === 'source') counts.read += ledger.in;
    counts.read += ledger.reference.rejected;
    counts.filtered += ledger.filtered - ledger.reference.filtered;
    counts.duplicates += ledger.duplicates - ledger.reference.duplicates;
    if (plan.role !== 'target') continue;
    counts.delivered += committed.has(plan.index) ? ledger.in - ledger.rejected - ledger.filtered - ledger.duplicates : (ledger.sent ?? 0);
  }
  counts.pending = counts.read - counts.delivered - counts.filtered - counts.duplicates - counts.rejected;
  return counts;
}

/**
 * The run's final account, or a Defect: after everything has been worked on, no record may be missing. Records of which a step with another fan-out
 * than `one` made nothing carry no mark of their own; they were left out by its rule and count as filtered.
 */
export function closeAccount(plan: Plan, counts: RunCounts): RunCounts {
  const closed = plan.steps.some((step) => step.fanOut !== 'one') ? { ...counts, filtered: counts.filtered + counts.pending, pending: 0 } : counts;
  const { read, delivered, filtered, duplicates, rejected, pending } = closed;
  if (pending !== 0 || read !== delivered + filtered + duplicates + rejected + pending) throw broken('The run', JSON.stringify(closed));
  return closed;
}

/** Throws a Defect unless every record that came to the step has left it, one way or another. */
export function checkStep({ name, fanOut }: Pick<PlanStep, 'name' | 'fanOut'>, counts: StepCounts): void {
  if (counts.pending !== 0 || (fanOut === 'one' && counts.fannedOut !== 0)) throw broken(name, JSON.stringify(counts));
}

/** Throws a Defect when the marks on source records and the counts of the sources disagree about what was read. */
export function checkRead(accounts: readonly Account[], fates: OriginFates | null, counts: RunCounts): void {
  if (!fates || accounts.some(({ plan, ledger }) => plan.branch === 'reference' || ledger.reference.in > 0)) return;
  const read = accounts.reduce((sum, { plan, ledger }) => sum + (plan.role === 'source' ? ledger.in : 0), 0);
  if (read !== counts.read) throw broken('The run', `sources read ${read}; ${JSON.stringify(counts)}`);
}

function broken(who: string, details: string): Defect {
  return new Defect('law-broken', `${who} cannot account for every record: what came in is not what went out.`, {
    hint: 'This is a fault in Swivel, not in your flow. The targets were left as they were.',
    details,
  });
}
