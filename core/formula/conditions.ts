import type { Field, FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import type { ConditionGroupShape, ConditionShape } from './condition-shape.ts';
import { compileTest } from './condition-tests.ts';
import { type FormulaFailure, failureOf } from './failure.ts';
import { resolvePath } from './field-path.ts';
import type { FieldReader, FormulaEnv } from './library/computed.ts';
import { nestedValue } from './nested-value.ts';

/** A mistake in a comparison, by its place in the tree: `items.0.items.2`. */
export interface ConditionProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** Comparisons ready to run. `test` never throws for what is in a record. */
export interface CompiledConditions {
  readonly ok: true;
  /** Fields that are read; `read(i)` gives the value of `fieldsUsed[i]`. */
  readonly fieldsUsed: readonly string[];
  test(read: FieldReader, env: FormulaEnv): boolean | FormulaFailure;
}

type RecordTest = (read: FieldReader, env: FormulaEnv) => boolean;

const MAX_DEPTH = 30;

/** Compiles a tree of comparisons. An empty group holds. A field that does not arrive counts as empty, so check names while designing. */
export function compileConditions(
  group: ConditionGroupShape,
  fields: readonly Field[],
): CompiledConditions | { readonly ok: false; readonly problems: readonly ConditionProblem[] } {
  const types = new Map(fields.map(({ name, type }) => [name, type]));
  const fieldsUsed: string[] = [];
  const problems: ConditionProblem[] = [];

  const compileOne = (condition: ConditionShape, path: string): RecordTest => {
    const { name, found, steps } = resolvePath(condition.field, (candidate) => types.has(candidate));
    const whole = found ? name : condition.field;
    const way = found ? steps : [];
    const type: FieldType = way.length === 0 ? (types.get(whole) ?? 'any') : 'any';
    const made = compileTest(condition, type, { field: whole });
    if (!made.ok) problems.push({ path, code: made.code, message: made.message, ...(made.hint === undefined ? {} : { hint: made.hint }) });
    let position = fieldsUsed.indexOf(whole);
    if (position === -1) position = fieldsUsed.push(whole) - 1;
    if (!made.ok) return () => false;
    const { test } = made;
    return way.length === 0 ? (read, env) => test(read(position), env) : (read, env) => test(nestedValue(read(position), way) as Value, env);
  };

  const compileGroup = ({ match, items }: ConditionGroupShape, path: string, depth: number): RecordTest => {
    if (depth > MAX_DEPTH) {
      problems.push({ path, code: 'conditions-too-deep', message: `Groups may stand ${MAX_DEPTH} deep in one another.` });
      return () => false;
    }
    const tests = items.map((item, index) => {
      const place = path === '' ? `items.${index}` : `${path}.items.${index}`;
      return 'items' in item ? compileGroup(item, place, depth + 1) : compileOne(item, place);
    });
    const [only] = tests;
    if (match !== 'none' && tests.length === 1 && only !== undefined) return only;
    if (match === 'none') return (read, env) => !tests.some((test) => test(read, env));
    const wanted = match === 'any' && tests.length > 0;
    return (read, env) => {
      for (const test of tests) if (test(read, env) === wanted) return wanted;
      return !wanted;
    };
  };

  const holds = compileGroup(group, '', 0);
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    fieldsUsed,
    test: (read, env) => {
      try {
        return holds(read, env);
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}
