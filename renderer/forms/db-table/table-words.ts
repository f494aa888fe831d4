import type { TableNameSetting } from '../../../core/catalog/shapes.ts';

/** A table as its databases' own people write it: "hr.people", "people". */
export function tableWords({ schema, name }: { schema: string | null; name: string }): string {
  return schema ? `${schema}.${name}` : name;
}

/** What somebody typed, as a table: one of those that are known, else what is before the first point is the schema where the database has them. */
export function tableTyped(typed: string, known: readonly { schema: string | null; name: string }[], hasSchemas: boolean): TableNameSetting {
  const match = known.find((one) => tableWords(one) === typed);
  if (match) return { schema: match.schema ?? '', name: match.name };
  const point = hasSchemas ? typed.indexOf('.') : -1;
  return point <= 0 ? { schema: '', name: typed } : { schema: typed.slice(0, point), name: typed.slice(point + 1) };
}

/** What the names of tables are asked to hold. */
export function searchFor(typed: string, hasSchemas: boolean): string {
  return hasSchemas ? typed.slice(typed.indexOf('.') + 1).trim() : typed.trim();
}
