import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';
import type { Database, TableShape } from '../../catalog/families/database.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { fieldsOf } from '../../data/batch-ops.ts';
import type { Receipt, RejectReason, Sender, Sent, StepContext } from '../../engine/node-door.ts';
import { rowsOfBatch } from './batch-rows.ts';
import { KeptKeys } from './kept-keys.ts';
import { labelOf, newColumns, planTable, type TablePlan, tableOf } from './plan-config.ts';
import { receiptOf, titleOf } from './read-back.ts';
import { refusedReason } from './refused-row.ts';
import type { DatabaseTargetConfig } from './spec.ts';

/**
 * Adds rows in a transaction for every so many. Each of them stays when a later one fails and must never be repeated, so each stands in the ledger of
 * effects, between its intent and its receipt.
 */
export class InsertSender implements Sender {
  readonly target: string;
  readonly groupSize: number;
  readonly #config: DatabaseTargetConfig;
  readonly #context: StepContext;
  readonly #database: Database;
  #shape: TableShape | null;
  #plan: TablePlan | null = null;
  #keys: KeptKeys | null = null;
  #delivered = 0;

  constructor(config: DatabaseTargetConfig, context: StepContext, database: Database, shape: TableShape | null) {
    this.#config = config;
    this.#context = context;
    this.#database = database;
    this.#shape = shape;
    this.target = titleOf(database, tableOf(config));
    this.groupSize = config.rows;
  }

  async send(group: Batch): Promise<Sent> {
    let plan: TablePlan;
    try {
      plan = await this.#planFor(group);
    } catch (error) {
      return notDone(error);
    }
    const { rows, at, refused } = rowsOfBatch(group, plan);
    const rejected: { row: number; reason: RejectReason }[] = [...refused];
    const lost = new Set<number>();
    const failed =
      rows.length === 0
        ? null
        : await this.#write(plan, rows, (index, reason) => {
            lost.add(at[index] as number);
            rejected.push({ row: at[index] as number, reason });
          });
    if (failed) return failed;
    const taken = at.filter((row) => !lost.has(row));
    this.#delivered += taken.length;
    this.#keys ??= new KeptKeys(plan, this.#context, false);
    await this.#keys.add(group, taken);
    return { outcome: 'done', answer: `${taken.length} rows added`, rejected };
  }

  async confirm(): Promise<Partial<Receipt>> {
    const counts = { inserted: this.#delivered, updated: 0, unchanged: 0, deleted: 0 };
    const written = { table: tableOf(this.#config), plan: this.#plan, keys: this.#keys, delivered: this.#delivered, counts };
    return receiptOf(this.#database, this.#config, this.#context, written);
  }

  async close(): Promise<void> {
    await this.#keys?.close();
  }

  /** Null when the rows are there; what is thrown leaves it open whether they are. */
  async #write(
    plan: TablePlan,
    rows: Parameters<Awaited<ReturnType<Database['writer']>>['push']>[0],
    refuse: (index: number, reason: RejectReason) => void,
  ): Promise<Sent | null> {
    const columns = plan.columns.map(({ column }) => column.name);
    try {
      const writer = await this.#database.writer({ table: plan.table, way: 'insert', columns, key: [], transaction: 'all' }, this.#context.signal);
      try {
        for (const one of await writer.push(rows)) refuse(one.index, refusedReason(one, plan));
        await writer.commit();
      } catch (error) {
        await writer.abort();
        throw error;
      }
      return null;
    } catch (error) {
      if (error instanceof SwivelError && error.code === 'commit-unknown') throw error;
      return notDone(error);
    }
  }

  async #planFor(group: Batch): Promise<TablePlan> {
    const fields = fieldsOf(group);
    if (!this.#shape) {
      const columns = newColumns(this.#config, fields);
      await this.#database.createTable(tableOf(this.#config), columns);
      this.#shape = await this.#database.shapeOf(tableOf(this.#config));
    }
    if (!this.#shape) throw new UserError('table-missing', `There is no table "${labelOf(tableOf(this.#config))}".`);
    this.#plan ??= planTable(this.#config, this.#shape, [
      ...fields,
      ...(this.#context.arriving[IN_PORT] ?? []).filter(({ name }) => !group.names.includes(name)),
    ]);
    return this.#plan;
  }
}

function notDone(error: unknown): Sent {
  if (error instanceof OperationalError || error instanceof UserError) return { outcome: 'not-done', error };
  throw error;
}
