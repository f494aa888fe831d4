import type { ByteKeys } from './byte-keys.ts';
import { ID_BITS, ID_POSITION } from './row-order.ts';

/** Up to so many records are put in order by comparing them. */
const FEW = 24;
/** Bytes of a key looked at in one go. */
const STEP = 7;
const DIGITS = 8;

/**
 * Puts ids (batch and position, see `RowOrder.sort`) in the order of their keys; equal ones keep their places. What all keys of a stretch begin with is
 * passed over, the next seven bytes are sorted digit by digit, and stretches that agree in those are done again behind them.
 */
export function sortByteKeys(keys: readonly ByteKeys[], ids: Int32Array): void {
  if (ids.length > 1) new ByteSort(keys, ids).sort(0, ids.length, 0);
}

class ByteSort {
  readonly #keys: readonly ByteKeys[];
  readonly #ids: Int32Array;
  /** First four bytes looked at; then three more and how many of the seven there are: a key that ends stands before one that goes on. */
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;
  readonly #spare: { ids: Int32Array; high: Uint32Array; low: Uint32Array };
  readonly #counts = new Uint32Array(DIGITS * 256);

  constructor(keys: readonly ByteKeys[], ids: Int32Array) {
    const { length } = ids;
    this.#keys = keys;
    this.#ids = ids;
    this.#high = new Uint32Array(length);
    this.#low = new Uint32Array(length);
    this.#spare = { ids: new Int32Array(length), high: new Uint32Array(length), low: new Uint32Array(length) };
  }

  /** Sorts the ids from `from` up to `to`, whose keys agree in their first `depth` bytes. */
  sort(from: number, to: number, depth: number): void {
    if (to - from <= FEW) {
      this.#insert(from, to, depth);
      return;
    }
    const start = depth + this.#common(from, to, depth);
    this.#load(from, to, start);
    this.#byDigits(from, to);
    this.#deeper(from, to, start + STEP);
  }

  /** How many bytes behind `depth` all keys have in common. */
  #common(from: number, to: number, depth: number): number {
    const first = this.#ids[from] as number;
    const { bytes, starts } = this.#keys[first >> ID_BITS] as ByteKeys;
    const start = (starts[first & ID_POSITION] as number) + depth;
    let common = (starts[(first & ID_POSITION) + 1] as number) - start;
    for (let i = from + 1; i < to && common > 0; i++) {
      const id = this.#ids[i] as number;
      const other = this.#keys[id >> ID_BITS] as ByteKeys;
      const at = (other.starts[id & ID_POSITION] as number) + depth;
      common = Math.min(common, (other.starts[(id & ID_POSITION) + 1] as number) - at);
      let same = 0;
      while (same < common && other.bytes[at + same] === bytes[start + same]) same++;
      common = same;
    }
    return common;
  }

  #load(from: number, to: number, depth: number): void {
    for (let i = from; i < to; i++) {
      const id = this.#ids[i] as number;
      const { bytes, starts } = this.#keys[id >> ID_BITS] as ByteKeys;
      const position = id & ID_POSITION;
      const at = (starts[position] as number) + depth;
      const left = (starts[position + 1] as number) - at;
      if (left >= STEP) {
        this.#high[i] = ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
        this.#low[i] = ((bytes[at + 4] as number) << 24) | ((bytes[at + 5] as number) << 16) | ((bytes[at + 6] as number) << 8) | STEP;
      } else {
        const byte = (n: number) => (n < left ? (bytes[at + n] as number) : 0);
        this.#high[i] = (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
        this.#low[i] = (byte(4) << 24) | (byte(5) << 16) | (byte(6) << 8) | left;
      }
    }
  }

  /** One counting sort for each byte of the key beginnings in which they differ, the last one first. */
  #byDigits(from: number, to: number): void {
    const counts = this.#counts.fill(0);
    for (let i = from; i < to; i++) {
      const [high, low] = [this.#high[i] as number, this.#low[i] as number];
      for (let digit = 0; digit < 4; digit++) {
        const [a, b] = [digit * 256 + ((low >>> (digit * 8)) & 255), (digit + 4) * 256 + ((high >>> (digit * 8)) & 255)];
        counts[a] = (counts[a] as number) + 1;
        counts[b] = (counts[b] as number) + 1;
      }
    }
    for (let digit = 0; digit < DIGITS; digit++) {
      const bucket = counts.subarray(digit * 256, digit * 256 + 256);
      const sample = (digit < 4 ? (this.#low[from] as number) >>> (digit * 8) : (this.#high[from] as number) >>> ((digit - 4) * 8)) & 255;
      if (bucket[sample] !== to - from) this.#pass(from, to, digit, bucket);
    }
  }

  #pass(from: number, to: number, digit: number, bucket: Uint32Array): void {
    let place = from;
    for (let value = 0; value < 256; value++) {
      const count = bucket[value] as number;
      bucket[value] = place;
      place += count;
    }
    const { ids, high, low } = this.#spare;
    const shift = (digit & 3) * 8;
    const source = digit < 4 ? this.#low : this.#high;
    for (let i = from; i < to; i++) {
      const value = ((source[i] as number) >>> shift) & 255;
      const target = bucket[value] as number;
      bucket[value] = target + 1;
      ids[target] = this.#ids[i] as number;
      high[target] = this.#high[i] as number;
      low[target] = this.#low[i] as number;
    }
    this.#ids.set(ids.subarray(from, to), from);
    this.#high.set(high.subarray(from, to), from);
    this.#low.set(low.subarray(from, to), from);
  }

  /** Goes on behind the bytes looked at, wherever several keys agree in all seven of them. */
  #deeper(from: number, to: number, depth: number): void {
    for (let start = from; start < to; ) {
      const [high, low] = [this.#high[start] as number, this.#low[start] as number];
      let end = start + 1;
      while (end < to && this.#high[end] === high && this.#low[end] === low) end++;
      if (end - start > 1 && (low & 255) === STEP) this.sort(start, end, depth);
      start = end;
    }
  }

  #insert(from: number, to: number, depth: number): void {
    for (let i = from + 1; i < to; i++) {
      const id = this.#ids[i] as number;
      let at = i - 1;
      while (at >= from && this.#compare(this.#ids[at] as number, id, depth) > 0) {
        this.#ids[at + 1] = this.#ids[at] as number;
        at--;
      }
      this.#ids[at + 1] = id;
    }
  }

  #compare(a: number, b: number, depth: number): number {
    const [x, y] = [this.#keys[a >> ID_BITS] as ByteKeys, this.#keys[b >> ID_BITS] as ByteKeys];
    let at = (x.starts[a & ID_POSITION] as number) + depth;
    let other = (y.starts[b & ID_POSITION] as number) + depth;
    const [end, otherEnd] = [x.starts[(a & ID_POSITION) + 1] as number, y.starts[(b & ID_POSITION) + 1] as number];
    const stop = at + Math.min(end - at, otherEnd - other);
    for (; at < stop; at++, other++) {
      const difference = (x.bytes[at] as number) - (y.bytes[other] as number);
      if (difference !== 0) return difference;
    }
    return end - at - (otherEnd - other);
  }
}
