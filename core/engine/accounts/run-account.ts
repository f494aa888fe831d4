import type { RunCounts } from '../../base/run-facts.ts';
import type { Corrections } from '../capture/corrections.ts';
import type { SettledFates } from '../node-door.ts';
import { isPartner } from '../plan/partners.ts';
import type { Plan } from '../plan/plan.ts';
import { membersOfRejects, type RejectMembers } from '../rejects/reject-members.ts';
import type { RejectedOrigins } from '../rejects/rejected-origins.ts';
import type { StepAtWork } from '../step-at-work.ts';
import type { SettledRecord } from '../threads/messages.ts';
import { OriginFates, REJECTED, sentMark } from './fates.ts';
import { checkRead, checkStep, closeAccount, runCounts } from './law.ts';

/** What the account of a run is made of. */
export interface AccountParts {
  readonly plan: Plan;
  readonly steps: readonly StepAtWork[];
  /** Null where sums tell every record's fate. */
  readonly fates: OriginFates | null;
  readonly rejected: RejectedOrigins;
  readonly corrections: Corrections | null;
  /** Targets that have committed, by step index. */
  readonly committed: ReadonlySet<number>;
  /** Node ids by index in origins. */
  readonly sourceIds: readonly string[];
}

/** What became of the records of a run: its counts, and the fate of single records. */
export class RunAccount {
  readonly #parts: AccountParts;
  readonly #reached = new Map<number, Set<number>>();

  constructor(parts: AccountParts) {
    this.#parts = parts;
  }

  /** Counts as they stand. Only what committed targets took is delivered. */
  counts(): RunCounts {
    const { steps, fates, committed } = this.#parts;
    return runCounts(steps, fates, committed);
  }

  /** The final counts. The law is checked before anything is committed: a run whose records do not add up leaves its targets as they were. */
  close(): RunCounts {
    const { plan, steps, fates, corrections } = this.#parts;
    for (const step of steps) if (step.plan.role !== 'target') checkStep(step.plan, step.ledger.counts());
    corrections?.check();
    this.settle();
    const all = new Set(plan.commitOrder);
    const counts = runCounts(steps, fates, all);
    if (plan.feeds.length === 0) checkRead(steps, fates, counts);
    return closeAccount(plan, counts);
  }

  /** Gives records that were combined into others the fate of those; may be called again when more is known. */
  settle(): void {
    this.#parts.fates?.settle(this.#parts.rejected, this.#behind);
  }

  /** For steps that remember records for later runs. What was only read along was not delivered. */
  settledFates(): SettledFates {
    const { rejected, fates } = this.#parts;
    this.settle();
    return {
      rejected: (source, ordinal) => isPartner(source) || rejected.has(source, ordinal) || fates?.has(REJECTED, source, ordinal) === true,
    };
  }

  /** Of which other source records the rejected ones were made. */
  rejectMembers(): RejectMembers[] {
    const { fates, rejected, sourceIds } = this.#parts;
    return fates ? membersOfRejects(fates.combined, rejected, this.#behind, (index) => sourceIds[index] ?? '') : [];
  }

  /** What became of the records that the owner of a replay asked for, by node id of the source; null where no single record's fate is known. */
  settledRecords(asked: Readonly<Record<string, readonly number[]>>): SettledRecord[] | null {
    const { fates, committed, sourceIds } = this.#parts;
    if (!fates || Object.keys(asked).length === 0) return null;
    const settled: SettledRecord[] = [];
    for (const [source, ordinals] of Object.entries(asked)) {
      const index = sourceIds.indexOf(source);
      if (index < 0) continue;
      for (const ordinal of ordinals) {
        const as = fates.fateOf(index, ordinal, committed);
        const others = as === 'rejected' ? fates.fateBesideRejects(index, ordinal, committed) : null;
        if (others !== null) settled.push({ source, ordinal, as: others, inPart: true });
        else if (as !== null && as !== 'rejected') settled.push({ source, ordinal, as });
      }
    }
    return settled;
  }

  /** A step and all that its records may come to. */
  readonly #behind = (step: number): ReadonlySet<number> => {
    let behind = this.#reached.get(step);
    if (!behind) {
      behind = new Set([step]);
      for (const { from, to } of this.#parts.plan.links.toSorted((one, other) => one.from - other.from)) if (behind.has(from)) behind.add(to);
      this.#reached.set(step, behind);
    }
    return behind;
  };
}

/** The marks of the records of a run; null where sums tell every record's fate. `file` is where the list of combined records may go when it grows. */
export function createFates(plan: Plan, file: string): OriginFates | null {
  return plan.fates === 'origins' ? new OriginFates(fateMarks(plan), file) : null;
}

/** Targets as they mark what they take; those that may send in groups mark what they have sent, too. */
function fateMarks({ commitOrder, steps }: Plan): number[] {
  return commitOrder.flatMap((index) => (steps[index]?.effects === 'appending-write' ? [index, sentMark(index)] : [index]));
}
