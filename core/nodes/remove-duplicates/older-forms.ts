import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareWords, HASH, type HashWords, wordsAt } from './hash-words.ts';
import { type KeyCursor, MergedKeys } from './merged-keys.ts';
import { isOlderSegment, OlderSegment } from './older-segment.ts';
import { damagedKeys } from './read-fully.ts';

/** The form of Swivel 1: hashes in no order, without days. */
const FIRST_FILE = 'seen-keys.bin';
const FIRST_MARK = Buffer.from('swivel-keys-1\n\n\n');
const OLDER_NAME = /^seen-\d{6}\.keys$/;

/** Keys kept in a form of before, in their order. */
export interface OlderKeys {
  readonly keys: KeyCursor;
  /** Lets go of the files. */
  close(): void;
  /** The files, which are not needed once the keys stand elsewhere. */
  readonly paths: readonly string[];
}

/** What a folder holds in forms of before, null where there is nothing. Keys without a day count as seen on `today`. */
export function olderKeys(folder: string, today: number): OlderKeys | null {
  const first = join(folder, FIRST_FILE);
  const paths = readdirSync(folder)
    .filter((name) => OLDER_NAME.test(name))
    .map((name) => join(folder, name))
    .sort();
  const isFirst = existsSync(first);
  if (!isFirst && paths.length === 0) return null;
  const segments: OlderSegment[] = [];
  const close = () => {
    for (const segment of segments) segment.close();
  };
  try {
    for (const path of paths) {
      // Segments of the present form without a head are no memory that was ever kept.
      if (!isOlderSegment(path)) throw damagedKeys(path);
      segments.push(new OlderSegment(path));
    }
    const cursors: KeyCursor[] = isFirst ? [...segments, new FirstKeys(first, today)] : segments;
    return { keys: new MergedKeys(cursors), close, paths: isFirst ? [...paths, first] : paths };
  } catch (error) {
    close();
    throw error;
  }
}

/** The hashes of Swivel 1, sorted. */
class FirstKeys implements KeyCursor {
  w0 = 0;
  w1 = 0;
  w2 = 0;
  w3 = 0;
  readonly day: number;
  readonly #hashes: readonly HashWords[];
  #next = 0;

  constructor(path: string, day: number) {
    this.day = day;
    const stored = readFileSync(path);
    if (!stored.subarray(0, FIRST_MARK.length).equals(FIRST_MARK) || stored.length % HASH !== 0) throw damagedKeys(path);
    this.#hashes = Array.from({ length: stored.length / HASH - 1 }, (_, at) => wordsAt(stored, (at + 1) * HASH)).sort(compareWords);
  }

  next(): boolean {
    const hash = this.#hashes[this.#next++];
    if (!hash) return false;
    [this.w0, this.w1, this.w2, this.w3] = hash;
    return true;
  }
}
