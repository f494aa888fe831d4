import type { FieldType } from '../../base/field.ts';
import type { Condition } from '../../catalog/shapes.ts';
import type { Batch } from '../../data/batch.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { asFloat64, numberOfText } from '../../data/kernels/float64.ts';
import { numberPasses } from '../../data/kernels/keep-numbers.ts';
import { keepTexts, type TextTest } from '../../data/kernels/keep-texts.ts';
import { hasNull } from '../../data/nulls.ts';

interface Rows {
  readonly rows: Int32Array;
  readonly count: number;
}

/** Narrows rows on the bytes of a column; `null` for a column it can't read so. `unsure` decides about rows that need the plain form. */
export type FastTest = (column: Column, batch: Batch, rows: Rows, unsure: (rows: Rows) => Rows) => Rows | null;

const TEXT_HOW: Readonly<Partial<Record<Condition['operator'], TextTest['how']>>> = {
  equals: 'equals',
  'not-equals': 'equals',
  contains: 'contains',
  'not-contains': 'contains',
  'starts-with': 'starts-with',
  'ends-with': 'ends-with',
};
const NUMBER_TESTS = ['greater', 'greater-or-equal', 'less', 'less-or-equal'] as const;
type NumberTest = (typeof NUMBER_TESTS)[number];
/** Digits that a double holds exactly, sign and point included in the count of bytes. */
const EXACT_BYTES = 15;

/** The fast form of one comparison on a field of this type; `null` where there is none. */
export function fastTest({ operator, value, caseSensitive }: Condition, type: FieldType): FastTest | null {
  const how = TEXT_HOW[operator];
  if (how !== undefined) {
    const asText = how !== 'equals' || !mayBeNoText(value);
    if (type !== 'text' || value === '' || !asText || !value.isWellFormed()) return null;
    return textTest({ how, text: value, caseSensitive, negate: operator.startsWith('not-') });
  }
  const number = numberOfText(value);
  const isNumeric = type === 'text' || type === 'integer' || type === 'number' || type === 'decimal';
  if (!isNumberTest(operator) || !isNumeric || Number.isNaN(number) || value.trim().length > EXACT_BYTES) return null;
  return numberTest(operator, number);
}

function isNumberTest(operator: Condition['operator']): operator is NumberTest {
  return (NUMBER_TESTS as readonly string[]).includes(operator);
}

/** Whether the plain form may compare this operand as a number or a moment, not as text. */
function mayBeNoText(value: string): boolean {
  return /^\s*[+-]?[.\d]/.test(value);
}

function textTest(test: TextTest): FastTest {
  return (column, _batch, { rows, count }) => {
    if (column.kind !== 'bytes' && (column.kind !== 'dictionary' || column.values.kind !== 'bytes')) return null;
    const kept = new Int32Array(count);
    return { rows: kept, count: keepTexts(column, test, rows, count, kept) };
  };
}

/**
 * Numbers in text compare as doubles unless they are equal: rounding keeps their order but may make two alike. Empty fields, other texts and long
 * equal ones are left to the plain form.
 */
function numberTest(test: NumberTest, wanted: number): FastTest {
  return (column, batch, rows, unsure) => {
    if (column.kind !== 'bytes') return null;
    const { values, nulls } = asFloat64(column, batch.rows);
    const passed = new Uint8Array(batch.rows);
    const doubtful = new Int32Array(rows.count);
    let doubts = 0;
    for (let position = 0; position < rows.count; position++) {
      const row = rows.rows[position] as number;
      const number = values[row] as number;
      if ((nulls !== null && hasNull(nulls, row)) || (number === wanted && (wanted === 0 || !isShort(column, row)))) doubtful[doubts++] = row;
      else if (numberPasses(number, test, wanted)) passed[row] = 1;
    }
    if (doubts > 0) {
      const held = unsure({ rows: doubtful, count: doubts });
      for (let position = 0; position < held.count; position++) passed[held.rows[position] as number] = 1;
    }
    const kept = new Int32Array(rows.count);
    let count = 0;
    for (let position = 0; position < rows.count; position++) {
      const row = rows.rows[position] as number;
      if (passed[row] === 1) kept[count++] = row;
    }
    return { rows: kept, count };
  };
}

function isShort(column: BytesColumn, row: number): boolean {
  const at = row * column.stride + column.at;
  return (column.offsets[at + 1] as number) - column.trim - (column.offsets[at] as number) <= EXACT_BYTES;
}
