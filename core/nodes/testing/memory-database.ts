import { OperationalError, UserError } from '../../base/errors.ts';
import type {
  ColumnShape,
  Database,
  NewColumn,
  Reading,
  RowStream,
  SqlValue,
  TableEntry,
  TableHolds,
  TableName,
  TableShape,
  TableWriter,
  Writing,
  WrittenCounts,
} from '../../catalog/families/database.ts';
import type { RejectedRow } from '../../catalog/families/rejected-row.ts';

type Row = SqlValue[];
/** A table of the database in memory: its shape, and its rows in order of the columns. */
export interface MemoryTable {
  readonly shape: TableShape;
  rows: Row[];
}

/** A column as a test says it: name and type, with what differs from a plain one that may be empty. */
export function columnShape(name: string, type: ColumnShape['type'], more: Partial<ColumnShape> = {}): ColumnShape {
  return { name, type, declared: type, nullable: true, hasDefault: false, generated: false, ...more };
}

/**
 * A database that lives in this process, for what a real one does not do when it is asked: a commit whose answer is lost, a cut in the middle, a row that
 * somebody else removes. It keeps the promises of its interface as far as the nodes need them; the real ones are held to all of them by their own suite.
 */
export class MemoryDatabase implements Database {
  readonly product = 'Memory 1.0';
  readonly dialect = 'postgres';
  readonly title = 'test in memory';
  readonly known = new Map<string, MemoryTable>();
  /** Everything that wrote, in order. */
  readonly written: string[] = [];
  /** Most rows that were asked for at once. */
  mostAsked = 0;
  openStreams = 0;
  /** What the next commit does instead. */
  nextCommit: 'lost-before' | 'lost-after' | 'refused' | null = null;
  /** Done after each commit: what somebody else does meanwhile. */
  afterCommit: (() => void) | null = null;

  add(name: string, columns: readonly ColumnShape[], primaryKey: readonly string[], rows: Row[] = []): MemoryTable {
    const may = { insert: true, update: true, delete: true };
    const table = { shape: { table: { schema: null, name }, kind: 'table' as const, columns, primaryKey, uniqueKeys: [], may }, rows };
    this.known.set(name, table);
    return table;
  }

  async tables(like: string, most: number): Promise<TableEntry[]> {
    return [...this.known.values()]
      .filter(({ shape }) => shape.table.name.includes(like))
      .map(({ shape }): TableEntry => ({ ...shape.table, kind: shape.kind }))
      .slice(0, most);
  }

  async shapeOf({ name }: TableName): Promise<TableShape | null> {
    return this.known.get(name)?.shape ?? null;
  }

  async columnsOf(reading: Reading): Promise<ColumnShape[]> {
    const { shape } = this.#table(reading.from === 'table' ? reading.table : { schema: null, name: /from (\w+)/i.exec(reading.sql)?.[1] ?? '' });
    if (reading.from === 'query' || reading.columns.length === 0) return [...shape.columns];
    return reading.columns.map((name) => shape.columns.find((column) => column.name === name) as ColumnShape);
  }

  async read(reading: Reading): Promise<RowStream> {
    const { shape, rows } = this.#table(reading.from === 'table' ? reading.table : { schema: null, name: /from (\w+)/i.exec(reading.sql)?.[1] ?? '' });
    const at = (name: string) => shape.columns.findIndex((column) => column.name === name);
    const { after, upTo, nulls, orderBy, limit } = reading;
    const beyond = (row: Row, mark: NonNullable<typeof after>) => {
      const first = compare(row[at(mark.column)] as SqlValue, mark.value);
      return first > 0 || (first === 0 && mark.tie !== '' && compare(row[at(mark.tie)] as SqlValue, mark.tieValue) > 0);
    };
    const conditions = reading.from === 'table' ? reading.conditions : [];
    let found = rows.filter((row) => conditions.every(({ column, operator, value }) => operator !== '=' || row[at(column)] === value));
    if (nulls) found = found.filter((row) => nulls.of.some((name) => row[at(name)] === null) === (nulls.rows === 'only'));
    if (after) found = found.filter((row) => beyond(row, after));
    if (upTo) found = found.filter((row) => !beyond(row, upTo));
    found = [...found].sort((a, b) => orderBy.map((name) => compare(a[at(name)] as SqlValue, b[at(name)] as SqlValue)).find((one) => one !== 0) ?? 0);
    const columns = await this.columnsOf(reading);
    const picked = columns.map((column) => shape.columns.indexOf(column));
    let next = 0;
    this.openStreams++;
    let open = true;
    return {
      columns,
      next: async (most) => {
        this.mostAsked = Math.max(this.mostAsked, most);
        const part = found.slice(next, Math.min(next + most, limit ?? found.length));
        next += part.length;
        return part.map((row) => picked.map((index) => row[index] as SqlValue));
      },
      close: async () => {
        if (open) this.openStreams--;
        open = false;
      },
    };
  }

  async rowsWithKeys(table: TableName, columns: readonly string[], key: readonly string[], keys: readonly (readonly SqlValue[])[]): Promise<(Row | null)[]> {
    const { shape, rows } = this.#table(table);
    const text = (row: readonly SqlValue[]) => keyText(row);
    const byKey = new Map(rows.map((row) => [text(pick(shape, row, key)), row]));
    return keys.map((one) => {
      const row = byKey.get(text(one));
      return row ? pick(shape, row, columns) : null;
    });
  }

  async rowsBeside(
    table: TableName,
    columns: readonly string[],
    key: readonly string[],
    keep: AsyncIterable<readonly (readonly SqlValue[])[]>,
    most: number,
  ): Promise<{ count: number; sample: Row[] }> {
    const { shape, rows } = this.#table(table);
    const kept = await keysOf(keep);
    const beside = rows.filter((row) => !kept.includes(keyText(pick(shape, row, key))));
    return { count: beside.length, sample: beside.slice(0, most).map((row) => pick(shape, row, columns)) };
  }

  async writer(writing: Writing): Promise<TableWriter> {
    const table = this.#table(writing.table);
    this.written.push(`writer ${writing.way}`);
    return new MemoryWriter(this, table, writing);
  }

  async holds(table: TableName, key: readonly string[], keys: AsyncIterable<readonly (readonly SqlValue[])[]> | null): Promise<TableHolds> {
    const { shape, rows } = this.#table(table);
    const there = new Set(rows.map((row) => keyText(pick(shape, row, key))));
    return { rows: rows.length, found: keys ? (await keysOf(keys)).filter((one) => there.has(one)).length : 0 };
  }

  createStatement({ name }: TableName, columns: readonly NewColumn[]): string {
    return `CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${column.type}`).join(', ')})`;
  }

  async createTable(table: TableName, columns: readonly NewColumn[]): Promise<void> {
    this.written.push(this.createStatement(table, columns));
    const key = columns.filter((column) => column.key).map(({ name }) => name);
    this.add(
      table.name,
      columns.map(({ name, type, key: isKey }) => columnShape(name, type, { nullable: !isKey })),
      key,
    );
  }

  #table({ name }: TableName): MemoryTable {
    const table = this.known.get(name);
    if (!table) throw new UserError('query-wrong', `There is no table ${name}.`);
    return table;
  }
}

class MemoryWriter implements TableWriter {
  readonly #database: MemoryDatabase;
  readonly #table: MemoryTable;
  readonly #writing: Writing;
  readonly #came = new Set<string>();
  readonly #counts: WrittenCounts = { inserted: 0, updated: 0, unchanged: 0, deleted: 0 };
  #rows: Row[];
  #finished = false;

  constructor(database: MemoryDatabase, table: MemoryTable, writing: Writing) {
    this.#database = database;
    this.#table = table;
    this.#writing = writing;
    this.#rows = [...table.rows];
  }

  async push(rows: readonly (readonly SqlValue[])[]): Promise<RejectedRow[]> {
    const { way, transaction } = this.#writing;
    const refused: RejectedRow[] = [];
    for (const [index, row] of rows.entries()) {
      const one = this.#write(row, index);
      if (one) refused.push(one);
    }
    if (transaction !== 'all' && way !== 'mirror') this.#table.rows = [...this.#rows];
    return refused;
  }

  async finish(rest: 'delete' | 'keep'): Promise<WrittenCounts> {
    if (this.#finished) return this.#counts;
    this.#finished = true;
    if (this.#writing.way === 'mirror' && rest === 'delete') {
      const kept = this.#rows.filter((row) => this.#came.has(keyText(pick(this.#table.shape, row, this.#writing.key))));
      this.#counts.deleted = this.#rows.length - kept.length;
      this.#rows = kept;
    }
    return this.#counts;
  }

  async commit(): Promise<WrittenCounts> {
    await this.finish('delete');
    const happens = this.#database.nextCommit;
    this.#database.nextCommit = null;
    if (happens === 'refused') throw new OperationalError('commit-refused', 'The database refused the commit.');
    if (happens !== 'lost-before') {
      this.#table.rows = this.#rows;
      this.#database.written.push('commit');
    }
    if (happens) throw new OperationalError('commit-unknown', 'The connection was lost between the commit and its answer.');
    this.#database.afterCommit?.();
    return this.#counts;
  }

  async abort(): Promise<WrittenCounts> {
    this.#database.written.push('abort');
    const stays = this.#writing.transaction !== 'all' && this.#writing.way !== 'mirror';
    return stays ? this.#counts : { inserted: 0, updated: 0, unchanged: 0, deleted: 0 };
  }

  #write(row: readonly SqlValue[], index: number): RejectedRow | null {
    const { shape } = this.#table;
    const { columns, key, way } = this.#writing;
    const named = key.length > 0 ? key : shape.primaryKey;
    const keyOf = (full: readonly SqlValue[]) => keyText(pick(shape, full, named));
    const full = shape.columns.map((column) => (columns.includes(column.name) ? (row[columns.indexOf(column.name)] as SqlValue) : null));
    const text = keyOf(full);
    this.#came.add(text);
    const at = named.length === 0 ? -1 : this.#rows.findIndex((one) => keyOf(one) === text);
    const empty = way === 'delete' ? undefined : shape.columns.find((column, i) => !column.nullable && columns.includes(column.name) && full[i] === null);
    if (empty) return { index, code: 'not-null', message: `The column "${empty.name}" must not be empty.`, field: empty.name };
    if (at < 0 && (way === 'update' || way === 'delete')) return { index, code: 'row-missing', message: 'There is no such row.' };
    if (at >= 0 && way === 'insert') return { index, code: 'duplicate-key', message: `There is a row ${text} already.`, field: named[0] ?? '' };
    if (way === 'delete') {
      this.#rows.splice(at, 1);
      this.#counts.deleted++;
    } else if (at < 0) {
      this.#rows.push(full);
      this.#counts.inserted++;
    } else {
      const before = this.#rows[at] as Row;
      const after = shape.columns.map((column, i) => (columns.includes(column.name) ? (full[i] as SqlValue) : (before[i] as SqlValue)));
      this.#counts[keyText(before) === keyText(after) ? 'unchanged' : 'updated']++;
      this.#rows[at] = after;
    }
    return null;
  }
}

function pick(shape: TableShape, row: readonly SqlValue[], names: readonly string[]): Row {
  return names.map((name) => row[shape.columns.findIndex((column) => column.name === name)] as SqlValue);
}

function keyText(values: readonly SqlValue[]): string {
  return values.map((value) => (value === null ? '\0' : String(value))).join('\u0001');
}

async function keysOf(keys: AsyncIterable<readonly (readonly SqlValue[])[]>): Promise<string[]> {
  const all: string[] = [];
  for await (const part of keys) all.push(...part.map(keyText));
  return all;
}

function compare(a: SqlValue, b: SqlValue): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
