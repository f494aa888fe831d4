import type { FieldType } from '../../base/field.ts';
import type { Batch } from '../../data/batch.ts';
import { endAt, startAt } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { asFloat64, numberOfText } from '../../data/kernels/float64.ts';
import { numberPasses } from '../../data/kernels/keep-numbers.ts';
import { keepTexts, type TextTest } from '../../data/kernels/keep-texts.ts';
import { hasNull } from '../../data/nulls.ts';
import type { ConditionShape } from '../condition-shape.ts';

interface Rows {
  readonly rows: Int32Array;
  readonly count: number;
}

/** Narrows rows on the bytes of a column; `null` for a column it cannot read so. `unsure` decides about rows that need the plain form. */
export type FastTest = (column: Column, batch: Batch, rows: Rows, unsure: (rows: Rows) => Rows) => Rows | null;

const TEXT_HOW: Readonly<Partial<Record<ConditionShape['operator'], TextTest['how']>>> = {
  equals: 'equals',
  'not-equals': 'equals',
  contains: 'contains',
  'not-contains': 'contains',
  'starts-with': 'starts-with',
  'ends-with': 'ends-with',
};
const NUMBER_TESTS = ['equals', 'not-equals', 'greater', 'greater-or-equal', 'less', 'less-or-equal'] as const;
type NumberTest = (typeof NUMBER_TESTS)[number];
const NUMBERS: ReadonlySet<FieldType> = new Set<FieldType>(['text', 'integer', 'number', 'decimal']);
/** Digits that a double holds exactly, sign and point included in the count of bytes. */
const EXACT_BYTES = 15;
/** From so many texts on, looking each record up in a set is quicker. */
const FEW_TEXTS = 8;

/** The fast form of one comparison on a field of this type; `null` where there is none. */
export function fastTest({ operator, value, values, caseSensitive }: ConditionShape, type: FieldType): FastTest | null {
  if (operator === 'is-empty' || operator === 'is-not-empty')
    return textTest({ how: 'equals', text: '', caseSensitive: true, negate: operator === 'is-not-empty' });
  if (operator === 'one-of' || operator === 'not-one-of') {
    const sure = type === 'text' && values.length > 0 && values.length <= FEW_TEXTS && values.every(isOnlyText);
    return sure ? anyTextTest(values, caseSensitive, operator === 'not-one-of') : null;
  }
  const how = TEXT_HOW[operator];
  if (how !== undefined && type === 'text' && isOnlyText(value)) return textTest({ how, text: value, caseSensitive, negate: operator.startsWith('not-') });
  if (how !== undefined && how !== 'equals')
    return type === 'text' && value !== '' && value.isWellFormed() ? textTest({ how, text: value, caseSensitive, negate: operator.startsWith('not-') }) : null;
  const number = numberOfText(value);
  if (!isNumberTest(operator) || !NUMBERS.has(type) || Number.isNaN(number) || value.trim().length > EXACT_BYTES || isCode(value)) return null;
  return numberTest(operator, number);
}

function isNumberTest(operator: ConditionShape['operator']): operator is NumberTest {
  return (NUMBER_TESTS as readonly string[]).includes(operator);
}

/** Whether the plain form compares this operand as text, never as a number or a moment. */
function isOnlyText(value: string): boolean {
  return value !== '' && value.isWellFormed() && !/^\s*[+-]?[.\d]/.test(value);
}

const isCode = (value: string): boolean => /^\s*[+-]?0\d/.test(value);

function anyTextTest(texts: readonly string[], caseSensitive: boolean, negate: boolean): FastTest {
  const tests = texts.map((text) => textTest({ how: 'equals', text, caseSensitive, negate: true }));
  return (column, batch, rows, unsure) => {
    let others: Rows | null = rows;
    for (const test of tests) {
      others = test(column, batch, others, unsure);
      if (others === null) return null;
    }
    return negate ? others : without(rows, others);
  };
}

/** The rows that are not among `others`, which has the same order. */
function without({ rows, count }: Rows, others: Rows): Rows {
  const left = new Int32Array(count - others.count);
  let next = 0;
  let at = 0;
  for (let position = 0; position < count; position++) {
    if (next < others.count && others.rows[next] === rows[position]) next++;
    else left[at++] = rows[position] as number;
  }
  return { rows: left, count: at };
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
      if ((nulls !== null && hasNull(nulls, row)) || (number === wanted && !isPlain(column, row))) doubtful[doubts++] = row;
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

/** Few digits that begin with none of the signs that may make it something else: a sign, a quote, the zero of a code. */
function isPlain(column: BytesColumn, row: number): boolean {
  const start = startAt(column, row);
  const first = column.bytes[start] as number;
  return endAt(column, row) - start <= EXACT_BYTES && first >= 49 && first <= 57;
}
