import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';

let workspace: KindWorkspace;
let file = '';
beforeAll(() => {
  workspace = new KindWorkspace();
  workspace.rows.set(
    'many',
    Array.from({ length: 1_000 }, (_, id) => ({ id: String(id) })),
  );
  file = join(workspace.root, 'many.csv');
  writeFileSync(file, `id,text\n${Array.from({ length: 200_000 }, (_, id) => `${id},some text that takes room`).join('\n')}\n`);
});
afterAll(() => workspace.close());

type Nodes = Parameters<typeof sketchFlow>[0]['nodes'];
const first = (count: number, skip = 0): Nodes[string] => ['limit-rows', { mode: 'first', count, skip }];
const run = (nodes: Nodes, edges: string[]) => workspace.run(sketchFlow({ nodes, edges }));
const EARLY = /Reading ended early, after [0-9,]+ records: the steps behind s have all they need/;

describe('the first records', () => {
  test('end the reading of their source, in a batch, and the run says so', async () => {
    const seen = await run({ s: ['rows', { of: 'many', batch: 10 }], l: first(25, 10), t: ['tray', { name: 't' }] }, ['s>l', 'l>t']);
    expect(seen.outcome.counts).toMatchObject({ read: 40, delivered: 25, filtered: 15 });
    expect(seen.logs).toContainEqual(
      'Reading ended early, after 40 records: the steps behind s have all they need. What else the source holds was not looked at.',
    );
  });

  test('of a file are read, and not the file', async () => {
    const to = join(workspace.root, 'out.csv');
    const seen = await run({ s: ['csv-source', { path: file }], l: first(10), t: ['csv-target', { path: to }] }, ['s>l', 'l>t']);
    expect(seen.outcome.counts.delivered).toBe(10);
    expect(seen.outcome.counts.read).toBeLessThan(20_000);
    expect(seen.logs).toContainEqual(expect.stringMatching(EARLY));
  });

  test('behind steps that pass records on as they come end it too, and other sources are not begun', async () => {
    const keep = { conditions: { match: 'all', items: [{ field: 'id', operator: 'ends-with', value: '0' }] } };
    const seen = await run(
      { s: ['rows', { of: 'many', batch: 10 }], o: ['rows', { of: 'many', batch: 10 }], f: ['filter-rows', keep], l: first(5), t: ['tray', { name: 't' }] },
      ['s>f', 'o>f', 'f>l', 'l>t'],
    );
    expect(seen.outcome.counts).toMatchObject({ read: 50, delivered: 5, filtered: 45 });
    expect(seen.logs).toContainEqual(expect.stringMatching(/^Nothing was read: the steps behind o have/));
  });

  test('leave whatever else needs the source alone', async () => {
    const whole = async (nodes: Nodes, edges: string[]) =>
      (await run({ s: ['rows', { of: 'many', batch: 10 }], t: ['tray', { name: 't' }], ...nodes }, edges)).step('s').counts.in;
    expect(await whole({ l: first(5), u: ['tray', { name: 'u' }] }, ['s>l', 'l>t', 's>u'])).toBe(1_000);
    expect(await whole({ l: first(5), m: first(35) }, ['s>l', 'l>t', 's>m', 'm>t'])).toBe(40);
    expect(await whole({ o: ['sort-rows', { keys: [{ field: 'id' }] }], l: first(5) }, ['s>o', 'o>l', 'l>t'])).toBe(1_000);
    expect(await whole({ f: ['map-fields', {}], l: first(5), u: ['tray', { name: 'u' }] }, ['s>f', 'f>l', 'l>t', 'f.rejected>u'])).toBe(1_000);
    expect(await whole({ l: ['limit-rows', { mode: 'last', count: 5 }] }, ['s>l', 'l>t'])).toBe(1_000);
  });

  test('do not cut short a source that remembers what it has read', async () => {
    const seen = await run({ s: ['csv-source', { path: file, pick: 'new' }], l: first(10), t: ['tray', { name: 't' }] }, ['s>l', 'l>t']);
    expect(seen.outcome.counts).toMatchObject({ read: 200_000, delivered: 10, filtered: 199_990 });
  });

  test('are kept for a replay, which gives the same', async () => {
    const flow = sketchFlow({
      nodes: { s: ['rows', { of: 'many', batch: 10 }], l: first(25), t: ['tray', { name: 't' }] },
      edges: ['s>l', 'l>t'],
      settings: { capture: 'input' },
    });
    const before = await workspace.run(flow);
    const again = await workspace.run(flow, {
      mode: 'replay',
      replay: { captures: before.job.folders.captures, fromNode: null, ordinals: null, state: 'none', readOutside: [] },
    });
    expect(again.outcome.counts).toEqual(before.outcome.counts);
    expect(again.logs).toContainEqual(expect.stringMatching(/^s was read only in part in the run before.*: 30 records are there/));
  });
});
