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

/** Keeps staff of one country, renames a field, drops one, and writes what is left. */
async function written(text: string): Promise<string> {
  const { runId } = workspace.job(sketchFlow({ nodes: {}, edges: [] }));
  const [from, to] = [join(workspace.root, `${runId}-in.csv`), join(workspace.root, `${runId}-out.csv`)];
  writeFileSync(from, text);
  const { outcome } = await workspace.run(
    sketchFlow({
      nodes: {
        s: ['csv-source', { path: from }],
        f: ['filter-rows', { conditions: { match: 'all', items: [{ field: 'country', operator: 'equals', value: 'DE' }] } }],
        m: [
          'map-fields',
          {
            mapping: {
              rest: 'drop',
              items: [
                { to: 'no', from: 'id' },
                { to: 'name', from: 'name' },
              ],
            },
          },
        ],
        n: ['number-rows', {}],
        t: ['csv-target', { path: to }],
      },
      edges: ['s>f', 'f>m', 'm>n', 'n>t'],
    }),
  );
  expect(outcome.error).toBeUndefined();
  return readFileSync(to, 'utf8');
}

test('a file without a record has the header all the same: nothing came, or everything was left out', async () => {
  const some = await written('id,name,country\n1,Ada,DE\n');
  const header = some.split('\n')[0];
  expect(header).toMatch(/no,name/);
  expect(await written('id,name,country\n1,Bob,FR\n2,Eve,IT\n')).toBe(`${header}\n`);
  expect(await written('id,name,country\n')).toBe(`${header}\n`);
});
