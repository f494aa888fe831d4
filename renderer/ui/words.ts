import { formatCount } from '../../core/base/amounts.ts';
import type { RunStatus } from '../../core/base/run-facts.ts';

export { countOf, formatBytes, formatCount, formatDuration } from '../../core/base/amounts.ts';

/** Numbers, times and states as a person reads them. The language is English everywhere, so that numbers and words agree. */

const LOCALE = 'en-GB';
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** For narrow places: exact up to 99,999, then 1.2M. */
export function formatShortCount(count: number): string {
  return count < 100_000 ? formatCount(count) : SHORT.format(count);
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
