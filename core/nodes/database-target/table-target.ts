import { countOf, formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import type { Database, TableShape, TableWriter, WrittenCounts } from '../../catalog/families/database.ts';
import type { RejectedRow } from '../../catalog/families/rejected-row.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import type { Batch, BatchField } from '../../data/batch.ts';
import { fieldsOf } from '../../data/batch-ops.ts';
import type { Receipt, StepContext, Target } from '../../engine/node-door.ts';
import { type RowsOfBatch, rowsOfBatch } from './batch-rows.ts';
import { KeptKeys } from './kept-keys.ts';
import { labelOf, newColumns, planTable, shapeFor, type TablePlan, tableOf } from './plan-config.ts';
import { receiptOf, titleOf } from './read-back.ts';
import { refusedReason } from './refused-row.ts';
import type { DatabaseTargetConfig } from './spec.ts';

/** A batch, the rows that were made of it, and which of them were refused. */
interface Written {
  readonly batch: Batch;
  readonly made: RowsOfBatch;
  readonly answer: readonly RejectedRow[];
}

/** Writes the records of a run to one table: all in one transaction, or one after every so many rows. */
export class TableTarget implements Target {
  readonly #config: DatabaseTargetConfig;
  readonly #context: StepContext;
  readonly #database: Database;
  #shape: TableShape | null;
  #plan: TablePlan | null = null;
  #writer: TableWriter | null = null;
  #keys: KeptKeys | null = null;
  #counts: WrittenCounts | null = null;
  #delivered = 0;
  #rejected = 0;
  #ended = false;
  /** The batch that the server is still busy with. */
  #onTheWay: Promise<Written> | null = null;
  readonly trails = true;
  undone = false;
  left: string | undefined;

  constructor(config: DatabaseTargetConfig, context: StepContext, database: Database, shape: TableShape | null) {
    this.#config = config;
    this.#context = context;
    this.#database = database;
    this.#shape = shape;
  }

  async push(batch: Batch): Promise<void> {
    if (batch.count === 0) return;
    const { plan, writer } = await this.#begin(fieldsOf(batch));
    const made = rowsOfBatch(batch, plan);
    const { refused } = made;
    for (const { row, reason } of refused) this.#context.reject(batch, row, reason);
    this.#rejected += refused.length;
    if (made.rows.length === 0) return;
    const before = this.#onTheWay;
    this.#onTheWay = writer.push(made.rows).then((answer) => ({ batch, made, answer }));
    // Waited for with the next batch; what goes wrong is told then.
    this.#onTheWay.catch(() => undefined);
    await this.#settle(before);
  }

  async drain(): Promise<void> {
    const last = this.#onTheWay;
    this.#onTheWay = null;
    await this.#settle(last);
  }

  async #settle(written: Promise<Written> | null): Promise<void> {
    if (!written || !this.#plan) return;
    const { batch, made, answer } = await written;
    const absent: number[] = [];
    const lost = new Set<number>();
    for (const one of answer) {
      const row = made.at[one.index] as number;
      lost.add(row);
      if (one.code === 'row-missing' && this.#config.missing === 'leave') absent.push(row);
      else {
        this.#rejected++;
        this.#context.reject(batch, row, refusedReason(one, this.#plan));
      }
    }
    if (absent.length > 0) this.#context.filtered(batch, Int32Array.from(absent), absent.length);
    const taken = lost.size === 0 ? made.at : made.at.filter((row) => !lost.has(row));
    this.#delivered += taken.length;
    await this.#keys?.add(batch, taken);
  }

  async prepare(): Promise<void> {
    await this.drain();
    const { way } = this.#config;
    if (this.#writer === null && way === 'mirror') await this.#beginEmpty();
    if (!this.#writer) return;
    this.#counts = await this.#writer.finish(way === 'mirror' && this.#mustKeep() ? 'keep' : 'delete');
    const { deleted } = this.#counts;
    const { mostDeletes } = this.#config;
    if (way !== 'mirror' || mostDeletes === 0 || deleted <= mostDeletes) return;
    throw new UserError(
      'too-many-deletes',
      `${countOf(deleted, 'row')} of "${labelOf(tableOf(this.#config))}" would be deleted, and at most ${formatCount(mostDeletes)} may be.`,
      {
        hint: 'Check whether all records have arrived. If they have, raise "Most rows deleted".',
        place: { field: 'mostDeletes' },
      },
    );
  }

  async commit(): Promise<Receipt> {
    if (this.#counts === null) await this.prepare();
    try {
      await this.#writer?.commit();
    } catch (error) {
      this.undone = (error as { code?: string }).code !== 'commit-unknown' && this.#config.transaction === 'all';
      throw error;
    }
    this.#ended = true;
    this.#tell();
    const written = { table: tableOf(this.#config), plan: this.#plan, keys: this.#keys, delivered: this.#delivered, counts: this.#counts };
    const receipt = await receiptOf(this.#database, this.#config, this.#context, written);
    await this.#keys?.close();
    return receipt;
  }

  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#onTheWay?.catch(() => undefined);
    const stays = await this.#writer?.abort();
    await this.#keys?.close();
    if (!stays || stays.inserted + stays.updated + stays.deleted === 0) return;
    this.left = titleOf(this.#database, tableOf(this.#config));
    this.#context.notice({
      level: 'warning',
      code: 'rows-stay',
      message: `Rows that had been written to "${labelOf(tableOf(this.#config))}" before the run ended stay there.`,
    });
  }

  async #begin(fields: readonly BatchField[]): Promise<{ plan: TablePlan; writer: TableWriter; keys: KeptKeys }> {
    if (this.#plan && this.#writer && this.#keys) {
      this.#mustKnow(fields, this.#plan);
      return { plan: this.#plan, writer: this.#writer, keys: this.#keys };
    }
    this.#shape ??= await this.#make(fields);
    const plan = planTable(this.#config, this.#shape, withArriving(fields, this.#context.arriving[IN_PORT] ?? []));
    const writer = await this.#open(plan);
    const keys = new KeptKeys(plan, this.#context, this.#config.way !== 'insert');
    this.#plan = plan;
    this.#keys = keys;
    this.#tellLeftOut(plan);
    return { plan, writer, keys };
  }

  async #open(plan: TablePlan): Promise<TableWriter> {
    const { way, transaction, rows } = this.#config;
    const columns = plan.columns.map(({ column }) => column.name);
    const key = way === 'insert' ? [] : plan.key;
    this.#writer = await this.#database.writer(
      { table: plan.table, way, columns, key, transaction: transaction === 'all' ? 'all' : { rows } },
      this.#context.signal,
    );
    return this.#writer;
  }

  /** A mirror of nothing empties the table: that is more often a mistake than meant. */
  async #beginEmpty(): Promise<void> {
    const label = labelOf(tableOf(this.#config));
    if (!this.#shape || this.#mustKeep()) return;
    if (!this.#config.mayEmpty)
      throw new UserError('nothing-arrived', `No record arrived, so every row of "${label}" would be deleted.`, {
        hint: 'Find out why nothing arrived. If the table may become empty, switch on "May empty the table".',
        place: { field: 'mayEmpty' },
      });
    const [key] = [this.#config.keys, this.#shape.primaryKey, ...this.#shape.uniqueKeys].filter((one) => one.length > 0);
    const fields = (key ?? []).map((name): BatchField => ({ name, type: 'any' }));
    const columns = fields.flatMap(({ name }) => this.#shape?.columns.find((column) => column.name === name) ?? []);
    await this.#open({
      table: this.#shape.table,
      label,
      columns: columns.map((column) => ({ column, field: column.name })),
      key: key ?? [],
      needsKey: true,
      emptyIsNull: false,
      leftOut: [],
    });
    this.#context.notice({ level: 'warning', code: 'table-emptied', message: `No record arrived: every row of "${label}" was deleted.` });
  }

  /** Rows whose record was rejected must not be taken for rows that have gone. */
  #mustKeep(): boolean {
    return this.#rejected + this.#context.rejectedBefore(IN_PORT) > 0;
  }

  async #make(fields: readonly BatchField[]): Promise<TableShape> {
    const table = tableOf(this.#config);
    const columns = newColumns(this.#config, fields);
    await this.#database.createTable(table, columns);
    this.#context.notice({
      level: 'info',
      code: 'table-made',
      message: `The table "${labelOf(table)}" was made: ${this.#database.createStatement(table, columns)}`,
    });
    const shape = await this.#database.shapeOf(table);
    if (shape) return shape;
    throw new UserError('table-missing', `The table "${labelOf(table)}" was made, but is not to be seen with this sign-in.`, {
      hint: 'Name the schema it belongs to.',
      place: { field: 'table' },
    });
  }

  /** Fields that only later records have, and that would go to a column which the rows before have left alone. */
  #mustKnow(fields: readonly BatchField[], plan: TablePlan): void {
    const fresh = fields.find(({ name }) => !plan.leftOut.includes(name) && !plan.columns.some(({ field }) => field === name) && this.#config.way !== 'delete');
    if (!fresh) return;
    if (this.#config.extra === 'leave' && !this.#shape?.columns.some(({ name }) => name === fresh.name)) return;
    throw new UserError('fields-differ', `Later records have the field "${fresh.name}", which the first ones did not have.`, {
      hint: 'Let a mapping before this step give every record the same fields.',
      place: { field: fresh.name },
    });
  }

  #tellLeftOut({ leftOut, label }: TablePlan): void {
    if (leftOut.length === 0) return;
    const names = leftOut.map((name) => `"${name}"`).join(', ');
    this.#context.notice({ level: 'info', code: 'fields-left-out', message: `The table "${label}" has no column for ${names}: left out.` });
  }

  #tell(): void {
    const repeated = this.#keys?.repeated ?? 0;
    if (repeated > 0 && this.#config.way !== 'insert')
      this.#context.notice({
        level: 'warning',
        code: 'key-repeated',
        message: `${countOf(repeated, 'record')} had a key that an earlier record of this run had: the last one counts.`,
      });
    if (this.#config.way === 'mirror' && this.#mustKeep())
      this.#context.notice({
        level: 'warning',
        code: 'nothing-deleted',
        message: `Records were rejected on the way, so nobody can tell which rows of "${labelOf(tableOf(this.#config))}" have gone: none was deleted.`,
      });
  }
}

/** The fields of the first batch, and those that are known to arrive in others. */
function withArriving(fields: readonly BatchField[], arriving: readonly BatchField[]): BatchField[] {
  return [...fields, ...arriving.filter(({ name }) => !fields.some((field) => field.name === name))];
}

/** Opens the table for writing. */
export async function openTable(config: DatabaseTargetConfig, context: StepContext): Promise<{ database: Database; shape: TableShape | null }> {
  const database = await context.connection('database', config.connection);
  return { database, shape: await shapeFor(config, database) };
}
