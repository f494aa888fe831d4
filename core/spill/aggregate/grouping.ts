import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { KeyTable } from '../../data/key-table.ts';
import { insertKeys, type KeyOptions } from '../../data/record-keys.ts';
import { CommonLayout } from '../common-layout.ts';
import type { SorterOptions } from '../external-sorter.ts';
import type { CompareHow } from '../value-writer.ts';
import type { Aggregate, Arrived } from './aggregate.ts';
import { type AggregateSetting, createAggregate } from './create-aggregate.ts';
import { DistinctPairs } from './distinct-pairs.ts';
import { GroupHeads } from './group-heads.ts';
import { SpilledGroups } from './spilled-groups.ts';

/** Groups that leave together. */
const PART = 4096;
/** Shares of the budget: groups in memory, states put aside, pairs put aside; the rest is for what is on its way. */
const SHARES = { groups: 0.5, states: 0.25, pairs: 0.15 };

/** Where records come from that live on in others: parallel lists. */
export interface Origins {
  readonly sources: Int32Array;
  readonly ordinals: Float64Array;
}

/** How records are grouped. */
export interface GroupingOptions {
  /** Key fields; none: all records are one group. */
  readonly keys: readonly string[];
  readonly keyOptions: KeyOptions;
  readonly how: CompareHow;
  readonly budget: number;
  folder(): string;
  readonly signal: AbortSignal;
  /** Told of records that live on in the first record of their group. */
  combined(members: Origins, leaders: Origins, count: number): void;
}

/**
 * Makes groups of records and aggregates of their fields. Groups stand in memory while the budget lasts; then their states go to disk sorted by key, and
 * are put together at the end. Groups leave in the order in which they first appeared, each with its key fields as its first record had them and with that
 * record's origin; the result is the same either way.
 */
export class Grouping {
  readonly #options: GroupingOptions;
  readonly #layout = new CommonLayout();
  readonly #heads: GroupHeads;
  readonly #aggregates: Aggregate[] = [];
  readonly #pairs: DistinctPairs;
  #table = new KeyTable();
  /** Number of the record that came first, by group. */
  #firsts: number[] = [];
  #records = 0;
  #groups = 0;
  #spilled: SpilledGroups | null = null;

  constructor(options: GroupingOptions) {
    this.#options = options;
    this.#heads = new GroupHeads();
    this.#pairs = new DistinctPairs(this.#sorterOptions(SHARES.pairs));
  }

  /** Groups that have left. */
  get groups(): number {
    return this.#groups;
  }

  /** Adds an aggregate, also between records, and gives its number. */
  aggregate(setting: AggregateSetting): number {
    const { how, keyOptions } = this.#options;
    const made = createAggregate(setting, { how, options: keyOptions, pairs: this.#pairs });
    made.grow(this.#heads.count);
    return this.#aggregates.push(made) - 1;
  }

  /** Takes records, by physical rows, and gives the group of each. A key field that the batch does not have is empty. */
  add(batch: Batch, rows: Int32Array, count: number): Int32Array {
    const { keys, keyOptions } = this.#options;
    const none: Column = { kind: 'values', type: 'any', values: [] };
    const keyed = { ...batch, names: keys, columns: keys.map((key) => batch.columns[batch.names.indexOf(key)] ?? none) };
    this.#layout.note(keyed);
    const columns = keys.length === 0 ? [none] : keyed.columns;
    const groups = new Int32Array(count);
    insertKeys(this.#table, columns, keyOptions, rows, count, groups);
    const [fresh, members] = [new Int32Array(count), new Int32Array(count)];
    let [freshCount, memberCount] = [0, 0];
    for (let i = 0; i < count; i++) {
      const found = groups[i] as number;
      if (found < 0) {
        groups[i] = ~found;
        this.#firsts[~found] = this.#records + i;
        fresh[freshCount++] = rows[i] as number;
      } else members[memberCount++] = i;
    }
    this.#records += count;
    this.#heads.add(keyed, fresh, freshCount);
    for (const aggregate of this.#aggregates) aggregate.grow(this.#heads.count);
    if (memberCount > 0) this.#tell(batch, rows, groups, members, memberCount);
    return groups;
  }

  /** Gives values to an aggregate. */
  feed(aggregate: number, arrived: Arrived): void {
    this.#aggregates[aggregate]?.add(arrived);
  }

  /** To be called when a batch has been dealt with: puts the groups on disk when they have grown too large. */
  relieve(): void | Promise<void> {
    let memory = this.#table.memory + this.#heads.memory + this.#pairs.memory + this.#firsts.length * 8;
    for (const aggregate of this.#aggregates) memory += aggregate.memory;
    return memory > this.#options.budget * SHARES.groups && this.#heads.count > 0 ? this.#spill() : undefined;
  }

  /** All groups: the key fields, then the aggregates under the names given. To be asked for once. */
  async *finish(names: readonly string[]): AsyncGenerator<Batch, void, undefined> {
    for await (const { heads, results } of this.#parts()) {
      this.#groups += heads.count;
      this.#options.signal.throwIfAborted();
      const keyed = this.#layout.apply(heads);
      yield { ...keyed, names: [...keyed.names, ...names], columns: [...keyed.columns, ...results] };
    }
  }

  async close(): Promise<void> {
    await this.#pairs.close();
    await this.#spilled?.close();
  }

  async *#parts(): AsyncGenerator<{ heads: Batch; results: readonly Column[] }, void, undefined> {
    if (this.#spilled) {
      await this.#spill();
      yield* this.#spilled.finish();
      return;
    }
    for (let from = 0; from < this.#heads.count; from += PART) {
      const to = Math.min(this.#heads.count, from + PART);
      yield { heads: this.#heads.batch(from, to), results: this.#aggregates.map((aggregate) => aggregate.result(from, to)) };
    }
  }

  async #spill(): Promise<void> {
    this.#spilled ??= new SpilledGroups({
      states: this.#sorterOptions(SHARES.states),
      results: this.#sorterOptions(SHARES.groups),
      aggregates: this.#aggregates,
      pairs: this.#pairs,
      keyFields: this.#options.keys,
      combined: this.#options.combined,
    });
    const table = this.#table;
    for (let from = 0; from < this.#heads.count; from += PART) {
      const to = Math.min(this.#heads.count, from + PART);
      await this.#spilled.add(this.#heads.batch(from, to), from, (group) => table.keyAt(group), this.#firsts.slice(from, to));
    }
    await this.#pairs.spill((group) => table.keyAt(group));
    for (const aggregate of this.#aggregates) aggregate.clear();
    this.#heads.clear();
    this.#table = new KeyTable();
    this.#firsts = [];
  }

  #sorterOptions(share: number): Omit<SorterOptions<never>, 'order' | 'name'> {
    const { budget, signal } = this.#options;
    return { budget: budget * share, folder: () => this.#options.folder(), signal };
  }

  #tell(batch: Batch, rows: Int32Array, groups: Int32Array, members: Int32Array, count: number): void {
    const [from, to] = [origins(count), origins(count)];
    for (let i = 0; i < count; i++) {
      const [row, group] = [rows[members[i] as number] as number, groups[members[i] as number] as number];
      from.sources[i] = sourceAt(batch, row);
      from.ordinals[i] = ordinalAt(batch, row);
      to.sources[i] = this.#heads.source(group);
      to.ordinals[i] = this.#heads.ordinal(group);
    }
    this.#options.combined(from, to, count);
  }
}

function origins(count: number): Origins {
  return { sources: new Int32Array(count), ordinals: new Float64Array(count) };
}
