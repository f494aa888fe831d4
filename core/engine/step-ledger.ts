import type { StepCounts } from '../base/run-facts.ts';

/** Ways a record can end at a step without leaving by a data port. */
export type Ending = 'filtered' | 'duplicates' | 'rejected';

/** A step's own account while it works. `counts` closes it: what came in and has not gone anywhere is used or pending. */
export class StepLedger {
  in = 0;
  out = 0;
  filtered = 0;
  duplicates = 0;
  rejected = 0;
  fannedOut = 0;
  /** How often something outside was tried again. */
  retries = 0;
  /** Records sent so far by a target that sends in groups; null for one that writes everything at once. */
  sent: number | null = null;
  /** Of these: what came by a `first` port, and how it ended. What is left of it is used. */
  readonly reference = { in: 0, filtered: 0, duplicates: 0, rejected: 0 };
  /** True while records of a `first` port are handled. */
  handlingReference = false;
  readonly ports = new Map<string, number>();

  arrived(count: number): void {
    this.in += count;
    if (this.handlingReference) this.reference.in += count;
  }

  /** Records left by an output port. */
  left(port: string, count: number): void {
    this.ports.set(port, (this.ports.get(port) ?? 0) + count);
  }

  ended(as: Ending, count: number): void {
    this[as] += count;
    if (this.handlingReference) this.reference[as] += count;
  }

  /** in + fannedOut = out + filtered + duplicates + rejected + used + pending, by making `pending` what is left. */
  counts(): StepCounts {
    const { reference } = this;
    const used = Math.max(0, reference.in - reference.filtered - reference.duplicates - reference.rejected);
    const gone = this.out + this.filtered + this.duplicates + this.rejected + used;
    return {
      in: this.in,
      out: this.out,
      filtered: this.filtered,
      duplicates: this.duplicates,
      rejected: this.rejected,
      fannedOut: this.fannedOut,
      used,
      pending: this.in + this.fannedOut - gone,
      retries: this.retries,
    };
  }
}
