import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError } from '../../base/errors.ts';
import { type Floor, forget, isForgotten, type KeyLimits, NO_FLOOR } from './forgotten.ts';
import { wordAt } from './hash-words.ts';
import { BlockRoom, KeySegment } from './key-segment.ts';
import { KeysByDay } from './keys-by-day.ts';
import { type MemoryHead, readHead, writeHead } from './memory-head.ts';
import { type KeyCursor, MergedKeys, SegmentCursor } from './merged-keys.ts';
import { olderKeys } from './older-forms.ts';
import { damagedKeys } from './read-fully.ts';
import type { DayChanges } from './segment-form.ts';
import { isMostlyUseless, toPutTogether } from './segment-sizes.ts';
import { SegmentWriter } from './segment-writer.ts';

/** No day: the key is not known. */
export const UNKNOWN = -1;
const NAME = /seen-(\d{6,})\.keys$/;

/** A key to be remembered; sorted lists of them are added to what is kept. */
export interface NewKey {
  readonly hash: Uint8Array;
  /** The day on which it was seen before, `UNKNOWN` for none. */
  readonly before: number;
}

/**
 * The keys that earlier runs have passed on, in a folder: sorted segments, each written once and never changed, and a head that says which they are. A key is
 * looked up where it would stand, so a run costs what arrives. Every run adds a segment; those of about one size are put together. Which keys are forgotten
 * is one line drawn through days and hashes: from then on they do not count, wherever they may still stand in a file.
 */
export class KeptKeys {
  readonly #folder: string;
  readonly #today: number;
  readonly #limits: KeyLimits;
  readonly #room: BlockRoom;
  #numbers: number[] = [];
  #segments: KeySegment[] = [];
  /** As the head says. */
  #floor: Floor = NO_FLOOR;
  #head: MemoryHead = { floor: NO_FLOOR, segments: [] };
  /** As the limits say now. */
  #used: Floor = NO_FLOOR;
  #days = new KeysByDay();

  /**
   * `today`: days since 1970; `memory`: bytes for blocks of the files; `adds`: whether keys are going to be added. Files are put together now, before anything
   * is delivered: what is damaged in them must not be found when it is too late. To be closed.
   */
  constructor(folder: string, today: number, limits: KeyLimits, { memory, adds }: { memory: number; adds: boolean }) {
    this.#folder = folder;
    this.#today = today;
    this.#limits = limits;
    this.#room = new BlockRoom(memory);
    try {
      this.#open();
      if (adds) this.#tidy();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Whether seeing a key again makes it stay longer. */
  get ages(): boolean {
    return this.#limits.days > 0 || this.#limits.most > 0;
  }

  /** Whether so much was read that going through all keys in their order would have cost no more. */
  get readMuch(): boolean {
    return this.#room.reads > 1000 + 2 * this.#segments.reduce((sum, { blocks }) => sum + blocks, 0);
  }

  /** Lets go of all but so many bytes: for keys that are asked for in their order. */
  keepLess(memory: number): void {
    this.#room.most = memory;
    this.#room.used = memory;
  }

  /** The day on which a key was seen last, `UNKNOWN` for one that nobody has seen. Also for a key that the limits leave out only now. */
  dayOf(w0: number, w1: number, w2: number, w3: number): number {
    let latest = UNKNOWN;
    for (const segment of this.#segments) {
      if (latest !== UNKNOWN && (!this.ages || segment.newest <= latest)) break;
      const day = segment.find(w0, w1, w2, w3);
      if (day > latest && !isForgotten(this.#floor, day, w0, w1, w2, w3)) latest = day;
    }
    return latest;
  }

  /** Whether a key that was seen last on that day counts as seen. */
  counts(day: number, w0: number, w1: number, w2: number, w3: number): boolean {
    return day !== UNKNOWN && !isForgotten(this.#used, day, w0, w1, w2, w3);
  }

  /** Adds keys, sorted by hash and without repetition; gives how many were forgotten for age and for number, and how many are remembered now. */
  async add(keys: AsyncIterable<NewKey>): Promise<{ old: number; tooMany: number; remembered: number }> {
    const atOnce = await this.#write(keys);
    const forgotten = this.#forgetNow();
    this.#floor = forgotten.floor;
    this.#used = forgotten.floor;
    this.#dropWhole();
    this.#writeHead();
    return { old: forgotten.old, tooMany: forgotten.tooMany + atOnce, remembered: forgotten.left };
  }

  close(): void {
    for (const segment of this.#segments.splice(0)) segment.close();
  }

  #open(): void {
    const head = readHead(this.#folder) ?? this.#takeOver();
    this.#head = head;
    this.#floor = head.floor;
    for (const number of head.segments) this.#take(number);
    this.#used = forget(this.#segments, this.#days, this.#floor, this.#limits, this.#today).floor;
  }

  /** What the limits leave. Targets have committed, so damage met now must not cost what was delivered: the next run meets it before it begins. */
  #forgetNow(): ReturnType<typeof forget> {
    try {
      return forget(this.#segments, this.#days, this.#floor, this.#limits, this.#today);
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      return { floor: this.#floor, old: 0, tooMany: 0, left: this.#days.total(this.#floor) };
    }
  }

  /** Makes a segment of what stands there in a form of before. */
  #takeOver(): MemoryHead {
    const older = olderKeys(this.#folder, this.#today);
    if (!older) return { floor: NO_FLOOR, segments: [] };
    const number = older.paths.reduce((latest, path) => Math.max(latest, numberOf(path)), 0) + 1;
    let isThere = false;
    try {
      isThere = this.#writeMerged(number, older.keys, null);
    } finally {
      older.close();
    }
    for (const path of older.paths) rmSync(path);
    const head = { floor: NO_FLOOR, segments: isThere ? [number] : [] };
    writeHead(this.#folder, head);
    return head;
  }

  /** Opens a segment that counts from now on. */
  #take(number: number): void {
    const path = this.#pathOf(number);
    if (!existsSync(path)) throw damagedKeys(path);
    const segment = new KeySegment(path, this.#room);
    this.#numbers.push(number);
    this.#segments.push(segment);
    this.#days.changeAll(segment.changes);
    this.#segments.sort((a, b) => (this.ages ? b.newest - a.newest : 0) || b.entries - a.entries);
  }

  /** Removes segments, which may be needed as long as the state of before is. */
  #remove(segments: readonly KeySegment[]): void {
    for (const segment of segments) {
      segment.close();
      rmSync(segment.path);
    }
    this.#segments = this.#segments.filter((segment) => !segments.includes(segment));
    const removed = segments.map(({ path }) => numberOf(path));
    this.#numbers = this.#numbers.filter((number) => !removed.includes(number));
  }

  /** Whether keys of today would be forgotten at once by a line drawn before: the clock was put back, or there is more room than there was. */
  #isInTheWay(left: number): boolean {
    const { day, from } = this.#floor;
    if (day !== this.#today || from === null) return day > this.#today;
    return this.#limits.most === 0 || left < this.#limits.most;
  }

  /** Writes what is not forgotten as one segment, and counts it. */
  #writeAnew(): void {
    const [former, number] = [[...this.#segments], this.#nextNumber];
    const isThere = this.#writeMerged(number, mergedOf(former), null);
    this.#remove(former);
    this.#days = new KeysByDay();
    this.#floor = NO_FLOOR;
    if (isThere) this.#take(number);
    this.#used = forget(this.#segments, this.#days, this.#floor, this.#limits, this.#today).floor;
  }

  /** Writes what is new as a segment; gives how many of its keys lie behind the line already. */
  async #write(keys: AsyncIterable<NewKey>): Promise<number> {
    const number = this.#nextNumber;
    const writer = new SegmentWriter(this.#pathOf(number));
    const changes = new KeysByDay();
    let atOnce = 0;
    try {
      for await (const { hash, before } of keys) {
        const [w0, w1, w2, w3] = [wordAt(hash, 0), wordAt(hash, 4), wordAt(hash, 8), wordAt(hash, 12)];
        // Where the clock was put back, the latest day stays that on which the key was seen.
        const day = Math.max(this.#today, before);
        writer.add(w0, w1, w2, w3, day);
        if (isForgotten(this.#floor, day, w0, w1, w2, w3)) atOnce++;
        changes.change(day, 1);
        if (before !== UNKNOWN) changes.change(before, -1);
      }
    } catch (error) {
      writer.abandon();
      throw error;
    }
    writer.close(changes.days);
    if (writer.entries === 0) rmSync(this.#pathOf(number));
    else this.#take(number);
    if (atOnce > 0) this.#floor = { ...this.#floor, cut: this.#floor.cut + atOnce };
    return atOnce;
  }

  /** Removes the segments of which every key is forgotten. */
  #dropWhole(): void {
    const { day } = this.#floor;
    this.#remove(this.#segments.filter(({ newest, changes }) => newest < day && [...changes.keys()].every((changed) => changed < day)));
  }

  #writeHead(): void {
    if (this.#floor === this.#head.floor && this.#numbers.join() === this.#head.segments.join()) return;
    this.#head = { floor: this.#floor, segments: [...this.#numbers] };
    writeHead(this.#folder, this.#head);
  }

  /** Keeps the files few. */
  #tidy(): void {
    const left = this.#days.total(this.#floor);
    const entries = this.#segments.map((segment) => segment.entries);
    if (this.#isInTheWay(left) || isMostlyUseless(entries, left)) this.#writeAnew();
    else this.#putTogether(left);
    this.#writeHead();
  }

  #putTogether(left: number): void {
    for (;;) {
      const inOrder = this.#inOrderOfAge();
      const chosen = toPutTogether(
        inOrder.map((segment) => segment.entries),
        left,
        this.ages,
      ).map((at) => inOrder[at] as KeySegment);
      if (chosen.length === 0) return;
      const changes = new KeysByDay();
      for (const segment of chosen) for (const [day, by] of segment.changes) if (day >= this.#floor.day) changes.change(day, by);
      const number = this.#nextNumber;
      const isThere = this.#writeMerged(number, mergedOf(chosen), changes.days);
      this.#remove(chosen);
      if (!isThere) continue;
      // The days of the new segment are those of the former ones, which have been counted.
      const days = this.#days;
      this.#days = new KeysByDay();
      this.#take(number);
      this.#days = days;
    }
  }

  #inOrderOfAge(): KeySegment[] {
    return this.#segments.toSorted((a, b) => numberOf(a.path) - numberOf(b.path));
  }

  /** Writes keys that are not forgotten as a segment; `changes` are those that the keys make when null. False where there is nothing to be kept. */
  #writeMerged(number: number, keys: KeyCursor, changes: DayChanges | null): boolean {
    const writer = new SegmentWriter(this.#pathOf(number));
    const counted = new KeysByDay();
    const floor = this.#floor;
    try {
      while (keys.next()) {
        const { w0, w1, w2, w3, day } = keys;
        if (isForgotten(floor, day, w0, w1, w2, w3)) continue;
        writer.add(w0, w1, w2, w3, day);
        if (!changes) counted.change(day, 1);
      }
    } catch (error) {
      writer.abandon();
      throw error;
    }
    const changed = changes ?? counted.days;
    writer.close(changed);
    if (writer.entries > 0 || [...changed.values()].some((by) => by !== 0)) return true;
    rmSync(this.#pathOf(number));
    return false;
  }

  get #nextNumber(): number {
    return (this.#numbers.at(-1) ?? 0) + 1;
  }

  #pathOf(number: number): string {
    return join(this.#folder, `seen-${String(number).padStart(6, '0')}.keys`);
  }
}

function mergedOf(segments: readonly KeySegment[]): KeyCursor {
  return new MergedKeys(segments.map((segment) => new SegmentCursor(segment)));
}

function numberOf(path: string): number {
  return Number(NAME.exec(path)?.[1] ?? 0);
}
