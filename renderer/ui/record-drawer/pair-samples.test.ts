import { expect, test } from 'vitest';
import type { Sample } from '../../../core/base/sample.ts';
import { atOnce } from '../slices.ts';
import { pairSamples } from './pair-samples.ts';

const ROWS = 100_000;

function sampleOf(values: (row: number) => string, ordinal: (row: number) => number = (row) => row): Sample {
  const rows = Array.from({ length: ROWS }, (_, row) => [String(row), values(row)]);
  const fields = ['id', 'name'].map((name) => ({ name, type: 'text' as const }));
  return { fields, rows, origins: rows.map((_, row) => ({ source: 's', ordinal: ordinal(row) })), first: ROWS, total: ROWS, profile: [], cut: false };
}

test('100,000 records are paired in many small pieces, and what differs is found', () => {
  const work = pairSamples(
    sampleOf((row) => `name ${row}`),
    sampleOf((row) => (row % 1_000 === 0 ? 'other' : `name ${row}`)),
  );
  const parts: number[] = [];
  let step = work.next();
  for (; !step.done; step = work.next()) parts.push(step.value);
  expect(parts.length).toBeGreaterThan(200);
  expect(parts).toEqual(parts.toSorted((a, b) => a - b));
  expect([step.value.all.length, step.value.changed.length]).toEqual([ROWS, 100]);
  expect(step.value.changed[1]).toEqual({ left: 1_000, right: 1_000 });
});

test('many records that all came of one are paired in order, without going through all of them for each', () => {
  const name = (row: number) => `name ${row}`;
  const { all, changed } = atOnce(
    pairSamples(
      sampleOf(name, () => 0),
      sampleOf(name, () => 0),
    ),
  );
  expect([all.length, changed.length, all.at(-1)]).toEqual([ROWS, 0, { left: ROWS - 1, right: ROWS - 1 }]);
});

test('records of several sources, some of which multiplied and some of which fell out, keep their partners', () => {
  const origins = (...texts: string[]) => texts.map((text) => ({ source: text.slice(0, 1), ordinal: Number(text.slice(1)) }));
  const of = (...from: string[]): Sample => ({ ...sampleOf(String), rows: from.map((one) => [one, 'x']), origins: origins(...from), first: 9, total: 9 });
  const { all } = atOnce(pairSamples(of('a0', 'b0', 'a1', 'a1', 'b7000000'), of('b0', 'b0', 'a1', 'a1', 'a1', 'c0', 'a0')));
  expect(all.map(({ left, right }) => `${left ?? '-'}:${right ?? '-'}`)).toEqual(['0:6', '1:0', '-:1', '2:2', '3:3', '4:-', '-:4', '-:5']);
});
