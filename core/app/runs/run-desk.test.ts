import { expect, onTestFinished, test, vi } from 'vitest';
import { OperationalError } from '../../base/errors.ts';
import { NO_COUNTS } from '../../base/run-facts.ts';
import { DEFAULT_LIMITS, type RunJob } from '../../engine/run-job.ts';
import type { RunOutcome } from '../../engine/threads/messages.ts';
import type { RunHost, RunListener } from '../../engine/threads/run-host.ts';
import type { Flow } from '../../flow/flow.ts';
import { aFlow, aStep, temporaryStore } from '../../store/testing/workspace.ts';
import { systemClock } from '../system-clock.ts';
import { RunDesk } from './run-desk.ts';
import type { RunOrder } from './run-order.ts';

/** A host whose runs end when the test says so. */
class HandHost implements RunHost {
  readonly jobs = new Map<string, { job: RunJob; tell: RunListener; cancelled: boolean; end(outcome?: Partial<RunOutcome>): void }>();

  start(job: RunJob, tell: RunListener): ReturnType<RunHost['start']> {
    const { promise, resolve } = Promise.withResolvers<RunOutcome>();
    const end = (outcome: Partial<RunOutcome> = {}) => {
      this.jobs.delete(job.runId);
      resolve({ status: 'succeeded', counts: NO_COUNTS, steps: [], receipts: [], ms: 1, stateOf: [], ...outcome });
    };
    const entry = { job, tell, cancelled: false, end };
    this.jobs.set(job.runId, entry);
    const cancel = () => {
      entry.cancelled = true;
      end({ status: 'cancelled' });
    };
    return { runId: job.runId, cancel, done: promise };
  }

  preview = async () => undefined;
  look = async () => null;
  search = async () => undefined;
  forgetPreview = () => undefined;
  prepare = () => undefined;
  close = async () => undefined;
  busy = () => this.jobs.size > 0;
  running = () => [...this.jobs.values()].map(({ job }) => job.flowId);
}

function openDesk(runsAtOnce = 2, connections?: ConstructorParameters<typeof RunDesk>[0]['connections']) {
  const store = temporaryStore();
  const host = new HandHost();
  const clock = systemClock();
  const changes: (string | null)[] = [];
  const desk = new RunDesk({
    store,
    clock,
    host,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    runsAtOnce: () => runsAtOnce,
    ...(connections ? { connections } : {}),
    prepare: () => ({ folders: { flow: '/f', captures: '/c', state: '/s', spill: '/t' }, limits: DEFAULT_LIMITS }),
    changed: ({ status }) => changes.push(status),
  });
  const order = (id: string, concurrency: Flow['settings']['concurrency'] = 'queue', more: Partial<RunOrder> = {}) => {
    const flow = { ...aFlow(id, id), settings: { concurrency, capture: 'none' as const, zone: 'UTC' } };
    return desk.order({ flow, flowVersion: 1, mode: 'run', cause: 'manual', parameters: {}, folder: '/f', keyFields: ['id'], ...more });
  };
  onTestFinished(() => desk.close(0));
  /** What was ordered is under way, and what has ended is on the drive. */
  const settled = async () => {
    await pause(5);
    await store.settled();
    await pause(0);
  };
  return { store, host, desk, order, changes, settled };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('runs are on record before anything comes of them, and wait for their flow and for a free place, first come first served', async () => {
  const { store, host, order, settled } = openDesk(2);
  const [a1, , b1, c1] = [order('a'), order('a'), order('b'), order('c')];
  expect([a1, b1, c1].map((id) => store.runs.find(id)?.status)).toEqual(['running', 'queued', 'queued']);
  expect(host.running()).toEqual(['a']);
  await settled();
  expect(host.running()).toEqual(['a', 'b']);
  host.jobs.get(a1)?.end();
  await settled();
  expect(host.running()).toEqual(['b', 'a']);
  host.jobs.get(b1)?.end();
  await settled();
  expect(host.running()).toEqual(['a', 'c']);
  expect(store.runs.find(a1)).toMatchObject({ status: 'succeeded', durationMs: 1 });
});

test('a flow that runs in parallel does; one that skips refuses', async () => {
  const { host, order, settled } = openDesk(3);
  order('p', 'parallel');
  order('p', 'parallel');
  order('s', 'skip');
  expect(() => order('s', 'skip')).toThrow(expect.objectContaining({ code: 'already-running' }));
  await settled();
  expect(host.running()).toEqual(['p', 'p', 's']);
});

test('cancelled while queued it never starts; before its worker has it, it is stopped at once', async () => {
  const { store, host, desk, order, settled } = openDesk(1);
  const [first, second] = [order('a'), order('b')];
  desk.cancel(second);
  desk.cancel(first);
  await settled();
  expect(host.running()).toEqual([]);
  expect([first, second].map((id) => store.runs.find(id)?.status)).toEqual(['cancelled', 'cancelled']);
  desk.cancel(first);
});

test('an order that was taken back with its transaction leaves nothing', async () => {
  const { store, host, desk, order, settled } = openDesk();
  expect(() =>
    store.write(() => {
      order('a');
      throw new Error('no room on the disk');
    }),
  ).toThrow('no room');
  await settled();
  expect([host.running(), desk.live(), store.runList.page({ limit: 5 }).runs]).toEqual([[], [], []]);
});

test('a run that was given to its thread and cannot be written down is stopped, and never was', async () => {
  const { store, host, desk, order, settled } = openDesk();
  vi.spyOn(store.runs, 'queue').mockImplementationOnce(() => {
    throw new OperationalError('disk-full', 'The disk is full.');
  });
  expect(() => order('a')).toThrow('The disk is full.');
  await settled();
  expect([host.running(), desk.live(), store.runList.page({ limit: 5 }).runs]).toEqual([[], [], []]);
  const second = order('a');
  host.jobs.get(second)?.end();
  await settled();
  expect(store.runList.page({ limit: 5 }).runs.map(({ runId, status }) => [runId, status])).toEqual([[second, 'succeeded']]);
});

test('an order in a transaction of the caller begins when that is over', async () => {
  const { store, host, order, settled } = openDesk();
  store.write(() => {
    order('a');
    expect(host.running()).toEqual([]);
  });
  await settled();
  expect(host.running()).toEqual(['a']);
});

test('closing cancels what waits, lets what runs end, and stops it when the time is up', async () => {
  const { store, host, desk, order, settled } = openDesk(1);
  const [running, waiting] = [order('a'), order('b')];
  await settled();
  const closing = desk.close(10_000);
  expect(() => order('c')).toThrow(expect.objectContaining({ code: 'closing' }));
  host.jobs.get(running)?.end();
  await closing;
  expect(store.runs.find(running)?.status).toBe('succeeded');
  expect(store.runs.find(waiting)).toMatchObject({ status: 'cancelled', error: { code: 'shut-down' } });
  const other = openDesk();
  const long = other.order('long');
  await settled();
  await other.desk.close(20);
  expect(other.store.runs.find(long)?.status).toBe('cancelled');
});

test('what a run tells is on disk when its worker may go on; the rest at the latest with the end', async () => {
  const { store, host, desk, order, settled } = openDesk();
  const id = order('a');
  await settled();
  const job = host.jobs.get(id);
  job?.tell({ kind: 'planned', steps: [aStep('s')], skipped: [], notes: ['A note.'] });
  job?.tell({ kind: 'rejects', rows: [{ nodeId: 's', deadLetter: true, code: 'bad', message: 'Bad.', value: 'x-17', record: { id: 'E-1001', name: 'Ann' } }] });
  expect(store.rejects.page(id, { limit: 5 }).total).toBe(1);
  expect(store.steps.of(id)).toHaveLength(1);
  job?.tell({ kind: 'readings', nodeId: 's', readings: [{ name: 'in.csv' }] });
  job?.tell({ kind: 'intent', nodeId: 's', key: 'k', effects: 'appending-write', records: 2 });
  expect(store.effects.of(id)).toMatchObject([{ state: 'intent', records: 2 }]);
  job?.tell({ kind: 'delivered', nodeId: 's', key: 'k', receipt: { nodeId: 's', target: 't', delivered: 2 } });
  job?.tell({ kind: 'log', level: 'warning', message: 'Careful.' });
  job?.tell({ kind: 'progress', counts: { ...NO_COUNTS, read: 3, pending: 3 }, steps: [aStep('s')], pressure: {} });
  expect(desk.find(id)?.counts.read).toBe(3);
  job?.end({ status: 'succeeded-with-rejects', steps: [aStep('s', { status: 'succeeded-with-rejects' })], stateOf: ['s'] });
  await settled();
  expect(store.events.log(id, 0, 10).lines.map((line) => line.message)).toEqual(['A note.', 'Careful.']);
  expect(store.steps.of(id)).toMatchObject([{ status: 'succeeded-with-rejects' }]);
  expect(store.steps.notes(id, 'readings')).toEqual([{ nodeId: 's', json: '[{"name":"in.csv"}]' }]);
  expect(store.stepState.of('a')).toMatchObject([{ nodeId: 's', runId: id }]);
  for (const search of ['E-1001', 'x-17']) expect(store.runList.page({ search, limit: 5 }).runs.map((run) => run.runId)).toEqual([id]);
});

test('an effect without a receipt is unknown when the run is over', async () => {
  const { store, host, order, settled } = openDesk();
  const id = order('a');
  await settled();
  const job = host.jobs.get(id);
  job?.tell({ kind: 'intent', nodeId: 's', key: 'k', effects: 'appending-write', records: 2 });
  job?.end({ status: 'failed', error: { class: 'operational', code: 'gone', message: 'Gone.' } });
  await settled();
  expect(store.effects.of(id)).toMatchObject([{ state: 'unknown' }]);
});

test('a run whose connections could not be had has failed, on record, and the next one has its turn', async () => {
  const broken = new OperationalError('vault-gone', 'The vault is gone.');
  for (const connections of [
    () => Promise.reject(broken),
    () => {
      throw broken;
    },
  ]) {
    const { store, desk, order, changes } = openDesk(1, connections);
    const [first, second] = [order('a'), order('b')];
    await expect.poll(() => desk.live()).toEqual([]);
    expect([first, second].map((id) => store.runs.find(id)?.status)).toEqual(['failed', 'failed']);
    expect(store.runs.find(first)?.error).toMatchObject({ code: 'vault-gone', message: 'The vault is gone.' });
    expect(store.events.after(first, 0, 9).map((event) => event.kind === 'status' && event.status)).toEqual(['queued', 'running', 'failed']);
    expect(changes.filter((status) => status === 'failed')).toHaveLength(2);
  }
});
