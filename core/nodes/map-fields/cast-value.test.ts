import { describe, expect, test } from 'vitest';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import { valueCast } from './cast-value.ts';

type Case = [from: FieldType, value: NonNullable<Value>, to: FieldType, expected: Value | undefined, format?: string];

const check = (from: FieldType, value: NonNullable<Value>, type: FieldType, expected: Value | undefined, format?: string): void =>
  expect(valueCast(from, { type, format }, 'Europe/Berlin')(value)).toEqual(expected);

describe('a value of one type as another', () => {
  test.each<Case>([
    ['number', 3, 'integer', 3],
    ['number', 3.5, 'integer', undefined],
    ['decimal', '12.00', 'integer', 12],
    ['decimal', '12.50', 'integer', undefined],
    ['decimal', '12345678901234567890', 'integer', 12345678901234567890n],
    ['decimal', '0.10', 'number', 0.1],
    ['number', 1e21, 'decimal', '1000000000000000000000'],
    ['number', 0.1, 'decimal', '0.1'],
    ['integer', 12345678901234567890n, 'decimal', '12345678901234567890'],
    ['integer', 1, 'boolean', true],
    ['integer', 2, 'boolean', undefined],
    ['boolean', true, 'integer', 1],
    ['boolean', false, 'decimal', '0'],
    ['object', { a: 1 }, 'number', undefined],
  ])('%s %s as %s', check);

  test.each<Case>([
    ['date', '2026-11-20', 'datetime', '2026-11-20T00:00:00'],
    ['datetime', '2026-11-20T23:30:00Z', 'date', '2026-11-21'],
    ['datetime', '2026-11-20T23:30:00', 'date', '2026-11-20'],
    ['datetime', '2026-11-20T23:30:00Z', 'time', '00:30:00'],
    ['date', '2026-11-20', 'time', undefined],
    ['date', 'n/a', 'datetime', undefined],
    ['integer', 5, 'date', undefined],
  ])('%s %s as %s in the zone of the flow', check);

  test.each<Case>([
    ['any', '20.11.2026', 'date', '2026-11-20', 'dd.MM.yyyy'],
    ['any', '31.02.2019', 'date', undefined, 'dd.MM.yyyy'],
    ['any', '1.234,50', 'decimal', '1234.50', '1.234,56'],
    ['any', 'Ja', 'boolean', true],
    ['any', ' ', 'number', null],
    ['any', '', 'date', null],
    ['text', '[1,{"a":2}]', 'list', [1, { a: 2 }]],
    ['text', '[1]', 'object', undefined],
    ['text', '{"a":12345678901234567890}', 'object', { a: 12345678901234567890n }],
    ['text', '{', 'object', undefined],
    ['text', '', 'list', null],
    ['list', [1], 'list', [1]],
  ])('text in a field of type %s, %s, as %s', check);

  test.each<Case>([
    ['number', 0.5, 'text', '0.5'],
    ['boolean', true, 'text', 'true'],
    ['boolean', false, 'text', 'nein', 'ja/nein'],
    ['object', { a: [1, null] }, 'text', '{"a":[1,null]}'],
    ['date', '2026-11-20', 'text', '20.11.2026', 'dd.MM.yyyy'],
    ['datetime', '2026-11-20T08:05:00', 'text', '20.11.26 08:05', 'dd.MM.yy HH:mm'],
    ['datetime', '2026-11-20T08:05:00Z', 'text', '09:05', 'HH:mm'],
    ['time', '08:05:00', 'text', '8.05', 'H.mm'],
    ['date', 'n/a', 'text', 'n/a', 'dd.MM.yyyy'],
    ['decimal', '-1234567.5', 'text', '-1.234.567,50', '1.234,56'],
    ['number', 1234.5678, 'text', '1,234.5678', '1,234.56'],
    ['integer', 12345678901234567890n, 'text', '12 345 678 901 234 567 890', '1 234'],
    ['number', 12, 'text', '12,0', '0,0'],
  ])('%s %s written as %s', check);
});
