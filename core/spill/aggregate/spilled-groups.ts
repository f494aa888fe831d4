import type { Batch } from '../../data/batch.ts';
import { concat, ordinalAt, select, slice, sourceAt } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { withoutAbsent } from '../../data/gather.ts';
import type { ByteKeys } from '../byte-keys.ts';
import { ExternalSorter, type SorterOptions } from '../external-sorter.ts';
import { GivenOrder, numberKeys } from '../given-order.ts';
import { type GroupedBatch, groupsOf } from '../groups-of.ts';
import { KeyWriter } from '../key-writer.ts';
import type { Aggregate } from './aggregate.ts';
import type { DistinctPairs, PairWalk } from './distinct-pairs.ts';
import type { Origins } from './grouping.ts';

/** What groups on disk need of their grouping. */
export interface SpilledOptions {
  readonly states: Omit<SorterOptions<never>, 'order' | 'name'>;
  readonly results: Omit<SorterOptions<never>, 'order' | 'name'>;
  readonly aggregates: readonly Aggregate[];
  readonly pairs: DistinctPairs;
  readonly keyFields: readonly string[];
  combined(members: Origins, leaders: Origins, count: number): void;
}

/** A group of which more states may follow, as a batch of one record like those put aside, with its key. */
interface OpenGroup {
  readonly batch: Batch;
  readonly key: Uint8Array;
}

/**
 * Groups whose states were put aside: sorted by key, so that the states of one group become neighbours in the order in which they were saved, put together,
 * and sorted again by first appearance.
 */
export class SpilledGroups {
  readonly #options: SpilledOptions;
  readonly #byKey = new GivenOrder();
  readonly #byFirst = new GivenOrder();
  readonly #states: ExternalSorter<ByteKeys>;
  readonly #results: ExternalSorter<ByteKeys>;

  constructor(options: SpilledOptions) {
    this.#options = options;
    this.#states = new ExternalSorter({ ...options.states, order: this.#byKey, name: 'groups' });
    this.#results = new ExternalSorter({ ...options.results, order: this.#byFirst, name: 'results' });
  }

  /** Puts groups aside: the heads of some of them, the first of which has the number `from`, and when they first appeared. */
  async add(heads: Batch, from: number, keyAt: (group: number) => Uint8Array, firsts: readonly number[]): Promise<void> {
    const columns: Column[] = [...heads.columns, numberColumn(firsts)];
    const names = [...heads.names.map((_, at) => `key ${at}`), 'first'];
    this.#options.aggregates.forEach((aggregate, index) => {
      aggregate.save(from, from + heads.count).forEach((column, at) => {
        names.push(stateName(index, at));
        columns.push(column);
      });
    });
    const writer = new KeyWriter(heads.count * 16);
    const starts = new Int32Array(heads.count + 1);
    for (let i = 0; i < heads.count; i++) {
      const key = keyAt(from + i);
      writer.textBytes(key, 0, key.length, false);
      starts[i + 1] = writer.end;
    }
    this.#byKey.give({ bytes: writer.finish(), starts });
    await this.#states.add({ ...heads, names, columns });
  }

  /** All groups in the order of their first appearance. */
  async *finish(): AsyncGenerator<{ heads: Batch; results: readonly Column[] }, void, undefined> {
    const pairs = this.#options.pairs.walk();
    let open: OpenGroup | null = null;
    for await (const grouped of groupsOf(this.#states.sortedWithKeys())) open = await this.#take(grouped, pairs, open);
    if (open) {
      this.#begin([open.batch], 1);
      await this.#leave(this.#headsOf(open.batch), [open.key], pairs);
    }
    for (const aggregate of this.#options.aggregates) aggregate.clear();
    const width = this.#options.keyFields.length;
    for await (const batch of this.#results.sorted())
      yield { heads: { ...batch, names: this.#options.keyFields, columns: batch.columns.slice(0, width) }, results: batch.columns.slice(width) };
  }

  /** Puts the states of a batch together; all groups leave but the last, which may go on in the next batch. */
  async #take({ batch, keys, begins }: GroupedBatch, pairs: PairWalk, open: OpenGroup | null): Promise<OpenGroup> {
    const groups = new Int32Array(batch.count);
    const headRows = new Int32Array(batch.count);
    let [fresh, count] = [0, open ? 1 : 0];
    for (let at = 0; at < batch.count; at++) {
      if (begins[at] === 1) {
        headRows[fresh++] = at;
        count++;
      }
      groups[at] = count - 1;
    }
    const newHeads = this.#headsOf(select(batch, headRows, fresh));
    const heads = open ? concat([this.#headsOf(open.batch), newHeads]) : concat([newHeads]);
    const keyOf = (group: number) => {
      if (open && group === 0) return open.key;
      const at = headRows[open ? group - 1 : group] as number;
      return keys.bytes.slice(keys.starts[at], keys.starts[at + 1]);
    };
    this.#tell(batch, begins, groups, heads);
    this.#begin(open ? [open.batch] : [], count);
    this.#merge(batch, groups);
    await this.#leave(
      slice(heads, 0, count - 1),
      Array.from({ length: count - 1 }, (_, group) => keyOf(group)),
      pairs,
    );
    const last = { batch: this.#saved(slice(heads, count - 1), count - 1), key: keyOf(count - 1) };
    for (const aggregate of this.#options.aggregates) aggregate.clear();
    return last;
  }

  /** Without the states: the key fields and when the group first appeared. */
  #headsOf(batch: Batch): Batch {
    const width = this.#options.keyFields.length + 1;
    return { ...batch, names: batch.names.slice(0, width), columns: batch.columns.slice(0, width) };
  }

  /** Starts anew with room for so many groups, the first of which is open. */
  #begin(open: readonly Batch[], groups: number): void {
    for (const aggregate of this.#options.aggregates) {
      aggregate.clear();
      aggregate.grow(groups);
    }
    for (const batch of open) this.#merge(batch, new Int32Array(batch.count));
  }

  #merge(batch: Batch, groups: Int32Array): void {
    const places = new Map(batch.names.map((name, at) => [name, at]));
    this.#options.aggregates.forEach((aggregate, index) => {
      const states = Array.from({ length: aggregate.stateColumns }, (_, at) => {
        const column = batch.columns[places.get(stateName(index, at)) ?? -1];
        return column && withoutAbsent(column, batch.rows);
      });
      aggregate.merge(states, groups);
    });
  }

  /** Hands the results of the first groups on, to be put in order. */
  async #leave(heads: Batch, keys: readonly Uint8Array[], pairs: PairWalk): Promise<void> {
    const { count } = heads;
    if (count === 0) return;
    for (let group = 0; group < count; group++) {
      const waiting = pairs.count(keys[group] as Uint8Array, group);
      if (waiting instanceof Promise) await waiting;
    }
    const own = concat([heads]);
    const width = this.#options.keyFields.length;
    const results = this.#options.aggregates.map((aggregate) => aggregate.result(0, count));
    const first = own.columns[width] as Column;
    this.#byFirst.give(numberKeys(Float64Array.from({ length: count }, (_, row) => Number(textAt(first, row)))));
    await this.#results.add({
      ...own,
      names: [...own.names.slice(0, width), ...results.map((_, at) => `result ${at}`)],
      columns: [...own.columns.slice(0, width), ...results],
    });
  }

  /** The last group as it would be put aside. */
  #saved(head: Batch, group: number): Batch {
    const own = concat([head]);
    const width = this.#options.keyFields.length + 1;
    const [names, columns] = [own.names.slice(0, width), own.columns.slice(0, width)];
    this.#options.aggregates.forEach((aggregate, index) => {
      aggregate.save(group, group + 1).forEach((column, at) => {
        names.push(stateName(index, at));
        columns.push(column);
      });
    });
    return { ...own, names, columns };
  }

  /** The heads of later states live on in the first one of their group. */
  #tell(batch: Batch, begins: Uint8Array, groups: Int32Array, heads: Batch): void {
    const members = begins.reduce((sum, begin) => sum + 1 - begin, 0);
    if (members === 0) return;
    const from = { sources: new Int32Array(members), ordinals: new Float64Array(members) };
    const to = { sources: new Int32Array(members), ordinals: new Float64Array(members) };
    let at = 0;
    for (let position = 0; position < batch.count; position++) {
      if (begins[position] === 1) continue;
      const [row, head] = [batch.selection[position] as number, heads.selection[groups[position] as number] as number];
      from.sources[at] = sourceAt(batch, row);
      from.ordinals[at] = ordinalAt(batch, row);
      to.sources[at] = sourceAt(heads, head);
      to.ordinals[at++] = ordinalAt(heads, head);
    }
    this.#options.combined(from, to, members);
  }

  async close(): Promise<void> {
    await this.#states.close();
    await this.#results.close();
  }
}

function stateName(aggregate: number, column: number): string {
  return `state ${aggregate}.${column}`;
}

function numberColumn(numbers: readonly number[]): Column {
  return { kind: 'float64', type: 'integer', values: Float64Array.from(numbers), nulls: null, source: null };
}
