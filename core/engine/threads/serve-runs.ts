import { fromErrorReport, toErrorReport } from '../../base/errors.ts';
import { Outbox } from '../accounts/outbox.ts';
import { type Cancel, createCancel } from '../cancel.ts';
import { searchCapture } from '../capture/search-capture.ts';
import type { EngineDeps } from '../engine-deps.ts';
import { executeRun } from '../execute.ts';
import { Previewer } from '../preview/preview.ts';
import type { PreviewJob, RunJob } from '../run-job.ts';
import { memoryNeeded, memoryUsed } from './memory-use.ts';
import type { EngineEvent, FromWorker, ToWorker } from './messages.ts';
import { redactedHappening, redactorOf } from './redacted-events.ts';
import { stopError } from './run-limits.ts';
import { sentFlow } from './sent-flow.ts';

/** The worker's end of its channel: `parentPort` of node:worker_threads. */
export interface WorkerPort {
  postMessage(message: FromWorker): void;
  on(event: 'message', hear: (message: ToWorker) => void): unknown;
}

/** What a worker is put together from. */
export type ServeOptions = EngineDeps & { port: WorkerPort /** Ends the thread that this is called in. */; leave?: () => void };

/** Serves runs and previews in a worker thread until the thread is ended. Everything that comes in goes through one switch. */
export function serveRuns(options: ServeOptions): void {
  const { port, leave, ...given } = options;
  const deps = { memory: { used: memoryUsed, needed: memoryNeeded }, partFolders: new Set<string>(), ...given };
  const waiting = new Map<number, { resolve: () => void; reject: (error: unknown) => void }>();
  const previewer = new Previewer(deps);
  let current: Cancel | null = null;
  let previews = Promise.resolve();
  let lastId = 0;

  const reportTo =
    (outbox: Outbox) =>
    (event: EngineEvent): void | Promise<void> => {
      if (!isDurable(event)) return outbox.tell(event);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        outbox.tell(event, id);
      });
    };

  const execute = async (run: number, job: RunJob, cancel: Cancel) => {
    current = cancel;
    const outbox = new Outbox(run, (message) => port.postMessage(message));
    const outcome = await executeRun(job, deps, reportTo(outbox), cancel);
    if (current === cancel) current = null;
    port.postMessage({ kind: 'finished', run, events: outbox.take(), outcome });
  };

  // What cannot be loaded is told by the run that needs it.
  const prepare = (kinds: readonly string[], connections: readonly string[]) =>
    Promise.allSettled([...kinds.map((kind) => deps.loadRun(kind)), ...connections.map((kind) => deps.loadConnection?.(kind))]);

  const preview = async (request: number, job: PreviewJob, cancel: Cancel) => {
    current = cancel;
    const redactor = redactorOf(job.connections);
    try {
      await previewer.preview(job, (event) => port.postMessage({ kind: 'preview', request, event: redactedHappening(event, redactor) }), cancel);
    } catch (error) {
      port.postMessage({ kind: 'preview', request, event: { kind: 'finished', ms: 0, error: toErrorReport(error) } });
    }
  };

  port.on('message', (message) => {
    switch (message.kind) {
      case 'run':
        void execute(
          message.run,
          { ...message.job, flow: sentFlow(message.job.flow) },
          createCancel(message.cancel, (reason) => stopError(reason, message.job.limits)),
        );
        return;
      case 'preview': {
        const cancel = createCancel(message.cancel);
        previews = previews.then(() => preview(message.request, message.job, cancel));
        return;
      }
      case 'cancelled':
        current?.raised();
        return;
      case 'acknowledge': {
        const asked = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error) asked?.reject(fromErrorReport(message.error));
        else asked?.resolve();
        return;
      }
      case 'look':
        port.postMessage({ kind: 'looked', request: message.request, seen: previewer.look(message.look) });
        return;
      case 'search':
        void searchCapture(message.search, (event) => port.postMessage({ kind: 'searched', request: message.request, event }), createCancel(message.cancel));
        return;
      case 'forget':
        previewer.forget(message.flowId);
        return;
      case 'prepare':
        void prepare(message.kinds, message.connections);
        return;
      case 'leave':
        leave?.();
        return;
    }
  });
  port.postMessage({ kind: 'ready' });
}

const DURABLE = new Set<EngineEvent['kind']>(['rejects', 'part-file', 'intent', 'delivered', 'settling', 'sent', 'not-sent', 'unknown-effect']);

/** Whether the run waits until the listener has kept this event. */
export function isDurable(event: EngineEvent): boolean {
  return DURABLE.has(event.kind) && !(event.kind === 'delivered' && event.atEnd) && !(event.kind === 'part-file' && event.known);
}
