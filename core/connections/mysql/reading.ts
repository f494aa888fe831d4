import type mysql from 'mysql2';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { ColumnShape, Reading, RowStream } from '../../catalog/families/database.ts';
import { type BuiltSql, pickedColumns, queryReadingSql, tableMissing, tableReadingSql } from '../../sql/reading-sql.ts';
import { boundQuery } from '../../sql/tokens.ts';
import { columnOfField, readShape } from './catalogue.ts';
import { dialect } from './dialect.ts';
import { MysqlRowStream } from './row-stream.ts';
import type { MysqlSession } from './session.ts';
import { statementTrouble } from './statement-trouble.ts';

interface Statement {
  readonly built: BuiltSql;
  readonly columns: readonly ColumnShape[];
}

/** Columns of what would be read. The session is free afterwards. */
export async function columnsOf(session: MysqlSession, reading: Reading): Promise<ColumnShape[]> {
  return [...(await statementOf(session, reading)).columns];
}

/** Begins to read; `done` is called once, when the session is free again. */
export async function openReading(session: MysqlSession, reading: Reading, signal: StopSignal, done: () => void): Promise<RowStream> {
  try {
    const { built, columns } = await statementOf(session, reading);
    signal.throwIfAborted();
    await session.ask('START TRANSACTION READ ONLY');
    return new MysqlRowStream(session, built, columns, reading.limit ?? Number.POSITIVE_INFINITY, signal, done);
  } catch (error) {
    done();
    throw error;
  }
}

async function statementOf(session: MysqlSession, reading: Reading): Promise<Statement> {
  if (reading.from === 'table') {
    const shape = await readShape(session, reading.table);
    if (!shape) throw tableMissing(reading.table);
    return { built: tableReadingSql(reading, shape, dialect), columns: reading.columns.length === 0 ? shape.columns : pickedColumns(shape, reading.columns) };
  }
  const bound = boundQuery(reading.sql, reading.parameters, { postgres: false });
  const columns = await described(session, bound.sql, reading.sql);
  return { built: queryReadingSql(reading, bound, columns, dialect), columns };
}

interface Prepared {
  columns: (mysql.FieldPacket & { characterSet?: number })[];
  close(): void;
}

/** The server describes a statement when it prepares it; nothing runs. */
function described(session: MysqlSession, sql: string, asWritten: string): Promise<ColumnShape[]> {
  return new Promise((resolve, reject) => {
    session.connection.prepare(sql, (error, statement) => {
      if (error) return reject(statementTrouble(session, error, asWritten));
      resolve((statement as unknown as Prepared).columns.map(columnOfField));
      session.connection.unprepare(sql);
    });
  });
}
