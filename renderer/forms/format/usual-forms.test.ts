import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { parseNumberFormat } from '../../../core/catalog/number-format.ts';
import { patternSlip } from './date-pattern.ts';
import { isFormatted, USUAL_FORMS } from './usual-forms.ts';

test('every usual form looks as its example says', () => {
  const moment = DateTime.fromISO('2026-11-20T14:05:09', { zone: 'utc', locale: 'en-US' });
  for (const type of ['date', 'datetime', 'time'] as const)
    for (const { format, example } of USUAL_FORMS[type]) expect(moment.toFormat(format), format).toBe(example);
  for (const { format } of USUAL_FORMS.number) expect(parseNumberFormat(format), format).not.toBeNull();
  for (const list of Object.values(USUAL_FORMS))
    for (const { format } of list) expect(patternSlip(format, list === USUAL_FORMS.time ? 'time' : 'datetime'), format).toBeNull();
});

test.each([
  ['DD.MM.YYYY', 'date', 'yyyy'],
  ['DD.MM.yyyy', 'date', 'dd'],
  ['dd.mm.yyyy', 'date', 'MM'],
  ['dd.MM.yyyy HH:MM', 'datetime', 'mm'],
  ['HH:mm:SS', 'time', 'ss'],
  ['yyyy-MM-ddTHH:mm', 'datetime', "'T'"],
  ["yyyy-MM-dd 'T' HH:mm", 'datetime', null],
  ['yyyy', 'date', 'no month'],
  ['h:mm', 'time', 'HH'],
] as const)('%s for a %s: %s', (format, type, word) => {
  if (word === null) expect(patternSlip(format, type)).toBeNull();
  else expect(patternSlip(format, type)).toContain(word);
});

test('types with forms', () => {
  expect(['date', 'decimal', 'text', 'boolean', undefined].map(isFormatted)).toEqual([true, true, false, false, false]);
});
