import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../data/batch.ts';
import { RejectedOrigins } from '../rejects/rejected-origins.ts';
import { DUPLICATE, FILTERED, OriginFates, READ, REJECTED } from './fates.ts';

function batch(source: number | Int32Array, ordinals: number[]): Batch {
  return {
    rows: ordinals.length,
    count: ordinals.length,
    selection: Int32Array.from(ordinals.keys()),
    names: [],
    columns: [],
    origin: { source, first: 0, ordinals: Float64Array.from(ordinals) },
  };
}

describe('fates by origin', () => {
  it('gives each record the strongest of its marks', () => {
    const fates = new OriginFates([7, 9], join(tmpdir(), 'fates-test.pairs'));
    fates.mark(READ, batch(0, [0, 1, 2, 3, 4, 5]));
    fates.mark(REJECTED, batch(0, [0]));
    fates.mark(fates.targetMark(7), batch(0, [0, 1, 2]));
    fates.mark(DUPLICATE, batch(0, [2, 3]));
    fates.mark(FILTERED, batch(0, [1, 3, 4]));
    expect(fates.tally(new Set([7, 9]))).toEqual({ read: 6, rejected: 1, delivered: 2, duplicates: 1, filtered: 1, pending: 1 });
    expect(fates.tally(new Set([9]))).toEqual({ read: 6, rejected: 1, delivered: 0, duplicates: 2, filtered: 2, pending: 1 });
  });

  it('tells what became of the others where some of several made of one record were rejected', () => {
    const fates = new OriginFates([7], join(tmpdir(), 'fates-test.pairs'));
    fates.mark(READ | REJECTED, batch(0, [0, 1, 2]));
    fates.mark(fates.targetMark(7), batch(0, [0]));
    fates.mark(FILTERED, batch(0, [1]));
    const told = (committed: number[]) => [0, 1, 2].map((ordinal) => fates.fateBesideRejects(0, ordinal, new Set(committed)));
    expect(told([7])).toEqual(['delivered', 'filtered', null]);
    expect(told([])).toEqual([null, 'filtered', null]);
    expect(fates.fateOf(0, 0, new Set([7]))).toBe('rejected');
  });

  it('tells nothing of the others where the record went into one that was rejected', () => {
    const fates = new OriginFates([7], join(tmpdir(), 'fates-test.pairs'));
    fates.mark(READ | fates.targetMark(7), batch(0, [0, 1]));
    const rejected = new RejectedOrigins();
    fates.combined.add(3, { sources: [0], ordinals: [1] }, { sources: [0], ordinals: [0] }, 1);
    fates.markOne(REJECTED, 0, 0);
    rejected.mark(4, 0, 0);
    fates.settle(rejected, () => new Set([3, 4]));
    expect([0, 1].map((ordinal) => fates.fateBesideRejects(0, ordinal, new Set([7])))).toEqual(['delivered', null]);
  });

  it('counts a record to look others up in only when it was rejected', () => {
    const fates = new OriginFates([], join(tmpdir(), 'fates-test.pairs'));
    fates.mark(FILTERED, batch(0, [0, 1]));
    fates.mark(REJECTED, batch(0, [1]));
    expect(fates.tally(new Set())).toMatchObject({ read: 1, rejected: 1 });
  });

  it('tells sources apart within a batch, and takes ordinals of any size', () => {
    const fates = new OriginFates([], join(tmpdir(), 'fates-test.pairs'));
    fates.mark(READ, batch(Int32Array.of(0, 1, 0, 1), [5, 5, 200_000, 3_000_000_000]));
    fates.mark(READ, batch(0, [5]));
    expect(fates.tally(new Set()).read).toBe(4);
  });

  it.each([1, 5, 13])('counts what has changed since it was last asked, however the records lie, with %i targets', (count) => {
    const fates = new OriginFates(
      Array.from({ length: count }, (_, at) => at),
      join(tmpdir(), 'fates-test.pairs'),
    );
    const taken = fates.targetMark(0);
    const told = () => fates.tally(new Set([0]));
    fates.mark(READ, batch(0, [0, 70_000, 140_000]));
    expect(told()).toMatchObject({ read: 3, pending: 3 });
    fates.mark(taken, batch(0, [140_000, 0]));
    expect(told()).toMatchObject({ read: 3, delivered: 2, pending: 1 });
    fates.unmark(taken, batch(0, [0]), Int32Array.of(0), 1);
    expect(told()).toMatchObject({ read: 3, delivered: 1, pending: 2 });
    fates.markRow(REJECTED, batch(0, [70_000]), 0);
    fates.markOne(FILTERED, 0, 0);
    expect(told()).toMatchObject({ read: 3, delivered: 1, rejected: 1, filtered: 1, pending: 0 });
    fates.mark(READ, batch(1, [0, 70_001]));
    expect(told()).toMatchObject({ read: 5, pending: 2 });
  });

  it.each([1, 4, 5, 12, 13, 28])('tells %i targets apart', (count) => {
    const targets = Array.from({ length: count }, (_, at) => at);
    const fates = new OriginFates(targets, join(tmpdir(), 'fates-test.pairs'));
    for (const target of targets) {
      fates.markOne(READ, 0, target);
      fates.markOne(fates.targetMark(target), 0, target);
    }
    for (const target of targets) expect(fates.tally(new Set([target])).delivered).toBe(1);
    expect(fates.tally(new Set(targets)).delivered).toBe(count);
  });
});
