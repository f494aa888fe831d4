import type { Batch } from '../data/batch.ts';

/** A piece of a file that could not become a record, as it stood there. Never repaired silently. */
export interface RecordProblem {
  /** kebab-case and stable. */
  readonly code: string;
  /** A sentence for a person. */
  readonly message: string;
  /** Its number among the records of the source, from 0; rejected ones count. */
  readonly ordinal: number;
  /** Physical line in which the record begins, from 1. */
  readonly line: number;
  /** Byte offset in the text as UTF-8 (byte order mark not counted) at which it begins, from 0. */
  readonly byte: number;
  /** The record as read, cut to 10,000 characters. */
  readonly text: string;
}

/** Something unusual that did not cost a record: how often it was met, and a sentence for a person. */
export interface ReadWarning {
  readonly code: string;
  readonly count: number;
  readonly message: string;
}

/** Where a record stands in its file: physical line from 1, byte in the text as UTF-8 from 0, and its text as read, cut to 10,000 characters. */
export type RecordPlace = Pick<RecordProblem, 'line' | 'byte' | 'text'>;

/** What one chunk of bytes gave. */
export interface ReadYield {
  readonly batches: Batch[];
  readonly problems: RecordProblem[];
  /** Parallel to `batches`, from readers that know it: where a physical row stands. Only valid until the reader's next call. */
  readonly places?: ((row: number) => RecordPlace)[];
}

/** A format's reader: UTF-8 bytes go in as they arrive, batches come out. Chunks may be reused after each call. */
export interface RecordReader {
  push(chunk: Uint8Array): ReadYield;
  /** No more bytes will come. */
  finish(): ReadYield;
  readonly warnings: readonly ReadWarning[];
}

/** Longest raw text kept of a record that could not be read. */
export const MAX_PROBLEM_TEXT = 10_000;

/** A record may not be longer than this, so that a missing end does not fill the memory. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;
