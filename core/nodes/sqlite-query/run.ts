import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { FieldType } from '../../base/field.ts';
import { fillTemplate } from '../../base/name-template.ts';
import type { Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { columnOfValues, typeOfValues } from '../../data/column-of-values.ts';
import { defineRun, type Emit, type Source, type SourcePosition, type SourceReading, type SourceSpan, type StepContext } from '../../engine/node-door.ts';
import { declaredType, recordValue } from './column-types.ts';
import { databaseError, openForReading, patiently } from './open-database.ts';
import type { SqliteQueryConfig } from './spec.ts';
import { columnNames, prepareSelect, queryParameters, type SelectStatement } from './statement.ts';
import { nextRows, type SqlValue, Watermark } from './watermark.ts';

const BATCH_ROWS = 2048;
const BATCH_TEXT = 256 * 1024;
const YIELD_MS = 10;

/** Reads the rows of one SELECT in the order SQLite gives them. */
export const run = defineRun<SqliteQueryConfig>({
  role: 'source',
  async open(config, context) {
    const file = context.resolvePath(fillTemplate(config.database, context, 'paths'));
    const database = openForReading(file);
    try {
      const watermark = config.watermark === '' ? null : new Watermark(config, context, file);
      const parameters = { ...queryParameters(config.sql, context.parameters, file), ...watermark?.parameters };
      const statement = await patiently(context, () => {
        const plain = prepareSelect(database, config.sql, file);
        if (watermark === null) return plain;
        watermark.find(columnNames(plain, file));
        return prepareSelect(database, watermark.query, file);
      });
      return new QuerySource(context, file, database, statement, parameters, watermark);
    } catch (error) {
      database.close();
      throw error;
    }
  },
  next: (config, context) => nextRows(config, context.position),
});

class QuerySource implements Source {
  readonly #context: StepContext;
  readonly #file: string;
  readonly #database: Database.Database;
  readonly #statement: SelectStatement;
  readonly #parameters: Record<string, SqlValue>;
  readonly #names: string[];
  readonly #types: (FieldType | undefined)[];
  readonly #watermark: Watermark | null;
  #rows: IterableIterator<unknown[]> | null = null;

  constructor(
    context: StepContext,
    file: string,
    database: Database.Database,
    statement: SelectStatement,
    parameters: Record<string, SqlValue>,
    watermark: Watermark | null,
  ) {
    this.#context = context;
    this.#watermark = watermark;
    this.#file = file;
    this.#database = database;
    this.#parameters = parameters;
    this.#statement = statement.raw(true).safeIntegers(true);
    this.#names = columnNames(statement, file);
    this.#types = statement.columns().map((column) => declaredType(column.type));
  }

  async read(emit: Emit): Promise<void> {
    const { signal, clock, limit } = this.#context;
    let next = await this.#firstRow();
    let ordinal = 0;
    let yielded = clock.monotonic();
    while (!next.done && ordinal < limit) {
      signal.throwIfAborted();
      const columns: Value[][] = this.#names.map(() => []);
      const first = ordinal;
      for (let text = 0; !next.done && ordinal < limit && ordinal - first < BATCH_ROWS && text < BATCH_TEXT; ordinal++) {
        text += this.#take(next.value, columns);
        this.#watermark?.passed(next.value);
        next = this.#step();
      }
      const wait = emit(OUT_PORT, this.#placed(this.#batch(columns, ordinal - first, first)));
      if (wait instanceof Promise) await wait;
      if (clock.monotonic() - yielded >= YIELD_MS) {
        await new Promise<void>((resolve) => setImmediate(resolve));
        yielded = clock.monotonic();
      }
    }
    signal.throwIfAborted();
  }

  readings(): SourceReading[] {
    const found = statSync(this.#file, { throwIfNoEntry: false });
    return [{ name: this.#file, ...(found ? { bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) } : {}) }];
  }

  position(): SourcePosition | null {
    return this.#watermark?.position() ?? null;
  }

  span(): SourceSpan | null {
    return this.#watermark?.span() ?? null;
  }

  close(): void {
    this.#rows?.return?.();
    this.#database.close();
  }

  /** The first row shows whether the database is locked: only then waiting helps, and nothing has been given away yet. */
  #firstRow(): Promise<IteratorResult<unknown[]>> {
    return patiently(this.#context, () => {
      this.#rows = this.#statement.iterate(...(Object.keys(this.#parameters).length === 0 ? [] : [this.#parameters]));
      return this.#step();
    });
  }

  #step(): IteratorResult<unknown[]> {
    try {
      return (this.#rows as IterableIterator<unknown[]>).next();
    } catch (error) {
      throw databaseError(error, this.#file);
    }
  }

  /** Rejects the rows that have no watermark: nobody could tell whether they were read before. */
  #placed(batch: Batch): Batch {
    return this.#watermark ? this.#watermark.withoutUnplaced(batch) : batch;
  }

  /** Adds a row to the columns; gives about how many bytes of text it holds. */
  #take(row: readonly unknown[], columns: Value[][]): number {
    let text = 0;
    for (let at = 0; at < columns.length; at++) {
      const value = recordValue(row[at], this.#types[at], () => this.#noticeBytes(at));
      if (typeof value === 'string') text += value.length;
      (columns[at] as Value[]).push(value);
    }
    return text;
  }

  #batch(columns: Value[][], rows: number, first: number) {
    const made = columns.map((values, at) => {
      // A column without a declared type takes that of the first values seen, so that it does not change from batch to batch.
      this.#types[at] ??= typeOfValues(values) ?? undefined;
      return columnOfValues(values, this.#types[at]);
    });
    return createBatch(this.#names, made, rows, runningOrigin(this.#context.index, first));
  }

  #noticeBytes(column: number): void {
    this.#context.notice({
      level: 'info',
      code: 'bytes-as-base64',
      message: `The column "${this.#names[column]}" holds bytes, which are given as base64 text.`,
      place: { file: this.#file, field: this.#names[column] ?? '' },
    });
  }
}
