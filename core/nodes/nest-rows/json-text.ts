import type { Value } from '../../base/value.ts';

/** Writes a record as JSON, field by field: the names are written once. Read again by `parseExact` it is the same record. */
export function itemWriter(names: readonly string[]): (values: (field: number) => Value) => string {
  const heads = names.map((name, at) => `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`);
  return (values) => {
    let text = heads.length === 0 ? '{' : '';
    for (let at = 0; at < heads.length; at++) text += (heads[at] as string) + jsonText(values(at));
    return `${text}}`;
  };
}

/** A value as JSON that keeps every digit, and whole numbers beyond 2^53 apart from doubles of that size. */
export function jsonText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (Number.isSafeInteger(value) || !Number.isInteger(value)) return Number.isFinite(value) ? String(value) : 'null';
      return value.toExponential();
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
      return `{${Object.entries(value)
        .map(([name, part]) => `${JSON.stringify(name)}:${jsonText(part)}`)
        .join(',')}}`;
  }
}
