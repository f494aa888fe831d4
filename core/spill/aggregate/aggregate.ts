import type { Column } from '../../data/column.ts';
import { type Numerals, numeralsOf } from './numerals.ts';

/** What is made of the values of a group. */
export const AGGREGATE_KINDS = [
  'count',
  'count-filled',
  'count-distinct',
  'sum',
  'average',
  'min',
  'max',
  'first',
  'last',
  'join',
  'join-distinct',
  'list',
  'list-distinct',
] as const;
export type AggregateKind = (typeof AGGREGATE_KINDS)[number];

/** Values of one field that arrive together: rows of a column, each with the group it belongs to. */
export class Arrived {
  readonly column: Column | undefined;
  readonly rows: Int32Array;
  readonly groups: Int32Array;
  readonly count: number;
  #numerals: Numerals | null;

  /** `numerals`: the values of these rows as numbers, where they are known already. */
  constructor(column: Column | undefined, rows: Int32Array, groups: Int32Array, count: number, numerals: Numerals | null = null) {
    this.column = column;
    this.rows = rows;
    this.groups = groups;
    this.count = count;
    this.#numerals = numerals;
  }

  /** The values as numbers; worked out once, whoever asks. */
  get numerals(): Numerals {
    this.#numerals ??= numeralsOf(this.column, this.rows, this.count);
    return this.#numerals;
  }
}

/** One aggregate at work over all groups; groups are numbered from 0. Saved states of one group are merged in the order in which they were saved. */
export interface Aggregate {
  /** Bytes of memory in use. */
  readonly memory: number;
  /** How many columns `save` gives. */
  readonly stateColumns: number;
  /** Makes room for this many groups. */
  grow(groups: number): void;
  add(arrived: Arrived): void;
  /** What is known so far of the groups `from` up to `to`, to go on with later. */
  save(from: number, to: number): Column[];
  /** Goes on from saved states: row `i` belongs to group `groups[i]`. A column may be missing where nothing was saved; null says the same of a row. */
  merge(states: readonly (Column | undefined)[], groups: Int32Array): void;
  /** The result of the groups `from` up to `to`. */
  result(from: number, to: number): Column;
  /** Forgets the groups, not what it has learned of the field's type. */
  clear(): void;
}

/** `length` doubled until it is at least `needed`, for arrays that grow with the groups. */
export function roomFor(needed: number, length: number): number {
  return Math.max(needed, length * 2, 64);
}
