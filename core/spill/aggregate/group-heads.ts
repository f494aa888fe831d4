import type { Batch } from '../../data/batch.ts';
import { concat, gather, ordinalAt, select, sourceAt } from '../../data/batch-ops.ts';
import { heldBytes } from '../held-bytes.ts';
import { roomFor } from './aggregate.ts';

/** So many small pieces are put together to one. */
const MOST_SMALL = 32;

/** The key fields and the origin of the first record of each group, by group. */
export class GroupHeads {
  /** Each piece holds the groups from its start on; the last few may be small. */
  #pieces: { batch: Batch; start: number }[] = [];
  #small = 0;
  #count = 0;
  #bytes = 0;
  #sources = new Int32Array(0);
  #ordinals = new Float64Array(0);

  get count(): number {
    return this.#count;
  }

  get memory(): number {
    return this.#bytes + this.#sources.byteLength + this.#ordinals.byteLength;
  }

  source(group: number): number {
    return this.#sources[group] as number;
  }

  ordinal(group: number): number {
    return this.#ordinals[group] as number;
  }

  /** Takes the first records of new groups, in the order of the groups; always with the same fields, those of the key. */
  add(batch: Batch, rows: Int32Array, count: number): void {
    if (count === 0) return;
    const own = concat([select(batch, rows, count)]);
    this.#room(this.#count + count);
    for (let row = 0; row < count; row++) {
      this.#sources[this.#count + row] = sourceAt(own, row);
      this.#ordinals[this.#count + row] = ordinalAt(own, row);
    }
    this.#pieces.push({ batch: own, start: this.#count });
    this.#count += count;
    this.#bytes += heldBytes(own);
    if (++this.#small === MOST_SMALL) this.#join();
  }

  /** The heads of the groups `from` up to `to` as a batch. */
  batch(from: number, to: number): Batch {
    const used = this.#pieces.filter(({ batch, start }) => start < to && start + batch.count > from);
    const [batchOf, rowOf] = [new Int32Array(to - from), new Int32Array(to - from)];
    used.forEach(({ batch, start }, place) => {
      for (let group = Math.max(from, start); group < Math.min(to, start + batch.count); group++) {
        batchOf[group - from] = place;
        rowOf[group - from] = group - start;
      }
    });
    return gather(
      used.map(({ batch }) => batch),
      batchOf,
      rowOf,
      to - from,
    );
  }

  clear(): void {
    this.#pieces = [];
    this.#small = 0;
    this.#count = 0;
    this.#bytes = 0;
  }

  #join(): void {
    const last = this.#pieces.splice(-MOST_SMALL);
    this.#small = 0;
    const batch = concat(last.map((piece) => piece.batch));
    for (const piece of last) this.#bytes -= heldBytes(piece.batch);
    this.#bytes += heldBytes(batch);
    this.#pieces.push({ batch, start: last[0]?.start ?? 0 });
  }

  #room(needed: number): void {
    if (needed <= this.#sources.length) return;
    const [sources, ordinals] = [new Int32Array(roomFor(needed, this.#sources.length)), new Float64Array(roomFor(needed, this.#sources.length))];
    sources.set(this.#sources);
    ordinals.set(this.#ordinals);
    [this.#sources, this.#ordinals] = [sources, ordinals];
  }
}
