import { UserError } from '../../base/errors.ts';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { textReader } from '../../formats/text-types.ts';
import { isFailure } from '../../formula/failure.ts';
import { decimalInText } from '../../formula/library/coerce.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import { createMatcher, MAX_SEARCHED } from '../../formula/regex/matcher.ts';
import { allowedValues, type Rule } from './spec.ts';

/** What is wrong with a record. `rule` is the place of the broken rule in the list. */
export interface Problem {
  readonly rule: number;
  readonly code: string;
  readonly field: string;
  readonly value: string;
  readonly message: string;
}

/** What is wrong with a value, as a code and words that follow its field; null where the rule is kept. */
type ValueTest = (value: Value) => { code: string; words: string } | null;

/** The test of a rule that a value keeps or breaks by itself; null for rules that look at other records too. Throws a UserError for one that cannot be used. */
export function ruleTest(rule: Rule, zone: string): ValueTest | null {
  switch (rule.check) {
    case 'required':
      return (value) => (isEmpty(value) ? { code: 'value-missing', words: 'is empty' } : null);
    case 'type':
      return typeTest(rule);
    case 'range':
      return rangeTest(rule, zone);
    case 'length':
      return lengthTest(rule);
    case 'pattern':
      return patternTest(rule);
    case 'one-of':
      return listTest(rule);
    default:
      return null;
  }
}

/** Whether a value counts as empty: null, or a text of blanks. */
export function isEmpty(value: Value): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

function typeTest({ type, format }: Rule): ValueTest {
  const read = textReader(format === '' ? { type } : { type, format });
  const fits = (value: Value): boolean => {
    switch (type) {
      case 'list':
        return Array.isArray(value);
      case 'object':
        return typeof value === 'object' && value !== null && !Array.isArray(value);
      case 'boolean':
        return typeof value === 'boolean' || (typeof value === 'string' && read(value) !== undefined);
      case 'integer':
        return typeof value === 'bigint' || Number.isInteger(value) || (typeof value === 'string' && read(value) !== undefined);
      case 'number':
      case 'decimal':
        return typeof value === 'bigint' || typeof value === 'number' || (typeof value === 'string' && read(value) !== undefined);
      default:
        return typeof value === 'string' && read(value) !== undefined;
    }
  };
  return (value) => (isEmpty(value) || fits(value) ? null : { code: 'wrong-type', words: `is not of the type ${type}` });
}

function rangeTest({ least, most }: Rule, zone: string): ValueTest {
  const limits = [least, most].map((limit) => limit.trim());
  const instant = instantsIn(zone);
  const isDates = limits.some((limit) => limit !== '' && decimalInText(limit) === undefined);
  const [low, high] = limits.map((limit) => (limit === '' ? null : isDates ? instant(limit) : decimalInText(limit)));
  if (low === undefined || high === undefined || (isDates && limits.some((limit) => limit !== '' && instant(limit) === null)))
    throw new UserError('limit-unusable', `A range from "${least}" to "${most}" cannot be used.`, {
      hint: 'Give both limits as numbers, or both as dates such as 2026-11-20.',
    });
  const between = `is not ${[...(least === '' ? [] : [`at least ${least}`]), ...(most === '' ? [] : [`at most ${most}`])].join(' and ')}`;
  return (value) => {
    if (isEmpty(value)) return null;
    const text = canonicalText(value);
    if (isDates) {
      const at = typeof value === 'string' ? instant(text.trim()) : null;
      if (at === null) return { code: 'out-of-range', words: 'is not a date' };
      return (typeof low === 'number' && at < low) || (typeof high === 'number' && at > high) ? { code: 'out-of-range', words: between } : null;
    }
    const number = typeof value === 'object' || typeof value === 'boolean' ? undefined : decimalInText(text);
    if (number === undefined) return { code: 'out-of-range', words: 'is not a number' };
    const under = typeof low === 'object' && low !== null && number.lt(low);
    const over = typeof high === 'object' && high !== null && number.gt(high);
    return under || over ? { code: 'out-of-range', words: between } : null;
  };
}

function lengthTest({ least, most }: Rule): ValueTest {
  const [low, high] = [least.trim() === '' ? 0 : Number(least), most.trim() === '' ? Number.POSITIVE_INFINITY : Number(most)];
  return (value) => {
    if (isEmpty(value)) return null;
    const isList = Array.isArray(value);
    const length = isList ? value.length : charactersIn(canonicalText(value));
    if (length >= low && length <= high) return null;
    const limit = length < low ? `at least ${low}` : `at most ${high}`;
    return { code: 'wrong-length', words: `has ${length} ${isList ? 'entries' : 'characters'}, not ${limit}` };
  };
}

/** Characters as a person counts them, nearly: code points. */
function charactersIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if ((text.codePointAt(at) as number) > 0xffff) at++;
    count++;
  }
  return count;
}

function patternTest({ pattern, ignoreCase }: Rule): ValueTest {
  const made = createMatcher(pattern, ignoreCase);
  if (!made.ok)
    throw new UserError('pattern-unusable', `The pattern "${pattern}" cannot be used: ${made.message}`, {
      hint: 'Correct the pattern in the settings of the step.',
    });
  const { matcher } = made;
  return (value) => {
    if (isEmpty(value)) return null;
    const text = canonicalText(value);
    if (text.length > MAX_SEARCHED) return { code: 'pattern-mismatch', words: 'is too long to be compared with a pattern' };
    try {
      return matcher.find(text, 0) === null ? { code: 'pattern-mismatch', words: `does not fit the pattern ${pattern}` } : null;
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { code: error.code, words: `took too long to be compared with the pattern ${pattern}` };
    }
  };
}

function listTest(rule: Rule): ValueTest {
  const folded = (text: string) => (rule.ignoreCase ? text.trim().toLowerCase() : text.trim());
  const values = allowedValues(rule);
  const allowed = new Set(values.map(folded));
  const shown = `${values.slice(0, 8).join(', ')}${values.length > 8 ? ' …' : ''}`;
  return (value) => (isEmpty(value) || allowed.has(folded(canonicalText(value))) ? null : { code: 'not-allowed', words: `is none of ${shown}` });
}
