import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type RunLimits } from './run-job.ts';
import { machineClock } from './testing/machine-clock.ts';
import { startable } from './testing/startable.ts';
import { expectLaw, type FlowSketch, sketchFlow, ToyWorkspace } from './testing/toy-flow.ts';
import { createRunHost } from './threads/create-run-host.ts';
import type { EngineEvent, RunOutcome } from './threads/messages.ts';
import type { RunHost } from './threads/run-host.ts';

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

/** A run is stopped within a second; a loaded machine may give its threads their turns that much later. */
const PROMISED_MS = 1_000;
const LOADED_MS = 6_000;
const TURN_MS = 10;

const chain = (kind: string, config = {}, settings = {}): FlowSketch => ({
  nodes: { read: ['count', { count: 40 }], middle: [kind, config, settings], out: ['write'] },
  edges: ['read>middle', 'middle>out'],
});

function start(sketch: FlowSketch, limits: Partial<RunLimits> = {}) {
  const job = workspace.job(sketchFlow(sketch), { limits: { ...DEFAULT_LIMITS, ...limits } });
  const events: EngineEvent[] = [];
  const handle = host.start(job, (event) => void events.push(event));
  return { job, events, handle };
}

/** Has the thread ready that the next run takes: what it needs to begin does not count for short limits. */
async function warm(): Promise<void> {
  await start(chain('keep')).handle.done;
  for (const name of files()) rmSync(join(workspace.root, 'files', name));
}

/** How long something takes, in turns of this thread: on a machine that is busy with other things they come later, and count for no more. */
async function turnsOf<T>(work: Promise<T>): Promise<{ result: T; took: number }> {
  let took = 0;
  const turns = setInterval(() => {
    took += TURN_MS;
  }, TURN_MS);
  try {
    return { result: await work, took };
  } finally {
    clearInterval(turns);
  }
}

async function until(test: () => boolean): Promise<void> {
  while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const files = () => readdirSync(join(workspace.root, 'files'));

/** Waits until the run is stuck, cancels it, and says how it ended; that it did so within what is promised. */
async function cancelled(sketch: FlowSketch, stuck: (events: readonly EngineEvent[]) => boolean): Promise<RunOutcome> {
  const { handle, events, job } = start(sketch);
  await until(() => stuck(events));
  await new Promise((resolve) => setTimeout(resolve, 200));
  handle.cancel();
  const { result: outcome, took } = await turnsOf(handle.done);
  expectLaw(outcome.counts);
  expect(took, `promised within ${PROMISED_MS} ms`).toBeLessThan(PROMISED_MS + LOADED_MS);
  expect(existsSync(job.folders.spill)).toBe(false);
  return outcome;
}

describe('a cancelled run', () => {
  const writing = (events: readonly EngineEvent[]) => events.some((event) => event.kind === 'part-file');

  it.each(['spin', 'never', 'slow', 'sandboxed'])('ends within a second whatever a step is doing, and leaves no file: %s', async (kind) => {
    const outcome = await cancelled(chain(kind, kind === 'slow' ? { ms: 600_000 } : {}), writing);
    expect(outcome.status).toBe('cancelled');
    expect(outcome.error).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it('ends inside a call that nothing interrupts, and the host closes all the same', async () => {
    const outcome = await cancelled(chain('call', { ms: 10_000 }), writing);
    expect(outcome.status).toBe('cancelled');
    expect(files()).toEqual([]);
    expect(host.busy()).toBe(true);
    expect((await turnsOf(host.close())).took).toBeLessThan(8_000);
    await until(() => !host.busy());
    expect(files()).toEqual([]);
  });

  it.each(['for-ever', 'in-a-call'])('ends in the middle of a commit, which is said to be unknown: %s', async (hangs) => {
    const sketch: FlowSketch = { nodes: { read: ['count'], out: ['write', { hangs }] }, edges: ['read>out'] };
    const outcome = await cancelled(sketch, (events) => events.some((event) => event.kind === 'intent'));
    expect(outcome.status).toBe('cancelled');
    expect(outcome.error?.message).toBe('The run was cancelled. Whether out was written is not known: look at it before you run the flow again.');
    expect(outcome.counts.delivered).toBe(0);
    expect(files()).toEqual([]);
  });

  it.each(['for-ever', 'in-a-call'])('ends in the middle of a commit of which the half product tells that nothing was done: %s', async (hangs) => {
    const sketch: FlowSketch = { nodes: { read: ['count'], out: ['write', { hangs, half: true }] }, edges: ['read>out'] };
    const outcome = await cancelled(sketch, (events) => events.some((event) => event.kind === 'begins'));
    expect(outcome).toMatchObject({ status: 'cancelled', counts: { delivered: 0 }, undone: [{ nodeId: 'out' }] });
    expect(outcome.error).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it('does not know of a target whose half product has gone', async () => {
    const sketch: FlowSketch = { nodes: { read: ['count'], out: ['write', { hangs: 'after-the-rename', half: true }] }, edges: ['read>out'] };
    const outcome = await cancelled(sketch, () => files().includes('out.txt'));
    expect(outcome.error?.message).toContain('Whether out was written is not known');
    expect(outcome.undone ?? []).toEqual([]);
    expect(files()).toEqual(['out.txt']);
  });

  it('takes back what it meant to write and had not begun to', async () => {
    const sketch: FlowSketch = { nodes: { read: ['count'], wait: ['never'], out: ['write', { half: true }] }, edges: ['read>wait', 'wait>out'] };
    const outcome = await cancelled(sketch, (events) => events.some((event) => event.kind === 'intent'));
    expect(outcome).toMatchObject({ status: 'cancelled', undone: [{ nodeId: 'out' }] });
    expect(outcome.error).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it('leaves a target whole that was written just before', async () => {
    const sketch: FlowSketch = { nodes: { read: ['count'], out: ['write', { hangs: 'after-the-rename' }] }, edges: ['read>out'] };
    const outcome = await cancelled(sketch, () => files().includes('out.txt'));
    expect(outcome.error?.message).toContain('Whether out was written is not known');
    expect(
      readFileSync(join(workspace.root, 'files', 'out.txt'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(10);
    expect(files()).toEqual(['out.txt']);
  });
});

describe('the limits of a run', () => {
  it.each(['spin', 'never'])('time: a run that takes too long fails, naming the limit, the step and its records: %s', async (kind) => {
    await warm();
    const { handle } = start(chain(kind), { wallMs: 2_500 });
    const { status, error, steps } = await handle.done;
    expect(status).toBe('failed');
    expect(error).toMatchObject({ class: 'operational', code: 'run-too-long', place: { node: 'middle' } });
    expect(error?.message).toContain(
      'longer than the 2.5 s it may take and was stopped while middle was at work on 4 records of read, beginning with record 1.',
    );
    expect(error?.hint).toContain('settings of the flow');
    expect(steps[1]).toMatchObject({ status: 'failed', error });
    expect(files()).toEqual([]);
  });

  it('time: the flow says it for itself', async () => {
    const { handle } = start({ ...chain('spin'), settings: { limits: { minutes: 0.01 } } });
    expect((await handle.done).error?.message).toContain('longer than the 0.6 s it may take');
  });

  it('time: a run stops in good order between two batches', async () => {
    await warm();
    const { handle } = start({ nodes: { read: ['count', { count: 100_000, batch: 1, slowMs: 5 }], out: ['write'] }, edges: ['read>out'] }, { wallMs: 2_500 });
    const { status, error, counts } = await handle.done;
    expect(status).toBe('failed');
    expect(error?.code).toBe('run-too-long');
    expect(counts.read).toBe(counts.pending);
    expect(counts.read).toBeGreaterThan(0);
    expect(files()).toEqual([]);
  });

  it.each(['spin', 'never'])('time-out of a step: %s', async (kind) => {
    const { handle } = start(chain(kind, {}, { timeoutMs: 400 }));
    const { status, error } = await handle.done;
    expect(status).toBe('failed');
    expect(error).toMatchObject({ class: 'operational', code: 'step-timed-out', place: { node: 'middle' } });
    expect(error?.message).toBe('middle gave no sign for longer than its 0.4 s and was stopped on 4 records of read, beginning with record 1.');
  });

  it('a step that goes on working is not timed out, however long it takes in all', async () => {
    const { handle } = start({
      // Longer than the time-out in all, each sign a thirtieth of it.
      nodes: { read: ['count', { count: 40, batch: 1, slowMs: 100 }], middle: ['keep', {}, { timeoutMs: 3_000 }], out: ['write'] },
      edges: ['read>middle', 'middle>out'],
    });
    expect((await handle.done).status).toBe('succeeded');
  });

  it('disk: what is written aside, spilled and captured counts', async () => {
    const { handle } = start({ nodes: { read: ['count', { count: 100_000, batch: 20, slowMs: 5 }], out: ['write'] }, edges: ['read>out'] }, { diskBytes: 100 });
    const { status, error } = await handle.done;
    expect(status).toBe('failed');
    expect(error).toMatchObject({ code: 'too-much-on-disk' });
    expect(error?.message).toContain('more than the 100 B on disk');
    expect(files()).toEqual([]);
  });

  it('memory: what fills up slowly is stopped in good order, with the step', async () => {
    const { handle } = start({ ...chain('hog'), nodes: { ...chain('hog').nodes, read: ['count', { count: 100_000, slowMs: 1 }] } });
    const { status, error } = await handle.done;
    expect(status).toBe('failed');
    expect(error).toMatchObject({ class: 'operational', code: 'out-of-memory' });
    expect(files()).toEqual([]);
  });

  it('memory: what is only not collected yet does not count', async () => {
    const { handle } = start({
      nodes: { read: ['count', { count: 20_000, batch: 50, slowMs: 0.1 }], middle: ['litter'], out: ['write'] },
      edges: ['read>middle', 'middle>out'],
    });
    expect(await handle.done).toMatchObject({ status: 'succeeded', counts: { delivered: 20_000 } });
  });

  it.each(['at-once', 'large-lists', 'large-texts', 'buffers'])(
    'memory: a step that takes it %s ends its own run with a verdict, not the program, and no other run',
    async (greed) => {
      const child = startable('core/engine/testing/greedy-child.ts');
      const { stdout } = await promisify(execFile)(process.execPath, [child, greed], { timeout: 110_000 });
      const [greedy, modest] = JSON.parse(stdout) as RunOutcome[];
      expect(greedy?.status).toBe('failed');
      expect(greedy?.error).toMatchObject({ class: 'operational', code: 'out-of-memory', place: { node: 'middle' } });
      expect(greedy?.error?.message).toContain(
        'more than the 64 MB of memory it may take and was stopped while middle was at work on 4 records of read, beginning with record 21.',
      );
      expect(modest).toMatchObject({ status: 'succeeded', counts: { delivered: 400 } });
    },
    120_000,
  );
});
