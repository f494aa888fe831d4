import cronstrue from 'cronstrue';
import { nextDues } from './cron-times.ts';

/** A cron expression as a person reads it. */
export interface CronDescription {
  valid: boolean;
  /** "At 01:00, Monday to Friday"; empty when it is not valid. */
  words: string;
  /** The next five due times, ms since 1970. */
  next: number[];
  /** A sentence, when it is not valid. */
  error?: string;
}

/** Says in words when an expression is due, and the next five times after `now`. */
export function describeCron(cron: string, zone: string, now: number): CronDescription {
  const answer = nextDues({ cron, zone }, now, 5);
  if (!answer.ok) return { valid: false, words: '', next: [], error: answer.problem };
  const words = cronstrue
    .toString(cron.trim(), { use24HourTimeFormat: true, verbose: false, throwExceptionOnParseError: false })
    .replaceAll(' through ', ' to ');
  return { valid: true, words, next: answer.value };
}
