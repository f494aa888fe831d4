import type { Value } from '../../base/value.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { textAt, valueAt } from '../../data/column-value.ts';
import { type KeyOptions, keyText } from '../../data/record-keys.ts';
import { valueBytes } from '../held-bytes.ts';
import type { Aggregate, Arrived } from './aggregate.ts';
import { isFilled } from './counts.ts';

/** What is made of the values. */
export interface Listing {
  /** Text between values that are joined to one text; null gives a list. */
  readonly separator: string | null;
  /** Each value once, where it came first. */
  readonly distinct: boolean;
  /** When two values are the same. */
  readonly options: KeyOptions;
}

/** The filled values of a group in the order in which they came, as a list or joined to one text. The list of one group stands in memory. */
export class ValueLists implements Aggregate {
  readonly stateColumns: number;
  readonly #listing: Listing;
  #lists: Value[][] = [];
  /** What has been listed, as keys: parallel to the values, for distinct ones. */
  #seen: Set<string>[] = [];
  #bytes = 0;

  constructor(listing: Listing) {
    this.#listing = listing;
    this.stateColumns = listing.distinct ? 2 : 1;
  }

  get memory(): number {
    return this.#bytes + this.#lists.length * 64;
  }

  grow(groups: number): void {
    while (this.#lists.length < groups) {
      this.#lists.push([]);
      if (this.#listing.distinct) this.#seen.push(new Set());
    }
  }

  add({ column, rows, groups, count }: Arrived): void {
    if (!column) return;
    const { separator, distinct, options } = this.#listing;
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      if (!isFilled(column, row)) continue;
      const key = distinct ? keyText(column, row, options.trim === true, options.ignoreCase === true) : '';
      this.#list(groups[i] as number, separator === null ? valueAt(column, row) : textAt(column, row), key);
    }
  }

  save(from: number, to: number): Column[] {
    const lists: Column = { kind: 'values', type: 'list', values: this.#lists.slice(from, to) };
    if (!this.#listing.distinct) return [lists];
    return [lists, { kind: 'values', type: 'list', values: this.#seen.slice(from, to).map((seen) => [...seen]) }];
  }

  merge([lists, keys]: readonly (Column | undefined)[], groups: Int32Array): void {
    if (!lists) return;
    for (let row = 0; row < groups.length; row++) {
      const list = (valueAt(lists, row) ?? []) as readonly Value[];
      const seen = (keys ? (valueAt(keys, row) ?? []) : []) as readonly string[];
      list.forEach((value, at) => {
        this.#list(groups[row] as number, value, seen[at] ?? '');
      });
    }
  }

  result(from: number, to: number): Column {
    const { separator } = this.#listing;
    const lists = this.#lists.slice(from, to);
    if (separator === null) return { kind: 'values', type: 'list', values: lists };
    return textColumn(lists.map((list) => (list.length === 0 ? null : list.join(separator))));
  }

  clear(): void {
    this.#lists = [];
    this.#seen = [];
    this.#bytes = 0;
  }

  #list(group: number, value: Value, key: string): void {
    if (this.#listing.distinct) {
      const seen = this.#seen[group] as Set<string>;
      if (seen.has(key)) return;
      seen.add(key);
      this.#bytes += 80 + key.length * 2;
    }
    (this.#lists[group] as Value[]).push(value);
    this.#bytes += 8 + valueBytes(value);
  }
}
