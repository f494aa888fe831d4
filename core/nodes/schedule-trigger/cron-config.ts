import { Cron } from 'croner';
import cronstrue from 'cronstrue';
import 'cronstrue/locales/de.js';
import type { SummaryLanguage } from '../../catalog/node-spec.ts';

/** Any instant will do to ask whether a time ever comes; a fixed one keeps the answer the same every day. */
const REFERENCE = new Date(Date.UTC(2024, 0, 1));

const HINT = 'Five parts: minute, hour, day of month, month, day of week. For example "0 1 * * 1-5" or "*/15 * * * *".';

/** Why a cron expression of five parts cannot be used: not well formed, or a date that never comes (30 February); `null` when it can. */
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
export function cronWords(cron: string, language: SummaryLanguage): string {
  const words = cronstrue.toString(cron.trim(), { use24HourTimeFormat: true, verbose: false, throwExceptionOnParseError: false, locale: language });
  return (language === 'en' ? words.replaceAll(' through ', ' to ') : words).replace(/^(An error occurred|Ein Fehler).*$/, cron.trim());
}

/** The n-th working day of a month in words. */
export function monthlyWords({ nth, fromEnd, time }: { nth: number; fromEnd: boolean; time: string }): string {
  if (!fromEnd) return `At ${time} on working day ${nth} of the month`;
  return nth === 1 ? `At ${time} on the last working day of the month` : `At ${time} on working day ${nth} before the month ends`;
}

/** Those of a list that are no days: neither YYYY-MM-DD nor MM-DD, or not on any calendar. A name may stand behind. */
export function wrongDays(days: readonly string[]): string[] {
  return days.filter((text) => {
    const date = text.trim().split(/\s/)[0] ?? '';
    const whole = /^\d\d-\d\d$/.test(date) ? `2024-${date}` : date;
    const at = Date.parse(`${whole}T00:00Z`);
    return !/^\d{4}-\d\d-\d\d$/.test(whole) || Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== whole;
  });
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
export function zoneWords(zone: string, language: SummaryLanguage): string {
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  return zone === 'UTC' ? 'UTC' : language === 'de' ? city : `${city} time`;
}
