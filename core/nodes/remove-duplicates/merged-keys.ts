import type { KeySegment } from './key-segment.ts';
import { COLUMNS } from './segment-form.ts';

/** Walks over keys in their order: the four words of the hash at which it stands, and the day on which that was seen last. */
export abstract class KeyCursor {
  w0 = 0;
  w1 = 0;
  w2 = 0;
  w3 = 0;
  day = 0;

  /** Goes to the next key; false behind the last one. */
  abstract next(): boolean;
}

/** All keys of a segment, one block in memory. */
export class SegmentCursor extends KeyCursor {
  readonly #segment: KeySegment;
  #next = 0;
  #block: Uint32Array = new Uint32Array(0);
  #keys = 0;
  #at = 0;

  constructor(segment: KeySegment) {
    super();
    this.#segment = segment;
  }

  next(): boolean {
    if (this.#at === this.#keys) {
      if (this.#next === this.#segment.blocks) return false;
      this.#block = this.#segment.read(this.#next++);
      this.#keys = this.#block.length / COLUMNS;
      this.#at = 0;
    }
    const [block, keys, at] = [this.#block, this.#keys, this.#at++];
    this.w0 = block[at] as number;
    this.w1 = block[at + keys] as number;
    this.w2 = block[at + 2 * keys] as number;
    this.w3 = block[at + 3 * keys] as number;
    this.day = block[at + 4 * keys] as number;
    return true;
  }
}

/** The keys of several cursors in their order, each once, with its latest day. */
export class MergedKeys extends KeyCursor {
  /** In the order of the keys at which they stand: of a large one beside small ones, the next key nearly always comes next of all. */
  readonly #cursors: KeyCursor[] = [];

  constructor(cursors: readonly KeyCursor[]) {
    super();
    for (const cursor of cursors)
      if (cursor.next()) {
        this.#cursors.unshift(cursor);
        this.#settle();
      }
  }

  next(): boolean {
    const first = this.#cursors[0];
    if (!first) return false;
    this.w0 = first.w0;
    this.w1 = first.w1;
    this.w2 = first.w2;
    this.w3 = first.w3;
    this.day = first.day;
    this.#advance(first);
    for (;;) {
      const again = this.#cursors[0];
      if (!again || again.w0 !== this.w0 || again.w1 !== this.w1 || again.w2 !== this.w2 || again.w3 !== this.w3) return true;
      if (again.day > this.day) this.day = again.day;
      this.#advance(again);
    }
  }

  #advance(first: KeyCursor): void {
    if (first.next()) this.#settle();
    else this.#cursors.shift();
  }

  /** Moves the first cursor back to where its key belongs. */
  #settle(): void {
    const cursors = this.#cursors;
    const moved = cursors[0] as KeyCursor;
    let at = 0;
    for (; at + 1 < cursors.length && isBehind(moved, cursors[at + 1] as KeyCursor); at++) cursors[at] = cursors[at + 1] as KeyCursor;
    cursors[at] = moved;
  }
}

function isBehind(a: KeyCursor, b: KeyCursor): boolean {
  if (a.w0 !== b.w0) return a.w0 > b.w0;
  if (a.w1 !== b.w1) return a.w1 > b.w1;
  if (a.w2 !== b.w2) return a.w2 > b.w2;
  return a.w3 > b.w3;
}
