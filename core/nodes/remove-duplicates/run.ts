import { OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, select, sourceAt } from '../../data/batch-ops.ts';
import { KeyTable } from '../../data/key-table.ts';
import { findKeys, insertKeys } from '../../data/record-keys.ts';
import { defineRun, type Emit, type SettledFates, type StepContext, type Transform } from '../../engine/node-door.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { KeyOrder, keyColumn } from '../../spill/key-order.ts';
import { EarlierRuns, hashedKeys } from './earlier-runs.ts';
import { KeepOne } from './keep-one.ts';
import type { Winner } from './keep-order.ts';
import type { RemoveDuplicatesConfig } from './spec.ts';

/** Shares of the budget: keys in memory (a table doubles when it is full), records put aside, keys to be remembered. */
const SHARES = { table: 0.3, records: 0.5, remembered: 0.15 };

/**
 * Passes on one record of each key. Keeping the first streams while the keys fit in memory; records with keys beyond that, and all records where another
 * one than the first stays, are put aside and divided at the end.
 */
export const run = defineRun<RemoveDuplicatesConfig>({
  role: 'transform',
  open: (config, context) => new RemoveDuplicates(config, context),
});

class RemoveDuplicates implements Transform {
  readonly #config: RemoveDuplicatesConfig;
  readonly #context: StepContext;
  readonly #keysOf: (batch: Batch) => ByteKeys;
  readonly #earlier: EarlierRuns | null;
  /** Keys that were passed on; those of earlier runs first. */
  readonly #table: KeyTable;
  readonly #old: number;
  readonly #arrived = new ArrivedFields();
  /** True once the table takes no more keys. */
  #full: boolean;
  #aside: KeepOne | null = null;

  constructor(config: RemoveDuplicatesConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    const { keys, ignoreCase, trim, keep, scope, forgetDays, mostKeys } = config;
    const budget = context.spill.memoryBudget;
    const order = new KeyOrder(keys, { ignoreCase, trim });
    const plainKeys = (batch: Batch) => order.prepare(batch);
    this.#earlier = scope === 'run' ? null : new EarlierRuns({ days: forgetDays, most: mostKeys }, context, budget * SHARES.remembered);
    this.#keysOf = this.#earlier ? hashedKeys(plainKeys) : plainKeys;
    const known = keep === 'first' ? this.#earlier?.table(budget * SHARES.table) : null;
    this.#table = known ?? new KeyTable();
    this.#old = this.#table.size;
    this.#full = keep !== 'first' || (this.#earlier !== null && !known);
  }

  push(_port: string, batch: Batch, emit: Emit): void | Promise<void> {
    if (batch.count === 0) return;
    if (isBy(this.#config)) this.#arrived.note(batch.names, [this.#config.by]);
    const found = this.#full && this.#table.size === 0 ? null : this.#look(batch);
    const [fresh, left] = [new Int32Array(batch.count), new Int32Array(batch.count)];
    let [freshCount, leftCount] = [0, 0];
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      if (found === null || (found[position] as number) < 0) fresh[freshCount++] = row;
      else left[leftCount++] = row;
    }
    if (leftCount > 0) this.#context.duplicates(batch, left, leftCount);
    const passed = freshCount > 0 ? this.#pass(select(batch, fresh, freshCount), emit) : undefined;
    const relieved = this.#earlier?.relieve();
    if (!this.#full && this.#table.memory > this.#context.spill.memoryBudget * SHARES.table) this.#full = true;
    return relieved instanceof Promise ? Promise.all([relieved, passed]).then(() => undefined) : passed;
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    await this.#aside?.finish(this.#earlier?.walk() ?? null, emit);
  }

  async settled(fates: SettledFates): Promise<void> {
    await this.#earlier?.keep(fates);
  }

  async close(): Promise<void> {
    await this.#aside?.close();
    await this.#earlier?.close();
  }

  #pass(batch: Batch, emit: Emit): void | Promise<void> {
    if (!this.#full) return emit(OUT_PORT, batch);
    this.#aside ??= new KeepOne(this.#keysOf, winnerOf(this.#config, this.#context), this.#context, this.#context.spill.memoryBudget * SHARES.records);
    return this.#aside.add(batch);
  }

  /** By position: a negative number for a key that is new; while the table is not full it is then added and remembered. */
  #look(batch: Batch): Int32Array {
    const { keys, ignoreCase, trim } = this.#config;
    const found = new Int32Array(batch.count);
    if (!this.#earlier && keys.length > 0) {
      const columns = keys.map((key) => keyColumn(batch, key));
      (this.#full ? findKeys : insertKeys)(this.#table, columns, { ignoreCase, trim }, batch.selection, batch.count, found);
      return found;
    }
    const { bytes, starts } = this.#keysOf(batch);
    for (let position = 0; position < batch.count; position++) {
      const [start, end] = [starts[position] as number, starts[position + 1] as number];
      const index = this.#full ? this.#table.find(bytes, start, end) : this.#table.insert(bytes, start, end);
      found[position] = index;
      if (!this.#earlier) continue;
      const row = batch.selection[position] as number;
      if (index >= 0 && index < this.#old) this.#earlier.seenAgain(this.#table, index);
      else if (index < 0 && !this.#full) this.#earlier.passedOn(bytes.subarray(start, end), sourceAt(batch, row), ordinalAt(batch, row));
    }
    return found;
  }
}

function isBy({ keep }: RemoveDuplicatesConfig): boolean {
  return keep === 'smallest' || keep === 'largest';
}

function winnerOf({ keep, by, compare }: RemoveDuplicatesConfig, context: StepContext): Winner {
  if (keep === 'first' || keep === 'last') return { keep };
  return {
    keep: 'by',
    field: by,
    order: { direction: keep === 'smallest' ? 'ascending' : 'descending', order: compare === 'number' ? 'number' : 'natural', empty: 'last' },
    how: { ignoreCase: false, instant: instantsIn(context.zone) },
  };
}
