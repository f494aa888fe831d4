import type { Batch } from '../../data/batch.ts';
import { concat } from '../../data/batch-ops.ts';
import { KeyTable } from '../../data/key-table.ts';
import { compact } from '../../formats/spool/batch-store.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { heldBytes } from '../../spill/held-bytes.ts';
import type { KeyOrder } from '../../spill/key-order.ts';
import { withEmptyFields } from '../../spill/side-records.ts';

/** Batches smaller than this are put together. */
const SMALL = 1024;
const NONE = -1;

/** The right input in memory: its records in the order they came, and a hash table of their keys. Rows of one key form a chain in that order. */
export class RightTable {
  readonly #order: KeyOrder;
  readonly #fields: readonly string[];
  readonly #keys = new KeyTable(4096);
  #parts: Batch[] = [];
  /** Number of the first row of each part. */
  readonly #starts: number[] = [];
  #small: Batch[] = [];
  #smallRows = 0;
  #bytes = 0;
  #rows = 0;
  #keyOf = new Int32Array(4096);
  #next = new Int32Array(4096);
  #first = new Int32Array(4096);
  #last = new Int32Array(4096);
  /** Keys that a record of the left input has matched. */
  #matched = new Uint8Array(4096);

  constructor(order: KeyOrder, fields: readonly string[]) {
    this.#order = order;
    this.#fields = fields;
  }

  /** Bytes of memory in use. */
  get bytes(): number {
    return this.#bytes + this.#keys.memory + this.#keyOf.byteLength * 2 + this.#first.byteLength * 2 + this.#matched.byteLength;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Takes records; those with an empty field in their key match nothing. */
  add(batch: Batch): void {
    const keys = this.#order.prepare(withEmptyFields(batch, this.#fields));
    this.#keyOf = grown(this.#keyOf, this.#rows + batch.count);
    this.#next = grown(this.#next, this.#rows + batch.count);
    for (let position = 0; position < batch.count; position++) this.#chain(this.#keyIn(keys, position), this.#rows++);
    // What has other fields or types is not put together: its keys must stay what they are, here and when all goes to disk.
    if (this.#small[0] && !isAlike(this.#small[0], batch)) this.seal();
    const own = batch.count >= SMALL ? compact(batch) : concat([batch]);
    this.#small.push(own.columns.some(({ kind }) => kind === 'dictionary') ? concat([own]) : own);
    this.#smallRows += batch.count;
    this.#bytes += heldBytes(own);
    if (this.#smallRows >= SMALL) this.seal();
  }

  #keyIn(keys: ByteKeys, position: number): number {
    if (this.#order.emptyFields(keys, position) > 0) return NONE;
    const found = this.#keys.insert(keys.bytes, keys.starts[position] as number, keys.starts[position + 1] as number);
    if (found >= 0) return found;
    const key = ~found;
    this.#first = grown(this.#first, key + 1);
    this.#last = grown(this.#last, key + 1);
    this.#matched = grown(this.#matched, key + 1);
    this.#first[key] = NONE;
    return key;
  }

  #chain(key: number, row: number): void {
    this.#keyOf[row] = key;
    this.#next[row] = NONE;
    if (key === NONE) return;
    if (this.#first[key] === NONE) this.#first[key] = row;
    else this.#next[this.#last[key] as number] = row;
    this.#last[key] = row;
  }

  /** Puts what is small together; to be called when the last record has come. */
  seal(): void {
    if (this.#smallRows === 0) return;
    const [only, ...others] = this.#small as [Batch, ...Batch[]];
    this.#starts.push((this.#starts.at(-1) ?? 0) + (this.#parts.at(-1)?.count ?? 0));
    this.#parts.push(others.length === 0 ? only : concat(this.#small));
    this.#small = [];
    this.#smallRows = 0;
  }

  /** Number of the key at a position, -1 where no record has it. */
  find(keys: ByteKeys, position: number): number {
    return this.#keys.find(keys.bytes, keys.starts[position] as number, keys.starts[position + 1] as number);
  }

  firstOf(key: number): number {
    return this.#first[key] as number;
  }

  lastOf(key: number): number {
    return this.#last[key] as number;
  }

  /** The next row with the same key, -1 after the last. */
  nextOf(row: number): number {
    return this.#next[row] as number;
  }

  /** Notes that the key has been matched; whether that is the first time. */
  match(key: number): boolean {
    const isFirst = this.#matched[key] === 0;
    this.#matched[key] = 1;
    return isFirst;
  }

  /** Key of a row, -1 for an empty one; and whether it was matched. */
  keyOf(row: number): number {
    return this.#keyOf[row] as number;
  }

  isMatched(key: number): boolean {
    return key >= 0 && this.#matched[key] === 1;
  }

  /** The batch a row stands in, and its physical row there. */
  at(row: number): { batch: Batch; row: number } {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    const batch = this.#parts[low] as Batch;
    return { batch, row: batch.selection[row - (this.#starts[low] as number)] as number };
  }

  /** All records in their order; the number of the first one of each batch is given with it. */
  *batches(): Generator<{ batch: Batch; from: number }, void, undefined> {
    this.seal();
    for (let at = 0; at < this.#parts.length; at++) yield { batch: this.#parts[at] as Batch, from: this.#starts[at] as number };
  }

  /** The same, letting go of each batch. */
  *drain(): Generator<Batch, void, undefined> {
    this.seal();
    while (this.#parts.length > 0) yield this.#parts.shift() as Batch;
  }
}

function isAlike(a: Batch, b: Batch): boolean {
  return a.names.length === b.names.length && a.names.every((name, at) => name === b.names[at] && a.columns[at]?.type === b.columns[at]?.type);
}

function grown<A extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(array: A, needed: number): A {
  if (needed <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => A)(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
