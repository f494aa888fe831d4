import type { Value } from '../../base/value.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { isNullAt, textAt } from '../../data/column-value.ts';
import type { Aggregate, Arrived } from './aggregate.ts';
import { Counts } from './counts.ts';
import { ExactSums } from './exact-sums.ts';
import { dividedBy, exactOf, exactText, NUMBER } from './numerals.ts';

/** The exact sum of the numbers of a group, or their average; nothing where there are none. Values that are no numbers are passed over. */
export class SumAggregate implements Aggregate {
  readonly stateColumns = 4;
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
    const units = new Float64Array(to - from);
    const large: (string | null)[] = [];
    for (let group = from; group < to; group++) {
      units[group - from] = this.#sums.units(group);
      const exact = this.#sums.large(group);
      large.push(exact ? exactText(exact) : null);
    }
    const scale = new Float64Array(to - from).fill(this.#sums.scale);
    return [numberColumn(units), numberColumn(scale), textColumn(large), this.#counts.column(from, to)];
  }

  merge([units, scales, large, counts]: readonly (Column | undefined)[], groups: Int32Array): void {
    this.#counts.merge(counts, groups);
    if (units?.kind !== 'float64' || scales?.kind !== 'float64') return;
    for (let row = 0; row < groups.length; row++) {
      if (isNullAt(units, row)) continue;
      const group = groups[row] as number;
      this.#sums.addUnits(group, units.values[row] as number, scales.values[row] as number);
      const exact = large && !isNullAt(large, row) ? exactOf(textAt(large, row)) : null;
      if (exact) this.#sums.addExact(group, exact);
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
    if (!this.#average && !this.#sums.large(group)) return unitsText(this.#sums.units(group), this.#sums.scale);
    const sum = this.#sums.sum(group);
    return exactText(this.#average ? dividedBy(sum, count) : sum);
  }

  clear(): void {
    this.#sums.clear();
    this.#counts.clear();
  }
}

function numberColumn(values: Float64Array): Column {
  return { kind: 'float64', type: 'integer', values, nulls: null, source: null };
}

/** `exactText` of a number of units that a double holds. */
function unitsText(units: number, scale: number): string {
  if (scale === 0) return String(units === 0 ? 0 : units);
  const digits = String(Math.abs(units)).padStart(scale + 1, '0');
  let end = digits.length;
  while (end > digits.length - scale && digits.charCodeAt(end - 1) === 48) end--;
  const whole = digits.slice(0, digits.length - scale);
  const text = end === digits.length - scale ? whole : `${whole}.${digits.slice(digits.length - scale, end)}`;
  return units < 0 ? `-${text}` : text;
}

function wholeNumber(text: string | null): Value {
  if (text === null) return null;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
