import type { Batch } from '../../data/batch.ts';
import { fullSelection } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { KeyTable } from '../../data/key-table.ts';
import { type KeyOptions, RecordKeys } from '../../data/record-keys.ts';
import type { ByteKeys } from '../byte-keys.ts';
import { ExternalSorter, type SorterOptions } from '../external-sorter.ts';
import { GivenOrder } from '../given-order.ts';
import { KeyWriter } from '../key-writer.ts';
import { ID_BATCH, type SortedBatch } from '../row-order.ts';
import type { Aggregate, Arrived } from './aggregate.ts';
import { Counts, isFilled } from './counts.ts';

/** Bytes before the value: the group and which of the aggregates. */
const HEAD = 6;

/** The different values of each group, for all aggregates that count them: in memory as keys of group and value, on disk sorted by them. */
export class DistinctPairs {
  readonly #order = new GivenOrder();
  readonly #sorter: ExternalSorter<ByteKeys>;
  #table = new KeyTable();
  readonly aggregates: CountDistinct[] = [];
  #scratch = Buffer.alloc(256);

  constructor(options: Omit<SorterOptions<ByteKeys>, 'order' | 'name'>) {
    this.#sorter = new ExternalSorter({ ...options, folder: () => options.folder(), order: this.#order, name: 'distinct' });
  }

  get memory(): number {
    return this.aggregates.length === 0 ? 0 : this.#table.memory;
  }

  /** Another aggregate that counts different values. */
  aggregate(options: KeyOptions): CountDistinct {
    const made = new CountDistinct(this, this.aggregates.length, options);
    this.aggregates.push(made);
    return made;
  }

  /** Whether this value is new to the group. */
  isNew(aggregate: number, group: number, { bytes, start, end }: RecordKeys): boolean {
    const length = end - start;
    if (this.#scratch.length < length + HEAD) this.#scratch = Buffer.alloc((length + HEAD) * 2);
    this.#scratch.writeUInt32LE(group, 0);
    this.#scratch.writeUInt16LE(aggregate, 4);
    this.#scratch.set(bytes.subarray(start, end), HEAD);
    return this.#table.insert(this.#scratch, 0, HEAD + length) < 0;
  }

  /** Puts all pairs on disk (or aside) by the key of their group, and forgets the groups. */
  async spill(groupKey: (group: number) => Uint8Array): Promise<void> {
    for (let from = 0; from < this.#table.size; from += ID_BATCH) {
      const to = Math.min(this.#table.size, from + ID_BATCH);
      const writer = new KeyWriter((to - from) * 32);
      const starts = new Int32Array(to - from + 1);
      for (let index = from; index < to; index++) {
        const pair = Buffer.from(this.#table.keyAt(index));
        const key = groupKey(pair.readUInt32LE(0));
        writer.textBytes(key, 0, key.length, false);
        writer.mark(pair[5] as number);
        writer.mark(pair[4] as number);
        writer.arena.add(pair, HEAD, pair.length);
        starts[index - from + 1] = writer.end;
      }
      this.#order.give({ bytes: writer.finish(), starts });
      await this.#sorter.add(emptyRecords(to - from));
    }
    this.clear();
  }

  /** Forgets what is in memory. */
  clear(): void {
    if (this.#table.size > 0) this.#table = new KeyTable();
  }

  /** Walks what was put aside, group after group. */
  walk(): PairWalk {
    return new PairWalk(this.#sorter.sortedWithKeys(), this.aggregates);
  }

  close(): Promise<void> {
    return this.#sorter.close();
  }
}

/** The counts of all groups, asked for in the order of the groups' keys. */
export class PairWalk {
  readonly #sorted: AsyncGenerator<SortedBatch<ByteKeys>, void, undefined>;
  readonly #aggregates: readonly CountDistinct[];
  #keys: ByteKeys | null = null;
  #at = 0;
  #before: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(sorted: AsyncGenerator<SortedBatch<ByteKeys>, void, undefined>, aggregates: readonly CountDistinct[]) {
    this.#sorted = sorted;
    this.#aggregates = aggregates;
  }

  /** Adds the different values of the group with this key (as `KeyWriter` writes it) to the counts of `group`. */
  count(key: Uint8Array, group: number): void | Promise<void> {
    return this.#aggregates.length === 0 ? undefined : this.#count(key, group);
  }

  async #count(key: Uint8Array, group: number): Promise<void> {
    for (;;) {
      if (this.#keys === null && !(await this.#load())) return;
      const { bytes, starts } = this.#keys as ByteKeys;
      const pair = bytes.subarray(starts[this.#at] as number, starts[this.#at + 1] as number);
      if (!startsWith(pair, key)) return;
      if (!same(pair, this.#before)) this.#aggregates[(pair[key.length] as number) * 256 + (pair[key.length + 1] as number)]?.counted(group);
      this.#before = pair;
      if (++this.#at === starts.length - 1) this.#keys = null;
    }
  }

  async #load(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.#sorted.next();
    this.#ended = next.done === true;
    if (next.done) return false;
    this.#keys = next.value.keys;
    this.#at = 0;
    return true;
  }
}

/** Counts the different values of a field in each group. What is on disk of them is counted by `PairWalk`. */
class CountDistinct implements Aggregate {
  readonly stateColumns = 0;
  readonly #pairs: DistinctPairs;
  readonly #index: number;
  readonly #options: KeyOptions;
  readonly #counts = new Counts();

  constructor(pairs: DistinctPairs, index: number, options: KeyOptions) {
    this.#pairs = pairs;
    this.#index = index;
    this.#options = options;
  }

  get memory(): number {
    return this.#counts.memory;
  }

  grow(groups: number): void {
    this.#counts.grow(groups);
  }

  add({ column, rows, groups, count }: Arrived): void {
    if (!column) return;
    const keys = new RecordKeys([column], this.#options);
    for (let i = 0; i < count; i++) {
      const [row, group] = [rows[i] as number, groups[i] as number];
      if (!isFilled(column, row)) continue;
      keys.encode(row);
      if (this.#pairs.isNew(this.#index, group, keys)) this.#counts.add(group, 1);
    }
  }

  /** Another value of the group. */
  counted(group: number): void {
    this.#counts.add(group, 1);
  }

  save(): Column[] {
    return [];
  }

  merge(): void {}

  result(from: number, to: number): Column {
    return this.#counts.column(from, to);
  }

  clear(): void {
    this.#counts.clear();
  }
}

function emptyRecords(count: number): Batch {
  return { rows: count, count, selection: fullSelection(count), names: [], columns: [], origin: { source: 0, first: 0, ordinals: null } };
}

function startsWith(bytes: Uint8Array, key: Uint8Array): boolean {
  if (bytes.length < key.length) return false;
  for (let at = 0; at < key.length; at++) if (bytes[at] !== key[at]) return false;
  return true;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && startsWith(a, b);
}
