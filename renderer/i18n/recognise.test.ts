import { afterEach, expect, test } from 'vitest';
import { speak, told } from './i18n.ts';
import { createRecogniser } from './recognise.ts';

afterEach(() => speak('en'));

test('the values of a finished sentence are found by its text', () => {
  const recognise = createRecogniser(['There is no file {{path}}.', 'There is no {{what}}.', '{{#read}} records read']);
  expect(recognise('There is no file a (1).csv.')).toEqual({ text: 'There is no file {{path}}.', beside: [], values: { path: 'a (1).csv' } });
  expect(recognise('There is no way out.')?.text).toBe('There is no {{what}}.');
  expect([recognise('12,345 records read')?.values, recognise('some records read')]).toEqual([{ read: '12,345' }, null]);
});

test('a part of a sentence never stands for a whole one', () => {
  const recognise = createRecogniser(['by {{field}}', '{{a}} and {{b}}']);
  expect([recognise('by name')?.values, recognise('He and she left.')]).toEqual([{ field: 'name' }, null]);
});

test('German says sentences of core anew: values, numbers, parts, several sentences; others and old ones stay as they were said', async () => {
  await speak('de');
  expect(told('where Status is Active and (Hours is at least 10 or Site is between 1 and 2)')).toBe(
    'wo Status ist Active und (Hours ist mindestens 10 oder Site liegt zwischen 1 und 2)',
  );
  expect(told('What Map read was kept only in part (10 of 1,200 records), because the run ended early, so it is read again outside.')).toBe(
    'Was Map las, wurde nur teilweise (10 von 1.200 Datensätzen) aufgehoben, weil der Lauf vorzeitig endete; es wird noch einmal von außen gelesen.',
  );
  expect(told('That run already wrote 14 records to out/payroll.csv: they will be there twice.')).toBe(
    'Jener Lauf schrieb schon 14 Datensätze in out/payroll.csv: Danach sind sie zweimal dort.',
  );
  expect(told('added Filter, renamed to B and changed notes')).toBe('Filter hinzugefügt, in B umbenannt und Notizen geändert');
  expect(told('1,234 records')).toBe('1.234 Datensätze');
  expect(told('HireDate: "00.00.0000" is not a date of the form dd.MM.yyyy. Correct the value where it comes from, or the type or format here.')).toBe(
    'HireDate: „00.00.0000“ ist kein Datum in der Form dd.MM.yyyy. Den Wert berichtigen, wo er herkommt, oder hier den Typ oder das Format.',
  );
  expect(told('4 source records were delivered in 9 written records: records may go to each of 2 targets.')).toBe(
    '4 Quelldatensätze wurden in 9 geschriebenen Datensätzen geliefert: Datensätze können zu jedem der 2 Ziele gehen.',
  );
  expect(told('Writes again to out/p.sqlite: staff. That run wrote 4,573 records; writing them again changes nothing more.')).toBe(
    'Schreibt noch einmal in out/p.sqlite: staff. Jener Lauf schrieb 4.573 Datensätze; sie noch einmal zu schreiben ändert nichts weiter.',
  );
  expect(told('127.0.0.1 is not known yet. Its fingerprint is SHA256:ab.')).toBe('127.0.0.1 ist noch nicht bekannt. Der Fingerabdruck ist SHA256:ab.');
  expect(told('The database x.sqlite is damaged. Choose another file.')).toBe('Die Datenbank x.sqlite ist beschädigt. Eine andere Datei wählen.');
  expect(told('The field "Records" is named twice.')).toBe('Das Feld „Records“ ist zweimal genannt.');
  // As earlier versions wrote it into the history.
  expect(told('The field “Records” is named twice.')).toBe('Das Feld „Records“ ist zweimal genannt.');
  expect(told('End it with “return record;”.')).toBe(told('End it with "return record;".'));
  expect(told('A sentence that an older version said of 1,234.')).toBe('A sentence that an older version said of 1,234.');
});
