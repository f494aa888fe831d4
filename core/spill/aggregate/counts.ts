import type { Column } from '../../data/column.ts';
import { isNullAt, textAt } from '../../data/column-value.ts';
import { type Aggregate, type Arrived, roomFor } from './aggregate.ts';

/** Room for so many groups stays when they are forgotten; more is given back. */
const KEPT = 4096;

/** Whole numbers by group. */
export class Counts {
  #counts = new Float64Array(0);

  get memory(): number {
    return this.#counts.byteLength;
  }

  grow(groups: number): void {
    if (groups <= this.#counts.length) return;
    const grown = new Float64Array(roomFor(groups, this.#counts.length));
    grown.set(this.#counts);
    this.#counts = grown;
  }

  add(group: number, more: number): void {
    this.#counts[group] = (this.#counts[group] as number) + more;
  }

  of(group: number): number {
    return this.#counts[group] as number;
  }

  column(from: number, to: number): Column {
    return { kind: 'float64', type: 'integer', values: this.#counts.slice(from, to), nulls: null, source: null };
  }

  /** Adds the rows of a column that `column` gave. */
  merge(column: Column | undefined, groups: Int32Array): void {
    if (column?.kind !== 'float64') return;
    for (let row = 0; row < groups.length; row++) if (!isNullAt(column, row)) this.add(groups[row] as number, column.values[row] as number);
  }

  clear(): void {
    if (this.#counts.length > KEPT) this.#counts = new Float64Array(0);
    else this.#counts.fill(0);
  }
}

/** Counts records, or those whose field is filled. */
export class CountAggregate implements Aggregate {
  readonly stateColumns = 1;
  readonly #filledOnly: boolean;
  readonly #counts = new Counts();

  constructor(filledOnly: boolean) {
    this.#filledOnly = filledOnly;
  }

  get memory(): number {
    return this.#counts.memory;
  }

  grow(groups: number): void {
    this.#counts.grow(groups);
  }

  add({ column, rows, groups, count }: Arrived): void {
    for (let i = 0; i < count; i++) if (!this.#filledOnly || (column && isFilled(column, rows[i] as number))) this.#counts.add(groups[i] as number, 1);
  }

  save(from: number, to: number): Column[] {
    return [this.#counts.column(from, to)];
  }

  merge([counts]: readonly (Column | undefined)[], groups: Int32Array): void {
    this.#counts.merge(counts, groups);
  }

  result(from: number, to: number): Column {
    return this.#counts.column(from, to);
  }

  clear(): void {
    this.#counts.clear();
  }
}

/** Whether there is anything but blanks. */
export function isFilled(column: Column, row: number): boolean {
  if (isNullAt(column, row)) return false;
  if (column.kind !== 'bytes' && column.kind !== 'values' && column.kind !== 'dictionary') return true;
  return textAt(column, row).trim() !== '';
}
