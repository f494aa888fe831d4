import { text, told } from '../../i18n/i18n.ts';

/** Units in which a person types an amount that is stored in the smallest of them. */
export interface Unit {
  readonly name: string;
  /** How many of the stored unit one of these is. */
  readonly factor: number;
}

/** Lengths of time, stored in milliseconds. */
export const DURATION_UNITS: readonly Unit[] = [
  { name: 'ms', factor: 1 },
  { name: 's', factor: 1_000 },
  { name: 'min', factor: 60_000 },
  { name: 'h', factor: 3_600_000 },
  { name: text('days'), factor: 86_400_000 },
];

/** Sizes, stored in bytes. */
export const SIZE_UNITS: readonly Unit[] = [
  { name: text('bytes'), factor: 1 },
  { name: 'kB', factor: 1_000 },
  { name: 'MB', factor: 1_000_000 },
  { name: 'GB', factor: 1_000_000_000 },
];

/** The largest unit in which an amount is a number of at most two decimals; for 0 the second one, which is the usual. */
export function unitFor(amount: number, units: readonly Unit[]): Unit {
  const usual = units[1] ?? units[0] ?? { name: '', factor: 1 };
  if (amount === 0) return usual;
  const fitting = units.filter(({ factor }) => amount / factor >= 1 && Math.round((amount / factor) * 100) === (amount / factor) * 100);
  return fitting.at(-1) ?? units[0] ?? usual;
}

/** An amount as its setting shows it, without its unit. */
export function shownIn(amount: number, unit: Unit): string {
  return String(Number((amount / unit.factor).toPrecision(12)));
}

/** "15 s", "1.5 GB". */
export function amountWords(amount: number, units: readonly Unit[]): string {
  const unit = unitFor(amount, units);
  return `${shownIn(amount, unit)} ${told(unit.name)}`;
}

/** Reads "90", "1.5 h", "2 min 30 s" or "10MB" as an amount; a bare number counts in `bare`. Undefined for what is none. */
export function readAmount(text: string, units: readonly Unit[], bare: Unit): number | undefined {
  const plain = text.trim().replace(/,/g, '.');
  if (/^\d*\.?\d+$/.test(plain)) return Math.round(Number(plain) * bare.factor);
  const parts = [...plain.matchAll(/(\d*\.?\d+)\s*([a-z]+)\s*/gi)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== plain) return undefined;
  let amount = 0;
  for (const [, number = '', word = ''] of parts) {
    const unit = units.find(({ name }) => unitNamed(word, name));
    if (!unit) return undefined;
    amount += Number(number) * unit.factor;
  }
  return Math.round(amount);
}

/** Whether a word a person types means the unit: sec, seconds, hours, day, MB, byte. */
function unitNamed(word: string, name: string): boolean {
  const typed = word.toLowerCase();
  if (typed === name.toLowerCase() || typed === `${name.toLowerCase()}s`) return true;
  const whole: Readonly<Record<string, string>> = { s: 'seconds', min: 'minutes', h: 'hours', days: 'days', bytes: 'bytes', ms: 'milliseconds' };
  const full = whole[name];
  return full !== undefined && typed.length > 2 && full.startsWith(typed) && !(name === 'min' && typed.startsWith('mil'));
}
