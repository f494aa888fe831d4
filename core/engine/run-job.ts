import type { Field } from '../base/field.ts';
import type { Happening } from '../base/happening.ts';
import type { Flow, Problem } from '../flow/flow.ts';
import type { EffectScope } from './accounts/settled-effects.ts';
import type { MaskJob } from './masks/run-masks.ts';
import type { SourcePosition } from './node-door.ts';
import type { Given } from './preview/preview-given.ts';
import type { PreviewSample } from './preview/preview-sample.ts';
import type { JobConnection } from './step-connections.ts';

/** Where a run may read and write, as absolute paths. The engine touches nothing else on its own account. */
export interface RunFolders {
  /** The flow's own folder: relative paths in the flow start here. */
  readonly flow: string;
  /** Where this run's captured data goes; made on first use. */
  readonly captures: string;
  /** State of this flow's steps that outlives runs: one folder per node. */
  readonly state: string;
  /** A folder of this run alone for what does not fit in memory; removed when the run is over, however it ends. */
  readonly spill: string;
}

/** What a run may use. */
export interface RunLimits {
  /** Memory that steps which must see everything share between them, in bytes. */
  readonly memoryBytes: number;
  /** Most bytes that this run's capture may take on disk; beyond it capture stops with a notice, never the run. */
  readonly captureBytes: number;
  /** Most memory that everything in the run's thread may take, in bytes: values, batches and buffers. */
  readonly threadBytes: number;
  /** Longest time the run may take, ms. */
  readonly wallMs: number;
  /** Most bytes on disk for what is spilled, captured and written aside. */
  readonly diskBytes: number;
}

const MB = 1024 * 1024;

/** The limits of a run that is not given others. */
export const DEFAULT_LIMITS: RunLimits = {
  memoryBytes: 256 * MB,
  captureBytes: 2048 * MB,
  threadBytes: 2048 * MB,
  wallMs: 24 * 60 * 60 * 1_000,
  diskBytes: 50 * 1024 * MB,
};

/** Records chosen by key: of the source `nodeId` as they were read, or, in a replay from a step, as they arrived there. Values are texts. */
export interface ReplayKeys {
  readonly nodeId: string;
  readonly fields: readonly string[];
  readonly values: readonly (readonly string[])[];
  /** False: the replay stops before anything is written when a key is not found. */
  readonly allowMissing: boolean;
}

/** One record that a person corrected where it failed. `values` are encoded as for storage. */
export interface CorrectedRecord {
  readonly nodeId: string;
  /** Origin: node id of the source, and ordinal there. */
  readonly source: string;
  readonly ordinal: number;
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * The record when it failed, as far as that was kept. Where several records of one arrive it says which of them is meant; of those that are alike in it, each
   * correction takes one.
   */
  readonly was?: Readonly<Record<string, unknown>>;
  /** Where the source itself rejected it: all fields of its records, in order, since nothing else of the record is there. */
  readonly fields?: readonly Field[];
}

/** Which records of which former run a replay takes, and from where. */
export interface ReplayChoice {
  /** Capture folder of the run that is replayed. */
  readonly captures: string;
  /** Start at this node with what arrived there then; null starts at the sources. */
  readonly fromNode: string | null;
  /** By node id of the source: the ordinals that are taken. Null takes all. A source that is not named gives none. */
  readonly ordinals: Readonly<Record<string, readonly number[]>> | null;
  /** Sources (node ids) that are read again outside instead of from the capture. */
  readonly readOutside: readonly string[];
  /**
   * `as-kept`: steps see the state left by the last run and what they set is kept (the former run failed, so its state never was).
   * `none`: steps start with no state and what they set is forgotten (the former run's state is kept already).
   */
  readonly state: 'as-kept' | 'none';
  /** By node id of a source that is read outside: what it read then. A source that is not named reads what is there now. */
  readonly again?: Readonly<Record<string, SourcePosition>>;
  /** Instead of `ordinals`: the records with these keys. Other sources whose records move give none. */
  readonly keys?: ReplayKeys;
  readonly corrections?: readonly CorrectedRecord[];
  /** Run whose chance (random samples) comes again; absent: this one's own. */
  readonly seed?: string;
  /** By node id of the source: ordinals whose fate in this replay the caller wants to know. */
  readonly settle?: Readonly<Record<string, readonly number[]>>;
}

/** One run to be done, as plain data: crosses to the worker as it stands. */
export interface RunJob {
  readonly runId: string;
  readonly flowId: string;
  readonly flow: Flow;
  /** What whoever asks for the run has found doubtful in the flow, of which nothing keeps it from being run. Absent: nobody has looked. */
  readonly problems?: readonly Problem[];
  readonly mode: 'run' | 'rehearsal' | 'replay';
  /** The instant the run was started, ms since 1970. */
  readonly startedAt: number;
  /** IANA zone for dates without one. */
  readonly zone: string;
  /** The flow's parameters with what was set for this run applied. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly folders: RunFolders;
  readonly limits: RunLimits;
  /** Present in mode `replay`. */
  readonly replay?: ReplayChoice;
  /** How the effects of this run are known, and what is known of them already. Absent: by this run alone. */
  readonly effects?: EffectScope;
  /** Connections the flow uses, with their secrets. */
  readonly connections?: readonly JobConnection[];
  /** What made a trigger start this run; absent when a person did. */
  readonly happening?: Happening;
  /** Present where the flow has personal fields. */
  readonly masks?: MaskJob;
}

/** A look at the data while designing: nothing is written, nothing is kept. */
export interface PreviewJob {
  readonly flowId: string;
  readonly flow: Flow;
  /** Up to this node; null for the whole flow. */
  readonly nodeId: string | null;
  /** Records taken from each source. */
  readonly limit: number;
  /** Which ones; absent: the first. */
  readonly sample?: PreviewSample;
  /** Records that stand for what steps would give. */
  readonly given?: Given;
  readonly startedAt: number;
  readonly zone: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly folders: Pick<RunFolders, 'flow' | 'state' | 'spill'>;
  /** Connections the flow uses, with their secrets. */
  readonly connections?: readonly JobConnection[];
  /** What stands for the happening that would start a run: the last ones there were. */
  readonly happening?: Happening;
  /** Reads the sources again even where nothing seems to have changed. */
  readonly fresh?: boolean;
}
