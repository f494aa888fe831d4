import cronstrue from 'cronstrue';
import { type Calendar, calendarSchema } from '../base/trigger-settings.ts';
import { type MovedTime, movedTimes, nextDues } from './due-times.ts';
import 'cronstrue/locales/de.js';

/** A schedule as a person reads it. */
export interface CronDescription {
  valid: boolean;
  /** "At 01:00, Monday to Friday"; empty when it is not valid, and for working days of the month. */
  words: string;
  /** The next ten due times, ms since 1970. */
  next: number[];
  /** Times before the last of these that the calendar leaves out or moves. */
  moved: MovedTime[];
  /** A sentence, when it is not valid. */
  error?: string;
}

/** What is asked about a schedule besides its times. */
export interface CronQuestion {
  calendar?: Calendar | undefined;
  monthly?: { nth: number; time: string } | null | undefined;
  language?: 'en' | 'de' | undefined;
}

const SHOWN = 10;

/** Says in words when a schedule is due, and the next ten times after `now`. `holidays` are those of the workspace. */
export function describeCron(cron: string, zone: string, now: number, question: CronQuestion = {}, holidays: readonly string[] = []): CronDescription {
  const rule = { cron, zone, calendar: question.calendar ?? calendarSchema.parse({}), monthly: question.monthly ?? null };
  const answer = nextDues(rule, holidays, now, SHOWN);
  if (!answer.ok) return { valid: false, words: '', next: [], moved: [], error: answer.problem };
  const moved = movedTimes(rule, holidays, now, answer.value.at(-1) ?? now, SHOWN);
  return { valid: true, words: rule.monthly ? '' : inWords(cron, question.language ?? 'en'), next: answer.value, moved };
}

function inWords(cron: string, locale: 'en' | 'de'): string {
  const words = cronstrue.toString(cron.trim(), { use24HourTimeFormat: true, verbose: false, throwExceptionOnParseError: false, locale });
  return locale === 'en' ? words.replaceAll(' through ', ' to ') : words;
}
