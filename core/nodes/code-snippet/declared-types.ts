import type { FieldTypeChoice } from '../../catalog/shapes.ts';
import type { Batch } from '../../data/batch.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { isNullAt, textAt, valueAt } from '../../data/column-value.ts';
import { readAsType } from '../../formats/field-types.ts';

/** A value that is not what its field was declared to be. */
export interface WrongValue {
  /** Physical row of the batch the snippet gave. */
  readonly row: number;
  readonly field: string;
  readonly message: string;
  readonly value: string;
}

/** Gives the declared fields their types; one that is missing is there, and empty. The first wrong value of each record is told. */
export function declareTypes(batch: Batch, declared: readonly FieldTypeChoice[]): { batch: Batch; wrong: WrongValue[] } {
  const names = [...batch.names];
  const columns = [...batch.columns];
  const wrong = new Map<number, WrongValue>();
  for (const { name, type, format } of declared) {
    if (name === '') continue;
    const at = names.indexOf(name);
    if (at < 0) {
      names.push(name);
      columns.push(columnOfValues(new Array(batch.rows).fill(null), type));
      continue;
    }
    const column = columns[at] as Column;
    if (type === 'any' || (column.type === type && column.kind !== 'bytes')) continue;
    if (type === 'list' || type === 'object') {
      for (const row of misshapen(column, type, batch))
        if (!wrong.has(row))
          wrong.set(row, { row, field: name, message: `${name} is not ${type === 'list' ? 'a list' : 'an object'}.`, value: textAt(column, row) });
      continue;
    }
    const typed = readAsType(textOf(column, batch), { type, format }, batch.selection, batch.count, batch.rows);
    columns[at] = typed.column;
    for (const { row, message, value } of typed.misfits) if (!wrong.has(row)) wrong.set(row, { row, field: name, message: `${name}: ${message}`, value });
  }
  return { batch: { ...batch, names, columns }, wrong: [...wrong.values()].sort((a, b) => a.row - b.row) };
}

function textOf(column: Column, batch: Batch): BytesColumn {
  if (column.kind === 'bytes') return column;
  const texts: (string | null)[] = new Array(batch.rows).fill(null);
  for (let position = 0; position < batch.count; position++) {
    const row = batch.selection[position] as number;
    if (!isNullAt(column, row)) texts[row] = textAt(column, row);
  }
  return textColumn(texts);
}

function misshapen(column: Column, type: 'list' | 'object', batch: Batch): number[] {
  return [...batch.selection.subarray(0, batch.count)].filter((row) => {
    const value = valueAt(column, row);
    return value !== null && (typeof value !== 'object' || Array.isArray(value) !== (type === 'list'));
  });
}
