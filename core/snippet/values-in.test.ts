import { describe, expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { createBatch } from '../data/batch-ops.ts';
import { columnOfValues } from '../data/column-of-values.ts';
import { attempt } from './testing/attempt.ts';
import { valuesIn } from './values-in.ts';

const kindOf = (values: readonly Value[]): string => {
  const column = columnOfValues(values);
  return valuesIn(column, createBatch(['a'], [column], values.length, { source: 0, first: 0, ordinals: null })).kind;
};
const cycle = (values: readonly Value[], count: number): Value[] => Array.from({ length: count }, (_, i) => values[i % values.length] ?? null);

describe('the form in which values cross', () => {
  test.each<[string, readonly Value[], string]>([
    ['few texts many times', cycle(['new', 'paid', '', 'Zoë 🧭'], 40), 'repeated'],
    ['few texts and nulls', cycle(['new', null, 'paid'], 40), 'repeated'],
    ['one text', cycle(['same'], 40), 'repeated'],
    ['only nulls', cycle([null], 40), 'texts'],
    ['many texts', cycle([...'abcdefghijklmnopqrstuvwxyz'], 40), 'texts'],
    ['many texts at the start, few in all', [...cycle([...'abcdefghijklmnopqrstuvwxyz'], 26), ...cycle(['a'], 200)], 'repeated'],
    ['more than a quarter of them in the end', Array.from({ length: 1000 }, (_, i) => (i < 500 ? 'a' : `${i}`)), 'texts'],
    ['a single one', ['a'], 'texts'],
    ['with the separator in it', cycle(['a\u001fb', 'c'], 40), 'json'],
    ['with a zero in it', cycle(['a\0b', 'c'], 40), 'json'],
    ['numbers', cycle([1, 2], 40), 'numbers'],
    ['texts and numbers', cycle(['a', 2], 40), 'json'],
  ])('%s', (_, values, kind) => {
    expect(kindOf(values)).toBe(kind);
  });
});

describe('texts that repeat come in as they are', () => {
  const given = Array.from({ length: 60 }, (_, i) => ({ a: ['x', '', null, 'ü'][i % 4] ?? null, b: i % 3 === 0 ? null : 'y', c: `${i}` }));
  const plain = (records: readonly object[]) => records.map((each) => ({ ...each }));

  test.each<[string, string, Partial<Parameters<typeof attempt>[1]>, (one: (typeof given)[number], i: number) => object | null]>([
    ['read', 'record.d = String(record.a) + record.b; return record', {}, (one) => ({ ...one, d: `${one.a}${one.b}` })],
    [
      'read into one record',
      'record.d = String(record.a) + record.b; return record',
      { sets: ['d'], reuses: true },
      (one) => ({ ...one, d: `${one.a}${one.b}` }),
    ],
    ['set in some records', 'if (record.a === "ü") record.a = record.c; return record', {}, (one) => ({ ...one, a: one.a === 'ü' ? one.c : one.a })],
    ['left out in some', 'if (record.b === null) return null; record.b += "!"; return record', {}, (one) => (one.b === null ? null : { ...one, b: 'y!' })],
    ['of records of its own', 'return { a: record.a, b: record.c }', {}, (one) => ({ a: one.a, b: one.c })],
    [
      'all at once',
      'for (const one of records) if (one.a === "") one.a = one.b; return records',
      { style: 'batch' },
      (one) => ({ ...one, a: one.a === '' ? one.b : one.a }),
    ],
  ])('%s', async (_, code, options, expected) => {
    const outcome = await attempt(code, { given, ...options });
    expect(outcome.ok && plain(outcome.records)).toEqual(given.map(expected).filter((one) => one !== null));
  });
});
