import type { FieldType } from '../../../core/base/field.ts';
import { OPERATOR_WORDS, type OperatorWords } from '../../../core/catalog/describe-conditions.ts';
import type { Operator } from '../../../core/catalog/shapes.ts';
import { told } from '../../i18n/i18n.ts';

const COMPARING: readonly Operator[] = ['equals', 'not-equals', 'greater', 'greater-or-equal', 'less', 'less-or-equal', 'between', 'one-of', 'not-one-of'];
const EMPTINESS: readonly Operator[] = ['is-empty', 'is-not-empty'];
const TEXTUAL: readonly Operator[] = ['equals', 'not-equals', 'contains', 'not-contains', 'starts-with', 'ends-with', 'one-of', 'not-one-of', 'matches'];
const TIMELY: readonly Operator[] = ['equals', 'not-equals', 'before', 'after', 'between'];
const ALL = Object.keys(OPERATOR_WORDS) as Operator[];

/** The operator as it stands between field and value. */
export function operatorWords(operator: Operator): string {
  return told(OPERATOR_WORDS[operator].label);
}

/** Operators that make sense for a type, the usual ones first. An unusual one that is set already is kept by the caller. */
export function operatorsFor(type: FieldType | undefined): readonly Operator[] {
  switch (type) {
    case 'integer':
    case 'number':
    case 'decimal':
      return [...COMPARING, ...EMPTINESS];
    case 'boolean':
      return ['is-true', 'is-false', ...EMPTINESS];
    case 'date':
    case 'datetime':
    case 'time':
      return [...TIMELY, ...EMPTINESS];
    case 'text':
      return [...TEXTUAL, ...EMPTINESS, 'greater', 'greater-or-equal', 'less', 'less-or-equal', 'between', 'before', 'after'];
    case 'list':
    case 'object':
      return [...EMPTINESS, 'contains', 'not-contains'];
    default:
      return ALL;
  }
}

/** What an operator asks for beside the field. */
export function operandsOf(operator: Operator): OperatorWords['operand'] {
  return OPERATOR_WORDS[operator].operand;
}

/** Whether capitals can make a difference. */
export function minds(operator: Operator): boolean {
  return operandsOf(operator) !== 'none' && !/^(greater|less|between|before|after)/.test(operator);
}
