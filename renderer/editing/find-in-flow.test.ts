import { expect, test } from 'vitest';
import { flowSchema } from '../../core/flow/flow.ts';
import { findInFlow, NAME, NOTE } from './find-in-flow.ts';

const node = (id: string, kind: string, name: string, config: Record<string, unknown>, note?: string) => ({
  id,
  kind,
  version: 1,
  name,
  position: { x: 0, y: 0 },
  config,
  ...(note ? { note } : {}),
});

const flow = flowSchema.parse({
  format: 'swivel/flow',
  version: 1,
  id: 'f',
  name: 'F',
  nodes: [
    node('a', 'csv-source', 'Orders', { path: 'orders (1).csv', fields: [{ name: 'Amount', type: 'number' }] }, 'Ask the sales desk\nabout the amount'),
    node('b', 'filter-rows', 'Large ones', { mode: 'formula', formula: '[Amount] > 100 && [Country] = "DE"' }),
    node('c', 'sort-rows', 'In order', { keys: [{ field: 'Amount', direction: 'ascending' }] }),
  ],
  edges: [],
});

test('finds words in names, settings, field names, formulas and notes, and says where', () => {
  const hits = findInFlow(flow, 'amount');
  expect(hits.map(({ nodeId, field }) => [nodeId, field])).toEqual([
    ['a', 'fields.0.name'],
    ['a', NOTE],
    ['b', 'formula'],
    ['c', 'keys.0.field'],
  ]);
  expect(hits.map(({ labels }) => labels[0])).toEqual(['Field types', 'Note', 'Keep records where', 'Sort by']);
  expect(hits[2]).toMatchObject({ before: '[', match: 'Amount', after: '] > 100 && [Country] = "DE"' });
  expect(hits[1]).toMatchObject({ before: 'about the ', match: 'amount', after: '' });
  expect(findInFlow(flow, 'orders').map(({ field }) => field)).toEqual([NAME, 'path']);
});

test('characters of patterns are looked for as they are; empty words find nothing', () => {
  expect(findInFlow(flow, '(1).').map(({ field }) => field)).toEqual(['path']);
  expect(findInFlow(flow, '.*')).toEqual([]);
  expect(findInFlow(flow, '"DE"')).toHaveLength(1);
  expect(findInFlow(flow, '  ')).toEqual([]);
});

test('a long line is cut around the words', () => {
  const long = { ...flow, nodes: [{ ...flow.nodes[1], config: { formula: `${'x'.repeat(500)}needle${'y'.repeat(500)}` } }] } as typeof flow;
  const [hit] = findInFlow(long, 'NEEDLE');
  expect(hit?.before).toBe(`…${'x'.repeat(32)}`);
  expect(hit?.after).toBe(`${'y'.repeat(64)}…`);
});

test('lines are kept by step: a search again after one step changed reads one step', () => {
  let reads = 0;
  const nodes = Array.from({ length: 1_000 }, (_, i) => {
    const counted = node(`n${i}`, 'filter-rows', `Step ${i}`, {});
    return Object.defineProperty(counted, 'config', {
      enumerable: true,
      get: () => {
        reads++;
        return { mode: 'formula', formula: '[Amount]>1' };
      },
    });
  });
  const large = { ...flow, nodes };
  expect(findInFlow(large, 'Amount')).toHaveLength(1_000);
  expect(reads).toBe(1_000);
  const changed = { ...large, nodes: large.nodes.with(5, node('n5', 'filter-rows', 'Other', { mode: 'formula', formula: 'TRUE()' })) };
  expect(findInFlow(changed, 'Amount')).toHaveLength(999);
  expect(reads).toBe(1_000);
});
