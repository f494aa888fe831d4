import { UserError } from '../../base/errors.ts';
import type { ColumnShape, Database, Reading, ReadPart, RowStream, SqlValue } from '../../catalog/families/database.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { defineRun, type Emit, type Source, type SourcePosition, type SourceReading, type SourceSpan, type StepContext } from '../../engine/node-door.ts';
import { baseReading, type PlainReading } from './base-reading.ts';
import { RowColumns } from './row-columns.ts';
import type { DatabaseSourceConfig } from './spec.ts';
import { nextRows, Watermark } from './watermark.ts';

/** A batch holds about this much, and so many rows at most. */
const BATCH_BYTES = 384 * 1024;
const [FEWEST_ROWS, MOST_ROWS] = [16, 4096];
const YIELD_MS = 10;

/** Reads the rows of a table or a query as they stream from a cursor. */
export const run = defineRun<DatabaseSourceConfig>({
  role: 'source',
  async open(config, context) {
    const database = await context.connection('database', config.connection);
    const reading = await baseReading(config, context, database);
    // A query is not asked beforehand for its columns without need: some databases carry it out for that.
    const watermark = config.watermark === '' ? null : new Watermark(config, context, reading.columns ?? (await database.columnsOf(reading.plain)));
    return new DatabaseSource(config, context, database, reading, watermark);
  },
  next: (config, context) => nextRows(config, context.position),
});

class DatabaseSource implements Source {
  readonly #config: DatabaseSourceConfig;
  readonly #context: StepContext;
  readonly #database: Database;
  readonly #reading: PlainReading;
  readonly #watermark: Watermark | null;
  #stream: RowStream | null = null;
  #ordinal = 0;
  #most = FEWEST_ROWS;
  #yielded: number;

  constructor(config: DatabaseSourceConfig, context: StepContext, database: Database, reading: PlainReading, watermark: Watermark | null) {
    this.#config = config;
    this.#context = context;
    this.#database = database;
    this.#reading = reading;
    this.#watermark = watermark;
    this.#yielded = context.clock.monotonic();
  }

  async read(emit: Emit): Promise<void> {
    const watermark = this.#watermark;
    await this.#part(emit, watermark?.part ?? {}, watermark?.order ?? [], async (rows, columns) => {
      const { batch, bytes } = columns.batch(rows, this.#context.index, this.#ordinal);
      this.#ordinal += rows.length;
      this.#most = Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor((BATCH_BYTES * rows.length) / Math.max(1, bytes))));
      watermark?.passed(rows.at(-1) as readonly SqlValue[]);
      await emit(OUT_PORT, batch);
    });
    if (watermark)
      await this.#part(emit, watermark.unplaced, [], async (rows, columns) => {
        const { batch } = columns.batch(rows, this.#context.index, this.#ordinal);
        this.#ordinal += rows.length;
        for (const [at, row] of rows.entries()) this.#context.reject(batch, at, watermark.reasonFor(row));
        await emit(OUT_PORT, { ...batch, count: 0 });
      });
    this.#context.signal.throwIfAborted();
  }

  readings(): SourceReading[] {
    return [{ name: this.#reading.name }];
  }

  position(): SourcePosition | null {
    return this.#watermark?.position() ?? null;
  }

  span(): SourceSpan | null {
    return this.#watermark?.span() ?? null;
  }

  async close(): Promise<void> {
    await this.#stream?.close();
  }

  /** Reads one part of the rows to its end, or to the limit. */
  async #part(emit: Emit, part: ReadPart, order: readonly string[], take: (rows: SqlValue[][], columns: RowColumns) => Promise<void>): Promise<void> {
    const { signal, limit } = this.#context;
    const left = limit - this.#ordinal;
    if (left <= 0) return;
    const { plain } = this.#reading;
    const reading: Reading = { ...plain, ...part, orderBy: order.length > 0 ? order : plain.orderBy, ...(Number.isFinite(left) ? { limit: left } : {}) };
    const stream = await this.#database.read(reading, signal);
    this.#stream = stream;
    const columns = new RowColumns(asDeclared(stream.columns, this.#reading.columns), this.#reading.leaving, this.#config.json);
    for (let open = left; open > 0; ) {
      signal.throwIfAborted();
      const rows = await stream.next(Math.min(this.#most, open));
      if (rows.length === 0) break;
      open -= rows.length;
      await take(rows, columns);
      await this.#breathe();
    }
    this.#stream = null;
    await stream.close();
    // The steps behind learn the fields even where there is no row.
    if (this.#ordinal === 0) await emit(OUT_PORT, columns.batch([], this.#context.index, 0).batch);
  }

  async #breathe(): Promise<void> {
    const { clock } = this.#context;
    if (clock.monotonic() - this.#yielded < YIELD_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#yielded = clock.monotonic();
  }
}

/** The columns of a result as their table declares them. Throws a `UserError` where two have the same name: a record can hold only one of them. */
function asDeclared(columns: readonly ColumnShape[], declared: readonly ColumnShape[] | null): ColumnShape[] {
  const twin = columns.find(({ name }, at) => columns.findIndex((one) => one.name === name) < at);
  if (twin)
    throw new UserError('same-column-name', `The query gives two columns called "${twin.name}".`, {
      hint: `Give one of them another name: … AS ${twin.name}_2`,
      place: { field: 'sql' },
    });
  return columns.map((column) => declared?.find(({ name }) => name === column.name) ?? column);
}
