import { afterEach, beforeEach, expect, test } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { fieldsOfFlow } from '../../flow/arriving.ts';
import { catalog } from '../../nodes/index.ts';
import { columnShape, MemoryDatabase } from '../../nodes/testing/memory-database.ts';
import type { ConnectionDesk } from './connection-desk.ts';
import { DatabaseViews } from './database-views.ts';

let database: MemoryDatabase;
let opened = 0;
let now = 0;
let answer: (() => Promise<void>) | null = null;
beforeEach(() => {
  database = new MemoryDatabase();
  database.add(
    'staff',
    [columnShape('id', 'integer', { nullable: false }), columnShape('pay', 'decimal'), columnShape('js', 'any', { declared: 'jsonb' })],
    ['id'],
  );
  opened = 0;
  now = 0;
  answer = null;
});
afterEach(() => expect(database.openStreams).toBe(0));

const desk = {
  environment: 'production',
  revisionOf: (id: string) => (id === 'db' ? 1 : null),
  async open() {
    opened++;
    await answer?.();
    return { use: database, close: async () => undefined };
  },
} as unknown as ConnectionDesk;
const views = () => new DatabaseViews({ catalog, connections: desk, now: () => now, patienceMs: 20 });
const flowOf = (source: object, target: object = {}) =>
  sketchFlow({
    nodes: {
      s: ['database-source', { connection: 'db', table: { schema: '', name: 'staff' }, ...source }],
      t: ['database-target', { connection: 'db', table: { schema: '', name: 'staff' }, ...target }],
    },
    edges: ['s>t'],
  });
const problems = async (source: object, target: object = {}) => {
  const [view, flow] = [views(), flowOf(source, target)];
  const answers = await view.of(flow);
  const { arriving } = fieldsOfFlow(flow, catalog, view.told(flow, answers).known);
  return view.problems(flow, answers, arriving).map(({ node, field, code }) => [node, field, code]);
};

test('the fields of a source are known without a row, those that can be chosen are all there are', async () => {
  const [view, flow] = [views(), flowOf({ columns: ['pay', 'js'], json: 'text' })];
  const told = view.told(flow, await view.of(flow));
  expect(told.known['s']).toEqual({
    out: [
      { name: 'pay', type: 'decimal' },
      { name: 'js', type: 'text' },
    ],
  });
  expect(told.offered['s']?.map(({ name }) => name)).toEqual(['id', 'pay', 'js']);
});

test('tables, columns and keys that do not fit are problems of the setting they stand in', async () => {
  expect(await problems({})).toEqual([]);
  expect(await problems({ columns: ['id', 'wage'], watermark: 'at' })).toEqual([
    ['s', 'watermark', 'column-missing'],
    ['s', 'columns.1', 'column-missing'],
  ]);
  expect(await problems({ table: { schema: 'x', name: 'gone' } })).toEqual([['s', 'table', 'table-missing']]);
  expect(await problems({ columns: ['pay'] })).toEqual([['t', 'keys', 'key-field-missing']]);
  expect(await problems({}, { table: { schema: '', name: 'gone' } })).toEqual([['t', 'table', 'table-missing']]);
  expect(await problems({}, { table: { schema: '', name: 'gone' }, create: true })).toEqual([]);
  database.add('other', [columnShape('id', 'date'), columnShape('pay', 'decimal')], []);
  expect(await problems({}, { table: { schema: '', name: 'other' }, way: 'insert' })).toEqual([['t', 'table', 'column-missing']]);
  expect(await problems({ columns: ['id'] }, { table: { schema: '', name: 'other' }, way: 'insert' })).toEqual([['t', 'table', 'wrong-type']]);
});

test('a database is asked once for a while, and one that does not answer keeps nobody waiting', async () => {
  const [view, flow] = [views(), flowOf({})];
  await view.of(flow);
  await view.of(flow);
  expect(opened).toBe(1);
  database.add('staff', [columnShape('id', 'integer')], ['id']);
  now = 30_000;
  await view.of(flow);
  expect(opened).toBe(2);
  const held = Promise.withResolvers<void>();
  answer = () => held.promise;
  const silent = views();
  expect((await silent.of(flow)).size).toBe(0);
  held.resolve();
  answer = () => Promise.reject(new Error('refused'));
  expect((await views().of(flow)).size).toBe(0);
});
