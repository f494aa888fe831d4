import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { IN_PORT } from '../catalog/node-spec.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import type { NodeRun } from '../engine/node-door.ts';
import { catalog } from './index.ts';
import { loadRun } from './runs.ts';
import { CASES } from './testing/cases.ts';
import { createTestContext } from './testing/step-context.ts';

/** Kinds of which a push that throws may be tried again with some of its records: they keep nothing of it, and have told nothing. */
const SPLIT = ['filter-rows', 'map-fields', 'switch-rows', 'look-up', 'flatten-list', 'unpivot-rows', 'validate-rows', 'csv-target', 'json-target'];
/** Others keep something of each record they are given, or are not to be tried again at all. */
const WHOLE = [
  'sort-rows',
  'group-rows',
  'nest-rows',
  'pivot-rows',
  'number-rows',
  'limit-rows',
  'remove-duplicates',
  'union-rows',
  'join-rows',
  'compare-rows',
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'splits-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const caseOf = (kind: string) => {
  const made = (CASES[kind] as (typeof CASES)[string])(folder);
  // A rule that looks at other records keeps them.
  return kind === 'validate-rows' ? { ...made, config: { rules: [{ check: 'required', field: 'name' }] } } : made;
};

/** The batch with values that throw when the last record is looked at. */
function poisoned(batch: Batch, asLists = false): Batch {
  const poison = (row: number): never => {
    throw new TypeError(`record ${row} cannot be looked at`);
  };
  const columns = batch.columns.map((): Column => {
    const values = Array.from({ length: batch.rows }, (_, row): Value => (asLists ? [`value ${row}`] : `value ${row}`));
    const last = batch.selection[batch.count - 1] as number;
    Object.defineProperty(values, last, { get: () => poison(last) });
    return { kind: 'values', type: 'text', values };
  });
  return { ...batch, columns };
}

async function opened(kind: string) {
  const { config, inputs } = caseOf(kind);
  const made = createTestContext({ folder });
  // biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind
  const run = (await loadRun(kind)) as NodeRun<any>;
  if (run.role !== 'transform' && run.role !== 'target') throw new Error(kind);
  const node = await run.open(catalog.get(kind)?.config.parse(config), made.context);
  return { node, inputs, ...made };
}

test.each(SPLIT)('%s has told and kept nothing of a push that throws', async (kind) => {
  const { node, inputs, told, close } = await opened(kind);
  const batches = inputs[IN_PORT] as Batch[];
  const left: string[] = [];
  const emit = (port: string) => void left.push(port);
  if ('flush' in node || !('commit' in node)) {
    expect(node.splits).toContain(IN_PORT);
    const before = structuredClone(told.counts);
    for (const [port, others] of Object.entries(inputs)) if (port !== IN_PORT) for (const other of others) await node.push(port, other, emit as never);
    await expect(async () => node.push(IN_PORT, poisoned(batches[0] as Batch, kind === 'flatten-list'), emit as never)).rejects.toThrow('cannot be looked at');
    expect([told.counts, left]).toEqual([before, []]);
    await node.close?.();
  } else {
    expect(node.splits).toBe(true);
    await expect(async () => node.push(poisoned(batches[0] as Batch))).rejects.toThrow('cannot be looked at');
    for (const batch of batches) await node.push(batch);
    const receipt = await node.commit();
    const [first, ...rest] = readFileSync(receipt.target, 'utf8').trim().split('\n');
    expect(receipt.delivered).toBe(40);
    if (kind === 'csv-target') expect([first, rest.length]).toEqual(['id,__proto__,constructor,name', 40]);
    else expect(JSON.parse(readFileSync(receipt.target, 'utf8'))).toHaveLength(40);
  }
  close();
});

test.each(WHOLE)('%s is not pushed again', async (kind) => {
  const { node, close } = await opened(kind);
  expect(node.splits ?? []).toEqual([]);
  if ('close' in node) await node.close?.();
  close();
});
