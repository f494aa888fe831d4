import type { Clock } from '../base/clock.ts';
import { OperationalError } from '../base/errors.ts';
import type { StopSignal } from '../base/stop-signal.ts';
import type { SqlValue, TableWriter, WrittenCounts } from '../catalog/families/database.ts';
import type { RejectedRow } from '../catalog/families/rejected-row.ts';
import { type RowReason, RowRefused, reasons } from './reasons.ts';

/** All values of a row in one text, as the product takes them. */
export type EncodedRow = string;

/** How one product writes. Each call is done before the next one is made. */
export interface BulkSession {
  /** A row as it is sent, or why it cannot be. */
  encode(row: readonly SqlValue[]): EncodedRow | RowReason;
  /** Begins a transaction; after a line that was lost, on a new one. */
  begin(): Promise<void>;
  /** Writes them all, or none and throws: `RowRefused`, or an OperationalError after which the transaction may be gone. */
  write(rows: readonly EncodedRow[]): Promise<BulkWritten>;
  /** For a mirror: the keys of rows that came and were refused. */
  keep(rows: readonly (readonly SqlValue[])[]): Promise<void>;
  /** For a mirror: deletes what did not come. */
  deleteRest(): Promise<number>;
  /** Throws the OperationalError `commit-unknown` when nobody knows; any other error means that nothing was committed. */
  commit(): Promise<void>;
  /** Never throws. */
  rollback(): Promise<void>;
  /** Gives everything back; never throws. */
  close(): Promise<void>;
}

/** What became of rows that were all taken. */
export interface BulkWritten {
  readonly counts: WrittenCounts;
  /** Indexes of those that found no row to change or delete. */
  readonly missing: readonly number[];
}

/** What a writer needs beside the session. */
export interface BulkOptions {
  readonly transaction: 'all' | { readonly rows: number };
  /** A new session can go on where another one was lost. */
  readonly survivesLoss: boolean;
  readonly signal: StopSignal;
  readonly clock: Clock;
  random(): number;
}

const MOST_TRIES = 4;
/** What is kept of a transaction to do it again. */
const MOST_KEPT_ROWS = 50_000;

/** Rows that are ready to be written, and where each stood among those that were pushed. */
interface Slice {
  readonly rows: EncodedRow[];
  readonly at: number[];
}

function part({ rows, at }: Slice, from: number, to?: number): Slice {
  return { rows: rows.slice(from, to), at: at.slice(from, to) };
}

/** No counts yet. */
export function noCounts(): WrittenCounts {
  return { inserted: 0, updated: 0, unchanged: 0, deleted: 0 };
}

function add(to: WrittenCounts, more: WrittenCounts): void {
  for (const name of Object.keys(to) as (keyof WrittenCounts)[]) to[name] += more[name];
}

/**
 * Writes rows with the means of one product: refuses exactly the bad ones, keeps the transactions as they were asked for, and does a transaction again that
 * was lost to a deadlock or a cut line before its commit, as long as its rows are still at hand.
 */
export class BulkWriter implements TableWriter {
  readonly #committed = noCounts();
  readonly #session: BulkSession;
  readonly #options: BulkOptions;
  readonly #most: number;
  #open = false;
  #closed = false;
  #counts = noCounts();
  /** Rows of the open transaction; null when there are too many to keep. */
  #kept: EncodedRow[] | null = [];
  #keptKeys: (readonly SqlValue[])[] = [];
  #taken = 0;
  #finished: 'delete' | 'keep' | null = null;
  /** Pushes are served one after the other; behind one that failed nothing is written any more. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(session: BulkSession, options: BulkOptions) {
    this.#session = session;
    this.#options = options;
    this.#most = options.transaction === 'all' ? Number.POSITIVE_INFINITY : Math.max(1, options.transaction.rows);
  }

  push(rows: readonly (readonly SqlValue[])[]): Promise<RejectedRow[]> {
    // Made ready at once, while the server is still busy with those before.
    const good: Slice = { rows: [], at: [] };
    const rejects: RejectedRow[] = [];
    for (let index = 0; index < rows.length; index++) {
      const row = this.#session.encode(rows[index] as readonly SqlValue[]);
      if (typeof row !== 'string') rejects.push({ index, ...row });
      else {
        good.rows.push(row);
        good.at.push(index);
      }
    }
    const pushed = this.#last.then(() => this.#writeAll(rows, good, rejects));
    this.#last = pushed;
    return pushed;
  }

  async #writeAll(rows: readonly (readonly SqlValue[])[], good: Slice, rejects: RejectedRow[]): Promise<RejectedRow[]> {
    for (let from = 0; from < good.rows.length; ) {
      const slice = part(good, from, from + this.#most - this.#taken);
      from += slice.rows.length;
      rejects.push(...(await this.#writeSlice(slice)));
      if (this.#taken >= this.#most) await this.#commitOne();
    }
    await this.#keep(rejects.map(({ index }) => rows[index] ?? []));
    return rejects.sort((a, b) => a.index - b.index);
  }

  async finish(rest: 'delete' | 'keep'): Promise<WrittenCounts> {
    await this.#last;
    if (this.#finished === null) {
      await this.#again(async () => {
        await this.#begin();
        if (rest === 'delete') this.#counts.deleted += await this.#session.deleteRest();
      });
      this.#finished = rest;
    }
    const counts = { ...this.#committed };
    add(counts, this.#counts);
    return counts;
  }

  async commit(): Promise<WrittenCounts> {
    try {
      const counts = await this.finish('delete');
      await this.#commitOne();
      return counts;
    } finally {
      await this.#end();
    }
  }

  async abort(): Promise<WrittenCounts> {
    await this.#last.catch(() => undefined);
    if (this.#open) await this.#session.rollback();
    this.#open = false;
    await this.#end();
    return { ...this.#committed };
  }

  async #end(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#session.close();
  }

  async #writeSlice(slice: Slice): Promise<RejectedRow[]> {
    let rejects: RejectedRow[] = [];
    let written: EncodedRow[] = [];
    let counts = noCounts();
    await this.#again(async () => {
      rejects = [];
      written = [];
      counts = noCounts();
      await this.#begin();
      await this.#divide(slice, rejects, written, counts);
    });
    this.#taken += slice.rows.length - rejects.length;
    add(this.#counts, counts);
    if (this.#kept && this.#kept.length + written.length > MOST_KEPT_ROWS) this.#kept = null;
    for (const row of written) this.#kept?.push(row);
    return rejects;
  }

  async #divide(slice: Slice, rejects: RejectedRow[], written: EncodedRow[], counts: WrittenCounts): Promise<void> {
    let rest = slice;
    while (rest.rows.length > 0) {
      this.#options.signal.throwIfAborted();
      try {
        const done = await this.#session.write(rest.rows);
        add(counts, done.counts);
        if (this.#kept) for (const row of rest.rows) written.push(row);
        for (const at of done.missing) rejects.push({ index: rest.at[at] ?? 0, ...reasons.rowMissing });
        return;
      } catch (error) {
        if (!(error instanceof RowRefused)) throw error;
        const at = rest.rows.length === 1 ? 0 : error.at;
        const index = at === null ? undefined : rest.at[at];
        if (at === null || index === undefined) {
          const half = rest.rows.length >> 1;
          await this.#divide(part(rest, 0, half), rejects, written, counts);
          rest = part(rest, half);
        } else {
          await this.#divide(part(rest, 0, at), rejects, written, counts);
          rejects.push({ index, ...error.reason });
          rest = part(rest, at + 1);
        }
      }
    }
  }

  /** Does `work`; what failed only by chance is done again, with all that its transaction had done before. */
  async #again(work: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        if (tries > 1) await this.#redo();
        return await work();
      } catch (error) {
        await this.#session.rollback();
        this.#open = false;
        if (tries >= MOST_TRIES || !this.#mayRepeat(error)) throw error;
        await this.#pause(tries);
      }
    }
  }

  #mayRepeat(error: unknown): boolean {
    if (!(error instanceof OperationalError) || !error.retryable || this.#kept === null || this.#options.signal.aborted) return false;
    return error.code === 'deadlock' || (error.code === 'connection-lost' && this.#options.survivesLoss);
  }

  /** What the transaction had done before it was lost. Rows that were taken then and are not now cannot be given back any more. */
  async #redo(): Promise<void> {
    await this.#begin();
    if (this.#kept && this.#kept.length > 0) {
      try {
        this.#counts = (await this.#session.write(this.#kept)).counts;
      } catch (error) {
        if (!(error instanceof RowRefused)) throw error;
        throw new OperationalError('deadlock', 'Others changed the same rows while they were written, and a row that was taken before is refused now.', {
          hint: 'Run it again.',
          retryable: true,
          details: error.message,
        });
      }
    }
    await this.#session.keep(this.#keptKeys);
    if (this.#finished === 'delete') this.#counts.deleted += await this.#session.deleteRest();
  }

  async #keep(rows: readonly (readonly SqlValue[])[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#again(async () => {
      await this.#begin();
      await this.#session.keep(rows);
    });
    for (const row of rows) this.#keptKeys.push(row);
  }

  async #commitOne(): Promise<void> {
    await this.#again(async () => {
      await this.#begin();
      await this.#session.commit();
    });
    this.#settled();
  }

  #settled(): void {
    add(this.#committed, this.#counts);
    this.#counts = noCounts();
    this.#kept = [];
    this.#keptKeys = [];
    this.#taken = 0;
    this.#open = false;
  }

  async #begin(): Promise<void> {
    if (this.#open) return;
    await this.#session.begin();
    this.#open = true;
  }

  #pause(tries: number): Promise<void> {
    const { clock, random } = this.#options;
    return new Promise((resolve) => {
      clock.after(tries * (20 + random() * 60), resolve);
    });
  }
}
