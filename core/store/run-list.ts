import type { RunCause, RunStatus } from '../base/run-facts.ts';
import type { Bindable, Db } from './database.ts';
import { RUN_COLUMNS, type RunRecord, type RunRowOfTable, toRunRecord } from './run-record.ts';
import { searchQuery } from './run-words.ts';

/** Which runs to list; absent filters let everything through. Times are bounds of `queuedAt`, both inclusive. */
export interface RunFilter {
  flowId?: string | undefined;
  status?: readonly RunStatus[] | undefined;
  cause?: readonly RunCause[] | undefined;
  from?: number | undefined;
  to?: number | undefined;
  search?: string | undefined;
  /** Cursor of the page before. */
  after?: string | undefined;
  limit: number;
}

/** One page of the history; `total` is null where only counting every row would tell. */
export interface RunPage {
  runs: RunRecord[];
  next: string | null;
  total: number | null;
}

/**
 * Runs newest first, by keyset: the cost of a page does not depend on how far back it is. Newest is what was written last; within a range of time it is
 * what was queued last by the clock, which differs only where the clock was put back.
 */
export class RunList {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  page(filter: RunFilter): RunPage {
    if (filter.status?.length === 0 || filter.cause?.length === 0) return { runs: [], next: null, total: 0 };
    const words = filter.search === undefined ? null : searchQuery(filter.search);
    const inRange = filter.from !== undefined || filter.to !== undefined;
    const rows = words !== null ? this.#bySearch(filter, words) : inRange ? this.#byTime(filter) : this.#newest(filter);
    const more = rows.length > filter.limit;
    const runs = more ? rows.slice(0, filter.limit) : rows;
    const last = runs.at(-1);
    const next = more && last ? `${last.seq}.${last.queued_at}` : null;
    return { runs: runs.map(toRunRecord), next, total: words === null && !inRange ? this.#total(filter) : null };
  }

  /** Each status (or cause) is read from its own index, in order and only as far as the page needs. */
  #newest(filter: RunFilter): RunRowOfTable[] {
    const arms = armsOf(filter).map((arm) => {
      const where = conditions({ ...filter, ...arm });
      if (filter.after !== undefined) where.add('r.seq < ?', cursorOf(filter.after).seq);
      return where;
    });
    const selects = arms.map((arm) => `SELECT * FROM (SELECT ${RUN_COLUMNS} FROM runs r ${arm.text()} ORDER BY r.seq DESC LIMIT ?)`);
    const values = arms.flatMap((arm) => [...arm.values, filter.limit + 1]);
    return this.#db.all<RunRowOfTable>(`${selects.join(' UNION ALL ')} ORDER BY seq DESC LIMIT ?`, ...values, filter.limit + 1);
  }

  #byTime(filter: RunFilter): RunRowOfTable[] {
    const where = conditions(filter);
    if (filter.after !== undefined) {
      const { seq, queuedAt } = cursorOf(filter.after);
      where.add('(r.queued_at, r.seq) < (?, ?)', queuedAt, seq);
    }
    return this.#db.all<RunRowOfTable>(
      `SELECT ${RUN_COLUMNS} FROM runs r INDEXED BY runs_by_time ${where.text()} ORDER BY r.queued_at DESC, r.seq DESC LIMIT ?`,
      ...where.values,
      filter.limit + 1,
    );
  }

  #bySearch(filter: RunFilter, words: string): RunRowOfTable[] {
    const where = conditions(filter);
    where.add('w.run_words MATCH ?', words);
    if (filter.after !== undefined) where.add('w.rowid < ?', cursorOf(filter.after).seq);
    return this.#db.all<RunRowOfTable>(
      `SELECT ${RUN_COLUMNS} FROM run_words w CROSS JOIN runs r ON r.seq = w.rowid ${where.text()} ORDER BY w.rowid DESC LIMIT ?`,
      ...where.values,
      filter.limit + 1,
    );
  }

  #total({ flowId, status, cause }: RunFilter): number {
    const where = conditions({ flowId, status, cause });
    return this.#db.value<number | null>(`SELECT sum(runs) FROM run_totals r ${where.text()}`, ...where.values) ?? 0;
  }
}

type Bounds = Partial<Pick<RunFilter, 'flowId' | 'status' | 'cause' | 'from' | 'to'>>;

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

function conditions({ flowId, status, cause, from, to }: Bounds): Where {
  const where = new Where();
  if (flowId !== undefined) where.add('r.flow_id = ?', flowId);
  if (status) where.add(`r.status IN (${status.map(() => '?').join(', ')})`, ...status);
  if (cause) where.add(`r.cause IN (${cause.map(() => '?').join(', ')})`, ...cause);
  if (from !== undefined) where.add('r.queued_at >= ?', from);
  if (to !== undefined) where.add('r.queued_at <= ?', to);
  return where;
}

function armsOf({ status, cause }: RunFilter): Bounds[] {
  if (status) return [...new Set(status)].map((one) => ({ status: [one] }));
  return cause ? [...new Set(cause)].map((one) => ({ cause: [one] })) : [{}];
}

function cursorOf(after: string): { seq: number; queuedAt: number } {
  const [seq, queuedAt] = after.split('.').map(Number);
  return { seq: seq || 0, queuedAt: queuedAt || 0 };
}
