import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { UserError } from '../../base/errors.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Batch, BatchField } from '../../data/batch.ts';
import { fieldsOf } from '../../data/batch-ops.ts';
import { recordAt } from '../../data/records.ts';
import type { Rehearsal, StepContext, WouldDo } from '../../engine/node-door.ts';
import { BatchRows } from './batch-rows.ts';
import type { Bound } from './bind-value.ts';
import { checkColumnNames, columnType } from './create-table.ts';
import { columnsForFields, type FieldColumns, keyColumns } from './field-columns.ts';
import { databaseError, openFile } from './open-database.ts';
import { countRows } from './row-statements.ts';
import type { SqliteTableConfig } from './spec.ts';
import { affinityOf, quoted, readTable, type TableColumn, type TableShape } from './table-shape.ts';

const SAMPLE = 20;

/** Reads the table to say what a run would do to it. The database is opened for reading only; a missing one is not made. */
export class TableRehearsal implements Rehearsal {
  readonly #config: SqliteTableConfig;
  readonly #context: StepContext;
  readonly #file: string;
  readonly #database: Database.Database | null;
  readonly #table: TableShape | null;
  readonly #finders = new Map<string, Database.Statement<[Bound[]], unknown[]>>();
  readonly #newKeys = new Set<string>();
  readonly #wouldDo: WouldDo;

  constructor(config: SqliteTableConfig, context: StepContext, file: string) {
    this.#config = config;
    this.#context = context;
    this.#file = file;
    this.#wouldDo = { target: `${file}: ${config.table}`, insert: 0, update: 0, delete: 0, unchanged: 0, sample: [] };
    this.#database = statSync(file, { throwIfNoEntry: false }) || !config.create ? openFile(file, { readonly: true, create: false }) : null;
    try {
      this.#table = this.#database ? readTable(this.#database, config.table) : null;
      if (this.#table && config.mode === 'replace') this.#wouldDo.delete = countRows(this.#database as Database.Database, this.#table.name);
    } catch (error) {
      this.#database?.close();
      throw databaseError(error, file);
    }
  }

  push(batch: Batch): void {
    if (batch.count === 0) return;
    const { mode, keys, table } = this.#config;
    const fields = fieldsOf(batch);
    checkColumnNames(table, fields);
    const target = this.#table ? columnsForFields(this.#table, fields) : this.#columnsToBe(fields);
    const keyed = mode === 'upsert' ? (this.#table ? keyColumns(this.#table, keys, target) : keys) : [];
    const rows = new BatchRows(batch, target, table, mode === 'upsert' ? keys : [], this.#context, () => undefined);
    const find = mode === 'upsert' && this.#table ? this.#finder(this.#table, target, keyed) : null;
    const keyAt = mode === 'upsert' ? keys.map((key) => batch.names.indexOf(key)) : [];
    const values: Bound[] = new Array(fields.length).fill(null);
    for (let i = 0; i < batch.count; i++) {
      const row = batch.selection[i] as number;
      if (!rows.read(row, values)) continue;
      this.#weigh(batch, row, values, keyAt.length === 0 ? null : rows.keyText(row), find, keyAt, target);
    }
  }

  async finish(): Promise<WouldDo> {
    const { table, mode } = this.#config;
    const sentence =
      this.#table === null
        ? `The table "${table}" would be made${this.#database === null ? `, and the database ${this.#file} too` : ''}.`
        : mode === 'replace'
          ? `All ${this.#wouldDo.delete} rows of "${table}" would be replaced.`
          : undefined;
    return { ...this.#wouldDo, ...(sentence === undefined ? {} : { sentence }) };
  }

  close(): void {
    this.#database?.close();
  }

  #weigh(
    batch: Batch,
    row: number,
    values: readonly Bound[],
    key: string | null,
    find: Database.Statement<[Bound[]], unknown[]> | null,
    keyAt: readonly number[],
    target: FieldColumns,
  ): void {
    const would = this.#wouldDo;
    const found = find?.get([...values, ...keyAt.map((at) => values[at] as Bound)]);
    let action: 'insert' | 'update' | 'unchanged' = 'insert';
    if (found) action = found[0] === 1n && this.#config.skipUnchanged ? 'unchanged' : 'update';
    else if (key !== null) {
      if (this.#newKeys.has(key)) action = 'update';
      this.#newKeys.add(key);
    }
    would[action]++;
    if (would.sample.length >= SAMPLE || action === 'unchanged') return;
    const before = found ? this.#before(found, target) : null;
    would.sample.push({ action, key: key ?? `record ${would.insert}`, before, after: recordAt(batch, row) });
  }

  /** Gives for a key whether the row already holds the values, and the row's own values. */
  #finder(table: TableShape, target: FieldColumns, keys: readonly string[]): Database.Statement<[Bound[]], unknown[]> {
    const id = target.fields.map((field) => field.name).join('\0');
    const known = this.#finders.get(id);
    if (known) return known;
    const columns = target.columns.map((column) => quoted(column.name));
    const same = columns.map((column) => `${column} IS ?`).join(' AND ');
    const where = keys.map((key) => `${quoted(key)} = ?`).join(' AND ');
    try {
      const made = (this.#database as Database.Database)
        .prepare<[Bound[]], unknown[]>(`SELECT ${same}, ${columns.join(', ')} FROM ${quoted(table.name)} WHERE ${where}`)
        .raw(true)
        .safeIntegers(true);
      this.#finders.set(id, made);
      return made;
    } catch (error) {
      throw databaseError(error, this.#file);
    }
  }

  #before(found: readonly unknown[], target: FieldColumns): PlainRecord {
    const record = createRecord();
    target.fields.forEach((field, at) => {
      record[field.name] = shownValue(found[at + 1]);
    });
    return record;
  }

  /** Columns of a table that is not there yet, as they would be made. */
  #columnsToBe(fields: readonly BatchField[]): FieldColumns {
    const { create, table, keys, mode } = this.#config;
    if (!create)
      throw new UserError('table-missing', `The database ${this.#file} has no table "${table}".`, {
        hint: 'Check the name, or switch on "Make what is missing".',
        place: { file: this.#file },
      });
    const columns: TableColumn[] = fields.map(({ name, type }) => ({ name, affinity: affinityOf(columnType(type)), writable: true }));
    const target = { fields, columns };
    if (mode === 'upsert') keyColumns({ name: table, columns, keys: [keys] }, keys, target);
    return target;
  }
}

function shownValue(value: unknown): Value {
  if (typeof value === 'bigint') return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
  return Buffer.isBuffer(value) ? value.toString('base64') : (value as Value);
}
