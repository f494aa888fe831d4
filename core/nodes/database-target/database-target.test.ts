import { beforeEach, expect, test } from 'vitest';
import type { SqlValue } from '../../catalog/families/database.ts';
import { batchOf } from '../testing/batches.ts';
import { columnShape, MemoryDatabase, type MemoryTable } from '../testing/memory-database.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { rehearseTarget, runTarget } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

let database: MemoryDatabase;
let staff: MemoryTable;
beforeEach(() => {
  database = new MemoryDatabase();
  staff = database.add(
    'staff',
    [
      columnShape('id', 'integer', { nullable: false }),
      columnShape('Name', 'text', { length: 5 }),
      columnShape('pay', 'decimal'),
      columnShape('full', 'text', { generated: true }),
    ],
    ['id'],
    [
      [1, 'Ann', '10.50', null],
      [2, 'Ben', '20', null],
    ],
  );
});

type Rows = readonly Record<string, string | number | null>[];
const SETTINGS = { connection: 'db', table: { name: 'staff' } };
const batches = (rows: Rows) => [batchOf(rows, { as: 'bytes' })];
const write = (settings: object, rows: Rows, more: Surroundings = {}) =>
  runTarget({ spec, run }, { ...SETTINGS, ...settings }, batches(rows), { connections: { db: database }, ...more });
const rehearse = (settings: object, rows: Rows, more: Surroundings = {}) =>
  rehearseTarget({ spec, run }, { ...SETTINGS, ...settings }, batches(rows), { connections: { db: database }, ...more });
const held = (): SqlValue[][] => staff.rows.map((row) => row.slice(0, 3));
const codes = (seen: { rejects: { reason: { code: string }; ordinal: number }[] }) => seen.rejects.map(({ reason, ordinal }) => [reason.code, ordinal]);

const THREE = [
  { id: '1', name: 'Ann', pay: '10.5' },
  { id: '2', name: 'Bea', pay: '20' },
  { id: '3', name: 'Cy', pay: '' },
];

test('update or add: the receipt counts what was changed and finds every key again; a second run changes nothing', async () => {
  const would = await rehearse({}, THREE);
  expect(would.wouldDo).toMatchObject({ insert: 1, update: 1, unchanged: 1, delete: 0, target: 'test in memory: staff' });
  expect(would.wouldDo.sample.map(({ action, key, before, after }) => [action, key, before?.['Name'], after?.['Name']])).toEqual([
    ['update', '2', 'Ben', 'Bea'],
    ['insert', '3', undefined, 'Cy'],
  ]);
  expect(database.written).toEqual([]);
  const { receipt } = await write({}, THREE);
  expect(receipt).toMatchObject({ delivered: 3, inserted: 1, confirmed: 3, holds: 3 });
  expect(held()).toEqual([
    [1, 'Ann', '10.5'],
    [2, 'Bea', '20'],
    [3, 'Cy', null],
  ]);
  expect((await write({}, THREE)).receipt).toMatchObject({ inserted: 0, updated: 0, unchanged: 3, confirmed: 3 });
});

test('records that can be no row are rejected by themselves, with field and value', async () => {
  const seen = await write({}, [
    { id: 'one', name: 'A', pay: '1' },
    { id: '', name: 'B', pay: '1' },
    { id: '4', name: 'Dorothea', pay: '1' },
    { id: '5', name: 'Eve', pay: '1,5' },
    { id: '6', name: 'Finn', pay: '1.5' },
  ]);
  expect(codes(seen)).toEqual([
    ['wrong-type', 0],
    ['key-empty', 1],
    ['too-long', 2],
    ['wrong-type', 3],
  ]);
  expect(seen.rejects[2]?.reason).toMatchObject({ field: 'name', value: 'Dorothea' });
  expect(seen.receipt).toMatchObject({ delivered: 1, confirmed: 1 });
});

test('what does not fit the table is said before the first row', async () => {
  const error = async (settings: object, rows: Rows) => (await write(settings, rows)).error;
  expect(await error({}, [{ id: '1', wage: '1' }])).toMatchObject({ code: 'column-missing', message: expect.stringContaining('"wage"') });
  expect(await error({}, [{ id: '1', full: 'x' }])).toMatchObject({ code: 'column-generated' });
  expect(await error({}, [{ name: 'x' }])).toMatchObject({ code: 'key-field-missing', message: expect.stringContaining('id') });
  expect(await error({ keys: ['nr'] }, [{ id: '1' }])).toMatchObject({ code: 'key-field-missing', message: expect.stringContaining('"nr"') });
  expect(await error({ way: 'insert' }, [{ name: 'x' }])).toMatchObject({ code: 'column-unfilled', message: expect.stringContaining('"id"') });
  expect(await error({}, [{ id: '1', ID: '2' }])).toMatchObject({ code: 'same-column' });
  expect(await error({ table: { name: 'gone' } }, [{ id: '1' }])).toMatchObject({ code: 'table-missing' });
  database.known.set('staff', { ...staff, shape: { ...staff.shape, may: { insert: true, update: false, delete: true } } });
  expect(await error({}, THREE)).toMatchObject({ code: 'not-allowed', message: expect.stringContaining('update') });
  expect(database.written).toEqual([]);
  const left = await write({ way: 'insert', extra: 'leave' }, [{ id: '7', wage: '1', full: 'x' }]);
  expect(left.receipt).toMatchObject({ delivered: 1, inserted: 1 });
  expect(left.notices.map(({ code }) => code)).toContain('fields-left-out');
});

test('update and delete give back records without a row, or leave them out', async () => {
  const rows = [
    { id: '2', pay: '5' },
    { id: '9', pay: '5' },
  ];
  const would = await rehearse({ way: 'update' }, rows);
  expect(would.wouldDo).toMatchObject({ update: 1, insert: 0 });
  expect(codes(would)).toEqual([['row-missing', 1]]);
  const updated = await write({ way: 'update' }, rows);
  expect(codes(updated)).toEqual([['row-missing', 1]]);
  expect(updated.receipt).toMatchObject({ delivered: 1, updated: 1, confirmed: 1 });
  const deleted = await write({ way: 'delete', missing: 'leave' }, rows);
  expect(deleted.counts).toMatchObject({ filtered: 1, out: 1 });
  expect(deleted.receipt).toMatchObject({ deleted: 1, holds: 1, confirmed: 1 });
  expect(held()).toEqual([[1, 'Ann', '10.50']]);
});

test('make equal deletes what did not come, counted before; it never takes a rejected record for one that has gone, and nothing for everything', async () => {
  const would = await rehearse({ way: 'mirror' }, [
    { id: '2', name: 'Ben' },
    { id: '3', name: 'Cy' },
  ]);
  expect(would.wouldDo).toMatchObject({ insert: 1, unchanged: 1, delete: 1 });
  expect(would.wouldDo.sample.at(-1)).toMatchObject({ action: 'delete', key: '1', before: { Name: 'Ann' }, after: null });
  const careful = await write({ way: 'mirror' }, [{ id: '2' }, { id: 'x' }]);
  expect(careful.notices.map(({ code }) => code)).toContain('nothing-deleted');
  expect(held()).toHaveLength(2);
  expect((await write({ way: 'mirror' }, [{ id: '2' }], { rejectedBefore: { in: 1 } })).receipt?.deleted).toBe(0);
  expect((await write({ way: 'mirror', mostDeletes: 1 }, [{ id: '3' }])).error).toMatchObject({ code: 'too-many-deletes' });
  expect((await write({ way: 'mirror' }, [])).error).toMatchObject({ code: 'nothing-arrived' });
  expect(held()).toHaveLength(2);
  expect((await write({ way: 'mirror' }, [{ id: '2' }])).receipt).toMatchObject({ deleted: 1, holds: 1 });
  expect((await write({ way: 'mirror', mayEmpty: true }, [])).receipt).toMatchObject({ deleted: 1, holds: 0, delivered: 0 });
});

test('records with a key that came before: the last one counts, and it is told; added rows reject the second', async () => {
  const twice = [
    { id: '5', name: 'A' },
    { id: '5', name: 'B' },
  ];
  expect((await rehearse({}, twice)).wouldDo).toMatchObject({ insert: 1, update: 1, sentence: expect.stringContaining('the last one counts') });
  const seen = await write({}, twice);
  expect(seen.notices.map(({ code }) => code)).toContain('key-repeated');
  expect(held().at(-1)).toEqual([5, 'B', null]);
  expect(codes(await rehearse({ way: 'insert' }, [{ id: '6' }, { id: '6' }, { id: '1' }]))).toEqual([
    ['duplicate-key', 1],
    ['duplicate-key', 2],
  ]);
  expect(codes(await write({ way: 'insert' }, [{ id: '6' }, { id: '6' }, { id: '1' }]))).toEqual([
    ['duplicate-key', 1],
    ['duplicate-key', 2],
  ]);
});

test('the table is made from the arriving fields where that is wished, and a rehearsal only shows the statement', async () => {
  const settings = { table: { name: 'new' }, create: true, keys: ['nr'] };
  expect((await rehearse(settings, [{ nr: '1', name: 'A' }])).wouldDo).toMatchObject({ insert: 1, sentence: expect.stringContaining('CREATE TABLE "new"') });
  expect(database.written).toEqual([]);
  expect((await write(settings, [{ nr: '1', name: 'A' }])).receipt).toMatchObject({ inserted: 1, confirmed: 1 });
  expect(database.known.get('new')?.shape.primaryKey).toEqual(['nr']);
  expect((await write({ table: { name: 'other' }, create: true }, [{ nr: '1' }])).error).toMatchObject({ code: 'no-key' });
});

test('added rows in several transactions are groups of their own; upserts in several say what stays', async () => {
  const many = Array.from({ length: 7 }, (_, at) => ({ id: `${at + 10}`, name: at === 3 ? 'too long' : 'x' }));
  const seen = await write({ way: 'insert', transaction: 'rows', rows: 3 }, many);
  expect(seen.receipt).toMatchObject({ delivered: 6, inserted: 6, confirmed: 6, holds: 8 });
  expect(codes(seen)).toEqual([['too-long', 3]]);
  expect(database.written.filter((one) => one === 'commit')).toHaveLength(3);
  const abort = new AbortController();
  const stopped = await write({ transaction: 'rows', rows: 2 }, many, { signal: abort.signal, arriving: {} });
  expect(stopped.error).toBeUndefined();
});

test('rows that somebody else removes at once are not confirmed; a table that cannot be read back undoes nothing', async () => {
  database.afterCommit = () => {
    staff.rows = staff.rows.filter(([id]) => id !== 3);
  };
  const seen = await write({}, THREE);
  expect(seen.receipt).toMatchObject({ delivered: 3, confirmed: 2 });
  expect(seen.notices.map(({ code }) => code)).toContain('not-confirmed');
  database.afterCommit = () => database.known.delete('staff');
  const lost = await write({}, THREE);
  expect(lost.receipt).toMatchObject({ delivered: 3 });
  expect(lost.notices.map(({ code }) => code)).toContain('not-read-back');
});
