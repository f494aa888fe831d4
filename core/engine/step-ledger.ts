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
  /** Records that are only read along for the sake of replayed ones: those that came, left, or ended here. The other counts do not hold them. */
  readonly partners = { in: 0, out: 0, ended: 0 };
  /** Of these: records that went on as parts of replayed ones. */
  alsoSent = 0;
  /** True while records of a `first` port are handled. */
  handlingReference = false;
  readonly ports = new Map<string, number>();

  /** `partners`: how many of the records are only read along. */
  arrived(count: number, partners = 0): void {
    this.in += count - partners;
    this.partners.in += partners;
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

  /**
   * in + fannedOut = out + filtered + duplicates + rejected + used + pending, by making `pending` what is left. What a step tells as fanned out holds what it
   * did with records that were only read along; here it is without.
   */
  counts(): StepCounts {
    const { reference, partners } = this;
    const fannedOut = this.fannedOut + partners.in - partners.out - partners.ended;
    const used = Math.max(0, reference.in - reference.filtered - reference.duplicates - reference.rejected);
    const gone = this.out + this.filtered + this.duplicates + this.rejected + used;
    return {
      in: this.in,
      out: this.out,
      filtered: this.filtered,
      duplicates: this.duplicates,
      rejected: this.rejected,
      fannedOut,
      used,
      pending: this.in + fannedOut - gone,
      retries: this.retries,
      ...(partners.in > 0 ? { partners: partners.in } : {}),
      ...(this.alsoSent > 0 ? { alsoSent: this.alsoSent } : {}),
    };
  }
}
