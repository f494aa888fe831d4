import type { RunCause, RunStatus } from '../base/run-facts.ts';
import type { Bindable, Db } from './database.ts';
import { RUN_COLUMNS, type RunRecord, type RunRowOfTable, toRunRecord } from './run-record.ts';
import { RunSearch } from './run-search.ts';
import type { RunWords } from './run-words.ts';

/** Which runs to list; absent filters let everything through. Times are bounds of `queuedAt`, both inclusive. */
export interface RunFilter {
  flowId?: string | undefined;
  status?: readonly RunStatus[] | undefined;
  cause?: readonly RunCause[] | undefined;
  from?: number | undefined;
  to?: number | undefined;
  search?: string | undefined;
  /** Default: newest first. */
  order?: 'newest' | 'oldest' | undefined;
  /** Cursor of the page before. */
  after?: string | undefined;
  limit: number;
}

/** One page of the history; `total` is null where only counting every row would tell. A page may be short, even empty, and still have a `next`. */
export interface RunPage {
  runs: RunRecord[];
  next: string | null;
  total: number | null;
}

/** Where a run stands in the list, and what no index filters by. */
export interface RunPlace {
  seq: number;
  queued_at: number;
  cause: RunCause;
}

/** Runs of one page that are looked at where no index answers the whole question: a page ends there, and the next goes on behind it. */
export const LOOKED_AT = 2_000;

/**
 * Runs by keyset, newest or oldest first: the cost of a page does not depend on how far back it is. Newest is what was written last; within a range of
 * time it is what was queued last by the clock, which differs only where the clock was put back. No page looks at more than a bounded number of rows.
 */
export class RunList {
  readonly #db: Db;
  readonly #search: RunSearch;

  constructor(db: Db, words: RunWords) {
    this.#db = db;
    this.#search = new RunSearch(db, words);
  }

  page(filter: RunFilter): RunPage {
    if (filter.status?.length === 0 || filter.cause?.length === 0) return { runs: [], next: null, total: 0 };
    const found = this.#search.page(filter, cursorOf(filter.after)?.seq);
    if (found) return { runs: this.#rows(found.seqs), next: found.behind === null ? null : `${found.behind}.0`, total: null };
    const inRange = filter.from !== undefined || filter.to !== undefined;
    const residual = filter.cause !== undefined && (filter.flowId !== undefined || filter.status !== undefined || inRange);
    const most = residual ? LOOKED_AT : filter.limit;
    const looked = this.#places(filter, inRange, residual, most + 1);
    const fitting = looked.slice(0, most).filter(({ cause }) => !residual || filter.cause?.includes(cause));
    const shown = fitting.slice(0, filter.limit);
    const last = fitting.length > shown.length ? shown.at(-1) : looked.length > most ? looked[most - 1] : undefined;
    return {
      runs: this.#rows(shown.map(({ seq }) => seq)),
      next: last ? `${last.seq}.${last.queued_at}` : null,
      total: inRange ? null : this.#total(filter),
    };
  }

  /** Each status (or cause) is read from its own index, in order and only as far as the page needs. */
  #places(filter: RunFilter, inRange: boolean, residual: boolean, count: number): RunPlace[] {
    const down = filter.order !== 'oldest';
    const order = inRange ? (down ? 'queued_at DESC, seq DESC' : 'queued_at, seq') : down ? 'seq DESC' : 'seq';
    const arms = armsOf(filter, residual).map((arm) => {
      const where = new Where();
      if (filter.flowId !== undefined) where.add('flow_id = ?', filter.flowId);
      if (arm.status !== undefined) where.add('status = ?', arm.status);
      if (arm.cause !== undefined) where.add('cause = ?', arm.cause);
      if (filter.from !== undefined) where.add('queued_at >= ?', filter.from);
      if (filter.to !== undefined) where.add('queued_at <= ?', filter.to);
      const cursor = cursorOf(filter.after);
      if (cursor && inRange) where.add(`(queued_at, seq) ${down ? '<' : '>'} (?, ?)`, cursor.queuedAt, cursor.seq);
      else if (cursor) where.add(`seq ${down ? '<' : '>'} ?`, cursor.seq);
      return where;
    });
    const index = indexFor(filter, inRange, residual);
    const selects = arms.map(
      (arm) => `SELECT * FROM (SELECT seq, queued_at${residual ? ', cause' : `, '' AS cause`} FROM runs ${index} ${arm.text()} ORDER BY ${order} LIMIT ?)`,
    );
    return this.#db.all<RunPlace>(`${selects.join(' UNION ALL ')} ORDER BY ${order} LIMIT ?`, ...arms.flatMap((arm) => [...arm.values, count]), count);
  }

  #rows(seqs: readonly number[]): RunRecord[] {
    if (seqs.length === 0) return [];
    return this.#db
      .all<RunRowOfTable>(
        `SELECT ${RUN_COLUMNS} FROM (SELECT key AS place, value AS wanted FROM json_each(?)) CROSS JOIN runs ON seq = wanted ORDER BY place`,
        JSON.stringify(seqs),
      )
      .map(toRunRecord);
  }

  #total({ flowId, status, cause }: RunFilter): number {
    const where = new Where();
    if (flowId !== undefined) where.add('flow_id = ?', flowId);
    if (status) where.add(`status IN (${status.map(() => '?').join(', ')})`, ...status);
    if (cause) where.add(`cause IN (${cause.map(() => '?').join(', ')})`, ...cause);
    return this.#db.value<number | null>(`SELECT sum(runs) FROM run_totals ${where.text()}`, ...where.values) ?? 0;
  }
}

class Where {
  readonly #sql: string[] = [];
  readonly values: Bindable[] = [];

  add(sql: string, ...values: Bindable[]): void {
    this.#sql.push(sql);
    this.values.push(...values);
  }

  text(): string {
    return this.#sql.length === 0 ? '' : `WHERE ${this.#sql.join(' AND ')}`;
  }
}

function armsOf({ status, cause }: RunFilter, residual: boolean): { status?: RunStatus; cause?: RunCause }[] {
  if (status) return [...new Set(status)].map((one) => ({ status: one }));
  return cause && !residual ? [...new Set(cause)].map((one) => ({ cause: one })) : [{}];
}

/** The index that answers in the order that is asked for; the planner is not left to guess without statistics. */
function indexFor({ flowId, status, cause }: RunFilter, inRange: boolean, residual: boolean): string {
  const by = [flowId === undefined ? '' : 'flow', status === undefined ? '' : 'status', cause === undefined || residual ? '' : 'cause'].filter(Boolean);
  if (by.length === 0 && !inRange) return 'NOT INDEXED';
  return `INDEXED BY runs_by_${[...by, ...(inRange ? ['time'] : [])].join('_')}`;
}

function cursorOf(after: string | undefined): { seq: number; queuedAt: number } | undefined {
  if (after === undefined) return undefined;
  const [seq, queuedAt] = after.split('.').map(Number);
  return { seq: seq || 0, queuedAt: queuedAt || 0 };
}
