import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const run = (count: number, batch: number, config: Record<string, unknown>, settings: Record<string, unknown> = {}) =>
  workspace.run(
    sketchFlow({
      nodes: { read: ['count', { count, batch }], middle: ['brittle', config, settings], out: ['collect'] },
      edges: ['read>middle', 'middle>out'],
    }),
  );
const intoTable = (count: number, batch: number, config: Record<string, unknown>, settings: Record<string, unknown> = {}) =>
  workspace.run(sketchFlow({ nodes: { read: ['count', { count, batch }], out: ['table', config, settings] }, edges: ['read>out'] }));
const ids = (name: string) => (workspace.world.written.get(name) ?? []).map((row) => Number(row.split(':').at(-1)));
const without = (count: number, missing: readonly number[]) => Array.from({ length: count }, (_, id) => id).filter((id) => !missing.includes(id));

describe('a record that makes a step fail', () => {
  it('is rejected alone, with the reason; the others are delivered, in order', async () => {
    const seen = await run(20_000, 4_096, { at: [12_345] });
    expect(seen.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 20_000, delivered: 19_999, rejected: 1 } });
    expect(seen.rejects).toEqual([
      expect.objectContaining({
        nodeId: 'middle',
        deadLetter: true,
        code: 'step-failed-on-record',
        message: 'The step failed on this record: Cannot read properties of null (record 12345)',
        origin: { source: 'read', ordinal: 12_345 },
        record: expect.objectContaining({ id: 12_345 }),
      }),
    ]);
    expect(ids('collected')).toEqual(without(20_000, [12_345]));
  });

  it.each([
    ['type-error', false],
    ['type-error', true],
    ['defect', false],
    ['operational', true],
  ])('is found among others, whatever is thrown and when: %s, later %s', async (throws, late) => {
    const bad = [0, 7, 63, 64, 65, 99];
    const seen = await run(100, 64, { at: bad, throws, late });
    expect(seen.outcome.counts).toMatchObject({ read: 100, delivered: 94, rejected: 6 });
    expect(seen.rejects.map((row) => row.origin?.ordinal)).toEqual(bad);
    expect(ids('collected')).toEqual(without(100, bad));
  });

  it('is found where the step rejects and filters others of the same batch: each of them once', async () => {
    const seen = await run(200, 50, { at: [3, 60, 61, 120], rejectEvery: 10, dropEvery: 7 });
    const { counts } = seen.step('middle');
    expect(counts).toMatchObject({ in: 200, rejected: 20 + 4, pending: 0 });
    expect(seen.outcome.counts).toMatchObject({ read: 200, rejected: 24, pending: 0 });
    expect(seen.outcome.counts.filtered).toBe(counts.filtered);
    expect(new Set(seen.rejects.map((row) => row.origin?.ordinal)).size).toBe(24);
  });

  it('is found in a target that takes a batch whole or not at all', async () => {
    const seen = await intoTable(5_000, 1_000, { at: [1, 2_500, 4_999], throws: 'operational' });
    expect(seen.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { delivered: 4_997, rejected: 3 } });
    expect(seen.rejects.map(({ code, message }) => `${code}: ${message}`)[0]).toBe('toy-refused: The toy system refuses record 1.');
    expect(ids('table')).toEqual(without(5_000, [1, 2_500, 4_999]));
  });

  it('all or nothing: with a limit of one, nothing is written', async () => {
    const seen = await intoTable(5_000, 1_000, { at: [2_500] }, { rejects: { stopAfterCount: 1 } });
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { code: 'too-many-rejects' }, counts: { delivered: 0, rejected: 1 } });
    expect(workspace.world.written.size).toBe(0);
  });

  it.each([
    ['the user must mend it', { throws: 'user' }],
    ['the system says it', { throws: 'system' }],
    ['the step does not let its batches be divided', { splits: false }],
    ['something of the batch had left the step', { passesOnFirst: true }],
  ])('is not blamed when %s: the run fails', async (_why, config) => {
    const seen = await run(100, 20, { at: [50], ...config });
    expect(seen.outcome.status).toBe('failed');
    expect(seen.outcome.counts).toMatchObject({ rejected: 0, delivered: 0 });
    expect(seen.step('middle').status).toBe('failed');
  });

  it('is the fault of the step when all of a batch do it, or too many', async () => {
    const all = await run(100, 20, {
      at: without(
        100,
        without(
          100,
          Array.from({ length: 20 }, (_, at) => 40 + at),
        ),
      ),
    });
    expect(all.outcome).toMatchObject({ status: 'failed', error: { code: 'unexpected' }, counts: { rejected: 0 } });
    const many = await run(1_000, 20, { at: without(1_000, []).filter((id) => id % 5 === 0) });
    expect(many.outcome).toMatchObject({ status: 'failed', error: { code: 'unexpected' } });
    expect(many.outcome.counts.rejected).toBeLessThanOrEqual(100);
  });

  it('is not looked for where trying again can help, which is done as often as the step is set to', async () => {
    const retry = { attempts: 3, firstDelayMs: 10 };
    const seen = await run(100, 20, { outages: 2 }, { retry });
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 100 } });
    expect(seen.step('middle').counts.retries).toBe(2);
    expect(await intoTable(100, 20, { outages: 2 }, { retry })).toMatchObject({ outcome: { status: 'succeeded', counts: { delivered: 100 } } });
    expect((await run(100, 20, { outages: 9 }, { retry })).outcome).toMatchObject({ status: 'failed', error: { code: 'toy-away' } });
    expect((await run(100, 20, { outages: 1 })).outcome).toMatchObject({ status: 'failed', error: { code: 'toy-away' } });
  });
});
