import { UserError } from '../../base/errors.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { Reading, RowStream, SqlValue } from '../../catalog/families/database.ts';
import { type BuiltSql, queryReadingSql, tableMissing, tableReadingSql } from '../../sql/reading-sql.ts';
import { boundQuery, placeIn } from '../../sql/tokens.ts';
import { columnsOfFields, type PgColumn, shapeOf } from './catalogue.ts';
import { PgCursor } from './cursor.ts';
import { dialect } from './dialect.ts';
import type { PgSession } from './session.ts';
import { answerOf } from './trouble.ts';
import { type ReadText, readerOf } from './values.ts';

interface Statement {
  readonly built: BuiltSql;
  readonly columns: readonly PgColumn[];
}

/** Columns of what would be read. The session is free afterwards. */
export async function columnsOf(session: PgSession, reading: Reading): Promise<readonly PgColumn[]> {
  return inReading(session, async () => (await statementOf(session, reading)).columns);
}

/** Begins to read; `done` is called once, when the session is free again. */
export async function openReading(session: PgSession, reading: Reading, signal: StopSignal, done: () => void): Promise<RowStream> {
  let columns: readonly PgColumn[];
  let cursor: PgCursor;
  try {
    await session.ask('BEGIN READ ONLY');
    const statement = await statementOf(session, reading);
    columns = statement.columns;
    cursor = new PgCursor(statement.built.sql, statement.built.values);
    session.client.query(cursor);
    await described(session, cursor, null);
  } catch (error) {
    await rollback(session);
    done();
    throw error;
  }
  return new PgRowStream(session, cursor, columns, reading.limit ?? Number.POSITIVE_INFINITY, signal, done);
}

async function inReading<T>(session: PgSession, work: () => Promise<T>): Promise<T> {
  await session.ask('BEGIN READ ONLY');
  try {
    return await work();
  } finally {
    await rollback(session);
  }
}

async function rollback(session: PgSession): Promise<void> {
  if (!session.lost) await session.query('ROLLBACK').catch(() => session.destroy());
}

async function statementOf(session: PgSession, reading: Reading): Promise<Statement> {
  if (reading.from === 'table') {
    const shape = await shapeOf(session, reading.table);
    if (!shape) throw tableMissing(reading.table);
    const built = tableReadingSql(reading, shape, dialect);
    const picked = reading.columns.flatMap((name) => shape.columns.filter((column) => column.name === name));
    return { built, columns: reading.columns.length === 0 ? shape.columns : picked };
  }
  const bound = boundQuery(reading.sql, reading.parameters, { postgres: true });
  const cursor = new PgCursor(bound.sql, bound.values);
  session.client.query(cursor);
  const fields = await described(session, cursor, (at) => placeIn(reading.sql, bound.placeOf(at)));
  await cursor.close();
  const columns = await columnsOfFields(session, fields);
  return { built: queryReadingSql(reading, bound, columns, dialect), columns };
}

async function described(session: PgSession, cursor: PgCursor, placeOf: ((at: number) => { line: number; column: number }) | null) {
  try {
    return await cursor.described();
  } catch (error) {
    await cursor.close();
    throw statementTrouble(session, error, placeOf);
  }
}

/** Mistakes in a query have their place; a value that does not fit a condition is told as that. */
function statementTrouble(session: PgSession, error: unknown, placeOf: ((at: number) => { line: number; column: number }) | null): Error {
  const answer = answerOf(error);
  const code = answer?.code ?? '';
  if (answer && /^22/.test(code)) return valueTrouble(answer.message, answer);
  if (!answer || !/^(42(?!501)|0A|2BP|21)/.test(code)) return session.trouble(error);
  if (!placeOf) return new UserError('database-refused', `The database refused to read it: ${answer.message}.`, { details: answer.message, cause: error });
  const place = answer.position ? placeOf(Number(answer.position) - 1) : null;
  const message = place ? `The query is wrong in line ${place.line}, column ${place.column}: ${answer.message}.` : `The query is wrong: ${answer.message}.`;
  return new UserError('query-wrong', message, {
    ...(answer.hint ? { hint: answer.hint } : {}),
    details: [code, answer.message, answer.detail].filter((part) => part).join('\n'),
    cause: error,
  });
}

function valueTrouble(message: string, cause: unknown): UserError {
  return new UserError('value-unfit', `A value that was asked for does not fit its column: ${message}.`, {
    hint: 'Check the values of the conditions and parameters against the types of the columns.',
    cause,
  });
}

class PgRowStream implements RowStream {
  readonly columns: readonly PgColumn[];
  readonly #session: PgSession;
  readonly #cursor: PgCursor;
  readonly #signal: StopSignal;
  readonly #readers: readonly ReadText[];
  readonly #onAbort: () => void;
  /** Settled when the session is free again: the next rows are on their way also while nobody waits for them. */
  readonly #over = Promise.withResolvers<void>();
  #stopping = Promise.resolve();
  #done: (() => void) | null;
  #left: number;

  constructor(session: PgSession, cursor: PgCursor, columns: readonly PgColumn[], limit: number, signal: StopSignal, done: () => void) {
    this.#session = session;
    this.#cursor = cursor;
    this.#signal = signal;
    this.#done = done;
    this.#left = limit;
    this.columns = columns;
    this.#readers = columns.map(({ oid, element }) => readerOf(oid, element));
    this.#onAbort = () => {
      this.#stopping = session.cancel(this.#over.promise);
    };
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  async next(most: number): Promise<SqlValue[][]> {
    this.#signal.throwIfAborted();
    if (!this.#done || this.#left <= 0) return [];
    const rows = await this.#read(most);
    if (rows.length > this.#left) rows.length = this.#left;
    this.#left -= rows.length;
    return rows;
  }

  async #read(most: number): Promise<SqlValue[][]> {
    try {
      const rows = (await this.#cursor.read(most)) as SqlValue[][];
      const readers = this.#readers;
      for (let at = 0; at < readers.length; at++) {
        const read = readers[at] as ReadText;
        for (const row of rows) if (row[at] !== null) row[at] = read(row[at] as string);
      }
      return rows;
    } catch (error) {
      if (this.#signal.aborted) throw this.#signal.reason;
      throw statementTrouble(this.#session, error, null);
    }
  }

  async close(): Promise<void> {
    const done = this.#done;
    if (!done) return;
    this.#done = null;
    if (!this.#session.lost) await this.#cursor.close();
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#over.resolve();
    await this.#stopping;
    await rollback(this.#session);
    done();
  }
}
