import type { Clock } from '../base/clock.ts';
import type { InboxTable, NewHappening } from '../store/inbox.ts';

interface Open {
  happening: NewHappening;
  done(seq: number | null): void;
  failed(error: unknown): void;
}

/** Writes what comes in at the same time in one transaction: each is on disk when its promise resolves, and waiting for the drive is shared. */
export class GroupCommit {
  readonly #inbox: InboxTable;
  readonly #clock: Clock;
  readonly #written: () => void;
  #open: Open[] = [];

  /** `written` is called after each transaction. */
  constructor(inbox: InboxTable, clock: Clock, written: () => void) {
    this.#inbox = inbox;
    this.#clock = clock;
    this.#written = written;
  }

  /** Resolves with the happening's number once it is durable, with null when it was known already; rejects when it could not be written. */
  add(happening: NewHappening): Promise<number | null> {
    return new Promise((done, failed) => {
      if (this.#open.length === 0) this.#clock.after(0, () => this.flush());
      this.#open.push({ happening, done, failed });
    });
  }

  /** Writes what is open now. */
  flush(): void {
    const all = this.#open;
    this.#open = [];
    if (all.length === 0) return;
    try {
      const seqs = this.#inbox.add(all.map(({ happening }) => happening));
      for (const [at, { done }] of all.entries()) done(seqs[at] ?? null);
    } catch (error) {
      for (const { failed } of all) failed(error);
      return;
    }
    this.#written();
  }
}
