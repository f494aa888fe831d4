import type mysql from 'mysql2';
import { UserError } from '../../base/errors.ts';
import type { ColumnShape, TableEntry, TableName, TableShape } from '../../catalog/families/database.ts';
import { quotedTable, tableWords } from '../../sql/reading-sql.ts';
import { dialect } from './dialect.ts';
import type { MysqlSession } from './session.ts';
import { answerOf } from './trouble.ts';
import { fieldTypeOf, TYPE } from './values.ts';

/** Schemas of the server itself. */
const OWN = ['mysql', 'information_schema', 'performance_schema', 'sys'].map((name) => `'${name}'`).join(', ');

/** See `Database.tables`: those of the database the connection leads to come first. */
export async function listTables(session: MysqlSession, like: string, most: number): Promise<TableEntry[]> {
  const { rows } = await session.ask(
    `SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES
     WHERE TABLE_SCHEMA NOT IN (${OWN}) AND CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) LIKE ? ESCAPE '!'
     ORDER BY TABLE_SCHEMA = DATABASE() DESC, TABLE_SCHEMA, TABLE_NAME LIMIT ${Math.trunc(most)}`,
    [`%${like.replace(/[!%_]/g, '!$&')}%`],
  );
  return rows.map(([schema, name, type]) => ({ schema: String(schema), name: String(name), kind: /VIEW/.test(String(type)) ? 'view' : 'table' }));
}

/** See `Database.shapeOf`. */
export async function shapeOf(session: MysqlSession, table: TableName): Promise<TableShape | null> {
  const shape = await readShape(session, table);
  return shape && { ...shape, may: await rightsOn(session, shape.table, shape.columns) };
}

/** What the catalogue says without asking for rights. Without a schema it is the database that the connection leads to. */
export async function readShape(session: MysqlSession, table: TableName): Promise<Omit<TableShape, 'may'> | null> {
  const where = `TABLE_SCHEMA = ${table.schema === null ? 'DATABASE()' : '?'} AND TABLE_NAME = ?`;
  const values = table.schema === null ? [table.name] : [table.schema, table.name];
  const found = await session.ask(`SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE ${where}`, values);
  const [schema, name, type] = found.rows[0] ?? [];
  if (schema === undefined) return null;
  const columns = await session.ask(
    `SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT IS NOT NULL, EXTRA, CHARACTER_MAXIMUM_LENGTH, DATA_TYPE
     FROM information_schema.COLUMNS WHERE ${where} ORDER BY ORDINAL_POSITION`,
    values,
  );
  const keys = await session.ask(
    `SELECT INDEX_NAME, COLUMN_NAME, SUB_PART FROM information_schema.STATISTICS WHERE ${where} AND NON_UNIQUE = 0 ORDER BY INDEX_NAME, SEQ_IN_INDEX`,
    values,
  );
  const kind = /VIEW/.test(String(type)) ? 'view' : 'table';
  return {
    table: { schema: String(schema), name: String(name) },
    kind,
    columns: columns.rows.map(([column, declared, nullable, hasDefault, extra, length, base]): ColumnShape => {
      const of = String(declared);
      const counted = /^(char|varchar)$/.test(String(base)) && length !== null ? { length: Number(length) } : {};
      return {
        name: String(column),
        declared: of,
        type: fieldTypeOf(of),
        nullable: nullable === 'YES',
        hasDefault: Number(hasDefault) === 1 || /auto_increment|DEFAULT_GENERATED/i.test(String(extra)),
        generated: /(VIRTUAL|STORED|PERSISTENT) ?(GENERATED)?/i.test(String(extra)),
        ...counted,
      };
    }),
    ...uniqueSets(keys.rows),
  };
}

function uniqueSets(rows: readonly unknown[][]): Pick<TableShape, 'primaryKey' | 'uniqueKeys'> {
  const sets = new Map<string, { columns: string[]; whole: boolean }>();
  for (const [index, column, part] of rows) {
    const set = sets.get(String(index)) ?? { columns: [], whole: true };
    set.columns.push(String(column));
    // Only the beginning of a text, or an expression: says nothing about whole columns.
    set.whole &&= part === null && column !== null;
    sets.set(String(index), set);
  }
  const primary = sets.get('PRIMARY');
  sets.delete('PRIMARY');
  return { primaryKey: primary?.columns ?? [], uniqueKeys: [...sets.values()].filter(({ whole }) => whole).map(({ columns }) => columns) };
}

/** The server itself is asked, by statements it only explains: that counts rights that come by roles and for single columns too. */
async function rightsOn(session: MysqlSession, table: TableName, columns: readonly ColumnShape[]): Promise<TableShape['may']> {
  const name = quotedTable(table, dialect);
  const column = dialect.quote(columns.find(({ generated }) => !generated)?.name ?? '');
  const explains = async (sql: string): Promise<boolean> => {
    try {
      await session.query(`EXPLAIN ${sql}`);
      return true;
    } catch (error) {
      const answer = answerOf(error);
      if (!answer || session.lost) throw session.trouble(error);
      return ![1044, 1142, 1143, 1227, 1288, 1348, 1471].includes(answer.errno);
    }
  };
  return {
    insert: await explains(`INSERT INTO ${name} (${column}) VALUES (NULL)`),
    update: await explains(`UPDATE ${name} SET ${column} = ${column} WHERE 1 = 0`),
    delete: await explains(`DELETE FROM ${name} WHERE 1 = 0`),
  };
}

/** Refuses a table whose engine cannot take back what was written by half. */
export async function refuseWithoutTransactions(session: MysqlSession, table: TableName): Promise<void> {
  const { rows } = await session.ask(
    `SELECT t.ENGINE FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ? AND e.TRANSACTIONS = 'NO'`,
    [table.schema, table.name],
  );
  if (rows.length === 0) return;
  const engine = String(rows[0]?.[0]);
  throw new UserError('no-transactions', `The table "${tableWords(table)}" is kept by ${engine}, which cannot take back what was written by half.`, {
    hint: 'Have it changed to InnoDB: ALTER TABLE … ENGINE = InnoDB.',
  });
}

const NAMES: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'tinyint',
  2: 'smallint',
  3: 'int',
  4: 'float',
  5: 'double',
  7: 'timestamp',
  8: 'bigint',
  9: 'mediumint',
  10: 'date',
  11: 'time',
  12: 'datetime',
  13: 'year',
  16: 'bit',
  245: 'json',
  246: 'decimal',
  255: 'geometry',
};
const BINARY = 63;
const UNSIGNED = 32;

/** A column of an answer as it would be declared. */
export function columnOfField(field: mysql.FieldPacket & { characterSet?: number }): ColumnShape {
  const type = field.columnType ?? field.type ?? 253;
  const flags = Array.isArray(field.flags) ? 0 : Number(field.flags);
  const declared = declaredOf(type, field, (flags & UNSIGNED) !== 0);
  return { name: field.name, declared, type: fieldTypeOf(declared), nullable: true, hasDefault: false, generated: false };
}

function declaredOf(type: number, field: mysql.FieldPacket & { characterSet?: number }, unsigned: boolean): string {
  const name = NAMES[type];
  if (type === TYPE.bit) return `bit(${field.columnLength ?? 1})`;
  if (name) return unsigned && /int|decimal|float|double/.test(name) ? [name, 'unsigned'].join(' ') : name;
  if (field.characterSet === BINARY) return type === 254 ? 'binary' : 'blob';
  return type === 254 ? 'char' : type === 253 ? 'varchar' : 'text';
}
