import { describe, expect, it } from 'vitest';
import type { FieldType } from '../base/field.ts';
import { textColumn } from '../data/bytes-column.ts';
import { textAt, valueAt } from '../data/column-value.ts';
import { readAsType } from './field-types.ts';
import { textReader } from './text-types.ts';

describe('texts read as a type', () => {
  it.each<[FieldType, string | undefined, string, unknown]>([
    ['integer', undefined, '007', 7],
    ['integer', undefined, '-12345678901234567890', -12345678901234567890n],
    ['integer', undefined, '1.0', undefined],
    ['integer', '1.234', '1.234.567', 1234567],
    ['integer', '1.234', '1.23', undefined],
    ['number', undefined, '1e3', 1000],
    ['number', undefined, '1e400', undefined],
    ['number', '1.234,56', '1.234,5', 1234.5],
    ['number', undefined, '1,5', undefined],
    ['decimal', undefined, '0.1000000000000000000001', '0.1000000000000000000001'],
    ['decimal', '1.234,56', '-1.234,50', '-1234.50'],
    ['decimal', '1.234,56', '12.34,50', undefined],
    ['decimal', '1 234,56', '1\u00a0234,5', '1234.5'],
    ['decimal', "1'234.56", '1’234.5', '1234.5'],
    ['decimal', undefined, '.5', '0.5'],
    ['boolean', undefined, 'Ja', true],
    ['boolean', 'wahr/falsch', 'yes', undefined],
    ['boolean', 'on/off', 'OFF', false],
    ['date', 'dd.MM.yyyy', '29.02.2028', '2028-02-29'],
    ['date', 'dd.MM.yyyy', '29.02.2027', undefined],
    ['date', undefined, '2026-11-20', '2026-11-20'],
    ['date', undefined, '2026-13-01', undefined],
    ['datetime', 'dd.MM.yyyy HH:mm', '29.03.2026 02:30', '2026-03-29T02:30:00'],
    ['datetime', undefined, '2026-03-29T02:30', '2026-03-29T02:30'],
    ['datetime', 'yyyyMMddHHmmssZZZ', '20260329023000+0200', '2026-03-29T02:30:00+02:00'],
    ['time', 'H:mm', '7:05', '07:05:00'],
    ['time', undefined, '25:00', undefined],
    ['list', undefined, '[1]', undefined],
  ])('%s %s: %s', (type, format, text, value) => {
    expect(textReader({ type, format })(text)).toEqual(value);
  });
});

describe('columns read as a type', () => {
  const rows = Int32Array.of(0, 1, 2, 3);

  it('keeps the text of numbers, makes empty cells null and reports what does not fit', () => {
    const { column, misfits } = readAsType(textColumn(['007', '', 'x', ' 5 ']), { type: 'integer' }, rows, 4, 4);
    expect([0, 1, 2, 3].map((row) => valueAt(column, row))).toEqual([7, null, null, 5]);
    expect(textAt(column, 0)).toBe('007');
    expect(misfits).toEqual([{ row: 2, code: 'wrong-type', message: '"x" is not a whole number.', value: 'x' }]);
  });

  it('gives other types their one form, and looks only at selected rows', () => {
    const { column, misfits } = readAsType(textColumn(['1.5.2026', '', 'x', '31.12.1999']), { type: 'date', format: 'd.M.yyyy' }, Int32Array.of(3, 0, 1), 3, 4);
    expect([0, 1, 3].map((row) => valueAt(column, row))).toEqual(['2026-05-01', null, '1999-12-31']);
    expect(misfits).toEqual([]);
    expect(readAsType(textColumn(['x']), { type: 'date', format: 'd.M.yyyy' }, rows, 1, 1).misfits[0]?.message).toBe('"x" is not a date of the form d.M.yyyy.');
  });

  it('leaves text alone, empty or not', () => {
    const column = textColumn(['', 'a']);
    expect(readAsType(column, { type: 'text' }, rows, 2, 2).column).toBe(column);
  });
});
