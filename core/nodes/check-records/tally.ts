import type { Batch } from '../../data/batch.ts';
import { keep } from '../../data/batch-ops.ts';
import { textAt } from '../../data/column-value.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import { ExactSums } from '../../spill/aggregate/exact-sums.ts';
import { type Exact, NO_NUMBER, numeralsOf } from '../../spill/aggregate/numerals.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { KeyCursor } from '../../spill/key-cursor.ts';
import { KeyOrder } from '../../spill/key-order.ts';

const columnOf = (batch: Batch, field: string) => batch.columns[batch.names.indexOf(field)];
const rowsOf = (batch: Batch) => batch.selection.subarray(0, batch.count);

/** Adds up the numbers of a field, exactly. */
export class SumTally {
  readonly #field: string;
  readonly #sums = new ExactSums();
  /** Values that are there and no numbers. */
  notNumbers = 0;

  constructor(field: string) {
    this.#field = field;
    this.#sums.grow(1);
  }

  add(batch: Batch): void {
    const numerals = numeralsOf(columnOf(batch, this.#field), rowsOf(batch), batch.count);
    this.#sums.add(numerals, new Int32Array(batch.count), batch.count);
    for (let at = 0; at < batch.count; at++) if (numerals.kinds[at] === NO_NUMBER) this.notNumbers++;
  }

  get sum(): Exact {
    return this.#sums.sum(0);
  }
}

/** Counts the records in which a field is filled: neither null nor blank. */
export class FilledTally {
  readonly #field: string;
  filled = 0;

  constructor(field: string) {
    this.#field = field;
  }

  add(batch: Batch): void {
    const column = columnOf(batch, this.#field);
    if (!column) return;
    for (const row of rowsOf(batch)) if (textAt(column, row).trim() !== '') this.filled++;
  }
}

/** Finds the newest date or time of a field. */
export class NewestTally {
  readonly #field: string;
  readonly #instant: (text: string) => number | null;
  /** Ms since 1970; null before the first. */
  newest: number | null = null;
  text = '';

  constructor(field: string, zone: string) {
    this.#field = field;
    this.#instant = instantsIn(zone);
  }

  add(batch: Batch): void {
    const column = columnOf(batch, this.#field);
    if (!column) return;
    for (const row of rowsOf(batch)) {
      const text = textAt(column, row);
      // Most values repeat the newest or come before it; those that read the same need no second look.
      if (text === '' || text === this.text) continue;
      const at = this.#instant(text);
      if (at !== null && (this.newest === null || at > this.newest)) [this.newest, this.text] = [at, text];
    }
  }
}

/** Finds values that come twice; in memory up to its budget, beyond it on disk. */
export class UniqueTally {
  readonly #fields: readonly string[];
  readonly #order: KeyOrder;
  readonly #sorter;

  constructor(fields: readonly string[], ignoreCase: boolean, name: string, context: StepContext, budget: number) {
    this.#fields = fields;
    this.#order = new KeyOrder(fields, { ignoreCase, trim: true });
    this.#sorter = new ExternalSorter({ order: this.#order, budget, folder: () => context.spill.folder(), name, signal: context.signal });
  }

  add(batch: Batch): void | Promise<void> {
    return this.#sorter.add(keep(batch, this.#fields));
  }

  /** How many values come more than once, and the first of them as text. Records whose fields are all empty do not count. */
  async repeated(): Promise<{ values: number; example: string }> {
    const cursor = await KeyCursor.open(this.#sorter.sortedWithKeys(), this.#order);
    let values = 0;
    let example = '';
    try {
      while (!cursor.ended) {
        const empty = cursor.emptyFields === this.#fields.length;
        let count = 0;
        let shown: string | null = null;
        const wait = cursor.takeGroup((part) => {
          shown ??= this.#fields.map((field) => textOf(part, field)).join(', ');
          count += part.count;
        });
        if (wait instanceof Promise) await wait;
        if (empty || count < 2) continue;
        if (values === 0) example = shown ?? '';
        values++;
      }
    } finally {
      await cursor.close();
    }
    return { values, example };
  }

  close(): Promise<void> {
    return this.#sorter.close();
  }
}

function textOf(batch: Batch, field: string): string {
  const column = columnOf(batch, field);
  return column ? textAt(column, batch.selection[0] as number) : '';
}
