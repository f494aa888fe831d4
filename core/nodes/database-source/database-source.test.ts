import { beforeEach, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import type { SourcePosition } from '../../engine/node-door.ts';
import { columnShape, MemoryDatabase } from '../testing/memory-database.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { runSource } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

let database: MemoryDatabase;
beforeEach(() => {
  database = new MemoryDatabase();
  database.add(
    'staff',
    [
      columnShape('id', 'integer', { nullable: false }),
      columnShape('at', 'datetime'),
      columnShape('pay', 'decimal'),
      columnShape('tags', 'list'),
      columnShape('__proto__', 'text'),
    ],
    ['id'],
    [
      [2, '2026-01-02T00:00:00.000001Z', '10.50', '["a",12345678901234567890]', 'x'],
      [1, '2026-01-01T00:00:00Z', '0.1000', null, 'y'],
      [3, '2026-01-02T00:00:00.000001Z', null, '[]', null],
    ],
  );
});

const SETTINGS = { connection: 'db', table: { name: 'staff' } };
const read = (settings: object = {}, more: Surroundings & { afterBatch?: () => void } = {}) =>
  runSource({ spec, run }, { ...SETTINGS, ...settings }, { connections: { db: database }, ...more });
const onFrom = (position: SourcePosition | null): Surroundings => ({ state: new Map<string, Value>(position ? [['position', position]] : []) });

test('values keep every digit and their type; JSON can be used in its parts or stay text', async () => {
  const { emitted, batches } = await read({ columns: ['pay', 'tags', '__proto__'], order: ['id'] });
  expect(Object.keys(emitted['out']?.[0] ?? {})).toEqual(['pay', 'tags', '__proto__']);
  expect(emitted['out']?.map((one) => [one['pay'], one['tags']])).toEqual([
    ['0.1000', null],
    ['10.50', ['a', 12345678901234567890n]],
    [null, []],
  ]);
  expect(batches['out']?.[0]?.columns.map(({ type }) => type)).toEqual(['decimal', 'list', 'text']);
  const asText = await read({ json: 'text' });
  expect(asText.emitted['out']?.map((one) => one['tags'])).toEqual(['["a",12345678901234567890]', null, '[]']);
});

test('each run reads on where the last one ended, also among rows with the same watermark; the position is exact', async () => {
  const by = { watermark: 'at', tie: 'id', columns: ['pay'] };
  const first = await read(by);
  expect(Object.keys(first.emitted['out']?.[0] ?? {})).toEqual(['pay']);
  expect(first.position).toEqual({ value: '2026-01-02T00:00:00.000001Z', tie: 3, type: 'datetime', by: 'at, id' });
  database.known.get('staff')?.rows.push([9, '2026-01-02T00:00:00.000001Z', '9', null, null], [0, '2026-01-02T00:00:00.000002Z', '1', null, null]);
  const second = await read(by, onFrom(first.position));
  expect(second.emitted['out']?.map((one) => one['pay'])).toEqual(['9', '1']);
  expect((await read(by, onFrom(second.position))).position).toBeNull();
  expect((await read(by, { ...onFrom(second.position), mode: 'preview', limit: 2 })).emitted['out']).toHaveLength(2);
  database.known.get('staff')?.rows.push([99, '2026-01-03T00:00:00Z', '5', null, null]);
  const replayed = await read(by, { mode: 'replay', again: second.span?.again ?? null });
  expect(replayed.emitted['out']).toEqual(second.emitted['out']);
  expect(replayed.origins).toEqual(second.origins);
});

test('rows without a watermark are rejected by themselves in every run, behind the others', async () => {
  database.known.get('staff')?.rows.unshift([7, null, '7', null, null]);
  for (const position of [null, { value: '2026-01-02T00:00:00.000001Z', tie: 3 }]) {
    const seen = await read({ watermark: 'at', tie: 'id' }, onFrom(position));
    expect(seen.rejects.map(({ reason, record }) => [reason.code, reason.field, record['id']])).toEqual([['no-watermark', 'at', 7]]);
  }
});

test('a watermark of another type, or another column than before, is told and not read on from', async () => {
  const before = { value: 5, tie: 1, type: 'integer', by: 'at, id' };
  await expect(read({ watermark: 'at', tie: 'id' }, onFrom(before))).rejects.toMatchObject({ code: 'watermark-type-changed' });
  await expect(read({ watermark: 'id' }, onFrom(before))).rejects.toMatchObject({ code: 'watermark-changed', message: expect.stringContaining('at, id') });
  await expect(read({ watermark: 'tags' })).rejects.toMatchObject({ code: 'watermark-not-usable' });
  await expect(read({ watermark: 'gone' })).rejects.toMatchObject({ code: 'field-missing' });
});

test('a table, a column, a parameter that is not there, and a value that is none, are told by name', async () => {
  await expect(read({ table: { schema: 's', name: 'gone' } })).rejects.toMatchObject({ code: 'table-missing', message: expect.stringContaining('s.gone') });
  await expect(read({ columns: ['id', 'wage'] })).rejects.toMatchObject({ code: 'column-missing', message: expect.stringContaining('"wage"') });
  await expect(read({ conditions: [{ column: 'id', operator: '=', value: 'x' }] })).rejects.toMatchObject({ code: 'condition-value' });
  await expect(read({ from: 'query', sql: "SELECT ':no' FROM staff WHERE id = :id AND at::text > '' -- :neither" })).rejects.toMatchObject({
    code: 'parameter-missing',
    message: expect.stringContaining('"id"'),
  });
  const found = await read({ conditions: [{ column: 'id', operator: '=', value: '{param.who}' }] }, { parameters: { who: '2' } });
  expect(found.emitted['out']).toHaveLength(1);
});

test('an empty result still shows its fields, a preview asks for no more than it shows, and nothing stays open', async () => {
  const none = await read({ conditions: [{ column: 'id', operator: '=', value: '0' }] });
  expect(none.batches['out']?.[0]?.names).toEqual(['id', 'at', 'pay', 'tags', '__proto__']);
  database.mostAsked = 0;
  expect((await read({}, { mode: 'preview', limit: 2 })).emitted['out']).toHaveLength(2);
  expect(database.mostAsked).toBe(2);
  const abort = new AbortController();
  await expect(read({}, { signal: abort.signal, afterBatch: () => abort.abort() })).rejects.toThrow();
  expect(database.openStreams).toBe(0);
});
