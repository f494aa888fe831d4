import type { Value } from '../../base/value.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { textAt } from '../../data/column-value.ts';
import type { Aggregate, Arrived } from './aggregate.ts';
import { Counts } from './counts.ts';
import { ExactSums } from './exact-sums.ts';
import { dividedBy, exactOf, exactText, NUMBER } from './numerals.ts';

/** The exact sum of the numbers of a group, or their average; nothing where there are none. Values that are no numbers are passed over. */
export class SumAggregate implements Aggregate {
  readonly stateColumns = 2;
  readonly #average: boolean;
  readonly #sums = new ExactSums();
  readonly #counts = new Counts();
  /** Whether every column so far held whole numbers by its type. */
  #whole = true;

  constructor(average: boolean) {
    this.#average = average;
  }

  get memory(): number {
    return this.#sums.memory + this.#counts.memory;
  }

  grow(groups: number): void {
    this.#sums.grow(groups);
    this.#counts.grow(groups);
  }

  add(arrived: Arrived): void {
    const { column, groups, count, numerals } = arrived;
    if (column && column.type !== 'integer') this.#whole = false;
    this.#sums.add(numerals, groups, count);
    for (let i = 0; i < count; i++) if (numerals.kinds[i] === NUMBER) this.#counts.add(groups[i] as number, 1);
  }

  save(from: number, to: number): Column[] {
    const sums = Array.from({ length: to - from }, (_, at) => exactText(this.#sums.sum(from + at)));
    return [textColumn(sums), this.#counts.column(from, to)];
  }

  merge([sums, counts]: readonly (Column | undefined)[], groups: Int32Array): void {
    this.#counts.merge(counts, groups);
    if (sums)
      for (let row = 0; row < groups.length; row++) {
        const exact = exactOf(textAt(sums, row));
        if (exact) this.#sums.addExact(groups[row] as number, exact);
      }
  }

  result(from: number, to: number): Column {
    const texts = Array.from({ length: to - from }, (_, at) => this.#text(from + at));
    if (this.#average || !this.#whole) return textColumn(texts, 'decimal');
    return columnOfValues(texts.map(wholeNumber), 'integer');
  }

  #text(group: number): string | null {
    const count = this.#counts.of(group);
    if (count === 0) return null;
    const sum = this.#sums.sum(group);
    return exactText(this.#average ? dividedBy(sum, count) : sum);
  }

  clear(): void {
    this.#sums.clear();
    this.#counts.clear();
  }
}

function wholeNumber(text: string | null): Value {
  if (text === null) return null;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
