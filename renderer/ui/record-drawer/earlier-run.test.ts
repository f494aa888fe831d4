import { expect, it } from 'vitest';
import type { FieldType } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { matchRecords } from './match-records.ts';
import { runDifferences } from './run-differences.ts';

function sampleOf(fields: Readonly<Record<string, FieldType>>, rows: Value[][], more: Partial<Sample> = {}): Sample {
  const names = Object.keys(fields);
  return {
    fields: names.map((name) => ({ name, type: fields[name] ?? 'any' })),
    rows,
    origins: rows.map((_row, ordinal) => ({ source: 's', ordinal })),
    first: rows.length,
    total: rows.length,
    profile: [],
    cut: false,
    ...more,
  };
}

const profile = (name: string, seen: number, filled: number, ends: { min?: string; max?: string } = {}) => ({ name, seen, filled, distinct: filled, ...ends });

it('matches records by the key that tells them apart on both sides, whatever their order', () => {
  const past = sampleOf({ centre: 'text', id: 'text' }, [
    ['K1', 'a'],
    ['K1', 'b'],
    ['K1', 'c'],
  ]);
  const now = sampleOf({ id: 'text', centre: 'text' }, [
    ['c', 'K2'],
    ['d', 'K2'],
    ['a', 'K2'],
  ]);
  const { by, lines } = matchRecords(past, now, ['centre', 'gone', 'id']);
  expect(by).toEqual(['id']);
  expect(lines).toEqual([
    { left: 2, right: 0 },
    { left: null, right: 1 },
    { left: 0, right: 2 },
    { left: 1, right: null },
  ]);
});

it('takes several keys together where one alone does not tell records apart, and pairs the few that have the same key in their order', () => {
  const rows = (tag: string): Value[][] => Array.from({ length: 200 }, (_, i) => [i % 20, Math.floor(i / 20), tag]);
  const [past, now] = [sampleOf({ a: 'integer', b: 'integer', t: 'text' }, rows('x')), sampleOf({ a: 'integer', b: 'integer', t: 'text' }, rows('y'))];
  past.rows[1] = [0, 0, 'twin'];
  now.rows[1] = [0, 0, 'twin'];
  const { by, lines } = matchRecords(past, now, ['a', 'b']);
  expect(by).toEqual(['a', 'b']);
  expect(lines.slice(0, 2)).toEqual([
    { left: 0, right: 0 },
    { left: 1, right: 1 },
  ]);
  expect(lines).toHaveLength(200);
});

it('matches only equal records where no key is there, by the fields that both have; each record once', () => {
  const past = sampleOf({ name: 'text', gone: 'text' }, [
    ['ana', '1'],
    ['ana', '2'],
    ['bo', '3'],
  ]);
  const now = sampleOf({ name: 'text', fresh: 'text' }, [
    ['ana', 'x'],
    ['cy', 'y'],
    [null, 'z'],
  ]);
  const { by, lines } = matchRecords(past, now, ['id']);
  expect(by).toEqual([]);
  expect(lines).toEqual([
    { left: 0, right: 0 },
    { left: null, right: 1 },
    { left: null, right: 2 },
    { left: 1, right: null },
    { left: 2, right: null },
  ]);
});

it('does not match or compare by a field that one side keeps unreadable', () => {
  const past = sampleOf({ iban: 'text', id: 'integer' }, [
    ['#0123456789abcdef', 1],
    ['#fedcba9876543210', 2],
  ]);
  const now = sampleOf({ iban: 'text', id: 'integer' }, [
    ['DE1', 2],
    ['DE2', 1],
  ]);
  const matched = matchRecords(past, now, ['iban', 'id']);
  expect([matched.by, matched.masked]).toEqual([['id'], ['iban']]);
  expect(matchRecords(past, past, ['iban']), 'hashes of one workspace can be compared').toMatchObject({ by: ['iban'], masked: [] });
});

it('says in sentences what became different: counts, fields, types, empty values, ends', () => {
  const past = sampleOf({ id: 'integer', pay: 'decimal', old: 'text', mail: 'text' }, [[1, '2', 'x', 'm']], {
    total: 48_100,
    profile: [profile('id', 100, 100, { min: '1', max: '9' }), profile('pay', 100, 100, { min: '5', max: '7' }), profile('mail', 100, 97)],
  });
  const now = sampleOf({ id: 'integer', pay: 'text', fresh: 'text', mail: 'text' }, [[1, '2', 'x', 'm']], {
    total: 48_210,
    profile: [profile('id', 100, 100, { min: '1', max: '12' }), profile('pay', 100, 100, { min: '5', max: '8' }), profile('mail', 100, 88)],
  });
  expect(runDifferences(past, now, { onlySome: false, masked: [] })).toEqual([
    '48,210 records, then 48,100: 110 more.',
    'New fields: fresh.',
    'Fields that are gone: old.',
    'pay is text now, then decimal.',
    'mail is empty in 12 % of the records, then in 3 %.',
    'id goes from 1 to 12, then from 1 to 9.',
  ]);
  expect(runDifferences(past, past, { onlySome: false, masked: ['mail'] })).toEqual([
    'As many records as then: 48,100.',
    'mail is not compared: it is personal, and one side is kept unreadable.',
  ]);
  expect(runDifferences(past, { ...past, total: 200 }, { onlySome: true, masked: [] })).toEqual([
    'The preview took 200 records here, the whole run then 48,100.',
  ]);
});
