import { parseExact } from '../../base/exact-json.ts';
import type { FieldType } from '../../base/field.ts';
import { stableStringify } from '../../base/json.ts';
import type { SqlValue } from '../../catalog/families/database.ts';

/** Whether a row already holds a value that would be written, whatever way either of them is written in. */
export function sameValue(type: FieldType, held: SqlValue, given: SqlValue): boolean {
  if (held === given) return true;
  if (held === null || given === null) return false;
  const alike = SAME[type];
  return alike ? alike(held, given) : String(held) === String(given);
}

type Value = Exclude<SqlValue, null>;

/** Numbers with more zeros than this are not written out to be compared. */
const MOST_ZEROS = 10_000;

const SAME: Readonly<Partial<Record<FieldType, (held: Value, given: Value) => boolean>>> = {
  integer: (held, given) => String(held) === String(given),
  number: (held, given) => Number(held) === Number(given),
  decimal: (held, given) => plainDecimal(String(held)) === plainDecimal(String(given)),
  date: (held, given) => String(held).slice(0, 10) === String(given).slice(0, 10),
  datetime: (held, given) => instant(String(held)) === instant(String(given)),
  time: (held, given) => clock(String(held)) === clock(String(given)),
  list: sameJson,
  object: sameJson,
};

function sameJson(held: Value, given: Value): boolean {
  try {
    return stableStringify(parseExact(String(held))) === stableStringify(parseExact(String(given)));
  } catch {
    return String(held) === String(given);
  }
}

/** A decimal without exponent, sign of zero, leading zeros and zeros at the end. */
function plainDecimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^\s*([+-]?)([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]+))?\s*$/.exec(text) ?? [];
  if ((whole === '' && fraction === '') || Math.abs(Number(exponent)) > MOST_ZEROS) return text;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const left = padded.slice(0, at).replace(/^0+(?=.)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  const plain = right === '' ? left : `${left}.${right}`;
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}

/** An instant, or a date and time without a zone, to the microsecond. */
function instant(text: string): string {
  const [, day, time = '00:00:00', fraction = '', zone = ''] =
    /^\s*([0-9]+-[0-9]{2}-[0-9]{2})(?:[T ]([0-9:]+)(?:\.([0-9]+))?)?\s*(Z|[+-][0-9:]+)?\s*$/.exec(text) ?? [];
  if (day === undefined) return text;
  const full = time.length === 5 ? `${time}:00` : time;
  const offset = zone === '' || zone === 'Z' ? 'Z' : zone.length === 3 ? `${zone}:00` : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  return `${new Date(`${day}T${full}${offset}`).getTime()}.${fraction.replace(/0+$/, '')}`;
}

function clock(text: string): string {
  const full = text.trim().length === 5 ? `${text.trim()}:00` : text.trim();
  return full.includes('.') ? full.replace(/0+$/, '').replace(/\.$/, '') : full;
}
