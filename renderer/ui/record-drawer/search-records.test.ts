import { describe, expect, it } from 'vitest';
import type { Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import type { DataProvider, StepView } from './data-provider.ts';
import { searchRecords } from './search-records.ts';

function sample(rows: Value[][], first = 0): Sample {
  const origins = rows.map((_, at) => ({ source: 's', ordinal: first + at }));
  return { fields: [{ name: 'id', type: 'text' }], rows, origins, first: rows.length, total: rows.length, profile: [], cut: false };
}

function provider(views: Record<string, Partial<StepView>>): DataProvider {
  const none = { from: 'preview' as const, before: [], after: [], rejected: null, filtered: null, duplicates: null };
  const rest = { counts: { rejected: 0, filtered: 0, duplicates: 0 }, wouldDo: null, error: null, takenAt: null, stale: false };
  return {
    steps: Object.keys(views).map((nodeId) => ({ nodeId, name: nodeId.toUpperCase(), role: 'transform' })),
    view: (nodeId) => ({ ...none, ...rest, ...views[nodeId] }),
    request: () => undefined,
    loading: false,
    emptyHint: '',
  };
}

const out = (rows: Value[][], first?: number) => [{ port: 'out', label: 'Out', sample: sample(rows, first) }];

describe('finding a record to follow', () => {
  const data = provider({ a: { after: out([['E-10'], ['E-1'], ['Éva']]) }, b: { after: out([['x']]), rejected: sample([['E-1']], 7) } });
  it('puts whole values before parts, names each record once, and looks at rejected ones too', () => {
    expect(searchRecords(data, ' e-1 ')).toEqual([
      { origin: { source: 's', ordinal: 1 }, step: 'A', field: 'id', value: 'E-1' },
      { origin: { source: 's', ordinal: 7 }, step: 'B', field: 'id', value: 'E-1' },
      { origin: { source: 's', ordinal: 0 }, step: 'A', field: 'id', value: 'E-10' },
    ]);
  });
  it('finds nothing without words, and no more than twenty', () => {
    expect(searchRecords(data, '  ')).toEqual([]);
    expect(searchRecords(provider({ a: { after: out(Array.from({ length: 100_000 }, (_, at) => [`E-${at}`])) } }), 'e-')).toHaveLength(20);
  });
});
