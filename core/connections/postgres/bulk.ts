import { OperationalError } from '../../base/errors.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { SqlValue, Writing } from '../../catalog/families/database.ts';
import { commitUnknown, mirrorRefused } from '../../sql/bulk-errors.ts';
import { type BulkSession, type BulkWritten, type EncodedRow, noCounts } from '../../sql/bulk-writer.ts';
import { HeldSession } from '../../sql/held-session.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { type RowReason, reasons } from '../../sql/reasons.ts';
import type { SessionPool } from '../../sql/session-pool.ts';
import type { PgColumn, PgTableShape } from './catalogue.ts';
import { PgCopyIn } from './copy-in.ts';
import { copyEncoderOf, copyText } from './copy-text.ts';
import { dialect } from './dialect.ts';
import { type EncodeValue, encoderOf } from './encode.ts';
import { refusalOf } from './refusal.ts';
import type { PgSession } from './session.ts';
import { setStatements } from './set-statements.ts';
import { answerOf } from './trouble.ts';

/** Rows on their way into a table of PostgreSQL: straight by COPY, or by COPY into a table of our own and one statement over it. */
export class PgBulk implements BulkSession {
  readonly #pool: SessionPool<PgSession>;
  readonly #held: HeldSession<PgSession>;
  readonly #shape: PgTableShape;
  readonly #columns: readonly PgColumn[];
  readonly #encoders: readonly EncodeValue[];
  readonly #fields: readonly ReturnType<typeof copyEncoderOf>[];
  readonly #keyAt: readonly number[];
  readonly #signal: StopSignal;
  readonly #statements: ReturnType<typeof setStatements>;

  constructor(
    pool: SessionPool<PgSession>,
    session: PgSession,
    writing: Writing,
    shape: PgTableShape,
    columns: readonly PgColumn[],
    mark: string,
    signal: StopSignal,
  ) {
    this.#pool = pool;
    this.#held = new HeldSession(pool, session, signal);
    this.#shape = shape;
    this.#columns = columns;
    this.#signal = signal;
    this.#encoders = columns.map(encoderOf);
    this.#fields = columns.map(copyEncoderOf);
    this.#keyAt = writing.way === 'insert' ? [] : writing.key.map((name) => writing.columns.indexOf(name));
    this.#statements = setStatements(writing, shape, columns, mark);
  }

  encode(row: readonly SqlValue[]): EncodedRow | RowReason {
    for (const at of this.#keyAt) if ((row[at] ?? null) === null) return reasons.keyEmpty(this.#columns[at]?.name ?? '');
    let line = '';
    for (let at = 0; at < this.#fields.length; at++) {
      const field = (this.#fields[at] as (value: SqlValue) => string | RowReason)(row[at] ?? null);
      if (typeof field === 'object') return field;
      line += at === 0 ? field : `\t${field}`;
    }
    return line;
  }

  async begin(): Promise<void> {
    const session = await this.#held.take();
    // Other levels answer a conflict by failing the whole transaction; what is deferred would be told by the commit, without its row.
    const begin = ['BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE', 'SET CONSTRAINTS ALL IMMEDIATE'];
    await session.ask([...begin, ...(this.#held.prepared ? [] : this.#statements.prepare)].join('; '));
    this.#held.prepared = true;
  }

  async write(rows: readonly EncodedRow[]): Promise<BulkWritten> {
    const session = this.#held.mine;
    return session.stoppable(this.#signal, async () => {
      try {
        return await this.#writeAll(session, rows);
      } catch (error) {
        const answer = answerOf(error);
        if (session.lost || !answer) throw session.trouble(error);
        await session.query('ROLLBACK TO SAVEPOINT swivel_rows').catch((again: unknown) => {
          throw session.trouble(again);
        });
        const into = this.#statements.staging ?? this.#shape.table.name;
        throw refusalOf(answer, this.#columns, into) ?? session.trouble(error);
      }
    });
  }

  async #writeAll(session: PgSession, rows: readonly EncodedRow[]): Promise<BulkWritten> {
    const { staging, clear, apply, remember } = this.#statements;
    const names = this.#columns.map(({ name }) => dialect.quote(name)).join(', ');
    if (!staging) {
      const copy = `COPY ${quotedTable(this.#shape.table, dialect)} (${names}) FROM STDIN`;
      await copyIn(session, `SAVEPOINT swivel_rows; ${copy}; RELEASE SAVEPOINT swivel_rows`, copyText(rows, false));
      return { counts: { ...noCounts(), inserted: rows.length }, missing: [] };
    }
    // Emptied outside of the savepoint, a table that this transaction made is emptied in place.
    await copyIn(session, [clear, 'SAVEPOINT swivel_rows', `COPY pg_temp.${staging} FROM STDIN`].join('; '), copyText(rows, true));
    const { rows: counted } = await session.query(apply);
    await session.query([...(remember ? [remember] : []), 'RELEASE SAVEPOINT swivel_rows'].join('; '));
    const answer = counted[0] ?? [];
    const [came = 0, distinct = 0, there = 0, touched = 0] = answer.slice(0, 4).map(Number);
    const missing = answer[4] ? answer[4].split(',').map(Number) : [];
    return { counts: this.#statements.count({ came, distinct, there, touched }, missing.length), missing };
  }

  async keep(rows: readonly (readonly SqlValue[])[]): Promise<void> {
    const { seen } = this.#statements;
    if (!seen || rows.length === 0) return;
    const session = this.#held.mine;
    // Keys one by one: one that is no key at all must not hide the others.
    for (const row of rows) {
      const key = this.#keyAt.map((at) => this.#encoders[at]?.(row[at] ?? null) ?? null);
      if (key.some((value) => value === null || typeof value === 'object')) continue;
      await session.ask('SAVEPOINT swivel_key');
      const casts = this.#keyAt.map((at, n) => `CAST($${n + 1} AS ${this.#columns[at]?.declared})`);
      await session.query(`INSERT INTO ${seen} VALUES (${casts.join(', ')})`, key as string[]).catch(() => session.ask('ROLLBACK TO SAVEPOINT swivel_key'));
    }
  }

  async deleteRest(): Promise<number> {
    const { seen, analyze, remove } = this.#statements;
    if (!seen) return 0;
    const session = this.#held.mine;
    return session.stoppable(this.#signal, async () => {
      await session.ask(analyze);
      try {
        const { count } = await session.query(remove);
        return count;
      } catch (error) {
        const refused = answerOf(error);
        const reason = refused ? refusalOf(refused, this.#columns, this.#shape.table.name) : null;
        throw reason ? mirrorRefused(this.#shape.table, reason.reason, refused?.detail ?? '') : session.trouble(error);
      }
    });
  }

  async commit(): Promise<void> {
    const session = this.#held.mine;
    const { rows } = await session.ask('SELECT txid_current_if_assigned()');
    const id = rows[0]?.[0] ?? null;
    try {
      await session.query('COMMIT');
    } catch (error) {
      if (!session.lost || id === null) throw session.trouble(error);
      await this.#askWhatBecame(id, session.trouble(error));
    }
  }

  /** PostgreSQL knows of each transaction how it ended; where it can be reached again nothing stays unknown. */
  async #askWhatBecame(id: string, lost: Error): Promise<void> {
    const fate = await this.#pool
      .use(async (session) => (await session.ask('SELECT txid_status($1)', [id])).rows[0]?.[0] ?? null, this.#signal)
      .catch(() => null);
    if (fate === 'committed') return;
    if (fate === 'aborted') throw lost;
    throw commitUnknown(this.#shape.table, lost);
  }

  async rollback(): Promise<void> {
    const session = this.#held.alive;
    if (!session) return;
    // Tables of our own that were made in this transaction go with it.
    if (this.#statements.prepare.length > 0) this.#held.prepared = false;
    await session.query('ROLLBACK').catch(() => session.destroy());
  }

  async close(): Promise<void> {
    const session = this.#held.alive;
    if (session && this.#held.prepared) for (const sql of this.#statements.drop) await session.query(sql).catch(() => session.destroy());
    this.#held.release();
  }
}

async function copyIn(session: PgSession, sql: string, text: string): Promise<void> {
  if (session.lost) throw new OperationalError('connection-lost', 'The line to the database is closed.', { retryable: true });
  await session.client.query(new PgCopyIn(sql, text)).done;
}
