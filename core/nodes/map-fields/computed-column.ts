import { UserError } from '../../base/errors.ts';
import type { Field, FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { ByteArena } from '../../data/byte-arena.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { createNulls, setNull } from '../../data/nulls.ts';
import { type BulkForm, bulkForm } from '../../formula/bulk/bulk-form.ts';
import type { TextWriter } from '../../formula/bulk/texts.ts';
import { compileFormula, type Formula, type FormulaEnv, FormulaFailure } from '../../formula/compile.ts';
import { createFieldCursor } from '../../formula/field-cursor.ts';

/** The formula of one item for batches of one layout. */
export interface ItemFormula {
  readonly formula: Formula;
  readonly bulk: BulkForm | null;
}

/** Compiles the formula of an item. A field that does not arrive is empty. Throws a `UserError` for a formula that cannot be used. */
export function itemFormula(to: string, text: string, fields: readonly Field[]): ItemFormula {
  const formula = compileFormula(text, fields, { unknownFields: 'any' });
  if (formula.ok) return { formula, bulk: bulkForm(text, fields, { unknownFields: 'any' }) };
  const [first] = formula.errors;
  throw new UserError('formula-unusable', `The formula of "${to}" cannot be used: ${first?.message ?? ''}`, {
    hint: first?.hint ?? 'Open the step and correct the formula.',
    place: { field: to },
  });
}

/** Gives the result of one physical row the plain way. `null` for a row that is rejected, before or by this. */
export type RowResult = (row: number) => Value;

/** Evaluates one row at a time, passing over rows already rejected; `reject` is told of rows without a result. */
export function rowResult(
  { formula: { fieldsUsed, evaluate }, bulk }: ItemFormula,
  batch: Batch,
  env: FormulaEnv,
  rejected: ReadonlyMap<number, unknown>,
  reject: (row: number, reason: FormulaFailure) => void,
): RowResult {
  // In bulk only the odd record is left over.
  const cursor = createFieldCursor(batch, fieldsUsed, bulk === null ? batch.count : 1);
  return (row) => {
    if (rejected.size > 0 && rejected.has(row)) return null;
    cursor.row = row;
    const result = evaluate(cursor.read, env);
    if (!(result instanceof FormulaFailure)) return result;
    reject(row, result);
    return null;
  };
}

/** The column of results for the selected rows: in bulk where the formula has such a form, and row by row for what that does not know. */
export function computedColumn({ formula, bulk }: ItemFormula, batch: Batch, plain: RowResult): Column {
  if (bulk?.kind === 'numbers') return numbersInBulk(formula.type, bulk.compute(batch), batch, plain);
  if (bulk?.kind === 'conditions') return conditionsInBulk(bulk.compute(batch), batch, plain);
  if (bulk?.kind === 'texts') return textsInBulk(bulk.open(batch), batch, plain);
  const values: Value[] = new Array(batch.rows).fill(null);
  for (let position = 0; position < batch.count; position++) {
    const row = batch.selection[position] as number;
    values[row] = plain(row);
  }
  return columnOf(values, formula.type);
}

const columnOf = (values: Value[], type: FieldType): Column => (type === 'any' ? { kind: 'values', type, values } : columnOfValues(values, type));

function numbersInBulk(type: FieldType, results: Float64Array, batch: Batch, plain: RowResult): Column {
  const { rows, count, selection } = batch;
  const values = new Float64Array(rows);
  let nulls: Uint8Array | null = null;
  let others: Map<number, Value> | null = null;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const result = results[position] as number;
    if (!Number.isNaN(result)) {
      // Adding 0 turns -0 into 0.
      values[row] = result + 0;
      continue;
    }
    const value = plain(row);
    if (typeof value === 'number') values[row] = value;
    else if (value === null) {
      nulls ??= createNulls(rows);
      setNull(nulls, row);
    } else {
      others ??= new Map();
      others.set(row, value);
    }
  }
  if (others === null) return { kind: 'float64', type, values, nulls, source: null };
  const all: Value[] = new Array(rows).fill(null);
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    if (nulls === null || ((nulls[row >> 3] as number) & (1 << (row & 7))) === 0) all[row] = others.get(row) ?? (values[row] as number);
  }
  return columnOf(all, type);
}

function conditionsInBulk(results: Uint8Array, batch: Batch, plain: RowResult): Column {
  const values: Value[] = new Array(batch.rows).fill(null);
  for (let position = 0; position < batch.count; position++) {
    const row = batch.selection[position] as number;
    values[row] = results[position] === 2 ? plain(row) : results[position] === 1;
  }
  return columnOf(values, 'boolean');
}

/** Each row has its own start and end, because the rows of a selection may stand in any order. */
function textsInBulk(write: TextWriter, batch: Batch, plain: RowResult): Column {
  const { rows, count, selection } = batch;
  const arena = new ByteArena(Math.max(1024, count * 24));
  const offsets = new Int32Array(rows * 2 + 1);
  let nulls: Uint8Array | null = null;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const start = arena.end;
    if (!write(row, arena)) {
      arena.end = start;
      const text = plain(row);
      if (text === null) {
        nulls ??= createNulls(rows);
        setNull(nulls, row);
      } else arena.addText(text as string);
    }
    offsets[row * 2] = start;
    offsets[row * 2 + 1] = arena.end;
  }
  return { kind: 'bytes', type: 'text', bytes: arena.bytes, offsets, stride: 2, at: 0, trim: 0, raw: false, nulls };
}
