const QUIET = /'(?:[^']|'')*(?:'|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const NAME = String.raw`(?:"(?:[^"]|"")+"|\x60[^\x60]+\x60|[\p{L}_][\p{L}\p{N}_$]*)`;
const AFTER = new RegExp(String.raw`\b(?:from|join)\s+(?:(${NAME})\s*\.\s*)?(${NAME})`, 'giu');

/** The tables that a statement names behind FROM and JOIN, each once. */
export function namesIn(sql: string): { schema: string | null; name: string }[] {
  const bare = sql.replace(QUIET, (quiet) => ' '.repeat(quiet.length));
  const found = new Map<string, { schema: string | null; name: string }>();
  for (const [, schema, name = ''] of bare.matchAll(AFTER)) {
    const table = { schema: schema === undefined ? null : unquoted(schema), name: unquoted(name) };
    found.set(`${table.schema ?? ''}.${table.name}`, table);
  }
  return [...found.values()];
}

function unquoted(name: string): string {
  return /^["`]/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
