import type { Clock } from '../../base/clock.ts';
import type { Flow } from '../../flow/flow.ts';
import type { CaptureFound, CaptureSearch } from '../capture/search-capture.ts';
import type { PreviewLook, PreviewSeen } from '../preview/preview-look.ts';
import type { PreviewJob, RunJob } from '../run-job.ts';
import type { EngineWorker } from './engine-worker.ts';
import type { EngineEvent, PreviewHappening, RunOutcome } from './messages.ts';

/** What a host of runs needs. */
export interface RunHostOptions {
  /** The file that calls `serveRuns`: core/app/run-worker.ts, or what it was built to. */
  readonly workerFile: URL | string;
  readonly clock: Clock;
  /** Most bytes of memory any run may take before it is stopped with a verdict. Default: 2 GiB or half of the machine's, and more for a flow that asks. */
  readonly memoryBytes?: number;
  /** A worker that was started before the host could be made; it is the first spare. */
  readonly early?: EngineWorker | undefined;
  /** Workers kept started in advance. Default 1. */
  readonly spares?: number;
}

/** Hears what a run tells. For durable events (see EngineEvent) the run waits for the promise; a rejection fails the run. */
export type RunListener = (event: EngineEvent) => void | Promise<void>;

/** A run going on. */
export interface RunHandle {
  readonly runId: string;
  /** Asks the run to stop; within one second it is stopped, even while a target commits: what is not known then is told as such. */
  cancel(): void;
  /** Resolves once, whatever happened (also when the worker died); never rejects. The state of the steps is kept by then. */
  readonly done: Promise<RunOutcome>;
}

/** Owns the workers. The thread it lives in never touches a record. */
export interface RunHost {
  start(job: RunJob, listener: RunListener): RunHandle;
  /** A new preview of a flow ends the one before. Resolves after `finished` was heard. */
  preview(job: PreviewJob, listener: (event: PreviewHappening) => void, signal?: AbortSignal): Promise<void>;
  /** More of what the last preview of a flow has kept of a step than it told; null when that is gone. */
  look(look: PreviewLook): Promise<PreviewSeen | null>;
  /** Looks through what a run has captured; resolves when it has ended, also by the signal. */
  search(search: CaptureSearch, listener: (event: CaptureFound) => void, signal?: AbortSignal): Promise<void>;
  /** Forgets what previews of a flow have kept. */
  forgetPreview(flowId: string): void;
  /** Has the workers that wait load what the steps of this flow do and what speaks to these kinds of outside systems, so that its next run need not. */
  prepare(flow: Flow, connections?: readonly string[]): void;
  /** Whether a worker is at work, or still inside a call that nothing interrupts: then the process does not end by itself. */
  busy(): boolean;
  /** Cancels what runs and ends all workers. Waits no more than two seconds for one that cannot be interrupted. */
  close(): Promise<void>;
}
