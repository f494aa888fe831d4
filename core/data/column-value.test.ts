import { describe, expect, it } from 'vitest';
import { textColumn } from './bytes-column.ts';
import { instantText, numberText } from './canonical-text.ts';
import type { Column } from './column.ts';
import { isNullAt, textAt, valueAt } from './column-value.ts';

const raw = (record: string, type: 'text' | 'integer' = 'text'): Column => {
  const bytes = Buffer.from(record);
  return { kind: 'bytes', type, bytes, offsets: Int32Array.of(0, bytes.length), stride: 2, at: 0, trim: 0, raw: true, nulls: null };
};

describe('values and texts of a column', () => {
  it.each([
    ['text stays text', textColumn(['007']), '007', '007'],
    ['an integer is a number and keeps its text', textColumn(['007'], 'integer'), 7, '007'],
    ['a large integer is exact', textColumn(['12345678901234567890'], 'integer'), 12345678901234567890n, '12345678901234567890'],
    ['sixteen digits within 2^53 are a number', textColumn(['9007199254740991'], 'integer'), 9007199254740991, '9007199254740991'],
    ['a number', textColumn(['1e3'], 'number'), 1000, '1e3'],
    ['what is no number stays text', textColumn(['12a'], 'number'), '12a', '12a'],
    ['a decimal keeps every digit', textColumn(['0.10000000000000000001'], 'decimal'), '0.10000000000000000001', '0.10000000000000000001'],
    ['a date', textColumn(['2026-11-20'], 'date'), '2026-11-20', '2026-11-20'],
    ['a boolean', textColumn(['true'], 'boolean'), true, 'true'],
    ['null', textColumn([null]), null, ''],
    ['quotes come off', raw('"a ""b"""'), 'a "b"', 'a "b"'],
    ['an empty quoted field', raw('""'), '', ''],
    ['a field without quotes', raw('a'), 'a', 'a'],
    ['nothing', raw(''), '', ''],
    ['other scripts', raw('"Größe 東"'), 'Größe 東', 'Größe 東'],
    ['a list', { kind: 'values', type: 'list', values: [[1, 'a', 5n]] }, [1, 'a', 5n], '[1,"a",5]'],
    ['JSON text', { kind: 'json', type: 'object', text: textColumn(['{"a": 1}'], 'object') }, { a: 1 }, '{"a": 1}'],
    ['an int64 beyond 2^53', { kind: 'int64', type: 'integer', values: BigInt64Array.of(2n ** 60n), nulls: null }, 2n ** 60n, '1152921504606846976'],
    ['a small int64', { kind: 'int64', type: 'integer', values: BigInt64Array.of(5n), nulls: null }, 5, '5'],
    ['a dictionary', { kind: 'dictionary', type: 'text', index: Int32Array.of(1), values: textColumn(['a', 'b']) }, 'b', 'b'],
    [
      'a double read from text',
      { kind: 'float64', type: 'number', values: Float64Array.of(1.5), nulls: null, source: textColumn(['1.50'], 'number') },
      1.5,
      '1.50',
    ],
    ['a boolean column', { kind: 'boolean', type: 'boolean', values: Uint8Array.of(1), nulls: null }, true, 'true'],
    ['an instant', { kind: 'datetime', type: 'datetime', values: Float64Array.of(0), nulls: null }, '1970-01-01T00:00:00Z', '1970-01-01T00:00:00Z'],
  ] as [string, Column, unknown, string][])('%s', (_what, column, value, text) => {
    expect(valueAt(column, 0)).toEqual(value);
    expect(textAt(column, 0)).toBe(text);
    expect(isNullAt(column, 0)).toBe(value === null);
  });

  it('a dictionary entry that is not there is null', () => {
    const column: Column = { kind: 'dictionary', type: 'text', index: Int32Array.of(-1), values: textColumn(['a']) };
    expect([isNullAt(column, 0), valueAt(column, 0), textAt(column, 0)]).toEqual([true, null, '']);
  });

  it('writes numbers and instants one way', () => {
    expect([0.1 + 0.2, -0, 1e21, 1e-7, 5, Number.NaN].map(numberText)).toEqual(['0.30000000000000004', '0', '1e+21', '1e-7', '5', '']);
    const ms = Date.UTC(2026, 2, 29, 2, 30, 1, 50);
    expect([instantText(ms, 'date'), instantText(ms, 'time'), instantText(ms, 'datetime')]).toEqual(['2026-03-29', '02:30:01.050', '2026-03-29T02:30:01.050Z']);
  });
});
