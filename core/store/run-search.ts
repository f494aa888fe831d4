import type { Bindable, Db } from './database.ts';
import type { RunFilter } from './run-list.ts';
import { BUCKET_BITS, type RunWords, wordsOf } from './run-words.ts';

/** Entries of the index and rows one page looks at; behind them the page ends, full or not. */
const SEARCH_EFFORT = 12_000;

/** Runs found by their words, bucket after bucket, until the page is full or enough was looked at. */
export class RunSearch {
  readonly #db: Db;
  readonly #words: RunWords;

  constructor(db: Db, words: RunWords) {
    this.#db = db;
    this.#words = words;
  }

  /**
   * Numbers of runs, in order, in which every word typed occurs (the end of a word may be missing; nothing typed has a special meaning). `behind` is
   * where the next page begins, null at the end. Null when nothing was typed that could be looked for.
   */
  page(filter: RunFilter, cursor: number | undefined): { seqs: number[]; behind: number | null } | null {
    const words = filter.search === undefined ? [] : [...new Set(wordsOf(filter.search))].sort((a, b) => b.length - a.length);
    if (words.length === 0) return null;
    const down = filter.order !== 'oldest';
    const buckets = this.#buckets(filter, cursor, down);
    const seqs: number[] = [];
    let effort = 0;
    for (const [i, bucket] of buckets.entries()) {
      const hits = this.#inBucket(bucket, words, (count) => {
        effort += count;
      });
      const ordered = hits.filter((seq) => cursor === undefined || (down ? seq < cursor : seq > cursor)).sort((a, b) => (down ? b - a : a - b));
      effort += ordered.length;
      const fitting = this.#fitting(ordered, filter, filter.limit - seqs.length + 1);
      seqs.push(...fitting);
      if (seqs.length > filter.limit) return { seqs: seqs.slice(0, filter.limit), behind: seqs[filter.limit - 1] ?? null };
      if (effort >= SEARCH_EFFORT && i + 1 < buckets.length) return { seqs, behind: down ? bucket << BUCKET_BITS : ((bucket + 1) << BUCKET_BITS) - 1 };
    }
    return { seqs, behind: null };
  }

  #buckets({ from, to }: RunFilter, cursor: number | undefined, down: boolean): number[] {
    // The run at the cursor was shown: its bucket is done when it was the last one in it.
    const start = cursor === undefined ? null : (down ? cursor - 1 : cursor + 1) >> BUCKET_BITS;
    return this.#db
      .all<{ bucket: number }>(
        `SELECT bucket FROM run_buckets WHERE last_at >= ? AND first_at <= ? AND bucket ${down ? '<=' : '>='} ? ORDER BY bucket ${down ? 'DESC' : 'ASC'}`,
        from ?? 0,
        to ?? Number.MAX_SAFE_INTEGER,
        start ?? (down ? Number.MAX_SAFE_INTEGER : 0),
      )
      .map((row) => row.bucket);
  }

  /** Runs with all words; the next word is only looked up while there is something left to find. */
  #inBucket(bucket: number, words: readonly string[], looked: (count: number) => void): number[] {
    let common: number[] | null = null;
    for (const word of words) {
      const hits = this.#words.startingWith(bucket, word);
      looked(hits.size + 1);
      common = common === null ? [...hits] : common.filter((run) => hits.has(run));
      if (common.length === 0) return [];
    }
    return common ?? [];
  }

  #fitting(seqs: readonly number[], { flowId, status, cause, from, to }: RunFilter, most: number): number[] {
    const where: string[] = [];
    const values: Bindable[] = [];
    const add = (sql: string, ...more: Bindable[]) => {
      where.push(sql);
      values.push(...more);
    };
    if (flowId !== undefined) add('flow_id = ?', flowId);
    if (status) add(`status IN (${status.map(() => '?').join(', ')})`, ...status);
    if (cause) add(`cause IN (${cause.map(() => '?').join(', ')})`, ...cause);
    if (from !== undefined) add('queued_at >= ?', from);
    if (to !== undefined) add('queued_at <= ?', to);
    if (seqs.length === 0) return [];
    return this.#db
      .all<{ seq: number }>(
        `SELECT seq FROM (SELECT key AS place, value AS wanted FROM json_each(?)) CROSS JOIN runs ON seq = wanted
         ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY place LIMIT ?`,
        JSON.stringify(seqs),
        ...values,
        most,
      )
      .map((row) => row.seq);
  }
}
