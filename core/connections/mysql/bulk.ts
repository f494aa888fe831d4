import type { StopSignal } from '../../base/stop-signal.ts';
import type { ColumnShape, SqlValue, TableShape, Writing } from '../../catalog/families/database.ts';
import { commitUnknown, mirrorRefused } from '../../sql/bulk-errors.ts';
import { type BulkSession, type BulkWritten, type EncodedRow, noCounts } from '../../sql/bulk-writer.ts';
import { HeldSession } from '../../sql/held-session.ts';
import { quotedTable } from '../../sql/reading-sql.ts';
import { type RowReason, RowRefused, reasons } from '../../sql/reasons.ts';
import type { SessionPool } from '../../sql/session-pool.ts';
import { dialect } from './dialect.ts';
import { type EncodeValue, encoderOf } from './encode.ts';
import { refusalOf } from './refusal.ts';
import type { MysqlSession } from './session.ts';
import { type SetStatements, setStatements } from './set-statements.ts';
import { answerOf } from './trouble.ts';

/** What is written in vain is taken back to here. */
const SAVEPOINT = 'SAVEPOINT swivel_rows';

/** Rows on their way into a table of MySQL or MariaDB: many in one INSERT, or staged in a table of our own and set from there. */
export class MysqlBulk implements BulkSession {
  readonly #held: HeldSession<MysqlSession>;
  readonly #writing: Writing;
  readonly #shape: TableShape;
  readonly #columns: readonly ColumnShape[];
  readonly #encoders: readonly EncodeValue[];
  readonly #keyAt: readonly number[];
  readonly #signal: StopSignal;
  readonly #sets: SetStatements | null;

  constructor(
    pool: SessionPool<MysqlSession>,
    session: MysqlSession,
    writing: Writing,
    shape: TableShape,
    columns: readonly ColumnShape[],
    mark: string,
    signal: StopSignal,
  ) {
    this.#held = new HeldSession(pool, session, signal);
    this.#writing = writing;
    this.#shape = shape;
    this.#columns = columns;
    this.#signal = signal;
    this.#encoders = columns.map(encoderOf);
    this.#keyAt = writing.way === 'insert' ? [] : writing.key.map((name) => writing.columns.indexOf(name));
    this.#sets = writing.way === 'insert' ? null : setStatements(writing, shape, columns, mark);
  }

  encode(row: readonly SqlValue[]): EncodedRow | RowReason {
    for (const at of this.#keyAt) if ((row[at] ?? null) === null) return reasons.keyEmpty(this.#columns[at]?.name ?? '');
    let values = '';
    for (let at = 0; at < this.#encoders.length; at++) {
      const encoded = (this.#encoders[at] as EncodeValue)(row[at] ?? null);
      if (typeof encoded === 'object') return encoded;
      values += at === 0 ? encoded : `,${encoded}`;
    }
    return values;
  }

  async begin(): Promise<void> {
    const session = await this.#held.take();
    // Made outside of the transaction, they outlive it and need no right to make tables within one.
    if (!this.#held.prepared) for (const sql of this.#sets?.prepare ?? []) await session.ask(sql);
    this.#held.prepared = true;
    await session.ask('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await session.ask('START TRANSACTION READ WRITE');
    await session.ask(SAVEPOINT);
  }

  async write(rows: readonly EncodedRow[]): Promise<BulkWritten> {
    const session = this.#held.mine;
    return session.stoppable(this.#signal, async () => {
      try {
        const written = this.#sets ? await this.#stageAndSet(session, rows, this.#sets) : await this.#insert(session, rows);
        // Set behind the rows and not before the next ones, so that those are sent as soon as they come.
        await session.query(SAVEPOINT);
        return written;
      } catch (error) {
        const refused = error instanceof RowRefused ? error : this.#refused(error);
        if (!refused || session.lost) throw session.trouble(error);
        await session.ask('ROLLBACK TO SAVEPOINT swivel_rows');
        throw refused;
      }
    });
  }

  #refused(error: unknown): RowRefused | null {
    const answer = answerOf(error);
    return answer ? refusalOf(answer, this.#columns) : null;
  }

  async #insert(session: MysqlSession, rows: readonly EncodedRow[]): Promise<BulkWritten> {
    const names = this.#columns.map(({ name }) => dialect.quote(name)).join(', ');
    await this.#many(session, `INSERT INTO ${quotedTable(this.#shape.table, dialect)} (${names}) VALUES `, rows, (row) => `(${row})`);
    return { counts: { ...noCounts(), inserted: rows.length }, missing: [] };
  }

  /** Several rows a statement, as many as the server takes. Whose row the server refused is told by its place among all of them. */
  async #many(session: MysqlSession, head: string, rows: readonly EncodedRow[], text: (row: EncodedRow, at: number) => string): Promise<void> {
    let values: string[] = [];
    let bytes = 0;
    let from = 0;
    const send = async (upTo: number) => {
      if (values.length > 0) {
        try {
          await session.query(head + values.join(','));
        } catch (error) {
          const refused = this.#refused(error);
          throw refused && refused.at !== null ? new RowRefused(refused.reason, refused.at + from) : error;
        }
      }
      values = [];
      bytes = 0;
      from = upTo;
    };
    for (let at = 0; at < rows.length; at++) {
      const one = text(rows[at] as EncodedRow, at);
      // A character may take three bytes for each unit.
      if (bytes + one.length * 3 > session.mostBytes) await send(at);
      values.push(one);
      bytes += one.length + 1;
    }
    await send(rows.length);
  }

  async #stageAndSet(session: MysqlSession, rows: readonly EncodedRow[], sets: SetStatements): Promise<BulkWritten> {
    const { way } = this.#writing;
    for (const sql of sets.clear) await session.query(sql);
    await this.#many(session, sets.stage, rows, (row, at) => `(${at},${row})`);
    await session.query(sets.dedupe);
    const missing = way === 'update' || way === 'delete' ? (await session.query(sets.missing)).rows.map(([n]) => Number(n)) : [];
    const [distinct = 0, there = 0] = ((await session.query(sets.counts)).rows[0] ?? []).map(Number);
    const counts = noCounts();
    if (way === 'delete') counts.deleted = (await session.query(sets.remove)).touched;
    else {
      const changed = sets.update === null ? 0 : (await session.query(sets.update)).touched;
      if (way !== 'update') counts.inserted = (await session.query(sets.insert)).touched;
      // Rows that a later one with the same key overtook were changed at once by it.
      counts.updated = changed + rows.length - missing.length - (way === 'update' ? there : distinct);
      counts.unchanged = Math.max(0, there - changed);
    }
    if (way === 'mirror') await session.query(sets.remember);
    return { counts, missing };
  }

  async keep(rows: readonly (readonly SqlValue[])[]): Promise<void> {
    if (this.#writing.way !== 'mirror' || !this.#sets) return;
    const session = this.#held.mine;
    // Keys one by one: one that is no key at all must not hide the others.
    for (const row of rows) {
      const key = this.#keyAt.map((at) => ((row[at] ?? null) === null ? null : (this.#encoders[at]?.(row[at] ?? null) ?? null)));
      if (key.some((value) => value === null || typeof value === 'object')) continue;
      await session.query(`${this.#sets.rememberOne}(${key.join(', ')})`).catch((error: unknown) => {
        if (!this.#refused(error)) throw session.trouble(error);
      });
    }
    await session.ask(SAVEPOINT);
  }

  async deleteRest(): Promise<number> {
    if (this.#writing.way !== 'mirror' || !this.#sets) return 0;
    const session = this.#held.mine;
    const sql = this.#sets.deleteRest;
    return session.stoppable(this.#signal, async () => {
      try {
        return (await session.query(sql)).touched;
      } catch (error) {
        const refused = this.#refused(error);
        throw refused ? mirrorRefused(this.#shape.table, refused.reason, answerOf(error)?.sqlMessage ?? '') : session.trouble(error);
      }
    });
  }

  async commit(): Promise<void> {
    const session = this.#held.mine;
    try {
      await session.query('COMMIT');
    } catch (error) {
      throw session.lost ? commitUnknown(this.#shape.table, error) : session.trouble(error);
    }
  }

  async rollback(): Promise<void> {
    const session = this.#held.alive;
    if (session) await session.query('ROLLBACK').catch(() => session.destroy());
  }

  async close(): Promise<void> {
    const session = this.#held.alive;
    if (session && this.#held.prepared) for (const sql of this.#sets?.drop ?? []) await session.query(sql).catch(() => session.destroy());
    this.#held.release();
  }
}
