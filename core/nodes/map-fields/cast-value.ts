import { DateTime } from 'luxon';
import { parseExact } from '../../base/exact-json.ts';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import { parseNumberFormat } from '../../catalog/number-format.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { type TextType, textReader } from '../../formats/text-types.ts';
import { asDecimal } from '../../formula/library/coerce.ts';
import { decimalText } from '../../formula/library/computed.ts';
import { dayText, readMoment, timeText } from '../../formula/library/moment.ts';
import { asShown } from '../../formula/library/zones.ts';

/** Converts one value that is not null; `undefined` where it does not fit. */
export type ValueCast = (value: NonNullable<Value>) => Value | undefined;

/** Makes the conversion of values of one type to another. Instants are shown in `zone`. */
export function valueCast(from: FieldType, cast: TextType, zone: string): ValueCast {
  switch (cast.type) {
    case 'any':
      return (value) => value;
    case 'text':
      return textWriter(from, cast.format, zone);
    case 'list':
      return nested((value) => Array.isArray(value));
    case 'object':
      return nested((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
    default: {
      const read = textReader(cast);
      const typed = from !== 'text' && from !== 'any';
      return (value) => {
        if (value === '') return null;
        if (typeof value === 'string' && !typed) return value.trim() === '' ? null : read(value);
        return cast.type === 'date' || cast.type === 'datetime' || cast.type === 'time' ? momentAs(value, cast.type, zone) : numberAs(value, cast.type);
      };
    }
  }
}

/** Numbers and conditions as one another. Nothing is rounded: what would lose digits does not fit. */
function numberAs(value: NonNullable<Value>, type: FieldType): Value | undefined {
  if (typeof value === 'object') return undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : textReader({ type })(canonicalText(value));
  if (typeof value === 'boolean') return type === 'decimal' ? (value ? '1' : '0') : value ? 1 : 0;
  const text = typeof value === 'number' ? decimalText(asDecimal(value)) : String(value);
  return textReader({ type })(type === 'integer' ? text.replace(/\.0*$/, '') : text);
}

function momentAs(value: NonNullable<Value>, type: 'date' | 'datetime' | 'time', zone: string): Value | undefined {
  if (typeof value !== 'string') return undefined;
  const moment = readMoment(value);
  if (moment === undefined) return textReader({ type })(value);
  if (type === 'datetime') return moment.timed ? value : `${value}T00:00:00`;
  const shown = asShown(moment, zone);
  if (type === 'date') return dayText(shown.days);
  return shown.timed ? timeText(shown.ms) : undefined;
}

function nested(fits: (value: Value) => boolean): ValueCast {
  return (value) => {
    if (value === '') return null;
    const read = typeof value === 'string' ? parsed(value) : value;
    return read !== undefined && fits(read) ? read : undefined;
  };
}

function parsed(text: string): Value | undefined {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

function textWriter(from: FieldType, format: string | undefined, zone: string): ValueCast {
  if (format === undefined || format === '') return canonicalText;
  if (from === 'date' || from === 'datetime' || from === 'time') return (value) => momentText(canonicalText(value), from, format, zone);
  const [yes, no] = format.split('/');
  return (value) => {
    if (typeof value === 'boolean') return no === undefined ? canonicalText(value) : value ? (yes ?? '') : no;
    if (typeof value === 'number' || typeof value === 'bigint' || from === 'decimal') return numberText(value as number | bigint | string, format);
    return canonicalText(value);
  };
}

function momentText(text: string, from: FieldType, format: string, zone: string): string {
  const moment = from === 'time' ? undefined : readMoment(text);
  const iso = from === 'time' ? `2000-01-01T${text}` : text;
  const read = DateTime.fromISO(iso, moment?.offset == null ? { zone: 'utc' } : { zone });
  return read.isValid ? read.setLocale('en-US').toFormat(format) : text;
}

/** A number with the signs of the example and at least as many decimal places; no digit is lost. */
function numberText(value: number | bigint | string, example: string): string {
  const format = parseNumberFormat(example);
  const plain = typeof value === 'number' ? decimalText(asDecimal(value)) : String(value);
  const match = /^(-?)([0-9]+)(?:\.([0-9]*))?$/.exec(plain);
  if (format === null || match === null) return plain;
  const [, sign = '', whole = '', places = ''] = match;
  const shown = example.includes(format.decimal) ? example.length - example.lastIndexOf(format.decimal) - 1 : 0;
  const grouped = format.group === '' ? whole : whole.replace(/\B(?=(?:[0-9]{3})+$)/g, format.group);
  const padded = places.padEnd(shown, '0');
  return sign + grouped + (padded === '' ? '' : format.decimal + padded);
}
