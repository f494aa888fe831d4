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

interface Where {
  sql: string[];
  values: Bindable[];
}

/** Runs newest first, by keyset: the cost of a page does not depend on how far back it is. */
export class RunList {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  page(filter: RunFilter): RunPage {
    if (filter.status?.length === 0 || filter.cause?.length === 0) return { runs: [], next: null, total: 0 };
    const words = filter.search === undefined ? null : searchQuery(filter.search);
    const where = this.#bounds(filter);
    const rows = words === null ? this.#byIndex(filter, where) : this.#bySearch(filter, where, words);
    const more = rows.length > filter.limit;
    const runs = more ? rows.slice(0, filter.limit) : rows;
    return { runs: runs.map(toRunRecord), next: more ? String(runs.at(-1)?.seq) : null, total: words === null ? this.#total(filter) : null };
  }

  /** Range of `seq`, and `queued_at` where asked for. Times are first turned into a range of `seq`, so that an old month is found by two look-ups. */
  #bounds(filter: RunFilter): Where {
    const where: Where = { sql: [], values: [] };
    const add = (sql: string, value: Bindable) => {
      where.sql.push(sql);
      where.values.push(value);
    };
    if (filter.after !== undefined) add('r.seq < ?', Number(filter.after));
    if (filter.from !== undefined) {
      add('r.queued_at >= ?', filter.from);
      const lowest = this.#db.value<number | null>(
        'SELECT min(seq) FROM (SELECT seq FROM runs WHERE queued_at >= ? ORDER BY queued_at LIMIT 100)',
        filter.from,
      );
      add('r.seq >= ?', lowest ?? Number.MAX_SAFE_INTEGER);
    }
    if (filter.to !== undefined) {
      add('r.queued_at <= ?', filter.to);
      const highest = this.#db.value<number | null>(
        'SELECT max(seq) FROM (SELECT seq FROM runs WHERE queued_at <= ? ORDER BY queued_at DESC LIMIT 100)',
        filter.to,
      );
      add('r.seq <= ?', highest ?? 0);
    }
    if (filter.flowId !== undefined) add('r.flow_id = ?', filter.flowId);
    return where;
  }

  #byIndex(filter: RunFilter, where: Where): RunRowOfTable[] {
    const arms: Where[] = combinations(filter).map((arm) => ({ sql: [...where.sql, ...arm.sql], values: [...where.values, ...arm.values] }));
    const selects = arms.map((arm) => `SELECT * FROM (SELECT ${RUN_COLUMNS} FROM runs r ${whereText(arm.sql)} ORDER BY r.seq DESC LIMIT ?)`);
    const values = arms.flatMap((arm) => [...arm.values, filter.limit + 1]);
    return this.#db.all<RunRowOfTable>(`${selects.join(' UNION ALL ')} ORDER BY seq DESC LIMIT ?`, ...values, filter.limit + 1);
  }

  #bySearch(filter: RunFilter, where: Where, words: string): RunRowOfTable[] {
    const sql = ['w.run_words MATCH ?', ...where.sql.map((text) => text.replace('r.seq', 'w.rowid'))];
    const values: Bindable[] = [words, ...where.values];
    for (const [column, wanted] of [
      ['status', filter.status],
      ['cause', filter.cause],
    ] as const)
      if (wanted) {
        sql.push(`r.${column} IN (${wanted.map(() => '?').join(', ')})`);
        values.push(...wanted);
      }
    return this.#db.all<RunRowOfTable>(
      `SELECT ${RUN_COLUMNS} FROM run_words w CROSS JOIN runs r ON r.seq = w.rowid ${whereText(sql)} ORDER BY w.rowid DESC LIMIT ?`,
      ...values,
      filter.limit + 1,
    );
  }

  #total(filter: RunFilter): number | null {
    if (filter.from !== undefined || filter.to !== undefined) return null;
    const sql: string[] = [];
    const values: Bindable[] = [];
    if (filter.flowId !== undefined) {
      sql.push('flow_id = ?');
      values.push(filter.flowId);
    }
    for (const [column, wanted] of [
      ['status', filter.status],
      ['cause', filter.cause],
    ] as const)
      if (wanted) {
        sql.push(`${column} IN (${wanted.map(() => '?').join(', ')})`);
        values.push(...wanted);
      }
    return this.#db.value<number | null>(`SELECT sum(runs) FROM run_totals ${whereText(sql)}`, ...values) ?? 0;
  }
}

/** One arm per status (or cause), so that each is read from its own index in order and only as far as the page needs. */
function combinations(filter: RunFilter): Where[] {
  if (filter.status) {
    const causes = filter.cause ? ` AND r.cause IN (${filter.cause.map(() => '?').join(', ')})` : '';
    return [...new Set(filter.status)].map((status) => ({ sql: [`r.status = ?${causes}`], values: [status, ...(filter.cause ?? [])] }));
  }
  if (filter.cause) return [...new Set(filter.cause)].map((cause) => ({ sql: ['r.cause = ?'], values: [cause] }));
  return [{ sql: [], values: [] }];
}

function whereText(sql: readonly string[]): string {
  return sql.length === 0 ? '' : `WHERE ${sql.join(' AND ')}`;
}
