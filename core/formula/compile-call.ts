import type { FieldType } from '../base/field.ts';
import type { Part } from './compile-part.ts';
import type { Site } from './failure.ts';
import { fail } from './failure.ts';
import { parameterAt } from './functions/function-spec.ts';
import { functionNamed } from './functions/table.ts';
import { toCondition, toDecimal, toInteger, toList, toNumeric, toText } from './library/coerce.ts';
import type { Closure, Computed } from './library/computed.ts';
import { toMomentText } from './library/date-arithmetic.ts';
import type { Plain } from './library/implementation.ts';
import { perCallFunctions, plainFunctions, specialFunctions } from './library/library.ts';

/** Compiles a call of a known function; arguments are turned into the types of its parameters. */
export function compileCall(name: string, args: readonly Part[]): Closure {
  const special = specialFunctions.get(name);
  if (special !== undefined)
    return special(
      args.map(({ closure }) => closure),
      args.map(({ site }) => site),
    );
  const plain = perCallFunctions.get(name)?.() ?? plainFunctions.get(name);
  const spec = functionNamed(name);
  if (plain === undefined || spec === undefined) return () => fail('function-unknown', `There is no function ${name}.`);
  const closures = args.map((part, index) => converted(part, parameterAt(spec, index)?.type ?? 'any'));
  const dates = args.flatMap((_, index) => (isDateType(parameterAt(spec, index)?.type) ? [index] : []));
  if (dates.length > 0) return withDates(plain, closures, dates);
  const [first, second] = closures;
  if (closures.length === 1 && first !== undefined) return (read, env) => plain([first(read, env)], env);
  if (closures.length === 2 && first !== undefined && second !== undefined) return (read, env) => plain([first(read, env), second(read, env)], env);
  return (read, env) => {
    const values: Computed[] = [];
    for (const closure of closures) values.push(closure(read, env));
    return plain(values, env);
  };
}

const isDateType = (type: FieldType | undefined): boolean => type === 'date' || type === 'datetime';

/** A function of dates has no result where one of them is empty. */
function withDates(plain: Plain, closures: readonly Closure[], dates: readonly number[]): Closure {
  return (read, env) => {
    const values = closures.map((closure) => closure(read, env));
    return dates.some((index) => values[index] === null) ? null : plain(values, env);
  };
}

type Conversion = (value: Computed, site: Site) => Computed;

const CONVERSIONS: Readonly<Partial<Record<FieldType, Conversion>>> = {
  text: toText,
  number: toNumeric,
  integer: toInteger,
  decimal: toDecimal,
  boolean: toCondition,
  list: toList,
  date: toMomentText,
  datetime: toMomentText,
};

function converted({ closure, type, site }: Part, wanted: FieldType): Closure {
  const convert = type === 'decimal' && wanted === 'number' ? toDecimal : CONVERSIONS[wanted];
  if (convert !== undefined) return (read, env) => convert(closure(read, env), site);
  if (wanted === 'any' && type === 'decimal')
    return (read, env) => {
      const value = closure(read, env);
      return value === null || value === '' ? value : toDecimal(value, site);
    };
  return closure;
}
