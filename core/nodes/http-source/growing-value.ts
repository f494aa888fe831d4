import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';

const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;
const DATE = /^(\d{4}-\d{2}-\d{2})$/;
/** A moment as APIs write it: date, time, digits of the second, zone. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})([T ])(\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;
const DAY_S = 86_400;

/** Numbers and moments by their value, also where they are texts; everything else as text. Nothing comes before null. */
export function isBeyond(value: Value, largest: Value): boolean {
  if (largest === null) return true;
  if (value === null) return false;
  const [a, b] = [canonicalText(value), canonicalText(largest)];
  if (NUMBER.test(a) && NUMBER.test(b)) {
    const [whole, other] = [wholePart(a), wholePart(b)];
    return whole === other ? Number(a) > Number(b) : whole > other;
  }
  const [one, two] = [momentOf(a), momentOf(b)];
  if (!one || !two || one.zoned !== two.zoned) return a > b;
  return one.seconds === two.seconds ? one.fraction > two.fraction : one.seconds > two.seconds;
}

/** The value so many seconds (moments, dates) or steps (numbers) before this one, written as it is; what is neither stays. */
export function earlier(value: Value, by: number): Value {
  if (by === 0 || value === null) return value;
  if (typeof value === 'bigint') return value - BigInt(Math.ceil(by));
  if (typeof value === 'number') return value - by;
  const text = canonicalText(value);
  if (/^-?[0-9]+$/.test(text)) return String(BigInt(text) - BigInt(Math.ceil(by)));
  if (NUMBER.test(text)) return String(Number(text) - by);
  if (DATE.test(text)) return new Date(Date.parse(`${text}T00:00:00Z`) - Math.ceil(by / DAY_S) * DAY_S * 1000).toISOString().slice(0, 10);
  const parts = MOMENT.exec(text);
  if (!parts) return value;
  const [, date, between, time, fraction = '', zone = ''] = parts;
  // The clock of its own zone is set back: the zone stands behind it as before.
  const local = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(local)) return value;
  const back = new Date(local - Math.ceil(by) * 1000).toISOString();
  return `${back.slice(0, 10)}${between}${back.slice(11, 19)}${fraction}${zone}`;
}

function momentOf(text: string): { seconds: number; fraction: string; zoned: boolean } | null {
  const parts = MOMENT.exec(text);
  if (!parts) return null;
  const [, date, , time, fraction = '', zone = ''] = parts;
  const upper = zone.toUpperCase();
  const at = Date.parse(`${date}T${time}${upper === '' ? 'Z' : upper.length === 5 ? `${upper.slice(0, 3)}:${upper.slice(3)}` : upper}`);
  return Number.isNaN(at) ? null : { seconds: at, fraction: fraction.slice(1).padEnd(12, '0'), zoned: zone !== '' };
}

function wholePart(text: string): bigint {
  return BigInt(text.replace(/\..*$/, '').replace(/^-0$/, '0'));
}
