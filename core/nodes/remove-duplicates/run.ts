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

/** Shares of the budget: keys of this run where they have no budget of their own (a table doubles when it is full), keys of earlier ones until records are put aside, those records, keys to be remembered. */
const SHARES = { table: 0.3, looking: 0.5, records: 0.5, remembered: 0.15, walking: 0.05 };

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
  /** Keys of this run that need not be asked about again: those passed on, and with limits those that earlier runs have passed on. */
  readonly #table = new KeyTable();
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
    const memory = { looking: budget * (keep === 'first' ? SHARES.looking : SHARES.walking), remembering: budget * SHARES.remembered };
    this.#earlier = scope === 'run' ? null : new EarlierRuns({ days: forgetDays, most: mostKeys }, context, memory);
    this.#keysOf = this.#earlier ? hashedKeys(plainKeys) : plainKeys;
    this.#full = keep !== 'first';
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
    const { memoryBudget, keyBudget = memoryBudget * SHARES.table } = this.#context.spill;
    if (this.#table.memory > keyBudget || this.#earlier?.readMuch) this.#full = true;
    return relieved instanceof Promise ? Promise.all([relieved, passed]).then(() => undefined) : passed;
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    await this.#aside?.finish(this.#earlier?.walk(this.#context.spill.memoryBudget * SHARES.walking) ?? null, emit);
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

  /** By position: a negative number for a key that is not known here; while the table is not full it is new, and then added and remembered. */
  #look(batch: Batch): Int32Array {
    const { keys, ignoreCase, trim } = this.#config;
    const found = new Int32Array(batch.count);
    if (!this.#earlier && keys.length > 0) {
      const columns = keys.map((key) => keyColumn(batch, key));
      (this.#full ? findKeys : insertKeys)(this.#table, columns, { ignoreCase, trim }, batch.selection, batch.count, found);
      return found;
    }
    const { bytes, starts } = this.#keysOf(batch);
    for (let position = 0; position < batch.count; position++)
      found[position] = this.#lookUp(bytes, starts[position] as number, starts[position + 1] as number, batch, batch.selection[position] as number);
    return found;
  }

  #lookUp(bytes: Uint8Array, start: number, end: number, batch: Batch, row: number): number {
    const [table, earlier] = [this.#table, this.#earlier];
    if (this.#full) return table.find(bytes, start, end);
    if (!earlier) return table.insert(bytes, start, end);
    const index = earlier.ages ? table.insert(bytes, start, end) : table.find(bytes, start, end);
    if (index >= 0) return index;
    if (earlier.isOld(bytes.subarray(start, end), sourceAt(batch, row), ordinalAt(batch, row))) return 0;
    return earlier.ages ? index : table.insert(bytes, start, end);
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
