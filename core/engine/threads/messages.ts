import type { ErrorReport } from '../../base/errors.ts';
import type { CheckResult, ReceiptFacts, RunCounts, StepFacts } from '../../base/run-facts.ts';
import type { RecordOrigin, Sample } from '../../base/sample.ts';
import type { PlainRecord } from '../../base/value.ts';
import type { Effects } from '../../catalog/node-spec.ts';
import type { UnknownEffects } from '../../flow/flow.ts';
import type { OriginRun } from '../accounts/origin-runs.ts';
import type { CaptureFound, CaptureSearch } from '../capture/search-capture.ts';
import type { RejectReason, SourcePosition, SourceReading, SourceSpan, WouldDo } from '../node-door.ts';
import type { PreviewLook, PreviewSeen } from '../preview/preview-look.ts';
import type { RejectMembers } from '../rejects/reject-members.ts';
import type { PreviewJob, RunJob } from '../run-job.ts';

/** A rejected record as it is kept: reason, origin, and the record as it was, cut to a few kilobytes. Plain JSON but for big integers. */
export interface RejectedRecord extends RejectReason {
  nodeId: string;
  /** True when nothing downstream took it. */
  deadLetter: boolean;
  origin?: RecordOrigin;
  file?: string;
  row?: number;
  byte?: number;
  record?: PlainRecord;
  /** Text of something that never became a record. */
  raw?: string;
}

/** What else is known of a capture: how many records passed, why it is not complete, and which fields were masked. */
export interface CaptureFacts {
  passed?: number | undefined;
  stopped?: 'quota' | 'disk' | 'run-ended' | null | undefined;
  masked?: string[] | undefined;
}

/** A node of the flow that does not take part in the run, and why, in a sentence. */
export interface SkippedNode {
  nodeId: string;
  name: string;
  reason: string;
}

/** A group of records that is sent at once: its name within the step, and where its records come from. */
export interface EffectGroup {
  id: string;
  origins: readonly OriginRun[];
}

/**
 * What a run tells while it goes on. `rejects`, `intent`, `settling` and `delivered` (but `atEnd`) are durable: the run waits until the listener has
 * resolved, so what is told there must be on disk by then.
 */
export type EngineEvent =
  /** First of all: the steps in plan order, with the nodes that are left out. */
  | { kind: 'planned'; steps: StepFacts[]; skipped: SkippedNode[]; notes: string[] }
  /** At most ten a second. `pressure` by edge id: share of the time the step before had to wait, 0 to 1. */
  | { kind: 'progress'; counts: RunCounts; steps: StepFacts[]; pressure: Record<string, number> }
  | { kind: 'log'; nodeId?: string; level: 'info' | 'warning' | 'error'; code?: string; message: string }
  | { kind: 'rejects'; rows: RejectedRecord[] }
  /** At the end: of which other source records rejected ones were made. */
  | { kind: 'members'; rows: RejectMembers[] }
  /** `port` is an output port, or `filtered` or `duplicates`. Before the targets commit, and at the end where more has come since. */
  | { kind: 'sample'; nodeId: string; port: string; sample: Sample }
  | { kind: 'readings'; nodeId: string; readings: SourceReading[] }
  /** What a source has read, and, where it remembers that for the next run, where it stands now. */
  | { kind: 'span'; nodeId: string; span: SourceSpan; position: SourcePosition | null }
  /** What was spooled: `port` is an output port of a source, or an input port where `side` is `in`. */
  | ({ kind: 'capture'; nodeId: string; port: string; side: 'in' | 'out'; file: string; records: number; bytes: number; complete: boolean } & CaptureFacts)
  /** What became of the checks of a step. */
  | { kind: 'checks'; nodeId: string; checks: CheckResult[] }
  /** Rehearsals only: what a target would have done. */
  | { kind: 'would-do'; nodeId: string; wouldDo: WouldDo }
  /** A target is about to make its records visible outside. `key` is the same for every try of this run and step. */
  | { kind: 'intent'; nodeId: string; key: string; effects: Effects; records: number; choice?: UnknownEffects; group?: EffectGroup; half?: string }
  /** A target whose intent was told when it was opened (with `half`, see `Target.half`, and no records yet) is about to commit so many. */
  | { kind: 'begins'; nodeId: string; key: string; records: number }
  /** A group of records was sent; was not sent, for certain; or nobody knows. */
  | { kind: 'sent'; nodeId: string; key: string; records: number; answer?: string }
  | { kind: 'not-sent'; nodeId: string; key: string }
  | { kind: 'unknown-effect'; nodeId: string; key: string; why: string }
  /** It has. `atEnd`: the run has nothing more to do outside, and what was written may be written again: the receipt may wait for the end of the run. */
  | { kind: 'delivered'; nodeId: string; key: string; receipt: ReceiptFacts; atEnd?: boolean }
  /** All targets have committed: what these nodes remember is to be kept now, before anything is done outside with what was read. */
  | { kind: 'settling'; nodeIds: string[] }
  /** A half product that must be removed if the run is killed. `known`: its folder is on record as one to look in, so the run need not wait. */
  | { kind: 'part-file'; nodeId: string; path: string; known?: true };

/** A record that was rejected before and is not any more. */
export interface SettledRecord extends RecordOrigin {
  as: 'delivered' | 'filtered' | 'duplicate';
  /** Several were made of it, and some of them were rejected again: `as` is what became of the others. */
  inPart?: true;
}

/** An effect that was meant and certainly not done. */
export interface UndoneEffect {
  nodeId: string;
  key: string;
}

/** How a run ended. */
export interface RunOutcome {
  status: 'succeeded' | 'succeeded-with-rejects' | 'failed' | 'cancelled';
  error?: ErrorReport;
  counts: RunCounts;
  steps: StepFacts[];
  receipts: ReceiptFacts[];
  /** Milliseconds from start to end. */
  ms: number;
  /** Nodes whose state was changed and is to be kept. */
  stateOf: string[];
  /** Intents of targets that did nothing outside, for certain. */
  undone?: UndoneEffect[];
  /** Replays: what became of the records that were asked for by `settle`, but for those of which all was rejected again, and those not met. */
  settled?: SettledRecord[];
}

/** One step of a preview. Same shape as `previewStep` of the API. */
export interface PreviewedStep {
  facts: StepFacts;
  arrived: Record<string, Sample>;
  left: Record<string, Sample>;
  wouldDo?: WouldDo;
  /** What the step thought worth telling. */
  notices?: string[];
  /** True where the records were given, and the step was not run. */
  given?: boolean;
  reused: boolean;
  /** Names what was kept of the step, to look at more of it. */
  look?: number;
}

/** Same shape as `previewEvent` of the API. */
export type PreviewHappening =
  | { kind: 'started'; nodes: string[]; at: number }
  | { kind: 'step'; nodeId: string; step: PreviewedStep }
  | { kind: 'finished'; ms: number; error?: ErrorReport; nodeId?: string };

/** A job with its flow as text (`sent-flow.ts`). */
export type SentJob = Omit<RunJob, 'flow'> & { flow: string };

/** From the main thread to a worker. `cancel` flags are shared memory: 1 means stop, seen even between two events. */
export type ToWorker =
  | { kind: 'run'; run: number; job: SentJob; cancel: SharedArrayBuffer }
  | { kind: 'preview'; request: number; job: PreviewJob; cancel: SharedArrayBuffer }
  /** Wakes a worker whose cancel flag was raised. */
  | { kind: 'cancelled' }
  /** The durable event `id` is on disk; or could not be put there. */
  | { kind: 'acknowledge'; id: number; error?: ErrorReport }
  /** Looks at more of what the last preview of a flow has kept. */
  | { kind: 'look'; request: number; look: PreviewLook }
  /** Looks through what a run has captured. */
  | { kind: 'search'; request: number; search: CaptureSearch; cancel: SharedArrayBuffer }
  /** Forgets what previews of a flow have kept. */
  | { kind: 'forget'; flowId: string }
  /** Loads what these kinds of steps do before they are needed. */
  | { kind: 'prepare'; kinds: string[]; connections: string[] }
  /** Ends the thread, from within and between two pieces of work. */
  | { kind: 'leave' };

/** An event on its way; an `id` above 0 asks for an acknowledgement. */
export interface ToldEvent {
  id: number;
  event: EngineEvent;
}

/** From a worker to the main thread. `run` is the number of the run that it belongs to, of all that this worker has been given. */
export type FromWorker =
  | { kind: 'ready' }
  /** In their order. */
  | { kind: 'events'; run: number; events: ToldEvent[] }
  | { kind: 'preview'; request: number; event: PreviewHappening }
  | { kind: 'looked'; request: number; seen: PreviewSeen | null }
  | { kind: 'searched'; request: number; event: CaptureFound }
  /** With the last events, which nobody waits for. */
  | { kind: 'finished'; run: number; events: ToldEvent[]; outcome: RunOutcome };
