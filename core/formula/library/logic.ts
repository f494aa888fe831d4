import { fail, failureOf } from '../failure.ts';
import { toCondition } from './coerce.ts';
import { equalValues, numericOf } from './compare.ts';
import type { Closure, Computed } from './computed.ts';
import type { Implementations, Special } from './implementation.ts';

const NULL: Closure = () => null;
const FALSE: Closure = () => false;

const emptyValue = (value: Computed): boolean => value === null || value === '';

/** The value, or what `instead` gives where it has none. */
const guarded =
  (value: Closure, instead: Closure): Closure =>
  (read, env) => {
    try {
      return value(read, env);
    } catch (error) {
      failureOf(error);
      return instead(read, env);
    }
  };

const ifs: Special = (args, sites) => (read, env) => {
  for (let i = 0; i + 1 < args.length; i += 2) if (toCondition((args[i] ?? FALSE)(read, env), sites[i])) return (args[i + 1] ?? NULL)(read, env);
  return fail('no-case', 'No condition of IFS holds.', { hint: 'Put TRUE and a value at the end for all other records.' });
};

const switchCase: Special = (args) => (read, env) => {
  const value = (args[0] ?? NULL)(read, env);
  let i = 1;
  for (; i + 1 < args.length; i += 2) if (equalValues(value, (args[i] ?? NULL)(read, env))) return (args[i + 1] ?? NULL)(read, env);
  const otherwise = args[i];
  return otherwise === undefined ? fail('no-case', 'SWITCH has no case for this value.', { hint: 'Put a default at the end.' }) : otherwise(read, env);
};

const every =
  (wanted: boolean): Special =>
  (args, sites) =>
  (read, env) => {
    for (let i = 0; i < args.length; i++) if (toCondition((args[i] ?? NULL)(read, env), sites[i]) !== wanted) return !wanted;
    return wanted;
  };

const condition: Special =
  ([test = NULL, then = NULL, otherwise = FALSE], [site]) =>
  (read, env) => {
    const holds = test(read, env);
    return (holds === true || (holds !== false && toCondition(holds, site)) ? then : otherwise)(read, env);
  };

const firstFilled: Special = (args) => (read, env) => {
  for (const arg of args) {
    const value = arg(read, env);
    if (!emptyValue(value)) return value;
  }
  return null;
};

/** IF and its kin compute only the values they need. */
export const logicLibrary: Implementations = {
  special: {
    IF: condition,
    IFS: ifs,
    SWITCH: switchCase,
    AND: every(true),
    OR: every(false),
    IFERROR: ([value = NULL, instead = NULL]) => guarded(value, instead),
    ISERROR: ([value = NULL]) =>
      guarded(
        (read, env) => {
          value(read, env);
          return false;
        },
        () => true,
      ),
    IFBLANK: firstFilled,
    COALESCE: firstFilled,
  },
  plain: {
    XOR: (args) => args.filter((arg) => arg === true).length % 2 === 1,
    NOT: ([value]) => value !== true,
    ISBLANK: ([value = null]) => emptyValue(value),
    ISNUMBER: ([value = null]) => numericOf(value) !== undefined,
    ISTEXT: ([value]) => typeof value === 'string' && value !== '',
    ISLOGICAL: ([value]) => typeof value === 'boolean',
  },
};
