import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { CASES, HOSTILE } from '../testing/cases.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';

let workspace: KindWorkspace;
beforeAll(() => {
  workspace = new KindWorkspace();
});
afterAll(() => workspace.close());

type Sketch = Record<string, [string, Record<string, unknown>]>;

const HEADER = 'id,__proto__,constructor,name';
const FULL = `${HEADER}\n${HOSTILE.map((each) => Object.values(each).join(',')).join('\n')}\n`;
let files = 0;

function input(text: string): string {
  const path = join(workspace.root, `in-${++files}.csv`);
  writeFileSync(path, text);
  return path;
}

/** What is in the file `t` writes. */
async function written(nodes: Sketch, edges: string[]): Promise<string> {
  const to = join(workspace.root, `out-${++files}.csv`);
  const { outcome } = await workspace.run(sketchFlow({ nodes: { ...nodes, t: ['csv-target', { path: to }] }, edges }));
  expect(outcome.error).toBeUndefined();
  return readFileSync(to, 'utf8');
}

const KINDS = [
  ...['filter-rows', 'limit-rows', 'nest-rows', 'number-rows', 'map-fields', 'remove-duplicates', 'sort-rows', 'group-rows', 'unpivot-rows', 'union-rows'],
  ...['validate-rows', 'code-snippet', 'look-up', 'join-rows', 'compare-rows'],
];

test.each(KINDS)('without a record the header behind %s is the one with records', async (kind) => {
  const { config, inputs } = (CASES[kind] as (typeof CASES)[string])(workspace.root);
  const second = Object.keys(inputs)[1];
  const run = (text: string) =>
    written({ s: ['csv-source', { path: input(text) }], b: ['csv-source', { path: input(text) }], k: [kind, { ...config }] }, [
      's>k',
      ...(second ? [`b>k.${second}`] : []),
      'k>t',
    ]);
  const header = (await run(FULL)).split('\n')[0];
  expect(await run(`${HEADER}\n`)).toBe(`${header}\n`);
});

test('where the data brings the columns, the fields that are known without any are the header', async () => {
  const nodes = (text: string): Sketch => ({
    s: ['csv-source', { path: input(text) }],
    p: ['pivot-rows', { keys: ['id'], column: 'constructor', value: 'name', kind: 'first' }],
    n: ['number-rows', {}],
  });
  expect(await written(nodes(`${HEADER}\n`), ['s>p', 'p>n', 'n>t'])).toBe('id,number\n');
});

test('a file of rejects that has none has their header, at a source and at a step', async () => {
  const path = input(FULL);
  const rejects = 'reject_code,reject_reason,reject_field,reject_value';
  const map = { mapping: { rest: 'keep', items: [] } };
  expect(await written({ s: ['csv-source', { path }] }, ['s.rejected>t'])).toBe(`${HEADER},${rejects}\n`);
  expect(await written({ s: ['csv-source', { path }], m: ['map-fields', map] }, ['s>m', 'm.rejected>t'])).toBe(`${HEADER},${rejects}\n`);
});

test('a line of which nothing is known does not take the header away', async () => {
  const json = join(workspace.root, 'none.json');
  writeFileSync(json, '[]');
  expect(await written({ s: ['csv-source', { path: input(`${HEADER}\n`) }], j: ['json-source', { path: json }] }, ['s>t', 'j>t'])).toBe(`${HEADER}\n`);
});
