import { Cron } from 'croner';

/** A cron expression of five parts (minute, hour, day of month, month, day of week) that is read in a time zone. */
export interface CronTime {
  cron: string;
  /** IANA name. */
  zone: string;
}

/** Due times, or a sentence why there are none. */
export type CronAnswer<T> = { ok: true; value: T } | { ok: false; problem: string };

const jobs = new Map<string, Cron>();

/** The expression, read; throws for one that cannot be. */
export function cronJob(cron: string, zone: string): Cron {
  const key = `${zone} ${cron.trim()}`;
  let job = jobs.get(key);
  if (!job) {
    job = new Cron(cron.trim(), { paused: true, mode: '5-part', timezone: zone });
    if (jobs.size > 500) jobs.clear();
    jobs.set(key, job);
  }
  return job;
}

/** A sentence why an expression cannot be used in a zone; null when it can. That its days never come is found when a time is looked for. */
export function cronProblem({ cron, zone }: CronTime): string | null {
  const expression = cron.trim();
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone || 'unknown' });
  } catch {
    return `There is no time zone "${zone}".`;
  }
  try {
    cronJob(expression, zone);
    return null;
  } catch {
    return expression === '' ? 'No time is set.' : `"${expression}" is not a time that can be understood.`;
  }
}
