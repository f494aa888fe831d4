import { expect, it } from 'vitest';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { StepResult } from './preview-cache.ts';
import { lookAt, type PreviewPlace } from './preview-look.ts';

const LONG = 'x'.repeat(5_000);
const batches = [0, 3].map((from) =>
  createBatch(['id', 'text'], [textColumn([`a${from}`, `a${from + 1}`, `a${from + 2}`]), textColumn(['Bonn', LONG, null])], 3, runningOrigin(1, from)),
);
const result: StepResult = {
  key: 'k',
  outputKey: 'k',
  at: 0,
  readings: [],
  isSample: false,
  outputs: new Map([['out', batches]]),
  arrived: new Map([['in', batches.slice(0, 1)]]),
  sourceIds: ['other', 'read'],
  step: {
    facts: {
      nodeId: 'some',
      name: 'Some',
      kind: 'keep',
      status: 'succeeded',
      counts: { in: 6, out: 6, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 },
      ports: {},
      ms: 1,
    },
    arrived: {},
    left: {},
    reused: false,
    look: 7,
  },
};
const place = (more: Partial<PreviewPlace> = {}): PreviewPlace => ({ nodeId: 'some', look: 7, side: 'left', port: 'out', ...more });
const look = (asked: Parameters<typeof lookAt>[0]) => lookAt(asked, (nodeId) => (nodeId === 'some' ? result : undefined));

it('gives records from anywhere across batches, with their origins, cells cut as in samples', () => {
  const seen = look({ flowId: 'f', kind: 'rows', place: place(), from: 2, count: 3 });
  expect(seen).toMatchObject({ total: 6, origins: [2, 3, 4].map((ordinal) => ({ source: 'read', ordinal })) });
  expect(seen?.kind === 'rows' && seen.rows.map(([id, text]) => [id, String(text).length])).toEqual([
    ['a2', 4],
    ['a3', 4],
    ['a4', 2_000],
  ]);
  expect(look({ flowId: 'f', kind: 'rows', place: place({ side: 'arrived', port: 'in' }), from: 0, count: 9 })).toMatchObject({ total: 3 });
});

it('gives a value in full, by its position or else by its origin', () => {
  const origin = { source: 'read', ordinal: 4 };
  expect(look({ flowId: 'f', kind: 'value', place: place(), field: 'text', at: 1, origin })).toEqual({ kind: 'value', value: LONG, cut: false });
  expect(look({ flowId: 'f', kind: 'value', place: place(), field: 'id', at: null, origin })).toEqual({ kind: 'value', value: 'a4', cut: false });
  expect(look({ flowId: 'f', kind: 'value', place: place(), field: 'none', at: 0, origin })).toBeNull();
});

it('finds a record by its origin and by its values, equal ones before those that only hold the words', () => {
  const places = [place(), place({ nodeId: 'gone' })];
  expect(look({ flowId: 'f', kind: 'origin', places, origin: { source: 'read', ordinal: 3 } })).toMatchObject({
    places: [{ nodeId: 'some', row: ['a3', 'Bonn'] }],
  });
  expect(look({ flowId: 'f', kind: 'origin', places, origin: { source: 'other', ordinal: 3 } })).toEqual({ kind: 'origin', places: [] });
  const hits = look({ flowId: 'f', kind: 'search', places, words: ' BONN ' });
  expect(hits?.kind === 'search' && hits.hits.map(({ origin, whole, field }) => [origin.ordinal, whole, field])).toEqual([
    [0, true, 'text'],
    [3, true, 'text'],
  ]);
  expect(look({ flowId: 'f', kind: 'search', places, words: '5' })).toMatchObject({ hits: [{ value: 'a5', whole: false }] });
});

it('gives nothing of a step that was worked out anew since', () => {
  expect(look({ flowId: 'f', kind: 'rows', place: place({ look: 6 }), from: 0, count: 1 })).toBeNull();
});
