import { DateTime, IANAZone } from 'luxon';
import { FormulaFailure, fail } from '../failure.ts';
import { calendarDay, DAY, dayExists, daysOf, type Moment } from './moment.ts';
import { instantOf } from './zones.ts';

const TOKEN = /([A-Za-z])\1*|[^A-Za-z]/g;
const QUICK_TOKENS: ReadonlySet<string> = new Set(['yyyy', 'yy', 'MM', 'M', 'dd', 'd', 'HH', 'H', 'mm', 'm', 'ss', 's']);
const isQuick = (format: string): boolean => !format.includes("'") && (format.match(/([A-Za-z])\1*/g) ?? []).every((token) => QUICK_TOKENS.has(token));
const DIGITS: Readonly<Record<string, string>> = {
  yyyy: '(\\d{4})',
  yy: '(\\d{2}(?:\\d{2})?)',
  MM: '(\\d{2})',
  dd: '(\\d{2})',
  HH: '(\\d{2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
};

/** Two-digit years are 2000 to 2029 up to 29, and 1930 to 1999 from 30, as in Excel. */
export function fullYear(year: number): number {
  return year >= 100 ? year : year < 30 ? 2000 + year : 1900 + year;
}

/** The format as luxon reads it. Excel's spelling is understood too: capital D and Y, and `mm` for the month where no hour is in the format. */
function normaliseFormat(format: string): string {
  const pieces = format.split(/('[^']*')/);
  const hasHour = pieces.some((piece, i) => i % 2 === 0 && /[Hh]/.test(piece));
  return pieces
    .map((piece, i) => {
      if (i % 2 === 1) return piece;
      const plain = piece.replace(/Y+/g, (run) => run.toLowerCase()).replace(/D+/g, (run) => run.toLowerCase());
      return hasHour ? plain : plain.replace(/m+/g, (run) => run.toUpperCase());
    })
    .join('');
}

/** Reads texts written in a format; `undefined` where a text is not. Times are local. */
type MomentReader = (text: string) => Moment | undefined;

/** Prepares reading: formats of digits only by an expression of our own, others (names of months, AM and PM) by luxon. */
export function createMomentReader(written: string, locale: string): MomentReader {
  const format = normaliseFormat(written);
  if (format.length > 100 || !/[yk]/.test(format.replace(/'[^']*'/g, '')))
    return fail('format-unusable', `"${written.slice(0, 60)}" does not say where the year is.`, { hint: 'A format is written like dd.MM.yyyy.' });
  checkLocale(locale);
  return isQuick(format) ? quickReader(format) : usable(written, () => luxonReader(format, locale));
}

function quickReader(format: string): MomentReader {
  const tokens = format.match(TOKEN) ?? [];
  const source = tokens.map((token) => (/[A-Za-z]/.test(token) ? (DIGITS[token] ?? '(\\d{1,2})') : token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))).join('');
  const expression = new RegExp(`^${source}$`);
  const fields = tokens.filter((token) => /[A-Za-z]/.test(token));
  return (text) => {
    const match = expression.exec(text);
    if (match === null) return undefined;
    const parts = { y: 1, M: 1, d: 1, H: 0, m: 0, s: 0 };
    fields.forEach((field, i) => {
      const value = Number(match[i + 1]);
      parts[(field[0] ?? 'y') as keyof typeof parts] = field === 'yy' && match[i + 1]?.length === 2 ? fullYear(value) : value;
    });
    if (!dayExists(parts.y, parts.M, parts.d) || parts.H > 23 || parts.m > 59 || parts.s > 59) return undefined;
    const timed = /[Hms]/.test(format);
    return { days: daysOf(parts.y, parts.M, parts.d), timed, ms: parts.H * 3_600_000 + parts.m * 60_000 + parts.s * 1000, offset: null };
  };
}

function luxonReader(format: string, locale: string): MomentReader {
  const bare = format.replace(/'[^']*'/g, '');
  const shortYear = /(?:^|[^y])yy(?:$|[^y])/.test(bare);
  const zoned = /[Zz]/.test(bare);
  const parser = DateTime.buildFormatParser(format, { locale, numberingSystem: 'latn' });
  return (text) => {
    const read = usable(format, () => DateTime.fromFormatParser(text, parser, { zone: 'utc', setZone: true, locale, numberingSystem: 'latn' }));
    if (!read.isValid) return undefined;
    const year = shortYear && read.year >= 1961 && read.year <= 2060 ? fullYear(read.year % 100) : read.year;
    const ms = ((read.hour * 60 + read.minute) * 60 + read.second) * 1000 + read.millisecond;
    if (!dayExists(year, read.month, read.day)) return undefined;
    return { days: daysOf(year, read.month, read.day), timed: /[HhmsStTfFu]/.test(bare), ms, offset: zoned ? read.offset : null };
  };
}

/** Writes moments in a format. */
type MomentWriter = (moment: Moment, zone: string) => string;

/** Prepares writing. An instant is shown in the flow's zone, a local time as it stands. */
export function createMomentWriter(written: string, locale: string): MomentWriter {
  const format = normaliseFormat(written);
  if (format.length > 100) return fail('format-unusable', 'The format is too long.', { hint: 'A format is written like dd.MM.yyyy.' });
  checkLocale(locale);
  if (isQuick(format)) return quickWriter(format);
  return (moment, zone) => {
    const instant = moment.offset === null ? moment.days * DAY + moment.ms : instantOf(moment, zone);
    const shown = DateTime.fromMillis(instant, { zone: moment.offset === null ? 'utc' : IANAZone.create(zone), locale, numberingSystem: 'latn' });
    return usable(written, () => shown.toFormat(format));
  };
}

/** The date library throws for some letters that mean nothing to it. */
function usable<T>(written: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FormulaFailure) throw error;
    return fail('format-unusable', `"${written.slice(0, 60)}" is not a format for dates.`, { hint: 'A format is written like dd.MM.yyyy.' });
  }
}

function checkLocale(locale: string): void {
  if (!isLocale(locale))
    fail('locale-unknown', `"${locale.slice(0, 40)}" is not a language as it is written here.`, { hint: 'Write a language like en, de or pt-BR.' });
}

function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0');

function quickWriter(format: string): MomentWriter {
  const tokens = format.match(TOKEN) ?? [];
  return ({ days, ms }) => {
    const { year, month, day } = calendarDay(days);
    const values: Readonly<Record<string, number>> = {
      y: year,
      M: month,
      d: day,
      H: Math.floor(ms / 3_600_000),
      m: Math.floor(ms / 60_000) % 60,
      s: Math.floor(ms / 1000) % 60,
    };
    return tokens
      .map((token) => {
        const value = values[token[0] ?? ''];
        if (value === undefined) return token;
        return token === 'yy' ? padded(value % 100, 2) : padded(value, token.length);
      })
      .join('');
  };
}
