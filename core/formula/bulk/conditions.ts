import type { Batch } from '../../data/batch.ts';
import { endAt, QUOTE, startAt } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { hasNull } from '../../data/nulls.ts';
import { isAsciiRange } from '../../data/utf8.ts';
import type { Binary, Expression } from '../tree.ts';
import { isEmptyAt } from './field-numbers.ts';
import { type ConditionForm, type Scope, UNSURE } from './forms.ts';
import { numberForm } from './numbers.ts';

const COMPARABLE: ReadonlySet<string> = new Set(['text', 'integer', 'number', 'any']);
const isNumber = (type: string | undefined): boolean => type === 'integer' || type === 'number';

/** The bulk form of a condition; `null` for one that has none. */
export function conditionForm(tree: Expression, facts: Scope): ConditionForm | null {
  if (tree.kind === 'literal') {
    const { value } = tree;
    return typeof value === 'boolean' ? (batch) => new Uint8Array(batch.count).fill(value ? 1 : 0) : null;
  }
  if (tree.kind === 'binary') return emptiness(tree, facts) ?? textEquality(tree, facts) ?? numberComparison(tree, facts);
  if (tree.kind !== 'call') return null;
  const parts = tree.args.map((argument) => conditionForm(argument, facts));
  const forms = parts.filter((part) => part !== null);
  if (forms.length === 0 || forms.length < parts.length) return null;
  if (tree.name === 'AND') return joined(forms, 1);
  if (tree.name === 'OR') return joined(forms, 0);
  return tree.name === 'NOT' && forms.length === 1 ? mapped(forms[0] as ConditionForm, (value) => (value === UNSURE ? UNSURE : 1 - value)) : null;
}

function mapped(form: ConditionForm, apply: (value: number) => number): ConditionForm {
  return (batch) => form(batch).map(apply);
}

/** AND goes on while all hold, OR while none does; what comes first decides, also about what is not sure. */
function joined(forms: readonly ConditionForm[], goesOn: number): ConditionForm {
  return (batch) => {
    const found = new Uint8Array(batch.count).fill(goesOn);
    for (const form of forms) {
      const next = form(batch);
      for (let i = 0; i < found.length; i++) if (found[i] === goesOn) found[i] = next[i] as number;
    }
    return found;
  };
}

interface Comparison {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly wanted: number;
}

/** A whole field against a constant text, by = or <>. */
function againstText({ operator, left, right }: Binary, facts: Scope): Comparison | null {
  if (operator !== '=' && operator !== '<>') return null;
  const [field, constant] = left.kind === 'field' ? [left, right] : [right, left];
  if (field.kind !== 'field' || constant.kind !== 'literal' || typeof constant.value !== 'string') return null;
  const reference = facts.references.get(field);
  const type = facts.types.get(field) ?? '';
  if (reference === undefined || reference.steps.length > 0) return null;
  return { name: reference.name, type, text: constant.value, wanted: operator === '=' ? 1 : 0 };
}

function emptiness(tree: Binary, facts: Scope): ConditionForm | null {
  const found = againstText(tree, facts);
  if (found === null || found.text !== '' || !COMPARABLE.has(found.type)) return null;
  const { name, wanted } = found;
  return (batch) => {
    const column = batch.columns[batch.names.indexOf(name)];
    if (column === undefined) return new Uint8Array(batch.count).fill(wanted);
    return perRow(batch, (row) => (isEmptyAt(column, row) ? wanted : 1 - wanted));
  };
}

function textEquality(tree: Binary, facts: Scope): ConditionForm | null {
  const found = againstText(tree, facts);
  if (found === null || found.text === '' || found.type !== 'text' || !/^[ -~]+$/.test(found.text)) return null;
  const { name, wanted } = found;
  const folded = Buffer.from(found.text.toLowerCase(), 'latin1');
  return (batch) => {
    const column = batch.columns[batch.names.indexOf(name)];
    if (column === undefined) return new Uint8Array(batch.count).fill(1 - wanted);
    return perRow(batch, (row) => {
      const same = sameText(column, row, folded);
      return same === UNSURE ? UNSURE : same === 1 ? wanted : 1 - wanted;
    });
  };
}

function sameText(column: Column, row: number, folded: Uint8Array): number {
  if (column.kind === 'dictionary') return (column.index[row] as number) < 0 ? 0 : sameText(column.values, column.index[row] as number, folded);
  if (column.kind !== 'bytes' || column.type !== 'text') return UNSURE;
  if (hasNull(column.nulls, row)) return 0;
  const { bytes } = column;
  const [start, end] = [startAt(column, row), endAt(column, row)];
  if (column.raw && start < end && bytes[start] === QUOTE) return UNSURE;
  // A letter outside of ASCII may be small in one form and capital in the other (the Kelvin sign is a capital k).
  if (!isAsciiRange(bytes, start, end)) return UNSURE;
  if (end - start !== folded.length) return 0;
  for (let i = 0; i < folded.length; i++) {
    const byte = bytes[start + i] as number;
    if ((byte >= 65 && byte <= 90 ? byte + 32 : byte) !== folded[i]) return 0;
  }
  return 1;
}

function perRow({ selection, count }: Batch, test: (row: number) => number): Uint8Array {
  const out = new Uint8Array(count);
  for (let position = 0; position < count; position++) out[position] = test(selection[position] as number);
  return out;
}

const HOLDS: ReadonlyMap<string, (a: number, b: number) => boolean> = new Map([
  ['=', (a, b) => a === b],
  ['<>', (a, b) => a !== b],
  ['<', (a, b) => a < b],
  ['<=', (a, b) => a <= b],
  ['>', (a, b) => a > b],
  ['>=', (a, b) => a >= b],
]);

/** By value where one side is a number for certain: two texts are compared as texts. */
function numberComparison({ operator, left, right }: Binary, facts: Scope): ConditionForm | null {
  const holds = HOLDS.get(operator);
  const types = [left, right].map((part) => facts.types.get(part) ?? '');
  if (holds === undefined || !types.some(isNumber) || !types.every((type) => COMPARABLE.has(type))) return null;
  const [a, b] = [numberForm(left, facts, Number.NaN), numberForm(right, facts, Number.NaN)];
  if (a === null || b === null) return null;
  return (batch) => {
    const [x, y] = [a(batch), b(batch)];
    const out = new Uint8Array(x.length);
    for (let i = 0; i < out.length; i++) {
      const [p, q] = [x[i] as number, y[i] as number];
      out[i] = Number.isNaN(p) || Number.isNaN(q) ? UNSURE : holds(p, q) ? 1 : 0;
    }
    return out;
  };
}
