import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineClock } from '../testing/machine-clock.ts';
import { startable } from '../testing/startable.ts';
import { type FlowSketch, sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';
import { createRunHost } from './create-run-host.ts';
import type { EngineEvent, PreviewHappening } from './messages.ts';
import type { RunHost } from './run-host.ts';

let workspace: ToyWorkspace;
let host: RunHost;
beforeEach(() => {
  workspace = new ToyWorkspace();
  host = createRunHost({ workerFile: startable('core/engine/testing/toy-worker.ts'), clock: machineClock(), memoryBytes: 64 * 1024 * 1024 });
});
afterEach(async () => {
  await host.close();
  workspace.close();
});

const chain = (middle: string, config = {}): FlowSketch => ({
  nodes: { read: ['count', { count: 40, rejectEvery: 10 }], middle: [middle, config], out: ['write', { path: 'out.txt' }] },
  edges: ['read>middle', 'middle>out'],
});

function start(sketch: FlowSketch, listener: (event: EngineEvent) => void | Promise<void> = () => {}) {
  const job = workspace.job(sketchFlow(sketch));
  const events: EngineEvent[] = [];
  const handle = host.start(job, (event) => {
    events.push(event);
    return listener(event);
  });
  return { job, events, handle };
}

const files = () => readdirSync(join(workspace.root, 'files'));

describe('a run in a worker', () => {
  it('does the work, tells it, and leaves nothing behind but the target', async () => {
    const { events, handle, job } = start(chain('keep'));
    const outcome = await handle.done;
    expect(outcome.error).toBeUndefined();
    expect(outcome.status).toBe('succeeded-with-rejects');
    expect(outcome.counts).toMatchObject({ read: 40, delivered: 36, rejected: 4 });
    expect(readFileSync(join(workspace.root, 'files', 'out.txt'), 'utf8').split('\n')).toHaveLength(37);
    expect(files()).toEqual(['out.txt']);
    expect(existsSync(job.folders.spill)).toBe(false);
    const kinds = events.map((event) => event.kind);
    expect(kinds[0]).toBe('planned');
    expect(kinds.indexOf('rejects')).toBeLessThan(kinds.indexOf('intent'));
    expect(kinds.indexOf('intent')).toBeLessThan(kinds.indexOf('delivered'));
    const known = events.slice(0, kinds.indexOf('intent')).findLast((event) => event.kind === 'progress');
    expect(known?.counts, 'when a program that dies now is started again').toMatchObject({ read: 40, rejected: 4, pending: 36 });
  });

  it('does one run after another in the same thread, each told apart', async () => {
    const first = start(chain('keep'));
    const one = await first.handle.done;
    const heard = first.events.length;
    const second = start(chain('keep'));
    const two = await second.handle.done;
    expect(two.counts).toEqual(one.counts);
    // How many events rejects and progress are told in depends on how busy the machine is.
    const told = (events: readonly EngineEvent[]) => events.map((event) => event.kind).filter((kind) => kind !== 'progress' && kind !== 'rejects');
    expect(told(second.events)).toEqual(told(first.events));
    expect(first.events).toHaveLength(heard);
  });

  it('waits until what must be durable is kept before it goes on', async () => {
    const order: string[] = [];
    const { handle } = start(chain('keep'), async (event) => {
      if (!['rejects', 'intent', 'delivered'].includes(event.kind)) return;
      order.push(`${event.kind} heard, file ${existsSync(join(workspace.root, 'files', 'out.txt')) ? 'there' : 'not there'}`);
      // The last receipt is kept with the end of the run, which the host's owner writes.
      if (event.kind === 'delivered' && event.atEnd) return;
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${event.kind} kept`);
    });
    await handle.done;
    // A slow run tells of its rejects in several messages.
    expect([...new Set(order)]).toEqual([
      'rejects heard, file not there',
      'rejects kept',
      'intent heard, file not there',
      'intent kept',
      'delivered heard, file there',
    ]);
    expect(order.lastIndexOf('rejects kept')).toBeLessThan(order.indexOf('intent heard, file not there'));
  });

  it('fails, and writes nothing, when what must be durable cannot be kept', async () => {
    const { handle } = start(chain('keep'), (event) => {
      if (event.kind === 'intent') throw new Error('the disk is full');
    });
    const outcome = await handle.done;
    expect(outcome.status).toBe('failed');
    expect(outcome.error?.message).toContain('the disk is full');
    expect(files()).toEqual([]);
  });

  it('is cancelled at once between batches', async () => {
    const { handle, events } = start({ nodes: { read: ['count', { count: 100_000, batch: 1, slowMs: 5 }], out: ['write'] }, edges: ['read>out'] });
    await until(() => events.some((event) => event.kind === 'progress'));
    handle.cancel();
    // To its end it would take longer than a test may.
    const outcome = await handle.done;
    expect(outcome.status).toBe('cancelled');
    expect(outcome.counts.read).toBe(outcome.counts.pending);
    expect(files()).toEqual([]);
  });

  it('gets its verdict from the parent when the worker ends by itself', async () => {
    const { handle } = start(chain('exit', { after: 20 }));
    const outcome = await handle.done;
    expect(outcome).toMatchObject({ status: 'failed', error: { class: 'defect', code: 'worker-died', place: { node: 'middle' } } });
    expect(outcome.error?.message).toContain('while middle was at work on 4 records of read, beginning with record 21');
    expect(outcome.steps[1]?.status).toBe('failed');
    expect(files()).toEqual([]);
  });

  it('ends with the host', async () => {
    const { handle } = start(chain('slow', { ms: 100_000 }));
    await host.close();
    expect((await handle.done).status).toBe('cancelled');
  });
});

describe('a preview in a worker', () => {
  it('tells each step, and is ended by the next one of the same flow', async () => {
    const { root } = workspace;
    mkdirSync(join(root, 'files'), { recursive: true });
    const job = (sketch: FlowSketch) => ({
      flowId: 'flow',
      flow: sketchFlow(sketch),
      nodeId: null,
      limit: 20,
      startedAt: 0,
      zone: 'UTC',
      parameters: {},
      folders: { flow: join(root, 'files'), state: join(root, 'state'), spill: join(root, 'spill') },
    });
    const first: PreviewHappening[] = [];
    const second: PreviewHappening[] = [];
    const stuck = host.preview(job(chain('spin')), (event) => first.push(event));
    const after = host.preview(job(chain('keep')), (event) => second.push(event));
    await Promise.all([stuck, after]);
    expect(first.at(-1)).toMatchObject({ kind: 'finished', error: { code: 'cancelled' } });
    const told = second.flatMap((event) => (event.kind === 'step' ? [event.nodeId] : []));
    expect(told, 'one that only waited behind another is not ended with it').toEqual(['read', 'middle', 'out']);
    expect(second.at(-1)).not.toHaveProperty('error');
    await host.preview(job(chain('keep')), (event) => second.push(event));
    expect(second.at(-1)).toMatchObject({ kind: 'finished' });
    expect(second.flatMap((event) => (event.kind === 'step' ? [event.nodeId] : [])).slice(-3)).toEqual(['read', 'middle', 'out']);
    expect(files()).toEqual([]);
  });
});

async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
}
