import { parseExact } from '../../base/exact-json.ts';
import { isTooLarge } from '../../base/too-large.ts';
import type { Value } from '../../base/value.ts';
import { fail, failValue } from '../failure.ts';
import { resolvePath } from '../field-path.ts';
import { nestedValue } from '../nested-value.ts';
import { asDecimal, jsonText, toDecimal, toNumeric, toText } from './coerce.ts';
import { numericOf } from './compare.ts';
import { type Computed, type Decimal, isDecimal } from './computed.ts';
import { createMomentWriter } from './date-format.ts';
import { type Implementations, integer, type Plain, text } from './implementation.ts';
import { readMoment } from './moment.ts';
import { createNumberReader, createNumberWriter } from './number-format.ts';
import { roundTo } from './numbers.ts';
import { asShown } from './zones.ts';

const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 'yes', 'y', '1']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'no', 'n', '0']);

function booleanOf(value: Computed): Computed {
  if (typeof value === 'boolean') return value;
  const word = toText(value).trim().toLowerCase();
  if (word === '') return null;
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : failValue('not-a-condition', value, 'yes or no', {});
}

/** Writes a value in a format: dates in a date format, numbers in a number format, other texts as they are. */
function createTextWriter(): Plain {
  let last: { format: string; number?: (value: Decimal) => string; date?: ReturnType<typeof createMomentWriter> } = { format: '' };
  return ([value = null, format], env) => {
    if (typeof format !== 'string' || format === '' || value === null || value === '') return toText(value);
    if (last.format !== format) last = { format };
    const moment = typeof value === 'string' ? readMoment(value) : undefined;
    if (moment !== undefined) {
      last.date ??= createMomentWriter(format.replace(/h/g, 'H'), 'en');
      return last.date(asShown(moment, env.zone), env.zone);
    }
    const number = numericOf(value);
    if (number === undefined) return toText(value);
    last.number ??= createNumberWriter(format);
    return last.number(asDecimal(number));
  };
}

const numberParser = (): Plain => {
  let last: { like: string; read: (text: string) => Decimal | undefined } | undefined;
  return (args) => {
    const [value, like] = [text(args, 0), text(args, 1)];
    if (value.trim() === '') return null;
    if (last?.like !== like) last = { like, read: createNumberReader(like) };
    return last.read(value) ?? failValue('not-a-number', value, `a number written like ${like}`, {});
  };
};

function parseJson(source: string): Value {
  try {
    return parseExact(source);
  } catch (error) {
    if (isTooLarge(error)) throw error;
    return failValue('not-json', source, 'JSON text', {});
  }
}

function jsonGet(json: Computed, path: string): Computed {
  if (json === null || json === '') return null;
  const value =
    typeof json === 'string' ? parseJson(json) : isDecimal(json as Computed) ? fail('not-json', 'A number has nothing inside it.') : (json as Value);
  const { name, steps } = resolvePath(path, () => false);
  return nestedValue(value, path.startsWith('[') ? steps : [name, ...steps]);
}

/** From one kind of value to another. Empty stays empty. */
export const conversionLibrary: Implementations = {
  perCall: { TEXT: createTextWriter, 'NUMBER.PARSE': numberParser },
  plain: {
    VALUE: ([value = null]) => (value === null || value === '' ? null : toNumeric(value)),
    DECIMAL: ([value = null, ...places]) => {
      if (value === null || value === '') return null;
      return places.length === 0 ? toDecimal(value) : roundTo(toDecimal(value), integer(places, 0, 0), 'nearest');
    },
    BOOLEAN: ([value = null]) => booleanOf(value),
    'JSON.GET': (args) => jsonGet(args[0] ?? null, text(args, 1)),
    'JSON.TEXT': ([value = null]) => jsonText(value),
  },
};
