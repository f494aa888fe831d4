import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { type Bound, binder, type Misfit } from './bind-value.ts';
import type { FieldColumns } from './field-columns.ts';
import type { TableColumn } from './table-shape.ts';

/** The records of one batch as values for SQLite. Records that have a value their column cannot hold, or no key, are rejected on the way. */
export class BatchRows {
  readonly #batch: Batch;
  readonly #context: StepContext;
  readonly #table: string;
  readonly #target: FieldColumns;
  /** Positions of the key fields. */
  readonly #keys: readonly number[];
  readonly #readers: readonly ((row: number) => Bound | Misfit)[];

  constructor(batch: Batch, target: FieldColumns, table: string, keys: readonly string[], context: StepContext, onLeadingZeros: (field: string) => void) {
    this.#batch = batch;
    this.#context = context;
    this.#table = table;
    this.#target = target;
    this.#keys = keys.map((key) => batch.names.indexOf(key));
    this.#readers = batch.columns.map((column, at) =>
      binder(column, (target.columns[at] as TableColumn).affinity, () => onLeadingZeros(batch.names[at] ?? ''), batch.count),
    );
  }

  /** Puts the values of a row into `values` from `from` on, in order of the fields; false when the record was rejected instead. */
  read(row: number, values: Bound[], from = 0): boolean {
    const readers = this.#readers;
    for (let at = 0; at < readers.length; at++) {
      const value = (readers[at] as (row: number) => Bound | Misfit)(row);
      if (typeof value === 'object' && value !== null) return this.#rejectMisfit(row, at, value);
      values[from + at] = value;
    }
    for (const at of this.#keys) if (values[from + at] === null || values[from + at] === '') return this.#rejectEmptyKey(row, at);
    return true;
  }

  /** Text of the row's key, as a person knows it. */
  keyText(row: number): string {
    return this.#keys.map((at) => textAt(this.#batch.columns[at] as Column, row)).join(', ');
  }

  #rejectMisfit(row: number, at: number, misfit: Misfit): false {
    const value = textAt(this.#batch.columns[at] as Column, row);
    const column = this.#target.columns[at] as TableColumn;
    this.#context.reject(this.#batch, row, {
      code: misfit.code,
      message: `"${value}" ${misfit.because}: the column "${column.name}" of "${this.#table}" does not take it.`,
      field: this.#batch.names[at] ?? '',
      value,
      hint: 'Convert the value with a mapping before this step, or change the type of the column.',
    });
    return false;
  }

  #rejectEmptyKey(row: number, at: number): false {
    const field = this.#batch.names[at] ?? '';
    this.#context.reject(this.#batch, row, {
      code: 'key-empty',
      message: `The key field "${field}" is empty: no row of "${this.#table}" can be found by it.`,
      field,
      value: '',
      hint: 'Fill the field before this step, or filter such records out.',
    });
    return false;
  }
}
