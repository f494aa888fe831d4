import { describe, expect, test } from 'vitest';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import { columnShape } from '../testing/memory-database.ts';
import { sameValue } from './same-value.ts';
import { converterFor, Misfit } from './sql-values.ts';

const given = (type: FieldType, value: Value) => {
  const made = converterFor(columnShape('c', type))(value);
  return made instanceof Misfit ? made.code : made;
};

describe('a value becomes one of its column, or none at all', () => {
  test.each<[FieldType, Value, unknown]>([
    ['integer', '007', 7],
    ['integer', '9223372036854775807', 9223372036854775807n],
    ['integer', '12.0', 12],
    ['integer', '12.5', 'wrong-type'],
    ['integer', true, 1],
    ['number', '0.1', 0.1],
    ['number', '0.1234567890123456789', 'not-exact'],
    ['number', 9007199254740993n, 'not-exact'],
    ['decimal', '1234567890123456789.123456789', '1234567890123456789.123456789'],
    ['decimal', '1,5', 'wrong-type'],
    ['boolean', 'yes', true],
    ['boolean', 'maybe', 'wrong-type'],
    ['date', '2026-02-29', 'wrong-type'],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2026-01-01T00:00:00Z', '2026-01-01'],
    ['date', '2026-01-01T08:00:00Z', 'wrong-type'],
    ['datetime', '2026-01-01T08:00:00.123456+02:00', '2026-01-01T08:00:00.123456+02:00'],
    ['datetime', '2026-01-01 25:00', 'wrong-type'],
    ['time', '08:30', '08:30'],
    ['object', '{"a":12345678901234567890}', '{"a":12345678901234567890}'],
    ['object', '{a', 'wrong-type'],
    ['list', [1n, 'x'], '[1,"x"]'],
    ['text', 1.5, '1.5'],
    ['text', '', ''],
    ['integer', '', null],
    ['date', ' ', null],
    ['decimal', null, null],
  ])('%s: %o', (type, value, wanted) => expect(given(type, value)).toEqual(wanted));

  test('the length of a text counts characters, not halves of them', () => {
    const short = converterFor(columnShape('c', 'text', { length: 2 }));
    expect(short('😀😀')).toBe('😀😀');
    expect(short('abc')).toBeInstanceOf(Misfit);
  });
});

describe('a row holds a value already, however it is written', () => {
  test.each<[FieldType, Parameters<typeof sameValue>[1], Parameters<typeof sameValue>[2], boolean]>([
    ['decimal', '10.50', '10.5', true],
    ['decimal', '0.00', '-0', true],
    ['decimal', '1e2', '100', true],
    ['decimal', '0.001', '1E-3', true],
    ['decimal', '1', '1e999999999', false],
    ['decimal', '1', '1e-999999999', false],
    ['decimal', '123456789012345678901', '123456789012345678902', false],
    ['integer', 7, 7n, true],
    ['datetime', '2026-01-01T08:00:00Z', '2026-01-01T10:00:00+02:00', true],
    ['datetime', '2026-01-01T08:00:00.000001Z', '2026-01-01T08:00:00Z', false],
    ['datetime', '2026-01-01T00:00:00', '2026-01-01', true],
    ['time', '08:30:00', '08:30', true],
    ['object', '{"a":1,"b":[2]}', '{"b":[2],"a":1}', true],
    ['object', '{"a":1}', '{"a":2}', false],
    ['text', 'a', 'A', false],
    ['text', null, '', false],
    ['boolean', true, true, true],
  ])('%s: %o and %o', (type, held, value, same) => expect(sameValue(type, held, value)).toBe(same));
});
