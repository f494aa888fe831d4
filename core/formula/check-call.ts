import type { FieldType } from '../base/field.ts';
import { arityOf, type FunctionSpec, parameterAt } from './functions/function-spec.ts';
import { functionNamed, functionTable } from './functions/table.ts';
import { parsePattern } from './regex/pattern.ts';
import { closestName } from './suggest.ts';
import type { Call, Expression, Span } from './tree.ts';
import { arithmeticType, commonType, type FormulaType, fits, typeInWords } from './type-rules.ts';

/** What checking a call needs of the checker around it. */
export interface CheckScope {
  typeOf(tree: Expression): FormulaType;
  /** Warns where a text field's sample does not read as what is needed. */
  warnOfSample(tree: Expression, needed: FieldType): void;
  report(severity: 'error' | 'warning', place: Span, code: string, message: string, hint?: string): void;
}

/** Checks a call: the function exists, the number of values is right, each value may fit. Returns the type of the result. */
export function checkCall(checker: CheckScope, call: Call): FormulaType {
  const types = call.args.map((argument) => checker.typeOf(argument));
  const name = { start: call.start, end: call.nameEnd };
  const spec = functionNamed(call.name);
  if (spec === undefined) {
    const meant = closestName(
      call.name,
      functionTable.map((known) => known.name),
    );
    checker.report(
      'error',
      name,
      'function-unknown',
      `There is no function ${call.name.slice(0, 60)}.`,
      meant === undefined ? 'The list of functions is in the help.' : `Did you mean ${meant}?`,
    );
    return 'any';
  }
  const problem = countProblem(spec, types.length);
  if (problem !== undefined) checker.report('error', name, 'argument-count', problem, `Write ${signatureOf(spec)}.`);
  const given: FormulaType[] = [];
  types.forEach((type, index) => {
    const parameter = parameterAt(spec, index);
    const argument = call.args[index];
    if (parameter === undefined || argument === undefined || argument.kind === 'missing') return;
    if (isGiven(spec, index, types.length)) given.push(parameter.type !== 'date' || type === 'date' || type === 'datetime' ? type : 'any');
    const fit = fits(type, parameter.type);
    if (fit === 'perhaps') checker.warnOfSample(argument, parameter.type);
    if (fit === 'never')
      checker.report(
        'error',
        argument,
        'type-mismatch',
        `${spec.name} needs ${typeInWords(parameter.type)} as ${parameter.name}, but this is ${typeInWords(type)}.`,
      );
  });
  checkPattern(checker, spec, call);
  if (spec.result === 'arithmetic') return arithmeticResult(spec, given);
  if (spec.result !== 'given') return spec.result;
  if (spec.name === 'IF' && types.length === 2) given.push('boolean');
  return given.reduce(commonType, 'empty');
}

/** A constant pattern is tried out while the formula is written. */
function checkPattern(checker: CheckScope, spec: FunctionSpec, call: Call): void {
  const pattern = spec.name.startsWith('REGEX.') ? call.args[1] : undefined;
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return;
  const parsed = parsePattern(pattern.value, false);
  if (!parsed.ok) checker.report('error', pattern, 'pattern-unusable', parsed.message);
}

/** The switch alternates cases and results after its value, with a default at the end. */
function isGiven(spec: FunctionSpec, index: number, count: number): boolean {
  if (spec.name === 'SWITCH') return index > 0 && (index % 2 === 0 || index === count - 1);
  return parameterAt(spec, index)?.given === true;
}

function arithmeticResult(spec: FunctionSpec, given: readonly FormulaType[]): FormulaType {
  if (given.some((type) => type === 'any' || type === 'list')) return given.includes('decimal') ? 'decimal' : 'number';
  if ((spec.name === 'MIN' || spec.name === 'MAX') && given.some((type) => type === 'date' || type === 'datetime')) return given.reduce(commonType, 'empty');
  return arithmeticType(given);
}

function countProblem(spec: FunctionSpec, count: number): string | undefined {
  const { min, max } = arityOf(spec);
  const group = spec.group ?? 1;
  if (count >= min && count <= max && (max !== Number.POSITIVE_INFINITY || (count - spec.parameters.length) % group === 0 || group === 1)) return undefined;
  if (count >= min && count <= max) return `${spec.name} needs its values in groups of ${group}, got ${count}.`;
  if (max === 0) return `${spec.name} takes no values, got ${count}.`;
  const range = min === max ? `${min}` : max === Number.POSITIVE_INFINITY ? `at least ${min}` : max === min + 1 ? `${min} or ${max}` : `${min} to ${max}`;
  return `${spec.name} needs ${range} ${min === 1 && max === 1 ? 'value' : 'values'}, got ${count}.`;
}

/** How a function is called, in words: `ROUND(number, [places])`. */
export function signatureOf(spec: FunctionSpec, called: (name: string) => string = (name) => name): string {
  const parts = spec.parameters.map(({ name, optional }) => (optional ? `[${called(name)}]` : called(name)));
  return `${spec.name}(${parts.join(', ')}${spec.parameters.at(-1)?.repeated ? ', …' : ''})`;
}
