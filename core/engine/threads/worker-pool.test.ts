import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { NO_COUNTS } from '../../base/run-facts.ts';
import { machineClock } from '../testing/machine-clock.ts';
import { startable } from '../testing/startable.ts';
import type { RunOutcome } from './messages.ts';
import { WorkerPool } from './worker-pool.ts';

const USUAL = 64 * 1024 * 1024;
let pool: WorkerPool;
beforeEach(() => {
  pool = new WorkerPool({ workerFile: startable('core/engine/testing/toy-worker.ts'), clock: machineClock(), memoryBytes: USUAL, spares: 1 });
});
afterEach(() => pool.close());

const outcome = (changes: Partial<RunOutcome> = {}): RunOutcome => ({
  status: 'succeeded',
  counts: NO_COUNTS,
  steps: [],
  receipts: [],
  ms: 5,
  stateOf: [],
  ...changes,
});

/** What a run does with its worker. */
function use() {
  const worker = pool.take();
  worker.nextRun();
  worker.use(
    () => undefined,
    () => undefined,
  );
  return worker;
}

it('a worker takes another run after a short and small one', async () => {
  const worker = use();
  await pool.giveBack(worker, outcome({ status: 'succeeded-with-rejects' }));
  expect(worker.alive).toBe(true);
  expect(pool.busy()).toBe(false);
  const again = use();
  expect(again).toBe(worker);
  expect(again.runs).toBe(2);
  await again.end();
});

it.each([
  ['failed', outcome({ status: 'failed' })],
  ['was cancelled', outcome({ status: 'cancelled' })],
  ['was long', outcome({ ms: 60_000 })],
  ['read much', outcome({ counts: { ...NO_COUNTS, read: 5_000_000 } })],
  ['was killed', null],
])('a worker whose run %s ends, and the next run gets another one', async (_how, ended) => {
  const worker = use();
  await pool.giveBack(worker, ended);
  expect(worker.alive).toBe(false);
  const next = use();
  expect(next).not.toBe(worker);
  await next.end();
});

it('an idle worker leaves by itself; only one that does not hear is ended from outside', async () => {
  const terminate = vi.spyOn(Worker.prototype, 'terminate');
  onTestFinished(() => terminate.mockRestore());
  const worker = use();
  const ready = Promise.withResolvers<void>();
  worker.use(
    (message) => message.kind === 'ready' && ready.resolve(),
    () => undefined,
  );
  await ready.promise;
  await worker.end();
  expect(worker.alive).toBe(false);
  await worker.exited;
  expect(terminate).not.toHaveBeenCalled();
  // Not yet up, so it cannot hear anything.
  await pool.take(USUAL * 2).end(true);
  expect(terminate).toHaveBeenCalledTimes(1);
});

it('a run that may take more than usual gets a worker of its own size, and it is not kept', async () => {
  const large = pool.take(USUAL * 2);
  expect(large.memoryBytes).toBe(USUAL * 2);
  await pool.giveBack(large, outcome());
  expect(large.alive).toBe(false);
});

it('what is given back after the end is ended', async () => {
  const worker = use();
  await pool.close();
  await pool.giveBack(worker, outcome());
  expect(worker.alive).toBe(false);
});

it('keeps only a few that wait', async () => {
  const workers = Array.from({ length: 6 }, use);
  for (const worker of workers) await pool.giveBack(worker, outcome());
  expect(workers.filter((worker) => worker.alive)).toHaveLength(4);
});
