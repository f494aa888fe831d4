import type mysql from 'mysql2';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { ColumnShape, RowStream, SqlValue } from '../../catalog/families/database.ts';
import type { BuiltSql } from '../../sql/reading-sql.ts';
import { boundValue, type DriverRow, type MysqlSession } from './session.ts';
import { statementTrouble } from './statement-trouble.ts';
import { type ReadValue, readerOf } from './values.ts';

/** Rows that may wait before the line is held up. */
const MOST_WAITING = 4_096;

/**
 * Rows as the server sends them, in a transaction that only reads. The line is held up while nobody asks, so there are never more than a few thousand in
 * memory; `done` is called once when the session is free again.
 */
export class MysqlRowStream implements RowStream {
  readonly columns: readonly ColumnShape[];
  readonly #session: MysqlSession;
  readonly #signal: StopSignal;
  readonly #readers: readonly (ReadValue | null)[];
  readonly #onAbort: () => void;
  readonly #over = Promise.withResolvers<void>();
  #stopping: Promise<void> | null = null;
  #waiting: DriverRow[] = [];
  #held = false;
  #ended = false;
  #failed: { error: unknown } | null = null;
  #wake: (() => void) | null = null;
  #done: (() => void) | null;
  #left: number;
  #closing = false;

  constructor(session: MysqlSession, { sql, values }: BuiltSql, columns: readonly ColumnShape[], limit: number, signal: StopSignal, done: () => void) {
    this.#session = session;
    this.#signal = signal;
    this.#done = done;
    this.#left = limit;
    this.columns = columns;
    this.#readers = columns.map(({ declared }) => readerOf(declared));
    this.#onAbort = () => void this.#stop();
    signal.addEventListener('abort', this.#onAbort, { once: true });
    const query = session.connection.execute({ sql, rowsAsArray: true }, values.map(boundValue)) as unknown as mysql.Query;
    query.on('result', (row: unknown) => this.#came(row as DriverRow));
    query.on('error', (error) => this.#end({ error }));
    query.on('end', () => this.#end(null));
    session.onLost = (error) => this.#end({ error });
    if (signal.aborted) this.#onAbort();
  }

  #stop(): Promise<void> {
    this.#stopping ??= this.#session.cancel(this.#over.promise);
    return this.#stopping;
  }

  #came(row: DriverRow): void {
    if (this.#closing) return;
    this.#waiting.push(row);
    if (this.#waiting.length >= MOST_WAITING && !this.#held) {
      this.#held = true;
      this.#session.connection.pause();
    }
    // One waking for what came in one piece.
    if (this.#waiting.length === 1) this.#wakeSoon();
  }

  #wakeSoon(): void {
    setImmediate(() => this.#wake?.());
  }

  #end(failed: { error: unknown } | null): void {
    this.#failed ??= failed;
    this.#ended = true;
    this.#over.resolve();
    this.#wake?.();
  }

  async next(most: number): Promise<SqlValue[][]> {
    this.#signal.throwIfAborted();
    if (!this.#done || this.#left <= 0) return [];
    const wanted = Math.min(most, this.#left);
    while (this.#waiting.length === 0 && !this.#ended) await this.#more();
    if (this.#signal.aborted) throw this.#signal.reason;
    if (this.#failed && this.#waiting.length === 0) throw statementTrouble(this.#session, this.#failed.error, '');
    const rows = this.#waiting.splice(0, wanted);
    this.#left -= rows.length;
    this.#letGo();
    for (let at = 0; at < this.#readers.length; at++) {
      const read = this.#readers[at];
      if (read) for (const row of rows) if (row[at] !== null) row[at] = read(row[at]);
    }
    return rows as SqlValue[][];
  }

  #more(): Promise<void> {
    this.#letGo();
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
    });
  }

  #letGo(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#session.connection.resume();
  }

  async close(): Promise<void> {
    const done = this.#done;
    if (!done) return;
    this.#done = null;
    this.#closing = true;
    this.#session.onLost = null;
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#waiting = [];
    if (!this.#ended && !this.#session.lost) {
      this.#session.onLost = (error) => this.#end({ error });
      // What is still on its way is let through, or the end would not come.
      this.#letGo();
      await this.#stop();
      this.#session.onLost = null;
    }
    await this.#stopping;
    if (!this.#session.lost) await this.#session.query('ROLLBACK').catch(() => this.#session.destroy());
    done();
  }
}
