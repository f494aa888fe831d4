import { DateTime } from 'luxon';
import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { isDay, quickDateReader } from './numeric-date.ts';

/** A declared type of a text field. `format`: luxon tokens for dates and times, an example such as `1.234,56` for numbers, `yes/no` for booleans. */
export interface TextType {
  readonly type: FieldType;
  readonly format?: string | undefined;
}

/** Pairs of words for yes and no that are recognised without a format. */
export const BOOLEAN_WORDS: readonly (readonly [yes: string, no: string])[] = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['ja', 'nein'],
  ['wahr', 'falsch'],
  ['oui', 'non'],
  ['vrai', 'faux'],
  ['sí', 'no'],
  ['si', 'no'],
  ['sim', 'não'],
  ['1', '0'],
];

const INTEGER = /^[+-]?[0-9]+$/;
const NUMBER = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;
const DECIMAL = /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const ISO = {
  date: /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  datetime: /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$/,
  time: /^[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?$/,
} as const;
const SHOWN = { date: 'yyyy-MM-dd', datetime: "yyyy-MM-dd'T'HH:mm:ss", time: 'HH:mm:ss' } as const;

/** Reads a text as the type; `undefined` if it does not fit. Does not depend on the machine's locale or zone. */
export type TextReader = (text: string) => Value | undefined;

/**
 * A reader of non-empty texts as this type. Spaces around do not count. Integers beyond 2^53 are bigint; decimals come as exact text with a point;
 * dates and times as ISO text, in the zone they are written in (none where none is written).
 */
export function textReader({ type, format }: TextType): TextReader {
  switch (type) {
    case 'integer':
      return (text) => {
        const plain = plainNumber(text.trim(), format);
        if (plain === undefined || !INTEGER.test(plain)) return undefined;
        const value = Number(plain);
        return Number.isSafeInteger(value) ? value : BigInt(plain.replace('+', ''));
      };
    case 'number':
      return (text) => {
        const plain = plainNumber(text.trim(), format);
        const value = plain !== undefined && NUMBER.test(plain) ? Number(plain) : Number.NaN;
        return Number.isFinite(value) ? value : undefined;
      };
    case 'decimal':
      return (text) => {
        const plain = plainNumber(text.trim(), format);
        return plain !== undefined && DECIMAL.test(plain) ? tidyDecimal(plain) : undefined;
      };
    case 'boolean':
      return booleanReader(format);
    case 'date':
    case 'datetime':
    case 'time':
      return timeReader(type, format);
    case 'text':
    case 'any':
      return (text) => text;
    default:
      return () => undefined;
  }
}

/** Takes grouping away and makes the decimal sign a point, as an example such as `1.234,56` or `1 234,56` shows; no format: as it is. */
export function plainNumber(text: string, format: string | undefined): string | undefined {
  if (format === undefined || format === '') return text;
  const { group, decimal } = numberSigns(format);
  const [whole = '', fraction, more] = decimal === '' ? [text] : text.split(decimal);
  if (more !== undefined) return undefined;
  const digits = group === '' ? whole : ungrouped(whole, group);
  if (digits === undefined) return undefined;
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}

function ungrouped(text: string, group: string): string | undefined {
  const signs = group === ' ' ? [' ', '\u00a0', '\u202f'] : group === "'" ? ["'", '’'] : [group];
  const used = signs.find((sign) => text.includes(sign));
  if (used === undefined) return text;
  const parts = text.split(used);
  const sound = /^[+-]?[0-9]{1,3}$/.test(parts[0] ?? '') && parts.slice(1).every((part) => /^[0-9]{3}$/.test(part));
  return sound ? parts.join('') : undefined;
}

/** The grouping and decimal signs of a number format. */
export function numberSigns(format: string): { group: string; decimal: string } {
  const signs = [...format.replace(/[0-9+#-]/g, '')];
  const last = signs.at(-1) ?? '';
  if (signs.length === 0) return { group: '', decimal: '.' };
  if (signs.length > 1) return { group: signs[0] ?? '', decimal: last };
  return /[.,][0-9#]{3}$/.test(format) || last === ' ' || last === "'"
    ? { group: last, decimal: last === ',' ? '.' : last === '.' ? ',' : '.' }
    : { group: '', decimal: last };
}

function tidyDecimal(text: string): string {
  const plain = text.replace('+', '');
  return plain.replace(/^(-?)\./, '$10.').replace(/\.$/, '');
}

function booleanReader(format: string | undefined): TextReader {
  const [yes, no] = format?.includes('/') ? format.toLowerCase().split('/') : [undefined, undefined];
  const words = new Map<string, boolean>();
  for (const [one, other] of yes !== undefined && no !== undefined ? [[yes, no] as const] : BOOLEAN_WORDS) words.set(one, true).set(other, false);
  return (text) => words.get(text.trim().toLowerCase());
}

function timeReader(type: 'date' | 'datetime' | 'time', format: string | undefined): TextReader {
  if (format === undefined || format === '' || format === 'ISO') return (text) => isoText(text.trim(), type);
  const withZone = /Z|z/.test(format.replace(/'[^']*'/g, ''));
  const quick = quickDateReader(type, format);
  return (text) => {
    const read = quick?.(text.trim());
    if (read !== undefined) return read;
    const moment = DateTime.fromFormat(text.trim(), format, { zone: 'utc', setZone: true, locale: 'en-US' });
    if (!moment.isValid) return undefined;
    const shown = SHOWN[type];
    const fraction = type !== 'date' && moment.millisecond > 0 ? '.SSS' : '';
    const zone = type === 'datetime' && withZone ? 'ZZ' : '';
    return moment.toFormat(shown + fraction + zone).replace(/\+00:00$/, 'Z');
  };
}

/** ISO text is kept as it is written, if such a day and time exist. */
function isoText(text: string, type: 'date' | 'datetime' | 'time'): string | undefined {
  if (!ISO[type].test(text)) return undefined;
  if (type === 'date' && isDay(text)) return text;
  const moment = DateTime.fromISO(type === 'time' ? `2000-01-01T${text}` : text.replace(' ', 'T'), { setZone: true });
  return moment.isValid ? text : undefined;
}
