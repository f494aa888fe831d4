import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OperationalError } from '../base/errors.ts';
import { createCancel } from './cancel.ts';
import { sketchFlow, ToyWorkspace } from './testing/toy-flow.ts';
import type { EngineEvent } from './threads/messages.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const idsIn = (name: string) => workspace.world.written.get(name)?.map((row) => Number(row.split(':')[2]));
const range = (count: number) => Array.from({ length: count }, (_, id) => id);

describe('promises 7 and 8, a ledger of effects; targets whole or not at all', () => {
  const two = (second: object) =>
    sketchFlow({
      nodes: { read: ['count', { count: 3 }], a: ['collect', { name: 'a' }], b: ['collect', { name: 'b', ...second }] },
      edges: ['read>a', 'read>b'],
    });

  it('tells an intent before each commit and the receipt after it, with the same key', async () => {
    const seen = await workspace.run(two({}));
    const ledger = seen.events.flatMap((event) => (event.kind === 'intent' || event.kind === 'delivered' ? [`${event.kind} ${event.key}`] : []));
    expect(ledger).toEqual(['intent run1/a', 'delivered run1/a', 'intent run1/b', 'delivered run1/b']);
    expect(seen.outcome.receipts).toEqual([
      { nodeId: 'a', target: 'a', delivered: 3 },
      { nodeId: 'b', target: 'b', delivered: 3 },
    ]);
  });

  it('tells the intent of a target with a half product when it is opened, and what it is about to commit before it does', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 3 }], a: ['collect', { name: 'a' }], out: ['write', { half: true }] },
      edges: ['read>a', 'read>out'],
    });
    const told = ({ kind, ...event }: EngineEvent) =>
      kind === 'intent' || kind === 'begins' || kind === 'delivered' ? [{ kind, ...event } as EngineEvent & { key: string }] : [];
    const seen = await workspace.run(flow);
    const ledger = seen.events.flatMap(told);
    expect(ledger.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'intent run1/out',
      'begins run1/out',
      'intent run1/a',
      'delivered run1/a',
      'delivered run1/out',
    ]);
    expect(ledger[0]).toMatchObject({ records: 0, half: expect.stringMatching(/\.out\.txt\.run1\.part$/) });
    expect(ledger[1]).toMatchObject({ records: 3 });
    expect(seen.outcome).not.toHaveProperty('undone');
  });

  it('commits such a target only when its intent is on record, and takes it back where the run fails before', async () => {
    const failing = sketchFlow({
      nodes: { read: ['count', { count: 3 }], a: ['collect', { name: 'a', failCommit: true }], out: ['write', { half: true }] },
      edges: ['read>a', 'read>out'],
    });
    const seen = await workspace.run(failing);
    expect(seen.outcome).toMatchObject({ status: 'failed', undone: [{ nodeId: 'out', key: 'run1/out' }] });
    expect(existsSync(join(workspace.root, 'files', 'out.txt'))).toBe(false);
    const kept = Promise.withResolvers<void>();
    const whole = sketchFlow({ nodes: { read: ['count', { count: 3 }], out: ['write', { half: true }] }, edges: ['read>out'] });
    const running = workspace.run(whole, {}, { report: (event) => (event.kind === 'intent' ? kept.promise : undefined) });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(existsSync(join(workspace.root, 'files', 'out.txt'))).toBe(false);
    kept.resolve();
    await running;
    expect(existsSync(join(workspace.root, 'files', 'out.txt'))).toBe(true);
  });

  it('does not commit one whose intent cannot be kept', async () => {
    const whole = sketchFlow({ nodes: { read: ['count', { count: 3 }], out: ['write', { half: true }] }, edges: ['read>out'] });
    const refused = Promise.reject(new OperationalError('disk-full', 'The disk is full.'));
    refused.catch(() => undefined);
    const seen = await workspace.run(whole, {}, { report: (event) => (event.kind === 'intent' ? refused : undefined) });
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { code: 'disk-full' }, undone: [{ nodeId: 'out' }] });
    expect(existsSync(join(workspace.root, 'files', 'out.txt'))).toBe(false);
  });

  it('has a target make ready what it will show while its intent is kept, and commits only when both are done', async () => {
    const kept = Promise.withResolvers<void>();
    const running = workspace.run(
      two({ prepare: 'works' }),
      {},
      {
        report: (event) => (event.kind === 'intent' && event.nodeId === 'b' ? kept.promise : undefined),
      },
    );
    await vi.waitFor(() => expect(workspace.world.happened).toContain('prepare b'), { timeout: 15_000 });
    expect(workspace.world.happened).not.toContain('commit b');
    kept.resolve();
    await running;
    expect(workspace.world.happened.filter((what) => /prepare|commit/.test(what))).toEqual(['commit a', 'prepare b', 'commit b']);
  });

  it('aborts a target that cannot make ready what it would show', async () => {
    const seen = await workspace.run(two({ prepare: 'fails' }));
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { code: 'toy-full', place: { node: 'b' } } });
    expect(workspace.world.happened.filter((what) => /prepare|commit|abort/.test(what))).toEqual(['commit a', 'prepare b', 'abort b']);
  });

  it('commits none when one of them fails before', async () => {
    const seen = await workspace.run(two({ failPush: 2 }));
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { code: 'toy-full', place: { node: 'b' } } });
    expect(workspace.world.happened.filter((what) => /commit|abort/.test(what))).toEqual(['abort b', 'abort a']);
    expect(seen.outcome.counts).toMatchObject({ delivered: 0 });
  });

  it('says what has been written when a later commit fails', async () => {
    const seen = await workspace.run(two({ failCommit: true }));
    expect(seen.outcome.error?.message).toBe('The toy target is full. Written before that, and left as it is: a.');
    expect(workspace.world.happened.filter((what) => /commit|abort/.test(what))).toEqual(['commit a', 'abort b']);
    expect(seen.outcome.counts).toMatchObject({ read: 3, delivered: 3 });
  });

  it('leaves no half file behind', async () => {
    const flow = sketchFlow({ nodes: { read: ['count', { count: 9, failAt: 6 }], out: ['write', { path: 'whole.txt' }] }, edges: ['read>out'] });
    const seen = await workspace.run(flow);
    expect(seen.outcome.status).toBe('failed');
    expect(seen.events.flatMap((event) => (event.kind === 'part-file' ? [existsSync(event.path)] : []))).toEqual([false]);
    expect(existsSync(join(workspace.root, 'files', 'whole.txt'))).toBe(false);
  });

  it('writes no half file before its name is on record, so that a killed run leaves none', async () => {
    const flow = sketchFlow({ nodes: { read: ['count', { count: 3 }], out: ['write', { path: 'whole.txt' }] }, edges: ['read>out'] });
    const there: boolean[] = [];
    const report = async (event: EngineEvent) => {
      if (event.kind !== 'part-file') return;
      await new Promise((resolve) => setTimeout(resolve, 20));
      there.push(existsSync(event.path));
    };
    const seen = await workspace.run(flow, {}, { report });
    expect(seen.outcome.status).toBe('succeeded');
    expect(there).toEqual([false]);
  });
});

describe('promise 9, cancel', () => {
  it('ends a run between two batches and aborts its targets', async () => {
    const cancel = createCancel();
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 100_000, batch: 1 }], slow: ['slow', { ms: 1 }], out: ['collect'] },
      edges: ['read>slow', 'slow>out'],
    });
    const running = workspace.run(flow, {}, { cancel });
    await vi.waitFor(() => expect(workspace.world.happened).toContain('open collected'), { timeout: 15_000 });
    cancel.raise();
    const seen = await running;
    expect(seen.outcome.status).toBe('cancelled');
    expect(seen.outcome.error).toBeUndefined();
    expect(seen.outcome.counts.read).toBeLessThan(100_000);
    expect(seen.outcome.counts.pending).toBe(seen.outcome.counts.read);
    expect(workspace.world.happened).toEqual(['open read', 'open collected', 'abort collected', 'close read']);
    expect(seen.outcome.steps.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('retries', () => {
  const policy = { retry: { attempts: 3, firstDelayMs: 10, factor: 2, maxDelayMs: 1_000 } };

  it.each([{ openFails: 2 }, { readFails: 2 }])('tries a source again while nothing was read: %j', async (config) => {
    const flow = sketchFlow({ nodes: { read: ['count', { count: 4, ...config }, policy], out: ['collect', { name: 'out' }] }, edges: ['read>out'] });
    const seen = await workspace.run(flow);
    expect(seen.outcome.status).toBe('succeeded');
    expect(idsIn('out')).toEqual(range(4));
    expect(seen.logs).toHaveLength(2);
    expect(seen.logs[0]).toMatch(/Waiting \d+ ms to try again \(2 of 3\)\./);
  });

  it('does not try again once records have been passed on', async () => {
    const flow = sketchFlow({ nodes: { read: ['count', { count: 9, failAt: 6 }, policy], out: ['collect'] }, edges: ['read>out'] });
    const seen = await workspace.run(flow);
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { class: 'operational', code: 'toy-lost', place: { node: 'read' } } });
    expect(seen.logs).toEqual([]);
  });

  it('gives up after the last try', async () => {
    const flow = sketchFlow({ nodes: { read: ['count', { openFails: 9 }, policy], out: ['collect'] }, edges: ['read>out'] });
    expect((await workspace.run(flow)).outcome.error?.code).toBe('toy-away');
    expect(workspace.world.openFailures).toBe(3);
  });
});
