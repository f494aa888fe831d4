import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FlowSketch, sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const two = (settings: FlowSketch['settings'], rejects?: object): FlowSketch => ({
  nodes: {
    read: ['count', { count: 1_000 }],
    first: ['keep', { rejectEvery: 10 }, rejects ? { rejects } : {}],
    second: ['keep', { rejectEvery: 7 }],
    out: ['collect'],
  },
  edges: ['read>first', 'first>second', 'second>out'],
  ...(settings ? { settings } : {}),
});

async function errorOf(sketch: FlowSketch) {
  const seen = await workspace.run(sketchFlow(sketch));
  expect(workspace.world.written.size, 'a run that stops at a limit writes nothing').toBe(seen.outcome.error ? 0 : 1);
  return { error: seen.outcome.error, counts: seen.outcome.counts };
}

describe('limits on rejects', () => {
  it('stop a run at a count, of one step or of all together', async () => {
    const { error, counts } = await errorOf(two({}, { stopAfterCount: 20, minimum: 100 }));
    expect(error).toMatchObject({ class: 'user', code: 'too-many-rejects', place: { node: 'first' } });
    expect(error?.message).toMatch(/^first rejected 20 of \d+ records; the run stops at 20\.$/);
    expect(counts.rejected).toBeGreaterThan(20);
    const whole = await errorOf(two({ rejects: { stopAfterCount: 20 } }));
    expect(whole.error?.message).toMatch(/^The run rejected 20 of \d+ records; the run stops at 20\.$/);
    expect(whole.error?.hint).toContain('settings of the flow');
    expect(whole.counts.rejected).toBe(20);
  });

  it('count a percentage only once enough has arrived', async () => {
    const { error, counts } = await errorOf(two({ rejects: { stopAbovePercent: 15, minimum: 400 } }));
    expect(error?.message).toMatch(/^The run rejected 2\d(\.\d)? % of 400 records; the run stops above 15 %\.$/);
    expect(counts.read).toBe(400);
    expect((await errorOf(two({ rejects: { stopAbovePercent: 15, minimum: 1_001 } }))).error).toBeUndefined();
    expect((await errorOf(two({ rejects: { stopAbovePercent: 30, minimum: 1 } }, { stopAbovePercent: 50, minimum: 1 }))).error).toBeUndefined();
  });

  it('do not count twice what was rejected before', async () => {
    const flow = sketchFlow({
      nodes: {
        read: ['count', { count: 100 }],
        first: ['keep', { rejectEvery: 10 }],
        again: ['keep', { rejectEvery: 1 }],
        out: ['collect'],
        late: ['collect', { name: 'late' }],
      },
      edges: ['read>first', 'first>out', 'first.rejected>again', 'again>late'],
      settings: { rejects: { stopAfterCount: 11 } },
    });
    const { outcome } = await workspace.run(flow);
    expect(outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { rejected: 10, delivered: 90 } });
  });
});

describe('retries of a run', () => {
  it('are in its log, and counted with the step', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { openFails: 2 }, { retry: { attempts: 3, firstDelayMs: 10 } }], out: ['collect'] },
      edges: ['read>out'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome.status).toBe('succeeded');
    expect(seen.step('read').counts.retries).toBe(2);
    expect(seen.logs).toEqual([
      expect.stringMatching(/^The toy source does not answer\. Waiting \d+ ms to try again \(2 of 3\)\.$/),
      expect.stringMatching(/\(3 of 3\)\.$/),
    ]);
  });
});
