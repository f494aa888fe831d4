import type { Clock } from '../base/clock.ts';
import type { Place } from '../base/errors.ts';
import type { Field } from '../base/field.ts';
import type { Happening } from '../base/happening.ts';
import type { CheckResult } from '../base/run-facts.ts';
import type { Value } from '../base/value.ts';
import type { ConnectionFamily, Families } from '../catalog/families/families.ts';
import type { Batch } from '../data/batch.ts';
import type { NextReading, Source, SourcePosition } from './source-door.ts';
import type { Rehearsal, Sender, Target } from './target-door.ts';

export type { NextReading, Source, SourcePosition, SourceReading, SourceSpan } from './source-door.ts';
export type { Receipt, Rehearsal, Sender, Sent, Target, WouldDo } from './target-door.ts';

/** Why one record could not be handled. `code` is kebab-case and stable, `message` a sentence for a person. */
export interface RejectReason {
  code: string;
  message: string;
  field?: string;
  /** The value that was not accepted, as text, cut to 200 characters by the engine. */
  value?: string;
  hint?: string;
}

/** Source records by origin, for steps that keep them: parallel lists of the source step's index and the ordinal there. */
export interface RecordOrigins {
  readonly sources: ArrayLike<number>;
  readonly ordinals: ArrayLike<number>;
}

/** Something worth telling that is no reject: counted, and kept in the run's log (the first few of each code). */
export interface Notice {
  level: 'info' | 'warning';
  code: string;
  message: string;
  place?: Place;
}

/** A private folder of this step for data that does not fit in memory; emptied when the step closes. */
export interface SpillArea {
  /** Creates the folder on first use and returns its path. */
  folder(): string;
  /** Bytes of memory the step may use before it spills. */
  readonly memoryBudget: number;
  /** Bytes that keys alone may take besides, by which records are told apart: each takes so much less than its record. Absent: they share the budget. */
  readonly keyBudget?: number;
}

/** State of a step that outlives the run (keys already seen, watermark). What is set becomes durable only after all targets have committed. */
export interface StepState {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  /** A folder that is kept for this flow and step. A file there is never changed in place, for the kept state may share it: write another one, and rename. */
  folder(): string;
}

/** In a replay of a few records: tells those that only came because others need them. */
export interface Partners {
  /** Whether the record in this physical row was only read along. */
  isPartner(batch: Batch, row: number): boolean;
  /** The batch in which records that were read along, but hold a replayed one (`isClaimed`, by physical row), go on. */
  claimed(batch: Batch, isClaimed: (row: number) => boolean): Batch;
}

/** All that a step may reach. Nothing is reached around it: no `Date.now`, no `process.env`, no `Math.random`. */
export interface StepContext {
  readonly runId: string;
  readonly flowName: string;
  readonly nodeId: string;
  readonly nodeName: string;
  /** Index of this step in the plan: the `source` of the origins that a source gives its batches. */
  readonly index: number;
  /** Name of the source step whose index stands in an origin; empty for one that is not part of the flow any more. */
  sourceName(source: number): string;
  readonly mode: 'run' | 'preview' | 'rehearsal' | 'replay';
  /** A replay of some of the records: others are missing, or were only read along. */
  readonly partial: boolean;
  /** Most records a source should deliver (preview); Infinity in a run. The engine cuts what comes beyond. */
  readonly limit: number;
  readonly clock: Clock;
  /** The instant the run was started, ms since 1970: `{date}` in file names and TODAY() in formulas are taken from it. */
  readonly startedAt: number;
  /** Zone of the flow for dates without one. */
  readonly zone: string;
  /** Seeded from the run id: 0 <= x < 1. */
  random(): number;
  readonly signal: AbortSignal;
  /** The flow's parameters with `--set` applied. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Absolute path of a path in the flow; relative ones start at the flow's own folder. Templates are filled in before by the step. */
  resolvePath(path: string): string;
  /** Fields known to arrive per input port while planning; a step must cope with others. */
  readonly arriving: Readonly<Record<string, readonly Field[] | null>>;
  /**
   * Fields arriving at a port by what the sources have shown until now, also where no record came; null when even that does not tell. For a target that must
   * name its fields without a record.
   */
  fieldsArriving(port: string): readonly Field[] | null;
  /** Whether a data output port has a listener; a step may save itself work for one that has not. */
  connected(port: string): boolean;
  /**
   * Whatever else arrives at this input would only be counted as filtered. Where nobody else needs records of a source, its reading ends then; what is on
   * its way still arrives.
   */
  enough(port: string): void;
  /** Previews: whether the records of this input are only some of those a run would have. */
  isSample(port: string): boolean;
  /** Records that the steps before this input have rejected so far: what is missing here for that reason is not missing in the world. */
  rejectedBefore(port: string): number;
  /** Rejects one record of the batch being handled: `row` is its physical row. The engine keeps record, reason and origin. */
  reject(batch: Batch, row: number, reason: RejectReason): void;
  /** Rejects something that never became a record of a batch (a ragged line): its text as read, and its ordinal in the source. Counts as read. */
  rejectRaw(text: string, ordinal: number, place: Place, reason: RejectReason): void;
  /** Counts records that a rule left out on purpose, and keeps a sample of them for the Filtered tab. */
  filtered(batch: Batch, rows: Int32Array, count: number): void;
  /** Counts records dropped as duplicates, and keeps a sample of them. */
  duplicates(batch: Batch, rows: Int32Array, count: number): void;
  /** Steps with fan-out `many` or `combines`: how many records more (or fewer) left than came in, for the conservation law. */
  fannedOut(extra: number): void;
  /**
   * Steps with fan-out `combines`: the first `count` members live on in the leaders beside them (a group's later records in its first; the right record of
   * a pair in the left one), which are the origins of what the step emits. What becomes of a leader becomes of its members. Copied at once.
   */
  combined(members: RecordOrigins, leaders: RecordOrigins, count: number): void;
  notice(notice: Notice): void;
  /** Says what became of checks over all records; once, before what is thrown because of them. */
  checked(results: readonly CheckResult[]): void;
  /**
   * Where to write a file that is to appear at `path` on commit: a name beside it that the engine removes if the run is killed; it is on record
   * when the promise resolves, so nothing may be written there before. The target itself removes it on abort, and renames it on commit. `shared`: another step
   * may do the same there, at another time; else no two steps of a run may write to one file.
   */
  partFile(path: string, shared?: boolean): Promise<string>;
  /** Text of a snippet's console.log, kept in the run's log with a cap. */
  log(text: string): void;
  readonly spill: SpillArea;
  readonly state: StepState;
  /**
   * The connection with this id, signed in; opened once a run, shared by its steps and closed with it. The UserErrors `connection-unset`, `connection-gone`
   * and `connection-not-fit`, or what the kind says when it cannot be reached.
   */
  connection<F extends ConnectionFamily>(family: F, id: string): Promise<Families[F]>;
  /**
   * Makes a call outside, and again as often as the step is set to where it throws an OperationalError that may be tried again, with the waits between.
   * For calls that may be repeated. What is thrown in the end has been tried enough: the engine does not try the step again for it.
   */
  tryAgain<T>(attempt: () => Promise<T>): Promise<T>;
  /** What made a trigger start this run; null when a person did. In a preview: the last there was. */
  readonly happening: Happening | null;
  /** In a replay that reads outside again: what this source told as its span then. Null otherwise. */
  readonly again: SourcePosition | null;
  /** Present where a replay reads records along that were not asked for. Steps that set `claims` ask it; for all others the engine does what is to be done. */
  readonly partners?: Partners;
}

/**
 * Passes a batch on. A promise means: wait, the next step is behind (back pressure). An empty batch is a place to rest: a source that rejects without
 * emitting gives one now and then, so that the rejects are kept before there are too many, and the step's limit for them is looked at.
 */
export type Emit = (port: string, batch: Batch) => void | Promise<void>;

/** What is known when a source is asked what it would read next. Nothing may be read but names, sizes and times of files. */
export type NextContext = Pick<StepContext, 'startedAt' | 'zone' | 'runId' | 'flowName' | 'parameters' | 'resolvePath'> & {
  readonly position: SourcePosition | null;
};

/** What became of the source records of a run whose targets have committed. */
export interface SettledFates {
  /** Whether the record, or the one it was combined into, was rejected anywhere in the run. By the source step's index and the ordinal there. */
  rejected(source: number, ordinal: number): boolean;
}

/** A transform at work. Calls come one at a time. */
export interface Transform {
  /**
   * Input ports whose batches may be pushed again in parts when a push throws: the step keeps nothing of them. The engine then looks for the record that is
   * to blame and rejects only that one. Absent: what is thrown ends the run.
   */
  readonly splits?: readonly string[];
  /**
   * Steps with fan-out `combines` whose leaders leave several times, each time with other members (a join): they say themselves which of the records that
   * leave hold a replayed one (`context.partners.claimed`). Absent: every record that leaves with a leader holds all of its members.
   */
  readonly claims?: boolean;
  push(port: string, batch: Batch, emit: Emit): void | Promise<void>;
  /** All records of this input port have been pushed. Steps that must see everything emit here. */
  flush?(port: string, emit: Emit): void | Promise<void>;
  /**
   * All targets have committed: the place to write what later runs are to remember of these records into `context.state`. What was rejected behind this
   * step was not delivered, so it should not count as seen. Not called in previews and rehearsals, nor after a failure.
   */
  settled?(fates: SettledFates): void | Promise<void>;
  close?(): void | Promise<void>;
}

/** What a kind's `run.ts` exports as `run`; matching the role of its spec. */
export type NodeRun<C> =
  | {
      role: 'source';
      open(config: C, context: StepContext): Source | Promise<Source>;
      /** Sources that remember where they stand say what the next run would read. */
      next?(config: C, context: NextContext): NextReading;
    }
  | { role: 'transform'; open(config: C, context: StepContext): Transform | Promise<Transform> }
  | {
      role: 'target';
      open(config: C, context: StepContext): Target | Promise<Target>;
      /** What takes the place of `open` under settings that make writes which can be neither taken back nor repeated; null under all others. */
      openSender?(config: C, context: StepContext): Promise<Sender | null>;
      rehearse(config: C, context: StepContext): Rehearsal | Promise<Rehearsal>;
    }
  /** A target (its spec says so) that sends records in groups. */
  | {
      role: 'sender';
      open(config: C, context: StepContext): Sender | Promise<Sender>;
      rehearse(config: C, context: StepContext): Rehearsal | Promise<Rehearsal>;
    }
  | { role: 'trigger' };

/** Types a `run.ts`: `export const run = defineRun<Config>({ role: 'transform', open(config, context) { … } })`. */
export function defineRun<C>(run: NodeRun<C>): NodeRun<C> {
  return run;
}
