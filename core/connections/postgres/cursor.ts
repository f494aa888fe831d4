import pg from 'pg';
import type { SqlValue } from '../../catalog/families/database.ts';

/** What the driver's connection offers to a query that speaks the protocol itself. */
interface Wire {
  parse(message: { text: string }, more?: boolean): void;
  bind(message: { portal: string; values: readonly unknown[] }, more?: boolean): void;
  describe(message: { type: 'P'; name: string }, more?: boolean): void;
  execute(message: { portal: string; rows: number }, more?: boolean): void;
  close(message: { type: 'P'; name: string }, more?: boolean): void;
  flush(): void;
  sync(): void;
  once(event: 'noData', listener: () => void): void;
  removeListener(event: 'noData', listener: () => void): void;
}

interface Waiter<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

let made = 0;

/**
 * A statement whose rows are fetched a few at a time, and which is described before it runs. Given to the driver's `query`, it holds the session until
 * `close`. Rows are lists of texts as the server sent them; the next ones are on their way while the last ones are looked at.
 */
export class PgCursor {
  readonly #sql: string;
  readonly #values: readonly SqlValue[];
  readonly #portal = `swivel_${++made}`;
  #wire: Wire | null = null;
  #failed: { error: unknown } | null = null;
  #fields: readonly pg.FieldDef[] | null = null;
  #rows: (string | null)[][] = [];
  #ready: (string | null)[][] | null = null;
  #ended = false;
  #free = false;
  #describing: Waiter<readonly pg.FieldDef[]> | null = null;
  #reading: Waiter<(string | null)[][]> | null = null;
  #asked = false;
  #closing: (() => void) | null = null;

  constructor(sql: string, values: readonly SqlValue[]) {
    this.#sql = sql;
    this.#values = values;
  }

  /** What will come, before the statement runs. */
  described(): Promise<readonly pg.FieldDef[]> {
    if (this.#failed) return Promise.reject(this.#failed.error);
    if (this.#fields) return Promise.resolve(this.#fields);
    return new Promise((resolve, reject) => {
      this.#describing = { resolve, reject };
    });
  }

  /** Up to so many rows more; none at the end. Always ask for as many. */
  async read(count: number): Promise<(string | null)[][]> {
    this.#ask(count);
    const rows = this.#ready ?? (await this.#arriving());
    this.#ready = null;
    if (rows.length > 0) this.#ask(count);
    return rows;
  }

  /** Ends it; what the server still does is not waited for beyond its answer. */
  async close(): Promise<void> {
    const wire = this.#wire;
    if (!wire || this.#free) return;
    const freed = new Promise<void>((resolve) => {
      this.#closing = resolve;
    });
    wire.close({ type: 'P', name: this.#portal }, true);
    wire.sync();
    await freed;
  }

  #ask(count: number): void {
    if (this.#asked || this.#ended || this.#failed || this.#ready || !this.#wire) return;
    this.#asked = true;
    this.#wire.execute({ portal: this.#portal, rows: count }, true);
    this.#wire.flush();
  }

  #arriving(): Promise<(string | null)[][]> {
    if (this.#failed) return Promise.reject(this.#failed.error);
    if (this.#ended) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#reading = { resolve, reject };
    });
  }

  #arrived(): void {
    this.#asked = false;
    const rows = this.#rows;
    this.#rows = [];
    const waiter = this.#reading;
    this.#reading = null;
    if (waiter) {
      // Whoever waits gets them at once; the place stays empty for the next.
      waiter.resolve(rows);
    } else this.#ready = rows;
  }

  /** Called by the driver. */
  submit(connection: unknown): undefined {
    const wire = connection as Wire;
    this.#wire = wire;
    wire.parse({ text: this.#sql }, true);
    wire.bind({ portal: this.#portal, values: this.#values.map((value) => (value === null ? null : String(value))) }, true);
    wire.describe({ type: 'P', name: this.#portal }, true);
    wire.once('noData', this.#noData);
    wire.flush();
    return undefined;
  }

  readonly #noData = (): void => this.handleRowDescription({ fields: [] });

  /** Called by the driver. */
  handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }): void {
    this.#wire?.removeListener('noData', this.#noData);
    this.#fields = fields;
    this.#describing?.resolve(fields);
    this.#describing = null;
  }

  /** Called by the driver. */
  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#rows.push(fields);
  }

  /** Called by the driver. */
  handlePortalSuspended(): void {
    this.#arrived();
  }

  /** Called by the driver. */
  handleCommandComplete(): void {
    this.#ended = true;
    this.#arrived();
  }

  /** Called by the driver. */
  handleEmptyQuery(): void {
    this.#ended = true;
    this.#arrived();
  }

  /** Called by the driver. */
  handleReadyForQuery(): void {
    this.#free = true;
    this.#closing?.();
  }

  /** Called by the driver, also when the line was cut. */
  handleError(error: unknown): void {
    this.#wire?.removeListener('noData', this.#noData);
    this.#failed = { error };
    this.#describing?.reject(error);
    this.#reading?.reject(error);
    this.#describing = null;
    this.#reading = null;
    // From here on the driver waits by itself for the server to be ready.
    if (error instanceof pg.DatabaseError) this.#wire?.sync();
    this.handleReadyForQuery();
  }
}
