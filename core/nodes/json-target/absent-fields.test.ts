import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';

let workspace: KindWorkspace;
beforeAll(() => {
  workspace = new KindWorkspace();
});
afterAll(() => workspace.close());

type Nodes = Parameters<typeof sketchFlow>[0]['nodes'];

const RECORDS = [
  { id: 1, name: 'Ada', leaves: null },
  { id: 2, tags: ['a'], price: 1.5 },
  { id: 3, name: null, leaves: '2026-01-01' },
  { id: 4 },
  { id: 5, name: '', tags: null, price: null },
];
const LINES = `${RECORDS.map((record) => JSON.stringify(record)).join('\n')}\n`;

async function through(nodes: Nodes, edges: string[], text = LINES, settings = {}) {
  const [from, to] = [join(workspace.root, 'in.ndjson'), join(workspace.root, 'out.ndjson')];
  writeFileSync(from, text);
  const flow = sketchFlow({
    nodes: { s: ['json-source', { path: from, shape: 'lines' }], ...nodes, t: ['json-target', { path: to, shape: 'lines' }] },
    edges,
    settings,
  });
  const seen = await workspace.run(flow);
  expect(seen.outcome.error).toBeUndefined();
  return { flow, seen, written: () => readFileSync(to, 'utf8') };
}

const condition = { field: 'id', operator: 'greater', value: '0' };
const WAYS: [string, Nodes, string[]][] = [
  ['nothing', {}, ['s>t']],
  ['a filter', { f: ['filter-rows', { conditions: { match: 'all', items: [condition] } }] }, ['s>f', 'f>t']],
  ['a limit', { l: ['limit-rows', { mode: 'last', count: 9 }] }, ['s>l', 'l>t']],
  ['a sort', { o: ['sort-rows', { keys: [{ field: 'id' }] }] }, ['s>o', 'o>t']],
  ['duplicates', { d: ['remove-duplicates', { keys: ['id'] }] }, ['s>d', 'd>t']],
  ['a switch', { w: ['switch-rows', { cases: [{ id: 'a', name: 'A', conditions: { match: 'all', items: [condition] } }] }] }, ['s>w', 'w.case-a>t']],
];

test.each(WAYS)('a field that a record does not have is not there behind %s, null is null, and a value is a value', async (_name, nodes, edges) => {
  expect((await through(nodes, edges)).written()).toBe(LINES);
});

test('fields that are mapped under other names are not there either', async () => {
  const mapping = { rest: 'keep', items: [{ to: 'full name', from: 'name' }] };
  const { written } = await through({ m: ['map-fields', { mapping }] }, ['s>m', 'm>t']);
  const rows = written()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(rows.map((row) => Object.hasOwn(row, 'full name'))).toEqual([true, false, true, false, true]);
  expect(rows.map((row) => Object.hasOwn(row, 'tags'))).toEqual([false, true, false, false, true]);
});

test('a replay of what was kept writes the same', async () => {
  const { flow, seen, written } = await through({}, ['s>t'], LINES, { capture: 'input' });
  const again = await workspace.run(flow, {
    mode: 'replay',
    replay: { captures: seen.job.folders.captures, fromNode: null, ordinals: null, readOutside: [], state: 'none' },
  });
  expect([again.outcome.error, written()]).toEqual([undefined, LINES]);
});

test('many records of several shapes stay as they are, sorted too', async () => {
  const shape = (id: number) => ({
    id,
    ...(id % 3 === 0 ? { a: `text ${id}` } : {}),
    ...(id % 5 === 0 ? { b: id % 2 ? null : { deep: id } } : {}),
    ...(id > 9_000 ? { late: true } : {}),
  });
  const text = `${Array.from({ length: 10_000 }, (_, id) => JSON.stringify(shape(id))).join('\n')}\n`;
  expect((await through({}, ['s>t'], text)).written()).toBe(text);
  expect((await through({ o: ['sort-rows', { keys: [{ field: 'id', order: 'number' }] }] }, ['s>o', 'o>t'], text)).written()).toBe(text);
});

test('in a CSV file both are empty', async () => {
  const to = join(workspace.root, 'out.csv');
  await through({ c: ['csv-target', { path: to }] }, ['s>t', 's>c']);
  expect(readFileSync(to, 'utf8').split('\n').slice(0, 3)).toEqual(['id,name,leaves,tags,price', '1,Ada,,,', '2,,,"[""a""]",1.5']);
});
