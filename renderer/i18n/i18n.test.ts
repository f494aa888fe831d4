import { afterEach, expect, test } from 'vitest';
import { language, locale, speak, systemLanguage, t, told } from './i18n.ts';

afterEach(() => speak('en'));

test('English texts are their own keys, with holes, and choose between one and many', () => {
  expect(t('Nobody has translated {{what}}. {{n}}: a.b_c', { what: '<this>', n: 12_345 })).toBe('Nobody has translated <this>. 12,345: a.b_c');
  expect([0, 1, 2_000].map((count) => t('{{count}} running', { count }))).toEqual(['0 running', '1 running', '2,000 running']);
});

test('German has its own words, plurals and numbers; what it lacks stays English', async () => {
  await speak('de');
  expect([language(), locale()]).toEqual(['de', 'de-DE']);
  expect(t('Settings')).toBe('Einstellungen');
  expect([1, 2_000].map((count) => t('{{count}} running', { count }))).toEqual(['1 läuft', '2.000 laufen']);
  expect(t('Nobody has translated this: {{n}}', { n: 1_234.5 })).toBe('Nobody has translated this: 1.234,5');
  expect([told('Runs'), told('Ask {{me}}')]).toEqual(['Läufe', 'Ask {{me}}']);
});

test('the language of the system is taken where it is one of ours', () => {
  expect([systemLanguage(['fr-FR', 'de-AT', 'en']), systemLanguage(['fr']), systemLanguage([])]).toEqual(['de', 'en', 'en']);
});

test('what core puts together is said whole; words of the user stay as they are', async () => {
  await speak('de');
  expect(
    [
      'by the whole record, across runs',
      'by the whole record, keeps the last, across runs',
      'by changed, keeps the largest version',
      'by employee_no',
      'updates or adds to pay.employees by employee_no',
    ].map(told),
  ).toEqual([
    'nach dem ganzen Datensatz, über Läufe hinweg',
    'nach dem ganzen Datensatz, behält den letzten, über Läufe hinweg',
    'nach changed, behält den mit größtem version',
    'nach employee_no',
    'ändert oder ergänzt pay.employees nach employee_no',
  ]);
});
