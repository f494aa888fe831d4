import type { RunStatus } from '../../core/base/run-facts.ts';

/** Numbers, times and states as a person reads them. The language is English everywhere, so that numbers and words agree. */

const LOCALE = 'en-GB';
const COUNT = new Intl.NumberFormat(LOCALE);
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** 12,345 */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** For narrow places: exact up to 99,999, then 1.2M. */
export function formatShortCount(count: number): string {
  return count < 100_000 ? COUNT.format(count) : SHORT.format(count);
}

/** "1 record", "12,345 records". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "40 ms", "0.4 s", "12 s", "1 min 12 s", "2 h 5 min", "3 days 4 h". */
export function formatDuration(ms: number): string {
  if (ms < 100) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return join(minutes, 'min', Math.round(seconds) % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return join(hours, 'h', minutes % 60, 'min');
  const days = Math.floor(hours / 24);
  return join(days, days === 1 ? 'day' : 'days', hours % 24, 'h');
}

function join(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** "820 B", "42 MB", "1.3 GB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** "just now", "12 s ago", "5 min ago", "3 h ago", "4 days ago". */
export function formatAgo(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** "14:02" */
export function formatClock(at: number, zone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** "Mon 23 Nov, 01:00"; with the year when it is another one. */
export function formatMoment(at: number, zone: string, now: number): string {
  const year = (ms: number) => new Intl.DateTimeFormat(LOCALE, { timeZone: zone, year: 'numeric' }).format(ms);
  const parts: Intl.DateTimeFormatOptions = { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' };
  const day = new Intl.DateTimeFormat(LOCALE, year(at) === year(now) ? parts : { ...parts, year: 'numeric' }).format(at);
  return `${day.replace(/^(\w+),/, '$1')}, ${formatClock(at, zone)}`;
}

/** To the second, with the zone named; for hovers. */
export function formatExact(at: number, zone: string): string {
  return `${new Intl.DateTimeFormat(LOCALE, { timeZone: zone, dateStyle: 'full', timeStyle: 'medium' }).format(at)} (${zone})`;
}

const RUN_WORDS: Readonly<Record<RunStatus, string>> = {
  queued: 'Queued',
  running: 'Running',
  succeeded: 'Succeeded',
  'succeeded-with-rejects': 'Succeeded with rejects',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

export function runStatusWords(status: RunStatus): string {
  return RUN_WORDS[status];
}
