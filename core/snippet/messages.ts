import type { ErrorReport } from '../base/errors.ts';

/** A snippet as it is given to the sandbox. */
export interface SnippetCode {
  /** Name of the step, for verdicts. */
  readonly name: string;
  readonly language: 'javascript' | 'typescript';
  readonly style: 'record' | 'batch';
  readonly code: string;
  /** Fields whose values the snippet is given, in order. */
  readonly names: readonly string[];
  /** Fields it may set or delete on a record it was given, whether they are in `names` or not; `null` for any. */
  readonly sets: readonly string[] | null;
  /**
   * Whether one record may be filled anew for each call: the code cannot tell (see `canReuseRecord`), and reads no field of `sets` that is not in `names`.
   * Per-record style only.
   */
  readonly reuses?: boolean;
  /** Four 32-bit integers that `Math.random` starts from. */
  readonly seed: readonly [number, number, number, number];
  /**
   * The code calls `$line(n)` before its lines (see `markLines`): the time of each of these, 1 to this number, is measured. Only ever in a trial: it makes
   * the code several times slower.
   */
  readonly measuredLines?: number;
  /** The instant the run was started, ms since 1970, and its day in the zone of the flow as ISO text. */
  readonly now: number;
  readonly today: string;
}

/** How long a snippet may take, in milliseconds. */
export interface SnippetLimits {
  /** For one record, or one call with many. */
  readonly callMs: number;
  /** For all records of one batch. */
  readonly batchMs: number;
}

/** The values of one field for the records of a slice. */
export type ValuesIn =
  | { readonly kind: 'numbers'; readonly buffer: ArrayBuffer }
  /** Texts joined by U+001F, which is in none of them; `flags` has a 1 for each null. */
  | { readonly kind: 'texts'; readonly joined: string; readonly flags: ArrayBuffer | null }
  /** Different texts joined like that, and for each record (16 bits) which of them it has; one beyond the last is a null. */
  | { readonly kind: 'repeated'; readonly joined: string; readonly index: ArrayBuffer }
  /** A JSON list; `tagged` when it has big integers or objects, written by `encodeValue`. */
  | { readonly kind: 'json'; readonly text: string; readonly tagged: boolean };

/** The values of one field for the records that leave. `flags` per record: 0 as given, 1 null, 2 as it came in, 3 not there. */
export type ValuesOut = { readonly name: string; readonly flags: Uint8Array | null } & (
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'texts'; readonly joined: string }
  | { readonly kind: 'json'; readonly text: string }
);

/** A record the snippet refused or failed on. Lines and columns count from 1; 0 when not known. */
export interface RefusedRow {
  readonly row: number;
  readonly code: 'snippet-error' | 'snippet-reject' | 'snippet-result';
  readonly message: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly line: number;
  readonly column: number;
}

/** What came of one slice of records. */
export interface SliceResult {
  /** For each record that leaves: the record (position in the slice) it came from. */
  readonly rows: Int32Array;
  /** 1 where the snippet made the record itself, 0 where it is the one that came in. */
  readonly made: Uint8Array;
  readonly columns: readonly ValuesOut[];
  readonly refused: readonly RefusedRow[];
  readonly logs: readonly string[];
  /** For each line of the log the record (position in the slice) it was written for; -1 where the code takes many at once. */
  readonly logRows: readonly number[];
  /** Lines of the log beyond the most that are kept. */
  readonly logsLeftOut: number;
  /** Time the guest worked, in milliseconds. */
  readonly workMs: number;
  /** Only of measured code. */
  readonly measured?: MeasuredLines;
}

/** Where the time went. Microseconds, the cost of measuring taken off. */
export interface MeasuredLines {
  readonly lines: readonly { readonly line: number; readonly hits: number; readonly microseconds: number }[];
  /** The record (position in the slice) that took longest. */
  readonly slowest: { readonly row: number; readonly microseconds: number } | null;
}

/** To the thread. Answers come in the order of the questions. */
export type ToThread =
  | { readonly kind: 'open'; readonly snippet: SnippetCode; readonly limits: SnippetLimits; readonly heartbeat: SharedArrayBuffer; readonly wasmPath?: string }
  | { readonly kind: 'run'; readonly count: number; readonly columns: readonly ValuesIn[] }
  | { readonly kind: 'close' }
  /** Ends the thread, from within and when it has nothing to do; there is no answer. */
  | { readonly kind: 'leave' };

/** From the thread. After `failed` the instance is gone; the thread can open another. */
export type FromThread =
  | { readonly kind: 'opened' }
  | { readonly kind: 'done'; readonly result: SliceResult }
  | { readonly kind: 'failed'; readonly report: ErrorReport; readonly line: number; readonly column: number }
  | { readonly kind: 'closed' };
