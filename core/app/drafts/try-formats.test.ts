import { expect, test } from 'vitest';
import { tryFormats } from './try-formats.ts';

const texts = (...all: (string | null)[]) => all.map((value, i) => ({ row: i + 1, value }));
const read = (formats: string[], ...values: (string | null)[]) =>
  tryFormats({ direction: 'read', type: 'date', formats, values: texts(...values), zone: 'UTC' });

test('says for each form how many values fit, one of them, and what does not fit with its row', () => {
  expect(read(['dd.MM.yyyy', ''], '20.11.2026', '', null, 'n/a', '31.04.2026', '2026-11-20')).toEqual([
    {
      format: 'dd.MM.yyyy',
      seen: 4,
      fits: 1,
      example: { row: 1, given: '20.11.2026', made: '2026-11-20' },
      misfits: [
        { row: 4, given: 'n/a' },
        { row: 5, given: '31.04.2026' },
        { row: 6, given: '2026-11-20' },
      ],
      ambiguous: null,
    },
    expect.objectContaining({ format: '', fits: 1, example: { row: 6, given: '2026-11-20', made: '2026-11-20' } }),
  ]);
});

test('warns where day and month may as well be the other way round', () => {
  const [trial] = read(['dd/MM/yyyy'], '05/05/2026', '03/04/2026', '');
  expect(trial?.ambiguous).toEqual({ row: 2, given: '03/04/2026', made: '2026-04-03', swapped: '2026-03-04' });
  // One value that can be read in one way only settles it.
  expect(read(['dd/MM/yyyy'], '03/04/2026', '25/04/2026')[0]?.ambiguous).toBeNull();
  // Nobody mistakes these.
  for (const [format, value] of [
    ['yyyy-MM-dd', '2026-04-03'],
    ['d MMM yyyy', '3 Apr 2026'],
    ['MM.yyyy', '04.2026'],
  ] as const)
    expect(read([format], value)[0]?.ambiguous, format).toBeNull();
});

test('numbers by example, and values written in a form', () => {
  const decimals = tryFormats({ direction: 'read', type: 'decimal', formats: ['1.234,56'], values: texts('12.345,60', '12345.6'), zone: 'UTC' });
  expect(decimals[0]).toMatchObject({ seen: 2, fits: 1, example: { made: '12345.60' }, misfits: [{ row: 2, given: '12345.6' }] });
  const written = tryFormats({ direction: 'write', type: 'date', formats: ['d MMM yyyy', ''], values: texts('2026-11-20'), zone: 'UTC' });
  expect(written.map(({ example }) => example?.made)).toEqual(['20 Nov 2026', '2026-11-20']);
  const shown = tryFormats({ direction: 'write', type: 'datetime', formats: ['HH:mm'], values: texts('2026-11-20T12:00:00Z'), zone: 'Europe/Berlin' });
  expect(shown[0]?.example?.made).toBe('13:00');
});
