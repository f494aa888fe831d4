import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sketchFlow, ToyWorkspace } from './testing/toy-flow.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const idsIn = (name: string) => workspace.world.written.get(name)?.map((row) => Number(row.split(':')[2]));

describe('a run', () => {
  it('carries records from a source through a filter to a target and accounts for each', async () => {
    const flow = sketchFlow({
      nodes: { go: ['start'], read: ['count', { count: 10 }], some: ['keep', { dropEvery: 3, rejectEvery: 5 }], out: ['collect', { name: 'out' }] },
      edges: ['go>read', 'read>some', 'some>out'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome.error).toBeUndefined();
    expect(seen.outcome.status).toBe('succeeded-with-rejects');
    expect(seen.outcome.counts).toEqual({ read: 10, delivered: 5, filtered: 3, duplicates: 0, rejected: 2, pending: 0 });
    expect(idsIn('out')).toEqual([0, 1, 3, 6, 7]);
    expect(seen.rejects.map(({ nodeId, code, origin, file, row, deadLetter }) => ({ nodeId, code, origin, file, row, deadLetter }))).toEqual([
      { nodeId: 'some', code: 'toy', origin: { source: 'read', ordinal: 4 }, file: 'toy.txt', row: 5, deadLetter: true },
      { nodeId: 'some', code: 'toy', origin: { source: 'read', ordinal: 9 }, file: 'toy.txt', row: 10, deadLetter: true },
    ]);
    expect(seen.rejects[0]?.record).toEqual({ id: 4, text: 'record 4' });
    expect(seen.step('some').ports).toEqual({ out: 5, rejected: 2 });
  });
});
