import type { ColumnShape, SqlValue } from '../../catalog/families/database.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { isJson } from './schema-config.ts';
import type { DatabaseSourceConfig } from './spec.ts';

/** Makes batches of rows as a database gives them: each column keeps its type, and no value loses a digit. */
export class RowColumns {
  readonly names: readonly string[];
  /** Physical position in the rows and how its values are kept, by column that leaves. */
  readonly #columns: readonly { at: number; make: (values: readonly SqlValue[]) => Column }[];

  /** `leaving`: only these of the columns leave, in this order; none means all. */
  constructor(columns: readonly ColumnShape[], leaving: readonly string[], json: DatabaseSourceConfig['json']) {
    const wanted = leaving.length === 0 ? columns : leaving.flatMap((name) => columns.find((column) => column.name === name) ?? []);
    this.names = wanted.map(({ name }) => name);
    this.#columns = wanted.map((column) => ({ at: columns.indexOf(column), make: makerFor(column, json) }));
  }

  /** A batch of these rows, the first of which is the record with this ordinal; `bytes` is about what its texts take. */
  batch(rows: readonly (readonly SqlValue[])[], source: number, first: number): { batch: Batch; bytes: number } {
    let bytes = 0;
    const columns = this.#columns.map(({ at, make }) => {
      const values = new Array<SqlValue>(rows.length);
      for (let row = 0; row < rows.length; row++) {
        const value = (rows[row] as readonly SqlValue[])[at] as SqlValue;
        bytes += typeof value === 'string' ? value.length : 8;
        values[row] = value;
      }
      return make(values);
    });
    return { batch: createBatch(this.names, columns, rows.length, runningOrigin(source, first)), bytes };
  }
}

function makerFor(column: ColumnShape, json: DatabaseSourceConfig['json']): (values: readonly SqlValue[]) => Column {
  const { type } = column;
  if (!isJson(column)) return (values) => columnOfValues(values, type);
  if (json === 'text') return (values) => textColumn(values as (string | null)[]);
  return (values) => ({ kind: 'json', type, text: textColumn(values as (string | null)[]) });
}
