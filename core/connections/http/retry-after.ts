/** Longest wait that is told: somebody who asks for longer means never. */
const MOST_MS = 10 * 366 * 86_400_000;

/**
 * The wait that a Retry-After header asks for, in ms: seconds, or a date as RFC 9110 has it (its past means no wait). Undefined where it says neither; the
 * headers that services use in its place, with a number of seconds, are understood too.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = (headers['retry-after'] ?? headers['x-ratelimit-reset-after'] ?? headers['x-retry-after'] ?? '').trim();
  if (/^[0-9]+(\.[0-9]+)?$/.test(text)) return Math.min(MOST_MS, Math.ceil(Number(text) * 1000));
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.min(MOST_MS, Math.max(0, date - now));
}
