import { stringifyExact } from '../base/exact-json.ts';
import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';

/**
 * The one text of each kind of value, the same on every machine and in every locale:
 * numbers in the shortest form that reads back as the same double (`0.1`, `1e+21`, never `-0`), integers in digits, `true` and `false`,
 * ISO dates (`2026-11-20`), date-times in UTC (`2026-11-20T08:00:00Z`, milliseconds only where there are any), times (`08:00:00`),
 * lists and objects as compact JSON, null as the empty text.
 */
export function canonicalText(value: Value): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return value.toString();
    default:
      return value === null ? '' : stringifyExact(value);
  }
}

/** Shortest text that reads back as the same double. What is not a finite number has no text. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value === 0 ? 0 : value) : '';
}

/** Text of an instant or date kept as milliseconds since 1970 UTC. */
export function instantText(ms: number, type: FieldType): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  const cut = iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
  const at = iso.indexOf('T');
  if (type === 'date') return iso.slice(0, at);
  if (type === 'time') return cut.slice(at + 1, -1);
  return cut;
}
