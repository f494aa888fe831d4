import type { Clock } from '../../base/clock.ts';
import type { Flow } from '../../flow/flow.ts';
import { PreviewHost } from '../preview/preview-host.ts';
import type { JobConnection } from '../step-connections.ts';
import type { EngineWorker } from './engine-worker.ts';
import type { RunHost, RunHostOptions } from './run-host.ts';
import { limitsOf } from './run-limits.ts';
import { SupervisedRun } from './supervised-run.ts';
import { usualMemory } from './usual-memory.ts';
import { WorkerPool } from './worker-pool.ts';

/** How long closing waits for threads that were given up, before it is said that one of them holds the process. */
const LEAVING_MS = 2_000;

/** Makes a host; it starts its spare workers at once, so that the first run need not wait for one. */
export function createRunHost(options: RunHostOptions): RunHost {
  const most = options.memoryBytes ?? usualMemory();
  const running = new Set<SupervisedRun>();
  const pool = new WorkerPool({ workerFile: options.workerFile, clock: options.clock, memoryBytes: most, spares: options.spares ?? 1, early: options.early });
  const previews = new PreviewHost(() => pool.takeForGood(), options.clock, most);
  const kindsOf = (flow: Flow) => flow.nodes.map((node) => node.kind);
  const connectedKinds = (connections: readonly JobConnection[] = []) => connections.map(({ kind }) => kind);
  return {
    start(job, listener) {
      pool.remember(kindsOf(job.flow), connectedKinds(job.connections));
      // What the flow itself asks for holds; what it does not ask for is what this machine and this program can give.
      const asked = job.flow.settings.limits?.memoryMb !== undefined;
      const limits = limitsOf(job.flow, job.limits);
      const threadBytes = asked && options.memoryBytes === undefined ? limits.threadBytes : Math.min(limits.threadBytes, most);
      const limited = { ...job, limits: { ...limits, threadBytes } };
      const run = new SupervisedRun(pool, limited, listener, options.clock);
      running.add(run);
      const done = run.done.then((outcome) => {
        running.delete(run);
        return outcome;
      });
      return { runId: job.runId, cancel: () => run.cancel(), done };
    },
    preview(job, listener, signal) {
      pool.remember(kindsOf(job.flow), connectedKinds(job.connections));
      return previews.preview(job, listener, signal);
    },
    look: (look) => previews.look(look),
    search: (search, listener, signal) => previews.search(search, listener, signal),
    forgetPreview: (flowId) => previews.forget(flowId),
    prepare: (flow, connections = []) => pool.prepare(kindsOf(flow), connections),
    busy: () => pool.busy(),
    async close() {
      for (const run of running) run.cancel();
      await Promise.all([...running].map((run) => run.done));
      await Promise.all([previews.close(), pool.close()]);
      await allGone(pool.leaving(), options.clock);
    },
  };
}

/** Resolves when all threads have ended, or when one of them seems to be inside a call that nothing interrupts. */
function allGone(leaving: readonly EngineWorker[], clock: Clock): Promise<void> {
  if (leaving.length === 0) return Promise.resolve();
  // Neither they nor the timer keep the process alive by themselves: it would end in the midst of this, and whoever waits would never hear.
  for (const worker of leaving) worker.keepAlive(true);
  return new Promise((resolve) => {
    const stop = clock.after(LEAVING_MS, () => {
      for (const worker of leaving) worker.keepAlive(false);
      resolve();
    });
    void Promise.all(leaving.map((worker) => worker.exited)).then(() => {
      stop();
      resolve();
    });
  });
}
