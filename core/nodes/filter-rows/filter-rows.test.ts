import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Condition } from '../../catalog/shapes.ts';
import { batchOf } from '../testing/batches.ts';
import { type Kind, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind: Kind = { spec, run };
type Rows = readonly { readonly [field: string]: Value }[];
const ORDERS: Rows = [
  { order: '1', status: 'paid', quantity: '5' },
  { order: '2', status: 'cancelled', quantity: '9' },
  { order: '3', status: 'Paid', quantity: '2' },
  { order: '4', status: '', quantity: '30' },
];

const filter = (config: object, rows: Rows = ORDERS) => runTransform(kind, config, { in: [batchOf(rows, { as: 'bytes' })] });
const where = (...items: Partial<Condition>[]) => ({ conditions: { match: 'all', items } });
const orders = (records: readonly { [field: string]: Value }[] | undefined) => (records ?? []).map(({ order }) => order);

describe('conditions', () => {
  test('keep the records for which they hold, and count the others as filtered', async () => {
    const { emitted, filtered, counts } = await filter(
      where({ field: 'status', operator: 'not-equals', value: 'cancelled' }, { field: 'quantity', operator: 'greater-or-equal', value: '3' }),
    );
    expect(orders(emitted[OUT_PORT])).toEqual(['1', '4']);
    expect(orders(filtered)).toEqual(['2', '3']);
    expect(counts).toMatchObject({ in: 4, out: 2, filtered: 2, rejected: 0 });
  });

  test.each<[Partial<Condition>, string[]]>([
    [{ field: 'status', operator: 'one-of', values: ['paid', 'Cancelled'] }, ['1', '2', '3']],
    [{ field: 'status', operator: 'not-one-of', values: ['paid'] }, ['2', '4']],
    [{ field: 'status', operator: 'equals', value: 'paid', caseSensitive: true }, ['1']],
    [{ field: 'status', operator: 'is-empty' }, ['4']],
    [{ field: 'status', operator: 'is-not-empty' }, ['1', '2', '3']],
    [{ field: 'status', operator: 'starts-with', value: 'PA' }, ['1', '3']],
    [{ field: 'status', operator: 'matches', value: '^p.*d$' }, ['1', '3']],
    [{ field: 'quantity', operator: 'equals', value: '5.0' }, ['1']],
    [{ field: 'quantity', operator: 'between', values: ['3', '9'] }, ['1', '2']],
  ])('%j', async (condition, expected) => {
    expect(orders((await filter(where(condition))).emitted[OUT_PORT])).toEqual(expected);
  });

  test('without any, every record stays', async () => {
    expect((await filter({})).counts).toMatchObject({ in: 4, out: 4, filtered: 0 });
  });

  test('a value that cannot be compared rejects its record, with field and value; in record order', async () => {
    const { rejects, counts } = await filter(where({ field: 'quantity', operator: 'greater', value: '3' }, { field: 'status', operator: 'less', value: '7' }), [
      { order: '1', status: '1', quantity: '5' },
      { order: '2', status: 'x', quantity: '5' },
      { order: '3', status: '1', quantity: 'many' },
      { order: '4', status: 'y', quantity: '4' },
    ]);
    expect(counts).toMatchObject({ in: 4, out: 1, rejected: 3 });
    expect(rejects.map(({ record }) => record['order'])).toEqual(['2', '3', '4']);
    expect(rejects[1]?.reason).toMatchObject({ code: 'not-a-number', field: 'quantity', value: 'many', message: '"many" in field quantity is not a number.' });
  });

  test('a condition that cannot be used stops the run before it begins', async () => {
    await expect(filter(where({ field: 'status', operator: 'matches', value: '(' }))).rejects.toMatchObject({ code: 'condition-unusable' });
  });

  test('a field that no record has stops the run, for everything would be left out', async () => {
    const gone = where({ field: 'statsu', operator: 'equals', value: 'paid' });
    await expect(runTransform(kind, gone, { in: [batchOf(ORDERS)] })).rejects.toMatchObject({ code: 'field-never-arrived', place: { field: 'statsu' } });
  });

  test('a field that some records lack is empty there, and it is said once', async () => {
    const { emitted, notices } = await runTransform(kind, where({ field: 'status', operator: 'is-empty' }), {
      in: [batchOf(ORDERS), batchOf([{ order: '8' }]), batchOf([{ order: '9', other: 1 }])],
    });
    expect(orders(emitted[OUT_PORT])).toEqual(['4', '8', '9']);
    expect(notices).toMatchObject([{ code: 'field-missing', place: { field: 'status' } }]);
  });
});

describe('a formula', () => {
  const formula = (text: string, rows?: Rows) => filter({ mode: 'formula', formula: text }, rows);

  test.each([
    ['AND([status]<>"cancelled",[quantity]>=3)', ['1', '4']],
    ['OR([status]="PAID",[quantity]*2=60)', ['1', '3', '4']],
    ['LEN([status])=4', ['1', '3']],
    ['IF([status]="",TRUE,NULL)', ['4']],
    ['IF([order]="2","true","FALSE")', ['2']],
  ])('%s', async (text, expected) => {
    const { emitted, counts } = await formula(text);
    expect(orders(emitted[OUT_PORT])).toEqual(expected);
    expect(counts.filtered).toBe(4 - expected.length);
  });

  test('a record for which it has no result, or another than TRUE and FALSE, is rejected', async () => {
    const failed = await formula('[quantity]>3', [
      { order: '1', quantity: 'many' },
      { order: '2', quantity: '5' },
    ]);
    expect(failed.counts).toMatchObject({ in: 2, out: 1, rejected: 1 });
    expect(failed.rejects[0]?.reason).toMatchObject({ field: 'quantity', value: 'many' });
    const odd = await formula('IF([order]="1","maybe",TRUE)');
    expect(odd.rejects.map(({ reason }) => reason.message)).toEqual(['The formula gives "maybe", not TRUE or FALSE.']);
    expect(odd.counts).toMatchObject({ out: 3, rejected: 1 });
  });

  test.each([
    ['', 'formula-unusable'],
    ['[quantity', 'formula-unusable'],
    ['[quantity]*2', 'formula-no-condition'],
  ])('"%s" stops the run before it begins', async (text, code) => {
    await expect(formula(text)).rejects.toMatchObject({ code });
  });
});
