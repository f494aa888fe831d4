import { UserError } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { bulkForm } from '../bulk/bulk-form.ts';
import { compileFormula, type FormulaEnv, FormulaFailure } from '../compile.ts';
import { createFieldCursor } from '../field-cursor.ts';
import { keepRows, type RowFilter } from './row-filter.ts';

const HINT = 'Compare the value with something, for example [Hours]>=10.';
/** Types that cannot be TRUE or FALSE; a text may read as one of them. */
const NO_CONDITIONS: ReadonlySet<string> = new Set(['integer', 'number', 'decimal', 'date', 'datetime', 'time', 'list', 'object']);

/** Keeps the records for which a formula is true. A field that does not arrive is empty. */
export function formulaFilter(text: string, fields: readonly Field[], env: FormulaEnv): RowFilter {
  const options = { unknownFields: 'any' } as const;
  const formula = compileFormula(text, fields, options);
  if (!formula.ok) {
    const [error] = formula.errors;
    throw new UserError('formula-unusable', `The formula cannot be used: ${error?.message ?? 'it has a mistake.'}`, {
      hint: error?.hint ?? 'Correct the formula in the settings of the step.',
    });
  }
  if (NO_CONDITIONS.has(formula.type))
    throw new UserError('formula-no-condition', `The formula gives a value of type ${formula.type}, not TRUE or FALSE.`, { hint: HINT });
  const bulk = bulkForm(text, fields, options);
  const { fieldsUsed, evaluate } = formula;
  return {
    fieldsUsed,
    split(batch) {
      const failed = new Map<number, FormulaFailure>();
      const known = bulk?.kind === 'conditions' ? bulk.compute(batch) : null;
      // In bulk only the odd record is left over.
      const cursor = createFieldCursor(batch, fieldsUsed, known === null ? batch.count : 1);
      const plain = (row: number): boolean | FormulaFailure => {
        cursor.row = row;
        return truthOf(evaluate(cursor.read, env));
      };
      const { rows, count } = known === null ? keepRows(batch.selection, batch.count, plain, failed) : keepInBulk(batch, known, plain, failed);
      return { kept: rows, keptCount: count, failed };
    },
  };
}

function keepInBulk(
  { selection, count }: Batch,
  holds: Uint8Array,
  plain: (row: number) => boolean | FormulaFailure,
  failed: Map<number, FormulaFailure>,
): { rows: Int32Array; count: number } {
  const rows = new Int32Array(count);
  let kept = 0;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const known = holds[position] as number;
    const result = known < 2 ? known === 1 : plain(row);
    if (result === true) rows[kept++] = row;
    else if (result !== false) failed.set(row, result);
  }
  return { rows, count: kept };
}

/** TRUE and FALSE, also as words; empty is FALSE. Nothing else decides about a record. */
function truthOf(result: Value | FormulaFailure): boolean | FormulaFailure {
  if (typeof result === 'boolean' || result instanceof FormulaFailure) return result;
  if (result === null || result === '') return false;
  const word = typeof result === 'string' ? result.trim().toLowerCase() : '';
  if (word === 'true' || word === 'false') return word === 'true';
  const value = typeof result === 'object' ? 'a list or an object' : `"${String(result).slice(0, 60)}"`;
  return new FormulaFailure('not-a-condition', `The formula gives ${value}, not TRUE or FALSE.`, { value: String(result).slice(0, 200), hint: HINT });
}
