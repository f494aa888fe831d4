import { Cron } from 'croner';
import cronstrue from 'cronstrue';

/** Any instant will do to ask whether a time ever comes; a fixed one keeps the answer the same every day. */
const REFERENCE = new Date(Date.UTC(2024, 0, 1));

const HINT = 'Five parts: minute, hour, day of month, month, day of week. For example "0 1 * * 1-5" or "*/15 * * * *".';

/** Why a cron expression of five parts can't be used: not well formed, or a date that never comes (30 February); `null` when it can. */
export function cronProblem(cron: string): { code: string; message: string; hint: string } | null {
  const text = cron.trim();
  if (text === '') return { code: 'missing-setting', message: 'No time is set.', hint: HINT };
  const parts = text.split(/\s+/).length;
  if (parts !== 5) return { code: 'wrong-setting', message: `"${text}" has ${parts} part${parts === 1 ? '' : 's'} instead of five.`, hint: HINT };
  try {
    if (new Cron(text, { paused: true, mode: '5-part', timezone: 'UTC' }).nextRun(REFERENCE) === null)
      return {
        code: 'wrong-setting',
        message: `"${text}" names a day that never comes.`,
        hint: 'Check the day of month against the month: there is no 30 February.',
      };
  } catch {
    return { code: 'wrong-setting', message: `"${text}" is not a time that can be understood.`, hint: HINT };
  }
  return null;
}

/** A valid expression in words: "At 01:00, Monday to Friday". */
export function cronWords(cron: string): string {
  return cronstrue
    .toString(cron.trim(), { use24HourTimeFormat: true, verbose: false, throwExceptionOnParseError: false })
    .replace(' through ', ' to ')
    .replace(/^An error occurred.*$/, cron.trim());
}

/** Whether this runtime knows the IANA zone. */
export function zoneExists(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}

/** A zone as it is said: `Europe/Berlin` is "Berlin time". */
export function zoneWords(zone: string): string {
  return zone === 'UTC' ? 'UTC' : `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;
}
