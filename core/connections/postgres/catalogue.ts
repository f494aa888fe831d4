import type { ColumnShape, TableEntry, TableName, TableShape } from '../../catalog/families/database.ts';
import type { PgSession, TextRows } from './session.ts';
import { fieldTypeOf, OID } from './values.ts';

/** A column with what only PostgreSQL knows of it. */
export interface PgColumn extends ColumnShape {
  /** Number of the base type: that of a domain is the type under it. */
  readonly oid: number;
  /** Number of the base type of an array's elements; 0 for what is no array. */
  readonly element: number;
  /** Where it is not the usual one of the type: how texts are compared, quoted. */
  readonly collation: string;
}

/** A table with what only PostgreSQL knows of it. */
export interface PgTableShape extends TableShape {
  readonly columns: readonly PgColumn[];
  /** COPY can write into it: it is no view, and no rules about single rows hold for this user. */
  readonly copies: boolean;
}

const LIKE_ESCAPED = /[!%_]/g;
const KINDS = "('r', 'p', 'v', 'm', 'f')";

/** See `Database.tables`. */
export async function listTables(session: PgSession, like: string, most: number): Promise<TableEntry[]> {
  const { rows } = await session.ask(
    `SELECT n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ${KINDS} AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
       AND has_schema_privilege(n.oid, 'USAGE') AND (has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE') OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE'))
       AND NOT c.relispartition AND n.nspname || '.' || c.relname ILIKE $1 ESCAPE '!'
     ORDER BY n.nspname = ANY (current_schemas(false)) DESC, n.nspname, c.relname LIMIT $2`,
    [`%${like.replace(LIKE_ESCAPED, '!$&')}%`, most],
  );
  return rows.map(([schema, name, kind]) => ({ schema: schema ?? '', name: name ?? '', kind: kind === 'v' || kind === 'm' ? 'view' : 'table' }));
}

// Domains lie over a base type, one over the other; arrays have elements that may be domains too.
const BASE_TYPE = `
  WITH RECURSIVE under(start, oid) AS (
    SELECT t.oid, t.oid FROM pg_catalog.pg_type t WHERE t.oid = ANY ($1::oid[])
    UNION ALL
    SELECT u.start, t.typbasetype FROM under u JOIN pg_catalog.pg_type t ON t.oid = u.oid AND t.typtype = 'd'
  )
  SELECT u.start, t.oid, CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem ELSE 0 END
  FROM under u JOIN pg_catalog.pg_type t ON t.oid = u.oid WHERE t.typtype <> 'd'`;

/** Base type and element type of each of these types. */
async function baseTypes(session: PgSession, oids: readonly number[]): Promise<Map<number, { oid: number; element: number }>> {
  const { rows } = await session.ask(BASE_TYPE, [`{${[...new Set(oids)].join(',')}}`]);
  return new Map(rows.map(([start, oid, element]) => [Number(start), { oid: Number(oid), element: Number(element) }]));
}

/** See `Database.shapeOf`. Without a schema the table is looked for as the server does. */
export async function shapeOf(session: PgSession, table: TableName): Promise<PgTableShape | null> {
  const found = await session.ask(
    `SELECT c.oid, n.nspname, c.relname, c.relkind, has_table_privilege(c.oid, 'INSERT') OR has_any_column_privilege(c.oid, 'INSERT'),
       has_table_privilege(c.oid, 'UPDATE') OR has_any_column_privilege(c.oid, 'UPDATE'), has_table_privilege(c.oid, 'DELETE'),
       c.relkind IN ('r', 'p', 'f') AND NOT row_security_active(c.oid)
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relname = $1 AND c.relkind IN ${KINDS} AND ${table.schema === null ? 'pg_table_is_visible(c.oid)' : 'n.nspname = $2'} AND has_schema_privilege(n.oid, 'USAGE')`,
    table.schema === null ? [table.name] : [table.name, table.schema],
  );
  const [oid, schema, name, kind, insert, update, remove, copies] = found.rows[0] ?? [];
  if (oid === undefined || oid === null) return null;
  const columns = await session.ask(
    `SELECT a.attname, a.atttypid, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef OR a.attidentity <> '', a.attgenerated <> '' OR a.attidentity = 'a', a.atttypmod,
       (SELECT quote_ident(cn.nspname) || '.' || quote_ident(co.collname) FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
        JOIN pg_catalog.pg_type ct ON ct.oid = a.atttypid WHERE co.oid = a.attcollation AND a.attcollation <> ct.typcollation)
     FROM pg_catalog.pg_attribute a WHERE a.attrelid = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [oid],
  );
  const keys = await session.ask(
    `SELECT i.indexrelid, i.indisprimary, a.attname FROM pg_catalog.pg_index i
     CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, at)
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indrelid = $1 AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND k.at <= i.indnkeyatts ORDER BY i.indexrelid, k.at`,
    [oid],
  );
  const types = await baseTypes(
    session,
    columns.rows.map((row) => Number(row[1])),
  );
  return {
    table: { schema: schema ?? '', name: name ?? '' },
    kind: kind === 'v' || kind === 'm' ? 'view' : 'table',
    columns: columns.rows.map(([column, type, declared, notNull, hasDefault, generated, modifier, collation]) => {
      const base = types.get(Number(type)) ?? { oid: Number(type), element: 0 };
      const length = (base.oid === OID.varchar || base.oid === OID.bpchar) && Number(modifier) > 4 ? { length: Number(modifier) - 4 } : {};
      return {
        name: column ?? '',
        declared: declared ?? '',
        type: fieldTypeOf(base.oid, base.element),
        nullable: notNull !== 't',
        hasDefault: hasDefault === 't',
        generated: generated === 't',
        ...length,
        ...base,
        collation: collation ?? '',
      };
    }),
    copies: copies === 't',
    ...uniqueSets(keys),
    may: { insert: insert === 't', update: update === 't', delete: remove === 't' },
  };
}

function uniqueSets({ rows }: TextRows): Pick<TableShape, 'primaryKey' | 'uniqueKeys'> {
  const sets = new Map<string, { primary: boolean; columns: (string | null)[] }>();
  for (const [index, primary, column] of rows) {
    const set = sets.get(index ?? '') ?? { primary: primary === 't', columns: [] };
    set.columns.push(column ?? null);
    sets.set(index ?? '', set);
  }
  // An index over an expression says nothing about columns.
  const whole = [...sets.values()].filter(({ columns }) => !columns.includes(null));
  const named = (columns: readonly (string | null)[]) => columns.filter((column) => column !== null);
  return {
    primaryKey: named(whole.find(({ primary }) => primary)?.columns ?? []),
    uniqueKeys: whole.filter(({ primary }) => !primary).map(({ columns }) => named(columns)),
  };
}

/** What a statement gives, from the description that came with it. */
export async function columnsOfFields(
  session: PgSession,
  fields: readonly { name: string; dataTypeID: number; dataTypeModifier: number }[],
): Promise<PgColumn[]> {
  if (fields.length === 0) return [];
  const oids = fields.map(({ dataTypeID }) => dataTypeID);
  const types = await baseTypes(session, oids);
  const { rows } = await session.ask(
    'SELECT format_type(f.type, f.modifier) FROM unnest($1::oid[], $2::int4[]) WITH ORDINALITY AS f(type, modifier, at) ORDER BY f.at',
    [`{${oids.join(',')}}`, `{${fields.map(({ dataTypeModifier }) => dataTypeModifier).join(',')}}`],
  );
  return fields.map(({ name, dataTypeID, dataTypeModifier }, at) => {
    const base = types.get(dataTypeID) ?? { oid: dataTypeID, element: 0 };
    const length = (base.oid === OID.varchar || base.oid === OID.bpchar) && dataTypeModifier > 4 ? { length: dataTypeModifier - 4 } : {};
    return {
      name,
      declared: rows[at]?.[0] ?? '',
      type: fieldTypeOf(base.oid, base.element),
      nullable: true,
      hasDefault: false,
      generated: false,
      ...length,
      ...base,
      collation: '',
    };
  });
}
