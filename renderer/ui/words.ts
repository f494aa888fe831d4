import * as amounts from '../../core/base/amounts.ts';
import type { RunStatus } from '../../core/base/run-facts.ts';
import { locale, t, text, told } from '../i18n/i18n.ts';

/** Numbers, times and states as a person reads them, in the language of the window. */

const numbers = new Map<string, Intl.NumberFormat>();

function written(kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${kind}`;
  const known = numbers.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale(), options);
  numbers.set(key, made);
  return made;
}

/** A day that stands as ISO, "Wednesday, 4 November 2026"; in a head of columns its weekday alone, "W". */
export function formatDay(day: string, width: 'whole' | 'weekday' = 'whole'): string {
  const whole = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', ...(width === 'whole' ? whole : { weekday: 'narrow' }) }).format(Date.parse(`${day}T00:00Z`));
}

/** "12,345" */
export function formatCount(count: number): string {
  return written('whole', { maximumFractionDigits: 20 }).format(count);
}

/** For narrow places: exact up to 99,999, then 1.2M. */
export function formatShortCount(count: number): string {
  if (count < 100_000) return formatCount(count);
  if (locale().startsWith('en')) return written('short', { notation: 'compact', maximumFractionDigits: 1 }).format(count).toUpperCase();
  return written('short', { notation: 'compact', maximumFractionDigits: 1 }).format(count);
}

/** What stands between thousands and before decimals where numbers are typed. */
export function separators(): { thousandSeparator: string; decimalSeparator: string } {
  const parts = written('whole', { maximumFractionDigits: 20 }).formatToParts(12_345.6);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { thousandSeparator: part('group'), decimalSeparator: part('decimal') };
}

const inWords = (amount: string) => amount.replace(/(\d)\.(\d)/, `$1${separators().decimalSeparator}$2`);

/** "820 B", "42 MB", "1.3 GB" */
export function formatBytes(bytes: number): string {
  return inWords(amounts.formatBytes(bytes));
}

/** "40 ms", "0.4 s", "12 s", "1 min 12 s", "2 h 5 min", "3 days 4 h" */
export function formatDuration(ms: number): string {
  return inWords(amounts.formatDuration(ms)).replace(/(\d+) days?/, (_, days: string) => t('{{count}} days', { count: Number(days) }));
}

/** "just now", "12 s ago", "5 min ago", "3 h ago", "4 days ago". */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 5) return t('just now');
  if (seconds < 60) return t('{{seconds}} s ago', { seconds });
  if (seconds < 3_600) return t('{{minutes}} min ago', { minutes: Math.floor(seconds / 60) });
  if (seconds < 86_400) return t('{{hours}} h ago', { hours: Math.floor(seconds / 3_600) });
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? t('yesterday') : t('{{days}} days ago', { days });
}

/** "14:02" */
export function formatClock(at: number, zone: string): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** "Mon 23 Nov, 01:00"; with the year when it is another one. */
export function formatMoment(at: number, zone: string, now: number): string {
  const year = (ms: number) => new Intl.DateTimeFormat(locale(), { timeZone: zone, year: 'numeric' }).format(ms);
  const parts: Intl.DateTimeFormatOptions = { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' };
  const day = new Intl.DateTimeFormat(locale(), year(at) === year(now) ? parts : { ...parts, year: 'numeric' }).format(at);
  return `${day.replace(/^(\p{L}+\.?),/u, '$1')}, ${formatClock(at, zone)}`;
}

/** To the second, with the zone named; for hovers. */
export function formatExact(at: number, zone: string): string {
  return `${new Intl.DateTimeFormat(locale(), { timeZone: zone, dateStyle: 'full', timeStyle: 'medium' }).format(at)} (${zone})`;
}

const RUN_WORDS: Readonly<Record<RunStatus, string>> = {
  queued: text('Queued'),
  running: text('Running'),
  succeeded: text('Succeeded'),
  'succeeded-with-rejects': text('Succeeded with rejects'),
  failed: text('Failed'),
  cancelled: text('Cancelled'),
  interrupted: text('Interrupted'),
};

export function runStatusWords(status: RunStatus): string {
  return told(RUN_WORDS[status]);
}
