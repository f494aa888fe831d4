import { closeSync, fsyncSync, openSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { writeFully } from './read-fully.ts';
import { BLOCK, blockNumbers, bytesOf, COLUMNS, type DayChanges, MARK } from './segment-form.ts';

/** Blocks written at once. */
const AT_ONCE = 32;
const FULL = blockNumbers(BLOCK);

/** Writes hashes with their days, sorted by hash, to a new file, which is durable once it is closed. */
export class SegmentWriter {
  readonly #file: number;
  readonly #numbers = new Uint32Array(FULL * AT_ONCE);
  /** Where the block at hand begins among the numbers. */
  #from = 0;
  #filled = 0;
  #written: number = MARK.length;
  #fences: number[] = [];
  #oldest = 0xffffffff;
  #newest = 0;
  entries = 0;

  constructor(path: string) {
    // Never into a file that is there: the state that is kept may share it.
    this.#file = openSync(path, 'wx');
    writeFully(this.#file, MARK, 0);
  }

  add(w0: number, w1: number, w2: number, w3: number, day: number): void {
    const numbers = this.#numbers;
    const at = this.#from + this.#filled;
    numbers[at] = w0;
    numbers[at + BLOCK] = w1;
    numbers[at + 2 * BLOCK] = w2;
    numbers[at + 3 * BLOCK] = w3;
    numbers[at + 4 * BLOCK] = day;
    if (this.#filled === 0) this.#fences.push(w0);
    if (day < this.#oldest) this.#oldest = day;
    if (day > this.#newest) this.#newest = day;
    this.entries++;
    if (++this.#filled === BLOCK) this.#endBlock();
  }

  /** Makes the file whole. */
  close(changes: DayChanges): void {
    if (this.#filled > 0) this.#endBlock();
    this.#flush();
    const days = [...changes].filter(([, change]) => change !== 0);
    const foot = Uint32Array.from([...this.#fences, ...days.flat(), this.entries, days.length, this.#oldest, this.#newest, 0]);
    const bytes = bytesOf(foot);
    foot[foot.length - 1] = crc32(bytes.subarray(0, -4));
    writeFully(this.#file, bytes, this.#written);
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  /** Lets go of a file that will not be whole. */
  abandon(): void {
    closeSync(this.#file);
  }

  #endBlock(): void {
    const [from, keys] = [this.#from, this.#filled];
    // The last block is shorter: its columns move together.
    for (let column = 1; column < COLUMNS && keys < BLOCK; column++) {
      const begin = from + column * BLOCK;
      this.#numbers.copyWithin(from + column * keys, begin, begin + keys);
    }
    const end = from + keys * COLUMNS;
    this.#numbers[end] = crc32(bytesOf(this.#numbers.subarray(from, end)));
    this.#from = end + 1;
    this.#filled = 0;
    if (this.#from + FULL > this.#numbers.length) this.#flush();
  }

  #flush(): void {
    const bytes = bytesOf(this.#numbers.subarray(0, this.#from));
    writeFully(this.#file, bytes, this.#written);
    this.#written += bytes.length;
    this.#from = 0;
  }
}
