import { totalmem } from 'node:os';
import type { Clock } from '../base/clock.ts';
import { EngineWorker } from './engine-worker.ts';
import { PreviewHost } from './preview-host.ts';
import type { RunHost, RunHostOptions } from './run-host.ts';
import { DEFAULT_LIMITS } from './run-job.ts';
import { limitsOf } from './run-limits.ts';
import { SupervisedRun } from './supervised-run.ts';

/** How long closing waits for threads that were given up, before it is said that one of them holds the process. */
const LEAVING_MS = 2_000;
/** Time after a run until a new spare is started: a program that ends after one run starts none. */
const REFILL_MS = 250;

/** Makes a host; it starts its spare workers at once, so that the first run need not wait for one. */
export function createRunHost(options: RunHostOptions): RunHost {
  const most = options.memoryBytes ?? usualMemory();
  const spares: EngineWorker[] = [];
  const running = new Set<SupervisedRun>();
  const workers = new Set<EngineWorker>();
  const make = (memoryBytes: number) => {
    for (const worker of workers) if (!worker.alive && !worker.busy) workers.delete(worker);
    const made = new EngineWorker(options.workerFile, memoryBytes, options.clock);
    workers.add(made);
    return made;
  };
  const refill = () => {
    while (spares.length < (options.spares ?? 1)) spares.push(make(most));
  };
  let closed = false;
  refill();
  const takeWorker = (memoryBytes = most) => {
    if (memoryBytes > most) return make(memoryBytes);
    let worker = spares.pop();
    while (worker && !worker.alive) worker = spares.pop();
    return worker ?? make(most);
  };
  const previews = new PreviewHost(() => takeWorker(), options.clock, most);
  return {
    start(job, listener) {
      // What the flow itself asks for holds; what it does not ask for is what this machine and this program can give.
      const asked = job.flow.settings.limits?.memoryMb !== undefined;
      const limits = limitsOf(job.flow, job.limits);
      const threadBytes = asked && options.memoryBytes === undefined ? limits.threadBytes : Math.min(limits.threadBytes, most);
      const limited = { ...job, limits: { ...limits, threadBytes } };
      const run = new SupervisedRun(takeWorker(threadBytes), limited, listener, options.clock);
      running.add(run);
      const done = run.done.then((outcome) => {
        running.delete(run);
        options.clock.after(REFILL_MS, () => {
          if (!closed) refill();
        });
        return outcome;
      });
      return { runId: job.runId, cancel: () => run.cancel(), done };
    },
    preview: (job, listener, signal) => previews.preview(job, listener, signal),
    forgetPreview: (flowId) => previews.forget(flowId),
    busy: () => [...workers].some((worker) => worker.busy),
    async close() {
      closed = true;
      for (const run of running) run.cancel();
      await Promise.all([...running].map((run) => run.done));
      await Promise.all([previews.close(), ...spares.map((spare) => spare.end())]);
      await allGone([...workers], options.clock);
    },
  };
}

/** Resolves when all threads have ended, or when one of them seems to be inside a call that nothing interrupts. */
function allGone(workers: readonly EngineWorker[], clock: Clock): Promise<void> {
  const leaving = workers.filter((worker) => worker.busy);
  if (leaving.length === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = clock.after(LEAVING_MS, resolve);
    void Promise.all(leaving.map((worker) => worker.exited)).then(() => {
      stop();
      resolve();
    });
  });
}

/** What a run may take unless it is said: the usual limit, on a small machine half of what the machine has. */
function usualMemory(): number {
  return Math.min(DEFAULT_LIMITS.threadBytes, Math.floor((process.constrainedMemory() || totalmem()) / 2), Math.floor(totalmem() / 2));
}
