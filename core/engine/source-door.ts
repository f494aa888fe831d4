import type { Place } from '../base/errors.ts';
import type { Value } from '../base/value.ts';
import type { Emit } from './node-door.ts';

/** Where a source stands, to be kept for the next run. Plain JSON. */
export type SourcePosition = { [key: string]: Value };

/** A file or table a source has read, for the run page and for capture. */
export interface SourceReading {
  /** Path or name as a person knows it. */
  name: string;
  bytes?: number;
  modifiedAt?: number;
  /** SHA-256 in hex, where it was computed. */
  hash?: string;
  /** Set for what was left out, with the reason: "already read". */
  skipped?: string;
}

/** What a source has read in this run. */
export interface SourceSpan {
  /** Given back to the source as `context.again` when the run is replayed, so that it reads just that again. Plain JSON. */
  again: SourcePosition;
  /** Where reading began and ended, in words for a person: "updated_at 2026-11-20, id 17", "12 files". Null: at the very beginning. */
  from: string | null;
  to: string;
}

/** What the next run would read, for a person who decides whether that is right. */
export interface NextReading {
  /** Where the source stands, in words; null when nothing was read yet. */
  position: string | null;
  /** "Rows whose updated_at is after 2026-11-20." */
  sentence: string;
  /** Files that would be read (`new`), and how many were read before. */
  files?: { fresh: string[]; known: number };
}

/** A source being read. */
export interface Source {
  /** Emits everything there is, in order, and resolves at the end. Checks `context.signal` between batches; yields to the event loop about every 10 ms. */
  read(emit: Emit): Promise<void>;
  /** What has been read so far. */
  readings?(): SourceReading[];
  /** Where the record with this ordinal stood (file, row, byte), if the source can tell; asked for rejects, and for the few records of a sample. */
  locate?(ordinal: number): Place | null;
  /** The position after the last emitted record; kept as `position` in the step's state, only after the targets have committed. */
  position?(): SourcePosition | null;
  /** What was read; asked for at the end of reading. */
  span?(): SourceSpan | null;
  /**
   * What is to be done outside with what was read once all targets have committed (files to be moved away); null for nothing. Kept with the position, as
   * `pending` in the step's state, before `settled` is called: a run after a crash in between finds it there, does it, and does not read that again.
   */
  pending?(): SourcePosition | null;
  /**
   * All targets have committed, and that is on record: does what `pending` named, and gives what of it is left to the next run. What cannot be done is told as
   * a notice: it undoes no delivery. Not called in previews, rehearsals and partial replays, nor after a failure.
   */
  settled?(): Promise<SourcePosition | null>;
  close?(): void | Promise<void>;
}
