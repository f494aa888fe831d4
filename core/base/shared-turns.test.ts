import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { SharedTurns } from './shared-turns.ts';

test('turns follow one another with the gap between them, and a free one is had at once', () => {
  const turns = new SharedTurns();
  expect([turns.take(1_000, 50), turns.take(1_000, 50), turns.take(1_010, 50)]).toEqual([0, 50, 90]);
  expect(turns.take(5_000, 50), 'nobody came for long').toBe(0);
  expect(new SharedTurns(turns.memory).take(5_000.5, 50)).toBe(49.5);
  expect(new SharedTurns().take(5_000, 50)).toBe(0);
});

test('no turn is given twice, whatever thread asks', async () => {
  const turns = new SharedTurns();
  const script = `const { parentPort, workerData } = require('node:worker_threads');
    import(workerData.module).then(({ SharedTurns }) => {
      const turns = new SharedTurns(workerData.memory);
      parentPort.postMessage(Array.from({ length: 2000 }, () => turns.take(0, 1)));
    });`;
  const module = new URL('./shared-turns.ts', import.meta.url).href;
  const workers = [1, 2].map(() => new Worker(script, { eval: true, workerData: { module, memory: turns.memory } }));
  const given = (await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0] as number[]))).flat();
  await Promise.all(workers.map((worker) => worker.terminate()));
  expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 4000 }, (_, at) => at));
});
