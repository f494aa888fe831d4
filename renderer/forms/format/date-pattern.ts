import { t, text } from '../../i18n/i18n.ts';
import type { FormattedType } from './usual-forms.ts';

/** The letters of a date pattern, what each stands for, and an example. */
export const DATE_LETTERS: readonly (readonly [letters: string, meaning: string, example: string])[] = [
  ['yyyy', text('year'), '2026'],
  ['yy', text('year in two digits'), '26'],
  ['MM', text('month in two digits'), '03'],
  ['M', text('month'), '3'],
  ['MMM', text('month, short'), 'Mar'],
  ['MMMM', text('month, in full'), 'March'],
  ['dd', text('day in two digits'), '05'],
  ['d', text('day'), '5'],
  ['HH', text('hour from 00 to 23'), '14'],
  ['h a', text('hour from 1 to 12, AM or PM'), '2 PM'],
  ['mm', text('minute'), '05'],
  ['ss', text('second'), '09'],
  ['SSS', text('thousandths of a second'), '250'],
  ['ZZ', text('difference to UTC'), '+01:00'],
  ["'T'", text('letters meant as they stand'), 'T'],
];

/** What a date pattern most likely got wrong, as a sentence; null when nothing stands out. */
export function patternSlip(format: string, type: FormattedType): string | null {
  if (type === 'number' || type === 'decimal') return null;
  const letters = format.replace(/'[^']*'/g, '');
  if (/Y/.test(letters)) return t('The year is written in small letters: yyyy.');
  if (/D/.test(letters)) return t('The day is written in small letters: dd.');
  if (/[Hh]+[^a-zA-Z]*MM/.test(letters)) return t('Minutes are written in small letters, mm; MM is the month.');
  if (type !== 'time' && /mm/.test(letters) && !/M/.test(letters)) return t('The month is written in capitals, MM; mm are minutes.');
  if (/S/.test(letters) && !/S{3}/.test(letters)) return t('Seconds are written in small letters, ss; SSS are thousandths.');
  if (/T(?!T)/.test(letters)) return t("A letter that is meant as it stands is put in quotes: 'T'.");
  if (type === 'date' && !/[MLo]/.test(letters)) return t('The pattern has no month: MM, M or MMM.');
  if (/h/.test(letters) && !/a/.test(letters)) return t('h counts to 12; write HH for hours up to 23, or add a for AM and PM.');
  return null;
}
