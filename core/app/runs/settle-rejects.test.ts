import { describe, expect, test } from 'vitest';
import type { PlainRecord } from '../../base/value.ts';
import type { KeptReject } from '../../store/rejects.ts';
import { notRejectedAgain } from './settle-rejects.ts';

const ORIGIN = { source: 's', ordinal: 7 };
const kept = (seq: number, record: PlainRecord, nodeId = 'n'): KeptReject => ({
  seq,
  nodeId,
  deadLetter: true,
  code: 'c',
  message: `told at ${seq}`,
  origin: ORIGIN,
  record,
});
const corrected = (seq: number, was: Record<string, unknown>, values: Record<string, unknown>) => new Map([[seq, { seq, was, values }]]);
const none = corrected(0, {}, {});
const [b, c, d] = [kept(1, { sku: 'b', qty: 'x' }), kept(2, { sku: 'c', qty: 'x' }), kept(3, { sku: 'c', qty: 'x' })];

describe('which of the rejects made of one record a replay did not reject again', () => {
  test('those that are not there any more, however the others were told and wherever they stand', () => {
    expect(notRejectedAgain([b, c], [kept(9, { sku: 'c', qty: 'x' })], none)).toEqual([1]);
    expect(notRejectedAgain([b, c], [], none)).toEqual([1, 2]);
    expect(notRejectedAgain([b, c], [kept(8, c.record ?? {}), kept(9, b.record ?? {})], none)).toEqual([]);
  });

  test('of two that look alike, the corrected one is told from the other by what it was corrected to', () => {
    const nine = corrected(3, { sku: 'c', qty: 'x' }, { qty: 9 });
    expect(notRejectedAgain([b, c, d], [kept(1, { sku: 'b', qty: 'x' }), kept(2, { sku: 'c', qty: 'x' })], nine)).toEqual([3]);
    expect(notRejectedAgain([b, c, d], [kept(1, { sku: 'c', qty: 'x' }), kept(2, { sku: 'c', qty: 9 })], nine)).toEqual([1]);
  });

  test('none of two that look alike, where one was rejected again and nobody can tell which', () => {
    expect(notRejectedAgain([b, c, d], [kept(1, { sku: 'c', qty: 'x' })], none)).toEqual([1]);
    // The corrected value was hidden, so it looks like the one that was not corrected.
    const hidden = [kept(1, { sku: '•••' }), kept(2, { sku: '•••' })];
    expect(notRejectedAgain(hidden, [kept(1, { sku: '•••' })], corrected(2, {}, { sku: 'right' }))).toEqual([]);
  });

  test('none at all, where something was rejected that is like none of them: it may have been any', () => {
    expect(notRejectedAgain([b, c], [kept(1, { sku: 'b', qty: 'x' }), kept(2, { sku: 'c', qty: 'x', more: 1 })], none)).toEqual([]);
    expect(notRejectedAgain([b, c], [kept(1, { sku: 'b', qty: 'x' }, 'later')], none)).toEqual([]);
    expect(notRejectedAgain([b, c], [b, kept(2, { sku: 'b', qty: 'x' })], none)).toEqual([]);
  });
});
