import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareHashes, damagedKeys, HASH, SegmentReader, SegmentWriter } from './key-segment.ts';

/** So many segments are put together to one. */
const MOST_SEGMENTS = 8;
/** A segment of so many times the keys of all that follow it is left as it is. */
const MUCH_LARGER = 4;
/** Beyond what may be remembered, so large a part of it may stay for a while: else every run at the limit would write all of it anew. */
const BEYOND = 1 / 8;
const NAME = /^seen-(\d{6})\.keys$/;
/** The form of Swivel 1: hashes in no order, without days. */
const OLD_FILE = 'seen-keys.bin';
const OLD_MARK = Buffer.from('swivel-keys-1\n\n\n');

/** How many keys are remembered, and how long; 0 for without limit. */
export interface KeyLimits {
  readonly days: number;
  readonly most: number;
}

/** A key to be remembered; sorted lists of them are merged with what is kept. */
export interface NewKey {
  readonly hash: Uint8Array;
  /** False for a key that is kept already and was seen again. */
  readonly fresh: boolean;
}

/**
 * The keys that earlier runs have passed on, in a folder: sorted segments, each written once and never changed. Every run adds one; many are put together
 * to one, and what is too old or too much is left out then. Keys that are too old count as forgotten even while they stand in a file.
 */
export class KeptKeys {
  readonly #folder: string;
  readonly #today: number;
  readonly #limits: KeyLimits;

  /** `today`: days since 1970. */
  constructor(folder: string, today: number, limits: KeyLimits) {
    this.#folder = folder;
    this.#today = today;
    this.#limits = limits;
    this.#takeOver();
  }

  /** Keys in all segments, each counted once. */
  get count(): number {
    return this.#readers((readers) => readers.reduce((sum, { fresh }) => sum + fresh, 0));
  }

  /** All keys that still count, sorted by hash, each with the day it was seen last. Lets go of the files when it ends or is left. */
  *entries(): Generator<{ hash: Uint8Array; day: number }, void, undefined> {
    for (const entry of this.#merged()) if (!this.#tooOld(entry.day)) yield entry;
  }

  /** Whether seeing a key again makes it stay longer. */
  get ages(): boolean {
    return this.#limits.days > 0 || this.#limits.most > 0;
  }

  /** Adds keys, sorted by hash and without repetition; gives how many were forgotten for age and for number, and how many are remembered now. */
  async add(keys: AsyncIterable<NewKey>): Promise<{ old: number; tooMany: number; remembered: number }> {
    const segments = this.#segments();
    const path = join(this.#folder, segmentName(numberOf(segments.at(-1)) + 1));
    const writer = new SegmentWriter(path);
    try {
      for await (const { hash, fresh } of keys) writer.add(hash, this.#today, fresh);
    } finally {
      writer.close();
    }
    if (writer.entries === 0) rmSync(path);
    const { count } = this;
    const expired = this.#readers((readers) => readers.some(({ oldest }) => this.#tooOld(oldest)));
    const { most } = this.#limits;
    if (expired || (most > 0 && count > most + Math.floor(most * BEYOND))) return this.#compact();
    if (segments.length + 1 >= MOST_SEGMENTS) this.#joinSmall();
    return { old: 0, tooMany: 0, remembered: count };
  }

  /** Puts the latest segments together to one, as far back as they are not much smaller than what lies before: a large one is seldom written again. */
  #joinSmall(): void {
    const segments = this.#segments();
    const facts = this.#readers((readers) => readers.map(({ entries, fresh }) => ({ entries, fresh })));
    const entriesOf = (at: number) => facts[at]?.entries ?? 0;
    let from = segments.length - 2;
    let behind = entriesOf(from) + entriesOf(from + 1);
    while (from > 0 && entriesOf(from - 1) <= behind * MUCH_LARGER) behind += entriesOf(--from);
    const joined = segments.slice(from);
    const path = join(this.#folder, 'joined.new');
    const writer = new SegmentWriter(path);
    try {
      for (const { hash, day } of this.#merged(joined)) writer.add(hash, day, false);
    } finally {
      writer.close(facts.slice(from).reduce((sum, { fresh }) => sum + fresh, 0));
    }
    for (const name of joined) rmSync(join(this.#folder, name));
    renameSync(path, join(this.#folder, segmentName(numberOf(segments.at(-1)) + 1)));
  }

  /** Puts all segments together to one, without what is too old or too much. */
  #compact(): { old: number; tooMany: number; remembered: number } {
    const segments = this.#segments();
    const perDay = new Map<number, number>();
    let old = 0;
    for (const { day } of this.#merged())
      if (this.#tooOld(day)) old++;
      else perDay.set(day, (perDay.get(day) ?? 0) + 1);
    const [from, onThatDay] = this.#cutOff(perDay);
    const path = join(this.#folder, 'compacted.new');
    const writer = new SegmentWriter(path);
    let [left, all] = [onThatDay, 0];
    try {
      for (const { hash, day } of this.#merged()) {
        if (this.#tooOld(day)) continue;
        all++;
        if (day < from || (day === from && left-- <= 0)) continue;
        writer.add(hash, day, true);
      }
    } finally {
      writer.close();
    }
    for (const name of segments) rmSync(join(this.#folder, name));
    renameSync(path, join(this.#folder, segmentName(numberOf(segments.at(-1)) + 1)));
    return { old, tooMany: all - writer.entries, remembered: writer.entries };
  }

  /** The first day of which keys are kept, and how many of that day. */
  #cutOff(perDay: ReadonlyMap<number, number>): [day: number, count: number] {
    let room = this.#limits.most === 0 ? Number.POSITIVE_INFINITY : this.#limits.most;
    for (const day of [...perDay.keys()].sort((a, b) => b - a)) {
      const count = perDay.get(day) ?? 0;
      if (count >= room) return [day, room];
      room -= count;
    }
    return [0, Number.POSITIVE_INFINITY];
  }

  /** All keys of the segments, sorted, each once with its latest day. */
  *#merged(segments = this.#segments()): Generator<{ hash: Uint8Array; day: number }, void, undefined> {
    const readers: SegmentReader[] = [];
    try {
      for (const name of segments) readers.push(new SegmentReader(join(this.#folder, name)));
      for (const reader of readers) reader.next();
      for (;;) {
        let least: Uint8Array | null = null;
        for (const { hash } of readers) if (hash && (!least || compareHashes(hash, least) < 0)) least = hash;
        if (!least) return;
        const hash = Uint8Array.from(least);
        let day = 0;
        for (const reader of readers)
          if (reader.hash && compareHashes(reader.hash, hash) === 0) {
            day = Math.max(day, reader.day);
            reader.next();
          }
        yield { hash, day };
      }
    } finally {
      for (const reader of readers) reader.close();
    }
  }

  #tooOld(day: number): boolean {
    return this.#limits.days > 0 && day < this.#today - this.#limits.days;
  }

  #segments(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => NAME.test(name))
      .sort();
  }

  #readers<T>(work: (readers: readonly SegmentReader[]) => T): T {
    const readers = this.#segments().map((name) => new SegmentReader(join(this.#folder, name)));
    try {
      return work(readers);
    } finally {
      for (const reader of readers) reader.close();
    }
  }

  /** Makes a segment of the file of Swivel 1; its keys count as seen today. */
  #takeOver(): void {
    const path = join(this.#folder, OLD_FILE);
    if (!existsSync(path)) return;
    const stored = readFileSync(path);
    if (!stored.subarray(0, OLD_MARK.length).equals(OLD_MARK) || stored.length % HASH !== 0) throw damagedKeys(path);
    const hashes = Array.from({ length: stored.length / HASH - 1 }, (_, at) => stored.subarray((at + 1) * HASH, (at + 2) * HASH)).sort(compareHashes);
    const segment = join(this.#folder, segmentName(1));
    const writer = new SegmentWriter(`${segment}.new`);
    for (const hash of hashes) writer.add(hash, this.#today, true);
    writer.close();
    renameSync(`${segment}.new`, segment);
    rmSync(path);
  }
}

function segmentName(number: number): string {
  return `seen-${String(number).padStart(6, '0')}.keys`;
}

function numberOf(name: string | undefined): number {
  return Number(NAME.exec(name ?? '')?.[1] ?? 0);
}
