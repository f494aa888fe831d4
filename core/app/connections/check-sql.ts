import type { SqlCheck } from '../../api/sql-models.ts';
import { UserError } from '../../base/errors.ts';
import { closestName } from '../../formula/suggest.ts';
import { openForReading } from '../../nodes/sqlite-query/open-database.ts';
import { columnNames, prepareSelect } from '../../nodes/sqlite-query/statement.ts';
import { listTables, type TableInfo } from './sqlite-tables.ts';

type OpenedDatabase = ReturnType<typeof openForReading>;

const QUIET = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** Has the database prepare a SELECT, which carries nothing out, and says what it gives or where it is wrong. Throws a UserError for a file that is none. */
export function checkSql(path: string, sql: string): SqlCheck {
  const db = openForReading(path);
  try {
    return { columns: columnNames(prepareSelect(db, sql, path), path), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { columns: [], problem: problemOf(db, path, sql, error) };
  } finally {
    db.close();
  }
}

function problemOf(db: OpenedDatabase, path: string, sql: string, error: UserError): SqlCheck['problem'] {
  const said = (error.cause as Error | undefined)?.message;
  const known = said === undefined ? null : explain(said, () => listTables(path), sql);
  const { message, hint, name } = known ?? { message: error.message, hint: error.hint, name: undefined };
  const offset = name === undefined ? -1 : placeOf(db, sql, name, said ?? '');
  const extras = hint === undefined ? {} : { hint };
  if (offset < 0 || name === undefined) return { message, ...extras };
  const before = sql.slice(0, offset).split('\n');
  return { message, ...extras, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: name.length };
}

/** SQLite's own words as a sentence, and the piece of the statement they are about. */
function explain(said: string, tables: () => TableInfo[], sql: string): { message: string; hint?: string; name?: string } | null {
  const near = /^near "([\s\S]*)": syntax error$/.exec(said)?.[1];
  if (near !== undefined)
    return {
      message: `The statement cannot be understood at "${near}".`,
      hint: 'Look at what stands just before it: a comma, a bracket, a misspelled word.',
      name: near,
    };
  const token = /^unrecognized token: "([\s\S]*)"$/.exec(said)?.[1];
  if (token !== undefined)
    return { message: `"${token.slice(0, 40)}" cannot be read.`, hint: 'A quote may not be closed, or a sign does not belong there.', name: token };
  if (said === 'incomplete input')
    return { message: 'The statement is not finished.', hint: 'Something is missing at its end: a name, a value, a closing bracket.' };
  const table = /^no such table: (.+)$/.exec(said)?.[1];
  if (table !== undefined)
    return {
      message: `There is no table "${table}".`,
      ...meant(
        table,
        tables().map(({ name }) => name),
      ),
      name: table,
    };
  const column = /^no such column: (.+?)(?: - should this be a string literal in single-quotes\?)?$/.exec(said)?.[1];
  if (column !== undefined) {
    const plain = column.replace(/^"|"$/g, '');
    const named = tables().filter(({ name }) => sql.toLowerCase().includes(name.toLowerCase()));
    const quoted = sql.includes(`"${plain}"`) ? { hint: `A text is written in single quotes: '${plain}'.` } : {};
    return {
      message: `There is no column "${plain}".`,
      ...quoted,
      ...meant(
        plain.split('.').at(-1) ?? plain,
        named.flatMap((one) => one.columns.map(({ name }) => name)),
      ),
      name: plain,
    };
  }
  const both = /^ambiguous column name: (.+)$/.exec(said)?.[1];
  if (both !== undefined) return { message: `More than one table has a column "${both}".`, hint: `Say which one: table.${both}`, name: both };
  const called = /^(?:no such function: |wrong number of arguments to function )(.+?)(?:\(\))?$/.exec(said)?.[1];
  if (called !== undefined)
    return said.startsWith('no')
      ? { message: `SQLite has no function "${called}".`, name: called }
      : { message: `"${called}" takes another number of values.`, name: called };
  return null;
}

function meant(typed: string, names: readonly string[]): { hint?: string } {
  const close = closestName(typed, names);
  return close === undefined ? {} : { hint: `Did you mean ${close}?` };
}

/**
 * Where the piece stands that SQLite names, outside texts and comments. It may stand several times: the one that is meant is the first up to which the
 * statement alone already has the same mistake.
 */
function placeOf(db: OpenedDatabase, sql: string, name: string, said: string): number {
  const bare = sql.replace(QUIET, (quiet) => (quiet.startsWith("'") && name.startsWith("'") ? quiet : ' '.repeat(quiet.length)));
  const places: number[] = [];
  for (let at = bare.indexOf(name); at >= 0 && places.length < 200; at = bare.indexOf(name, at + 1)) if (standsAlone(bare, at, name)) places.push(at);
  if (places.length > 1 && said.startsWith('near')) {
    const first = places.find((at) => failsWith(db, sql.slice(0, at + name.length), said));
    if (first !== undefined) return first;
  }
  return places[0] ?? -1;
}

function standsAlone(sql: string, at: number, name: string): boolean {
  const isWord = (sign: string | undefined) => sign !== undefined && /\w/.test(sign);
  return !(isWord(name[0]) && isWord(sql[at - 1])) && !(isWord(name.at(-1)) && isWord(sql[at + name.length]));
}

function failsWith(db: OpenedDatabase, sql: string, said: string): boolean {
  try {
    db.prepare(sql);
    return false;
  } catch (error) {
    return (error as Error).message === said;
  }
}
