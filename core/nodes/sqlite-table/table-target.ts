import type Database from 'better-sqlite3';
import { UserError } from '../../base/errors.ts';
import type { Batch, BatchField } from '../../data/batch.ts';
import { fieldsOf } from '../../data/batch-ops.ts';
import { KeyTable } from '../../data/key-table.ts';
import { insertKeys } from '../../data/record-keys.ts';
import type { Receipt, StepContext, Target } from '../../engine/node-door.ts';
import { BatchRows } from './batch-rows.ts';
import type { Bound } from './bind-value.ts';
import { constraintReason, ignoredReason } from './constraint-reason.ts';
import { checkColumnNames, columnDefinition, createTableSql } from './create-table.ts';
import { columnsForFields, type FieldColumns, keyColumns } from './field-columns.ts';
import { rowsAtOnce } from './many-rows.ts';
import { databaseError, joinDatabase, type RunDatabase } from './open-database.ts';
import { countRows, insertSql, upsertSql } from './row-statements.ts';
import type { SqliteTableConfig } from './spec.ts';
import { quoted, readTable, type TableShape } from './table-shape.ts';

type Statement = Database.Statement<[Bound[]]>;

/** Where the fields of a batch go, and the statements that take them there: one row, or `rows` at once. */
interface Way {
  readonly target: FieldColumns;
  readonly one: Statement;
  readonly many: Statement;
  readonly rows: number;
}

/** From so many refused statements on, a batch goes row by row: most of its rows would be written twice. */
const REFUSED_ENOUGH = 2;

/** Writes the records of a run into one table; everything happens in the transaction that the run's steps share for the file. */
export class TableTarget implements Target {
  readonly #config: SqliteTableConfig;
  readonly #context: StepContext;
  readonly #shared: RunDatabase;
  #left = false;
  #table: TableShape | null = null;
  #made = false;
  #ways = new Map<string, Way>();
  #rowsBefore = 0;
  #startedEmpty = false;
  #delivered = 0;
  #changes = 0;
  #deleted = 0;
  readonly #keysSeen = new KeyTable();
  #repeated = 0;
  readonly #zerosLost = new Set<string>();

  constructor(config: SqliteTableConfig, context: StepContext, file: string) {
    this.#config = config;
    this.#context = context;
    this.#shared = joinDatabase(file, context.runId, config.create);
  }

  async push(batch: Batch): Promise<void> {
    if (batch.count === 0) return;
    await this.#begin();
    const { mode, keys } = this.#config;
    const way = this.#wayFor(fieldsOf(batch));
    const rows = new BatchRows(batch, way.target, this.#config.table, mode === 'upsert' ? keys : [], this.#context, (field) => this.#zerosLost.add(field));
    if (mode === 'upsert' && !this.#startedEmpty) this.#countRepeats(batch);
    const width = way.target.fields.length;
    const values: Bound[] = new Array(width * way.rows).fill(null);
    const waiting: number[] = [];
    let refused = 0;
    for (let i = 0; i < batch.count; i++) {
      const row = batch.selection[i] as number;
      if (!rows.read(row, values, waiting.length * width)) continue;
      waiting.push(row);
      if (waiting.length < way.rows) continue;
      if (refused >= REFUSED_ENOUGH || !this.#writeMany(way, values)) {
        refused++;
        this.#writeEach(way, batch, waiting, values);
      }
      waiting.length = 0;
    }
    this.#writeEach(way, batch, waiting, values);
  }

  /** Writes as many rows as the statement takes; false when one of them is refused, and so none was written. */
  #writeMany({ many, rows, target }: Way, values: Bound[]): boolean {
    if (rows === 1) return false;
    try {
      const { changes } = many.run(values);
      this.#changes += changes;
      this.#delivered += rows;
      return true;
    } catch (error) {
      const reason = constraintReason(error, this.#config.table, (column) => fieldOf(target, column));
      if (reason === null || !this.#shared.database.inTransaction) throw databaseError(error, this.#shared.file);
      return false;
    }
  }

  /** Writes rows one by one; each that the table refuses is rejected. */
  #writeEach({ one, target }: Way, batch: Batch, waiting: readonly number[], values: readonly Bound[]): void {
    const { table, mode } = this.#config;
    const width = target.fields.length;
    for (const [at, row] of waiting.entries())
      try {
        const { changes } = one.run(values.slice(at * width, (at + 1) * width));
        if (changes === 0 && mode !== 'upsert') {
          this.#context.reject(batch, row, ignoredReason(table));
          continue;
        }
        this.#changes += changes;
        this.#delivered++;
      } catch (error) {
        const reason = constraintReason(error, table, (column) => fieldOf(target, column));
        if (reason === null || !this.#shared.database.inTransaction) throw databaseError(error, this.#shared.file);
        this.#context.reject(batch, row, reason);
      }
  }

  async commit(): Promise<Receipt> {
    // Replacing with nothing is a change too, and one worth a word.
    if (this.#table === null && this.#config.mode === 'replace') await this.#beginEmpty();
    const counts = this.#counts();
    this.#tell();
    await this.#shared.commit(this.#context);
    const holds = this.#table ? { holds: countRows(this.#shared.database, this.#table.name) } : {};
    this.#leave();
    return { target: `${this.#shared.file}: ${this.#config.table}`, delivered: this.#delivered, ...counts, ...holds };
  }

  async abort(): Promise<void> {
    if (this.#left) return;
    this.#shared.rollback();
    this.#leave();
  }

  async #begin(): Promise<void> {
    if (this.#table !== null) return;
    await this.#shared.begin(this.#context);
    try {
      this.#table = readTable(this.#shared.database, this.#config.table);
    } catch (error) {
      throw databaseError(error, this.#shared.file);
    }
    if (this.#table) this.#startTable(this.#table);
  }

  async #beginEmpty(): Promise<void> {
    await this.#begin();
    if (this.#table)
      this.#context.notice({
        level: 'warning',
        code: 'table-emptied',
        message: `No record arrived: the table "${this.#table.name}" was replaced by nothing and is empty now.`,
      });
  }

  #startTable(table: TableShape): void {
    const { database, file } = this.#shared;
    try {
      this.#rowsBefore = this.#config.mode === 'append' ? 0 : countRows(database, table.name);
      if (this.#config.mode !== 'replace') return;
      database.exec(`DELETE FROM ${quoted(table.name)}`);
    } catch (error) {
      throw databaseError(error, file);
    }
    this.#deleted = this.#rowsBefore;
    this.#rowsBefore = 0;
  }

  /** The statement for these fields. The first batch makes a missing table; a later one with more fields widens a table made by this run. */
  #wayFor(fields: readonly BatchField[]): Way {
    const names = fields.map((field) => field.name).join('\0');
    const known = this.#ways.get(names);
    if (known) return known;
    const { mode, keys, skipUnchanged } = this.#config;
    const table = this.#tableFor(fields);
    const target = columnsForFields(table, fields);
    const keyNames = mode === 'upsert' ? keyColumns(table, keys, target) : [];
    const { database } = this.#shared;
    const prepared = (rows: number) =>
      database.prepare<[Bound[]]>(mode === 'upsert' ? upsertSql(table.name, target, keyNames, skipUnchanged, rows) : insertSql(table.name, target, rows));
    try {
      const rows = rowsAtOnce(database, table.name, target.columns.length);
      const way = { target, one: prepared(1), many: prepared(rows), rows };
      // In a table that was empty, and that nothing but these rows goes into, the records with a repeated key are those that made no row.
      if (this.#ways.size === 0) this.#startedEmpty = rows > 1 && this.#rowsBefore === 0 && this.#shared.alone;
      this.#ways.set(names, way);
      return way;
    } catch (error) {
      throw databaseError(error, this.#shared.file);
    }
  }

  #tableFor(fields: readonly BatchField[]): TableShape {
    const { database, file } = this.#shared;
    const { table, create, mode, keys } = this.#config;
    checkColumnNames(table, fields);
    if (this.#table && !this.#made) return this.#table;
    if (!this.#table && !create)
      throw new UserError('table-missing', `The database ${file} has no table "${table}".`, {
        hint: 'Check the name, or switch on "Make what is missing".',
        place: { file },
      });
    try {
      if (!this.#table) {
        const key = mode === 'upsert' ? keys.filter((name) => fields.some((field) => field.name === name)) : [];
        database.exec(createTableSql(table, fields, key));
        this.#made = true;
      } else {
        const missing = fields.filter((field) => !this.#table?.columns.some((column) => column.name === field.name));
        checkColumnNames(table, [...this.#table.columns.map((column) => ({ name: column.name, type: 'any' as const })), ...missing]);
        for (const field of missing) database.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN ${columnDefinition(field)}`);
      }
      const made = readTable(database, table);
      if (!made) throw new Error(`the table ${table} is not there although it was made`);
      this.#table = made;
      return made;
    } catch (error) {
      throw databaseError(error, file);
    }
  }

  #countRepeats(batch: Batch): void {
    if (this.#keysSeen.memory > this.#context.spill.memoryBudget) return;
    const columns = this.#config.keys.map((key) => batch.columns[batch.names.indexOf(key)]).filter((column) => column !== undefined);
    const found = new Int32Array(batch.count);
    insertKeys(this.#keysSeen, columns, {}, batch.selection, batch.count, found);
    for (const index of found) if (index >= 0) this.#repeated++;
  }

  #counts(): Partial<Receipt> {
    const { mode } = this.#config;
    if (mode === 'append') return { inserted: this.#changes };
    if (mode === 'replace') return { inserted: this.#changes, deleted: this.#deleted };
    const inserted = this.#table ? countRows(this.#shared.database, this.#table.name) - this.#rowsBefore : 0;
    if (this.#startedEmpty) this.#repeated = this.#delivered - inserted;
    return { inserted, updated: this.#changes - inserted, unchanged: this.#delivered - this.#changes };
  }

  #tell(): void {
    if (this.#repeated > 0)
      this.#context.notice({
        level: 'warning',
        code: 'key-repeated',
        message: `${this.#repeated} record${this.#repeated === 1 ? '' : 's'} had a key that an earlier record of this run had: the last one counts.`,
      });
    for (const field of this.#zerosLost)
      this.#context.notice({
        level: 'warning',
        code: 'leading-zeros-lost',
        message: `The column for "${field}" in "${this.#config.table}" holds numbers: leading zeros such as those of 007 are not kept.`,
        place: { field },
      });
  }

  #leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#shared.leave();
  }
}

/** The name of a column's field in the records. */
function fieldOf(target: FieldColumns, column: string): string {
  return target.fields[target.columns.findIndex((each) => each.name === column)]?.name ?? column;
}
