import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import type { MappingItem } from '../../catalog/shapes.ts';
import { fieldsOf, select } from '../../data/batch-ops.ts';
import { type BatchShape, batchOf, inOnes, record } from '../testing/batches.ts';
import { type Kind, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind: Kind = { spec, run };
type Rows = readonly { readonly [field: string]: Value }[];
type Items = readonly (Partial<MappingItem> & { to: string })[];
const STAFF: Rows = [
  { EmpNo: '007', LastName: ' Weiß ', FirstName: 'Yusuf', HireDate: '20.12.2009', Salary: '55.631,64' },
  { EmpNo: '008', LastName: 'Larsen', FirstName: 'João', HireDate: '', Salary: '31.362,10' },
];

const config = (items: Items, rest: 'keep' | 'drop' = 'drop') => ({ mapping: { items, rest } });
const map = (items: Items, rows: Rows = STAFF, shape: BatchShape = { as: 'bytes' }) => runTransform(kind, config(items), { in: [batchOf(rows, shape)] });
const values = async (item: Items[number], rows: Rows, shape?: BatchShape) => (await map([item], rows, shape)).emitted[OUT_PORT]?.map((each) => each[item.to]);

describe('copied fields', () => {
  test('leave under their new names, in the order of the list, without a copy of their data', async () => {
    const batch = batchOf(STAFF, { as: 'bytes' });
    const { batches, emitted } = await runTransform(
      kind,
      config([
        { to: 'last', from: 'LastName' },
        { to: 'no', from: 'EmpNo' },
        { to: 'again', from: 'EmpNo' },
      ]),
      { in: [batch] },
    );
    expect(emitted[OUT_PORT]?.[0]).toEqual(record({ last: ' Weiß ', no: '007', again: '007' }));
    expect(Object.keys(emitted[OUT_PORT]?.[0] ?? {})).toEqual(['last', 'no', 'again']);
    expect(batches[OUT_PORT]?.[0]?.columns).toEqual([batch.columns[1], batch.columns[0], batch.columns[0]]);
    expect(batches[OUT_PORT]?.[0]?.columns[0]).toBe(batch.columns[1]);
  });

  test('are followed by the others if those are kept; as the spec says beforehand', async () => {
    const settings = config(
      [
        { to: 'no', from: 'EmpNo' },
        { to: 'LastName', formula: 'UPPER([LastName])' },
      ],
      'keep',
    );
    const batch = batchOf(STAFF, { as: 'bytes' });
    const { batches } = await runTransform(kind, settings, { in: [batch] });
    expect(batches[OUT_PORT]?.[0]?.names).toEqual(['no', 'LastName', 'FirstName', 'HireDate', 'Salary']);
    const foretold = spec.fields(spec.config.parse(settings), { [IN_PORT]: fieldsOf(batch) });
    expect(foretold[OUT_PORT]?.map(({ name }) => name)).toEqual(batches[OUT_PORT]?.[0]?.names);
  });

  test('a field that some records lack is empty there, and it is said once; one that none has stops the run', async () => {
    const items = [
      { to: 'a', from: 'x' },
      { to: 'b', formula: '[gone] & "!"' },
      { to: 'c', from: 'y', type: 'integer' as const },
    ];
    const inputs = { in: [batchOf([{ x: 1, y: '2' }]), batchOf([{ z: 1 }]), batchOf([{ w: 1 }])] };
    await expect(runTransform(kind, config(items), inputs)).rejects.toMatchObject({ code: 'field-never-arrived', place: { field: 'gone' } });
    const { emitted, notices } = await runTransform(kind, config(items), inputs, { mode: 'preview' });
    expect(emitted[OUT_PORT]).toEqual([record({ a: 1, b: '!', c: 2 }), record({ a: null, b: '!', c: null }), record({ a: null, b: '!', c: null })]);
    expect(notices.map(({ code, place }) => [code, place?.field])).toEqual(['gone', 'x', 'y'].map((field) => ['field-missing', field]));
  });
});

describe('computed fields', () => {
  const ORDERS: Rows = [
    { quantity: '3', price: '4', discount: '', status: 'paid' },
    { quantity: '2', price: '2.675', discount: '0.5', status: 'größer' },
    { quantity: '9007199254740993', price: '1', discount: '', status: '"q"' },
  ];

  test('have the results of their formulas, whatever the formula is made of', async () => {
    const items = [
      { to: 'total', formula: 'ROUND([quantity]*[price]*(1-IF([discount]="",0,[discount])),2)' },
      { to: 'label', formula: 'UPPER([status])&"-"&LEFT([price],1)' },
      { to: 'many', formula: '[quantity]>=3' },
      { to: 'shorter', formula: 'SUBSTITUTE([status],"a","")' },
      { to: 'nothing', formula: 'IF([discount]="",NULL,[discount])' },
      { to: 'whole', formula: '[quantity]*1' },
    ];
    const { emitted } = await map(items, ORDERS);
    expect(emitted[OUT_PORT]).toEqual([
      record({ total: 12, label: 'PAID-4', many: true, shorter: 'pid', nothing: null, whole: 3 }),
      record({ total: 2.68, label: 'GRÖSSER-2', many: false, shorter: 'größer', nothing: '0.5', whole: 2 }),
      record({ total: 9007199254740993n, label: '"Q"-1', many: true, shorter: '"q"', nothing: null, whole: 9007199254740993n }),
    ]);
  });

  test('take types and formats like copied ones', async () => {
    expect(await values({ to: 'day', formula: 'LEFT([HireDate],10)', type: 'date', format: 'dd.MM.yyyy' }, STAFF)).toEqual(['2009-12-20', null]);
    expect(await values({ to: 'text', formula: '[n]*2', type: 'text', format: '1.234,56' }, [{ n: 617.25 }])).toEqual(['1.234,50']);
  });

  test('give each record the same in whatever order and batches the records come', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({ n: i % 7 === 0 ? 'x' : String(i), t: i % 5 === 0 ? 'ä' : `t${i}` }));
    const all = batchOf(rows, { as: 'bytes' });
    const mixed = select(
      all,
      Int32Array.from({ length: 299 }, (_, i) => (i * 7) % 300),
      299,
    );
    const items = [
      { to: 'a', formula: 'RAND()' },
      { to: 'b', formula: 'IFERROR([n]*2,0)+RAND()' },
      { to: 'c', formula: 'UPPER([t])&[n]' },
      { to: 'd', formula: '[n]*2' },
    ];
    const whole = await runTransform(kind, config(items), { in: [mixed] });
    const ones = await runTransform(kind, config(items), { in: inOnes([mixed]) });
    expect(ones.emitted).toEqual(whole.emitted);
    expect(ones.rejects).toEqual(whole.rejects);
    expect(whole.counts.rejected).toBe(rows.filter(({ n }) => n === 'x').length);
    expect(new Set(whole.emitted[OUT_PORT]?.map(({ a }) => a)).size).toBe(whole.counts.out);
    expect(whole.emitted[OUT_PORT]?.every(({ c, d }) => String(c).endsWith(String(Number(d) / 2)))).toBe(true);
  });

  test.each(['[quantity', 'NOPE(1)', '"a" * 2'])('"%s" stops the run before it begins', async (formula) => {
    await expect(map([{ to: 'x', formula }], ORDERS)).rejects.toMatchObject({ code: 'formula-unusable', place: { field: 'x' } });
  });
});

describe('conversions', () => {
  test('read texts in their format', async () => {
    const { emitted } = await map([
      { to: 'no', from: 'EmpNo', type: 'integer' },
      { to: 'hired_on', from: 'HireDate', type: 'date', format: 'dd.MM.yyyy' },
      { to: 'salary', from: 'Salary', type: 'decimal', format: '1.234,56' },
    ]);
    expect(emitted[OUT_PORT]).toEqual([record({ no: 7, hired_on: '2009-12-20', salary: '55631.64' }), record({ no: 8, hired_on: null, salary: '31362.10' })]);
  });

  test('keep the text of a type that does not change, and of numbers that become text', async () => {
    const shape: BatchShape = { as: 'bytes', types: { n: 'integer', d: 'date' } };
    expect(await values({ to: 'n', from: 'n', type: 'text' }, [{ n: '007' }], shape)).toEqual(['007']);
    expect(await values({ to: 'd', from: 'd', type: 'date', format: 'dd.MM.yyyy' }, [{ d: '2026-11-20' }], shape)).toEqual(['2026-11-20']);
  });

  test('a record that does not fit is rejected once, as it came, with the first reason', async () => {
    const rows = [
      { id: '1', HireDate: '31.02.2019', Salary: 'n/a' },
      { id: '2', HireDate: '20.12.2009', Salary: 'tbd' },
      { id: '3', HireDate: '20.12.2009', Salary: '1,00' },
      { id: 'x', HireDate: 'n/a', Salary: '1,00' },
    ];
    const items: Items = [
      { to: 'hired_on', from: 'HireDate', type: 'date', format: 'dd.MM.yyyy' },
      { to: 'salary', from: 'Salary', type: 'decimal', format: '1.234,56' },
      { to: 'double', formula: '[id]*2' },
    ];
    const { emitted, rejects, counts } = await map(items, rows);
    expect(counts).toMatchObject({ in: 4, out: 1, rejected: 3 });
    expect(emitted[OUT_PORT]).toEqual([record({ hired_on: '2009-12-20', salary: '1.00', double: 6 })]);
    expect(rejects.map(({ reason }) => reason.message)).toEqual([
      'HireDate: "31.02.2019" is not a date of the form dd.MM.yyyy.',
      'Salary: "tbd" is not a decimal number of the form 1.234,56.',
      'HireDate: "n/a" is not a date of the form dd.MM.yyyy.',
    ]);
    expect(rejects[0]).toMatchObject({ record: rows[0], reason: { code: 'wrong-type', field: 'HireDate', value: '31.02.2019', hint: expect.any(String) } });
  });

  test('a formula without a result rejects with the field it is for', async () => {
    const { rejects } = await map([{ to: 'rate', formula: '1/[n]' }], [{ n: '0' }, { n: 'x' }, { n: '4' }]);
    expect(rejects.map(({ reason }) => [reason.code, reason.field])).toEqual([
      ['division-by-zero', 'rate'],
      ['not-a-number', 'n'],
    ]);
    expect(rejects[0]?.reason.message).toMatch(/^rate: /);
  });
});
