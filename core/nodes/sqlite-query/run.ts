import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { FieldType } from '../../base/field.ts';
import { fillTemplate } from '../../base/name-template.ts';
import type { Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { columnOfValues, typeOfValues } from '../../data/column-of-values.ts';
import { defineRun, type Emit, type Source, type SourceReading, type StepContext } from '../../engine/node-door.ts';
import { declaredType, recordValue } from './column-types.ts';
import { databaseError, openForReading } from './open-database.ts';
import type { SqliteQueryConfig } from './spec.ts';
import { columnNames, prepareSelect, queryParameters } from './statement.ts';

const BATCH_ROWS = 2048;
const BATCH_TEXT = 256 * 1024;
const LOCK_PATIENCE_MS = 5_000;
const YIELD_MS = 10;

/** Reads the rows of one SELECT in the order SQLite gives them. */
export const run = defineRun<SqliteQueryConfig>({
  role: 'source',
  open: (config, context) => new QuerySource(config, context),
});

class QuerySource implements Source {
  readonly #context: StepContext;
  readonly #file: string;
  readonly #database: Database.Database;
  readonly #statement: Database.Statement<unknown[], unknown[]>;
  readonly #parameters: Record<string, string>;
  readonly #names: string[];
  readonly #types: (FieldType | undefined)[];
  #rows: IterableIterator<unknown[]> | null = null;

  constructor(config: SqliteQueryConfig, context: StepContext) {
    this.#context = context;
    this.#file = context.resolvePath(fillTemplate(config.database, context, 'paths'));
    this.#database = openForReading(this.#file);
    try {
      this.#parameters = queryParameters(config.sql, context.parameters, this.#file);
      this.#statement = prepareSelect(this.#database, config.sql, this.#file).raw(true).safeIntegers(true);
      this.#names = columnNames(this.#statement, this.#file);
      this.#types = this.#statement.columns().map((column) => declaredType(column.type));
    } catch (error) {
      this.#database.close();
      throw error;
    }
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
        next = this.#step();
      }
      const wait = emit(OUT_PORT, this.#batch(columns, ordinal - first, first));
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

  close(): void {
    this.#rows?.return?.();
    this.#database.close();
  }

  /** The first row shows whether the database is locked: only then waiting helps, and nothing has been given away yet. */
  async #firstRow(): Promise<IteratorResult<unknown[]>> {
    const { signal, clock } = this.#context;
    for (const begun = clock.monotonic(); ; ) {
      signal.throwIfAborted();
      try {
        this.#rows = this.#statement.iterate(...(Object.keys(this.#parameters).length === 0 ? [] : [this.#parameters]));
        return this.#rows.next();
      } catch (error) {
        const told = databaseError(error, this.#file) as { retryable?: boolean };
        if (told.retryable !== true || clock.monotonic() - begun > LOCK_PATIENCE_MS) throw told;
        await new Promise<void>((resolve) => clock.after(50, resolve));
      }
    }
  }

  #step(): IteratorResult<unknown[]> {
    try {
      return (this.#rows as IterableIterator<unknown[]>).next();
    } catch (error) {
      throw databaseError(error, this.#file);
    }
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
