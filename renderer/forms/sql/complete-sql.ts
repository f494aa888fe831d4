import type { CodeOffer } from '../../ui/code-editor/code-editor-props.ts';
import type { SqlSchema, SqlTable } from './sql-schema.ts';

const QUIET = /'(?:[^']|'')*(?:'|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const NAME = String.raw`(?:"(?:[^"]|"")+"|\`[^\`]+\`|\[[^\]]+\]|[A-Za-z_][\w$]*)`;
/** A table in a statement, and the name it is called by there; words of the language are neither. */
const NO_NAME = String.raw`(?!(?:from|join|select|on|using|where|left|inner|cross|group|order|limit|union|except|intersect|natural|as)\b)`;
const USED = new RegExp(String.raw`(?:\b(?:from|join)\b|,)\s*${NO_NAME}(${NAME})(?:\s+(?:as\s+)?${NO_NAME}(${NAME}))?`, 'gi');
const WITH_NAME = new RegExp(String.raw`(?:\bwith(?:\s+recursive)?|\)\s*,)\s+(${NAME})\s*(?:\([^)]*\)\s*)?as\s*(?:(?:not\s+)?materialized\s*)?\(`, 'gi');
const BEFORE = new RegExp(String.raw`(?:(${NAME})\s*\.\s*)?["\`[]?[\w$]*$`);
/** What stands before the place says which names fit: tables after these, columns elsewhere. */
const WANTS_TABLE = /\b(?:from|join)\s+(?:[^()]*,\s*)?$/i;

/** What can stand at a place of a statement: tables where tables are named, columns of the tables that are, else words of the language. */
export function completeSql(schema: SqlSchema, sql: string, offset: number): CodeOffer[] {
  const bare = sql.replace(QUIET, (quiet) => ' '.repeat(quiet.length));
  if (isOpen(sql, offset)) return [];
  const before = bare.slice(0, offset);
  const match = BEFORE.exec(before);
  const start = match?.index ?? offset;
  const used = usedTables(schema, bare);
  if (match?.[1] !== undefined) {
    const table = used.find(({ alias }) => same(alias, unquoted(match[1] as string)))?.table ?? tableOf(schema, unquoted(match[1]));
    return table ? columnsOf(schema, table) : [];
  }
  const named = [...bare.matchAll(WITH_NAME)].map((one) => unquoted(one[1] as string));
  const tables: CodeOffer[] = [
    ...named.map((label) => ({ label, insert: schema.quote(label), kind: 'table' as const, detail: 'WITH' })),
    ...schema.tables.map(({ name, detail }) => ({ label: name, insert: schema.quote(name), kind: 'table' as const, detail })),
  ];
  if (WANTS_TABLE.test(before.slice(0, start))) return tables;
  const known = used.flatMap(({ table }) => (table ? [table] : []));
  const from = known.length > 0 ? known : schema.tables;
  const columns = unique([...new Set(from)].flatMap((table) => columnsOf(schema, table, from.length > 1)));
  const aliases = used.map(({ alias, table }) => ({ label: alias, insert: schema.quote(alias), kind: 'table' as const, detail: table?.name ?? '' }));
  return [
    ...columns,
    ...unique(aliases),
    ...schema.functions.map((name) => ({ label: name, insert: `${name}(`, kind: 'function' as const, detail: '' })),
    ...schema.keywords.map((word) => ({ label: word, insert: word, kind: 'keyword' as const, detail: '' })),
  ];
}

/** Whether a text or comment that begins before the place is still open there. */
function isOpen(sql: string, offset: number): boolean {
  for (const match of sql.matchAll(QUIET)) {
    const end = match.index + match[0].length;
    const closed = match[0].startsWith('--') ? false : /^'(?:[^']|'')*'$|\*\/$/.test(match[0]);
    if (match.index < offset && (offset < end || (offset === end && !closed))) return true;
  }
  return false;
}

function usedTables(schema: SqlSchema, bare: string): { alias: string; table: SqlTable | undefined }[] {
  return [...bare.matchAll(USED)].flatMap((match) => {
    const name = unquoted(match[1] as string);
    const table = tableOf(schema, name);
    // After a comma stands a column as often as a table.
    if (match[0].startsWith(',') && !table) return [];
    return [{ alias: match[2] === undefined ? name : unquoted(match[2]), table }];
  });
}

function columnsOf(schema: SqlSchema, table: SqlTable, withTable = false): CodeOffer[] {
  return table.columns.map(({ name, type, key }) => ({
    label: name,
    insert: schema.quote(name),
    kind: 'column',
    detail: [withTable ? table.name : '', type, key ? '🔑' : ''].filter(Boolean).join(' · '),
  }));
}

function tableOf(schema: SqlSchema, name: string): SqlTable | undefined {
  return schema.tables.find((table) => same(table.name, name));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function unquoted(name: string): string {
  return /^["`[]/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}

function unique(offers: readonly CodeOffer[]): CodeOffer[] {
  return [...new Map(offers.map((offer) => [`${offer.kind} ${offer.label} ${offer.detail}`, offer])).values()];
}
