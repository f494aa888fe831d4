import type { Batch } from '../data/batch.ts';
import { createBatch } from '../data/batch-ops.ts';
import type { Column, Float64Column } from '../data/column.ts';
import { valueAt } from '../data/column-value.ts';

/** A field of our own beside those of the records. */
export interface NumberField {
  readonly name: string;
  /** By physical row. */
  readonly values: Float64Array;
}

/**
 * The records of one input on their way through a sorter, where records of another input may stand beside them: their fields carry a prefix, so that
 * nothing a person may call a field is taken for another, and each record knows its position in the input and which fields it came with.
 */
export class SideRecords {
  readonly #prefix: string;
  readonly #layouts: (readonly string[])[] = [];
  readonly #numbers = new Map<string, number>();
  #records = 0;

  /** `prefix`: a letter, another one for each input. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Field with the position of a record in its input, from 0. */
  get position(): string {
    return `${this.#prefix}#position`;
  }

  /** Field with the number of the list of fields that a record came with. */
  get #layout(): string {
    return `${this.#prefix}#layout`;
  }

  /** Records marked so far. */
  get records(): number {
    return this.#records;
  }

  /** Name of a field of the records while they are marked. */
  marked(field: string): string {
    return `${this.#prefix}:${field}`;
  }

  /** The next records of the input, in its order, with their marks. */
  mark(batch: Batch): Batch {
    const [positions, layouts] = [new Float64Array(batch.rows), new Float64Array(batch.rows).fill(this.#layoutOf(batch.names))];
    for (let at = 0; at < batch.count; at++) positions[batch.selection[at] as number] = this.#records++;
    const prefixed = { ...batch, names: batch.names.map((name) => this.marked(name)) };
    return withNumbers(prefixed, [
      { name: this.position, values: positions },
      { name: this.#layout, values: layouts },
    ]);
  }

  /** Marked records as they came, without any mark: by the list of fields they came with, in runs. */
  *restore(batch: Batch): Generator<Batch, void, undefined> {
    const layouts = numbersOf(batch, this.#layout);
    for (let from = 0; from < batch.count; ) {
      const layout = layouts[batch.selection[from] as number] as number;
      let to = from + 1;
      while (to < batch.count && layouts[batch.selection[to] as number] === layout) to++;
      yield { ...this.fields(batch, this.#layouts[layout] ?? []), selection: batch.selection.subarray(from, to), count: to - from };
      from = to;
    }
  }

  /** Some of the fields of marked records, under their own names, all rows; a field that none of the records has is null. */
  fields(batch: Batch, names: readonly string[]): Batch {
    const columns = names.map((name) => batch.columns[batch.names.indexOf(this.marked(name))] ?? emptyColumn(batch.rows));
    return { ...createBatch(names, columns, batch.rows, batch.origin), selection: batch.selection, count: batch.count };
  }

  #layoutOf(names: readonly string[]): number {
    const key = JSON.stringify(names);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#layouts.push(names) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}

/** The batch with fields of numbers behind the others. */
export function withNumbers(batch: Batch, added: readonly NumberField[]): Batch {
  const columns = added.map(({ values }): Float64Column => ({ kind: 'float64', type: 'number', values, nulls: null, source: null }));
  return { ...batch, names: [...batch.names, ...added.map(({ name }) => name)], columns: [...batch.columns, ...columns] };
}

/** The numbers of a field by physical row; NaN where there are none. */
export function numbersOf(batch: Batch, field: string): Float64Array {
  const column = batch.columns[batch.names.indexOf(field)];
  if (column?.kind === 'float64' && column.nulls === null) return column.values;
  return Float64Array.from({ length: batch.rows }, (_, row) => {
    const value = column ? valueAt(column, row) : null;
    return typeof value === 'number' ? value : Number.NaN;
  });
}

/** A batch in which fields that do not arrive are there, and empty. */
export function withEmptyFields(batch: Batch, fields: readonly string[]): Batch {
  const missing = [...new Set(fields)].filter((field) => !batch.names.includes(field));
  if (missing.length === 0) return batch;
  return { ...batch, names: [...batch.names, ...missing], columns: [...batch.columns, ...missing.map(() => emptyColumn(batch.rows))] };
}

/** A column without any value. */
export function emptyColumn(rows: number): Column {
  return { kind: 'values', type: 'any', values: new Array(rows).fill(null) };
}
