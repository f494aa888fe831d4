import { EngineWorker } from './engine-worker.ts';
import { PreviewHost } from './preview-host.ts';
import type { RunHost, RunHostOptions } from './run-host.ts';
import { SupervisedRun } from './supervised-run.ts';

const DEFAULT_HEAP_MB = 2048;
/** Time after a run until a new spare is started: a program that ends after one run starts none. */
const REFILL_MS = 250;

/** Makes a host; it starts its spare workers at once, so that the first run need not wait for one. */
export function createRunHost(options: RunHostOptions): RunHost {
  const heapMb = options.heapMb ?? DEFAULT_HEAP_MB;
  const spares: EngineWorker[] = [];
  const running = new Set<SupervisedRun>();
  const workers = new Set<EngineWorker>();
  const make = () => {
    for (const worker of workers) if (!worker.alive && !worker.busy) workers.delete(worker);
    const made = new EngineWorker(options.workerFile, heapMb, options.clock);
    workers.add(made);
    return made;
  };
  const refill = () => {
    while (spares.length < (options.spares ?? 1)) spares.push(make());
  };
  let closed = false;
  refill();
  const takeWorker = () => {
    let worker = spares.pop();
    while (worker && !worker.alive) worker = spares.pop();
    return worker ?? make();
  };
  const previews = new PreviewHost(takeWorker, options.clock);
  return {
    start(job, listener) {
      const run = new SupervisedRun(takeWorker(), job, listener, options.clock, heapMb);
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
    },
  };
}
