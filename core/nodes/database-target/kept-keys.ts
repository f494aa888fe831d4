import type { SqlValue } from '../../catalog/families/database.ts';
import type { Batch } from '../../data/batch.ts';
import { keep, select } from '../../data/batch-ops.ts';
import { KeyTable } from '../../data/key-table.ts';
import { insertKeys } from '../../data/record-keys.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';
import { rowsOfBatch } from './batch-rows.ts';
import type { TablePlan } from './plan-config.ts';

/** Keys that are kept in memory; more go to a file. */
const MEMORY = 4 * 1024 * 1024;

/** The keys of records on their way, to look for them again when all have gone; and how many of them were met before. */
export class KeptKeys {
  readonly #plan: TablePlan;
  readonly #fields: readonly string[];
  readonly #context: StepContext;
  readonly #seen: KeyTable | null;
  #store: BatchStore;
  /** Records whose key an earlier one had, as far as memory allowed to look. */
  repeated = 0;
  count = 0;

  /** `knows`: keys that came before are told apart, which adding rows has no use for. */
  constructor(plan: TablePlan, context: StepContext, knows: boolean) {
    const columns = plan.key.map((name) => plan.columns.find(({ column }) => column.name === name)).filter((one) => one !== undefined);
    this.#fields = columns.map(({ field }) => field);
    this.#plan = { ...plan, columns };
    this.#context = context;
    this.#seen = knows ? new KeyTable() : null;
    const memory = Math.min(MEMORY, context.spill.memoryBudget);
    this.#store = new BatchStore({ memory, folder: () => context.spill.folder(), name: 'keys.spool' });
  }

  /** Takes the keys of these physical rows. Gives for each whether an earlier record had the same. */
  async add(batch: Batch, rows: readonly number[]): Promise<boolean[]> {
    if (this.#fields.length === 0 || rows.length === 0) return [];
    const keys = keep(select(batch, Int32Array.from(rows), rows.length), this.#fields);
    this.count += rows.length;
    const known = this.#known(keys);
    await this.#store.append(keys);
    return known;
  }

  /** The keys in the order they came, some hundreds at a time. May be gone through again when it has ended. */
  all(): AsyncIterable<SqlValue[][]> {
    return { [Symbol.asyncIterator]: () => this.#walk() };
  }

  async *#walk(): AsyncGenerator<SqlValue[][], void, undefined> {
    for await (const batch of this.#store.batches()) yield rowsOfBatch(batch, this.#plan).rows;
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  #known(keys: Batch): boolean[] {
    if (!this.#seen || this.#seen.memory > this.#context.spill.memoryBudget) return [];
    const found = new Int32Array(keys.count);
    insertKeys(this.#seen, keys.columns, {}, keys.selection, keys.count, found);
    const known = new Array<boolean>(keys.count);
    for (let at = 0; at < keys.count; at++) {
      known[at] = (found[at] as number) >= 0;
      if (known[at]) this.repeated++;
    }
    return known;
  }
}
