import type { Batch } from '../../data/batch.ts';
import { slice } from '../../data/batch-ops.ts';
import { numbersOf } from '../../spill/side-records.ts';
import type { LateBreach } from './key-rules.ts';

/** Breaches in the order of the records, taken as the records come by. */
export class BreachStream {
  readonly #batches: AsyncGenerator<Batch, void, undefined>;
  #batch: Batch | null = null;

  constructor(batches: AsyncGenerator<Batch, void, undefined>) {
    this.#batches = batches;
  }

  /** Those of records up to this position that were not taken yet, by position. */
  async upTo(last: number): Promise<Map<number, LateBreach[]>> {
    const found = new Map<number, LateBreach[]>();
    for (;;) {
      if (!this.#batch || this.#batch.count === 0) {
        const next = await this.#batches.next();
        if (next.done) return found;
        this.#batch = next.value;
      }
      const { batch, taken } = takeUpTo(this.#batch, last, found);
      this.#batch = batch;
      if (!taken) return found;
    }
  }
}

function takeUpTo(batch: Batch, last: number, found: Map<number, LateBreach[]>): { batch: Batch; taken: boolean } {
  const [positions, rules, firsts] = [numbersOf(batch, 'position'), numbersOf(batch, 'rule'), numbersOf(batch, 'first')];
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    const position = positions[row] as number;
    if (position > last) return { batch: slice(batch, at), taken: false };
    const list = found.get(position) ?? [];
    list.push({ position, rule: rules[row] as number, first: firsts[row] as number });
    found.set(position, list);
  }
  return { batch: slice(batch, batch.count), taken: true };
}
