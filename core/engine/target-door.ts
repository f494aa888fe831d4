import type { OperationalError, UserError } from '../base/errors.ts';
import type { PlainRecord } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import type { RejectReason } from './node-door.ts';

/** What a target holds after its commit, for the delivery ledger. */
export interface Receipt {
  /** What was written to, as a person knows it: a file path, `payroll.db: employees`. */
  target: string;
  /** Records delivered in this run. */
  delivered: number;
  inserted?: number;
  updated?: number;
  unchanged?: number;
  deleted?: number;
  /** Read back after the commit: records the target holds now, or the file's size and checksum. */
  holds?: number;
  /** Of the delivered records, how many were found there afterwards by their key (or, of deleted ones, are gone). */
  confirmed?: number;
  bytes?: number;
  hash?: string;
  /** How much of the file was read again where it was written; absent: all of it. */
  readBack?: 'whole' | 'ends' | 'size';
}

/** What a target would do, for preview and rehearsal, and for the plan of a replay. */
export interface WouldDo {
  target: string;
  insert: number;
  update: number;
  delete: number;
  unchanged: number;
  /** A few of the changes, with the values before (where there are any) and after. */
  sample: { action: 'insert' | 'update' | 'delete' | 'unchanged'; key: string; before: PlainRecord | null; after: PlainRecord | null }[];
  /** A sentence when it cannot be said in numbers ("the file employees.csv would be replaced"). */
  sentence?: string;
}

/** A target at work. In preview and rehearsal only `rehearse` is used: the engine never opens the writing side. */
export interface Target {
  /** A push that throws leaves nothing of its batch behind, so that it may be pushed again in parts to find the record that is to blame. */
  readonly splits?: boolean;
  /** After a commit that failed: nothing of it was done, for certain, so that nobody has to look at the other side. */
  readonly undone?: boolean;
  /** Takes the records; calls `context.reject` for those it cannot take. Nothing is visible outside before `commit`. */
  push(batch: Batch): void | Promise<void>;
  /**
   * It may still be at work on one batch when the push of it resolves, so that the next is made meanwhile: what it throws or rejects then comes with the next
   * push, or with `drain`.
   */
  readonly trails?: boolean;
  /**
   * A half product that is there from the opening until the commit shows it, which takes its name away in the same moment: while it is there nothing was done
   * outside, whoever looks. The intent of such a target is put on record when it is opened, so that nobody waits for that when it commits.
   */
  readonly half?: string | undefined;
  /** Everything has been pushed: waits for what it is still at work on, and rejects what it cannot take of it. */
  drain?(): void | Promise<void>;
  /**
   * Everything has arrived: makes it durable aside, with nothing visible outside yet. The engine calls it before `commit`, while the intent is being put on
   * record; when it fails, the target is aborted. A commit without it does both.
   */
  prepare?(): void | Promise<void>;
  /** Makes everything visible at once and durable (fsync), then reads back what is there now. */
  commit(): Promise<Receipt>;
  /** Leaves the outside as it was. Called on cancel and failure; also after a failed commit. */
  abort(): Promise<void>;
  /** After an abort: what was written to, as a person knows it, where something written stays there all the same. */
  readonly left?: string | undefined;
}

/** What became of a group of records that was sent. */
export type Sent =
  /** It arrived. `answer` is what the other side said (a status, an id), for the ledger; `rejected` names rows of the group (physical) that it did not take. */
  | { outcome: 'done'; answer?: string; rejected?: readonly { row: number; reason: RejectReason }[] }
  /**
   * Nothing of it was done, for certain: the other side refused it, or was not reached. Retryable: tried again as the step is set to, under the same key.
   * An OperationalError that is not: the group is sent in halves, and a single record is rejected. A UserError ends the run.
   */
  | { outcome: 'not-done'; error: OperationalError | UserError };

/**
 * A target whose writes can be neither taken back nor repeated: a request, a mail, a message. The engine keeps the records until everything has arrived,
 * then gives them out in groups, each between a durable intent and a durable receipt in the ledger of effects. After a crash in between, a group is
 * unknown: what follows is the choice of the step (ask, resend, skip), never a silent repeat. Its spec says `appending-write`.
 */
export interface Sender {
  /** What it is sent to, as a person knows it. */
  readonly target: string;
  /** Most records in a group. */
  readonly groupSize: number;
  /** A run without a record sends too: one group of none. */
  readonly evenEmpty?: boolean;
  /** The other side knows a key that it has seen, and does nothing a second time: then what is unknown is sent again within the run. */
  readonly knowsKeys?: boolean;
  /**
   * Sends one group. `key` is the same in every try, also in a replay of the run: 32 hexadecimal digits that depend on the version of the flow, the run, the
   * step and the records; give it to the other side. What is thrown (no answer, a broken connection) leaves the group unknown.
   */
  send(group: Batch, key: string): Promise<Sent>;
  /** Everything was sent: reads back what is there now, where that can be. */
  confirm?(): Promise<Partial<Receipt>>;
  close?(): void | Promise<void>;
}

/** Reads the outside to say what a target would do; never writes. */
export interface Rehearsal {
  push(batch: Batch): void | Promise<void>;
  finish(): Promise<WouldDo>;
  close?(): void | Promise<void>;
}
