import type { Value } from '../../base/value.ts';
import { fail, shown } from '../failure.ts';
import { toInteger, toText } from './coerce.ts';
import { equalValues, orderOf } from './compare.ts';
import type { Closure, Computed } from './computed.ts';
import { type Implementations, integer, type Special, text } from './implementation.ts';
import { readMoment } from './moment.ts';
import { textsOf } from './text.ts';

const list = (args: readonly Computed[], index: number): readonly Value[] => args[index] as readonly Value[];

const missing = (name: string, value: Computed): never =>
  fail('not-found', `${name} did not find "${shown(toText(value)).slice(0, 60)}".`, {
    value: toText(value),
    hint: 'Give a value for this case, or use IFERROR.',
  });

function placeOf(items: readonly Value[], value: Computed): number {
  return items.findIndex((item) => equalValues(value, item));
}

/** Order for lookups in steps: ISO dates by their text, which rises with time. */
function stepOrder(a: Computed, b: Computed): number | undefined {
  if (typeof a === 'string' && typeof b === 'string' && readMoment(a) !== undefined && readMoment(b) !== undefined) return a < b ? -1 : a > b ? 1 : 0;
  return orderOf(a, b);
}

function lastNotAbove(items: readonly Value[], value: Computed): number {
  let found = -1;
  for (const [i, item] of items.entries()) {
    const order = stepOrder(item, value);
    if (order === undefined || order > 0) break;
    found = i;
  }
  return found;
}

const choose: Special = ([number = () => null, ...choices], [site]) => {
  const pick: Closure = (read, env) => {
    const place = toInteger(number(read, env), site);
    const choice = choices[place - 1];
    return choice === undefined ? fail('out-of-range', `CHOOSE has no value number ${place}.`, { value: String(place) }) : choice(read, env);
  };
  return pick;
};

function sorted(items: readonly Value[]): Value[] {
  return [...items].sort((a, b) => stepOrder(a, b) ?? Number(a === null || a === '') - Number(b === null || b === ''));
}

/** The first of each, told apart by their texts without regard to capitals. */
function unique(items: readonly Value[]): Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = toText(item).toLowerCase();
    return !seen.has(key) && seen.add(key);
  });
}

/** Lists and lookups. Equal is what `=` calls equal. */
export const listLibrary: Implementations = {
  special: { CHOOSE: choose },
  plain: {
    XLOOKUP: (args) => {
      const [value = null, , , otherwise] = args;
      const place = placeOf(list(args, 1), value);
      if (place === -1) return otherwise === undefined ? missing('XLOOKUP', value) : otherwise;
      return list(args, 2)[place] ?? null;
    },
    LOOKUP: (args) => {
      const [value = null] = args;
      const place = lastNotAbove(list(args, 1), value);
      return place === -1 ? missing('LOOKUP', value) : ((args.length > 2 ? list(args, 2) : list(args, 1))[place] ?? null);
    },
    XMATCH: (args) => {
      const [value = null] = args;
      const place = placeOf(list(args, 1), value);
      return place === -1 ? missing('XMATCH', value) : place + 1;
    },
    INDEX: (args) => {
      const place = integer(args, 1, 1);
      return list(args, 0)[place < 0 ? list(args, 0).length + place : place - 1] ?? null;
    },
    'LIST.COUNT': (args) => list(args, 0).length,
    'LIST.CONTAINS': (args) => placeOf(list(args, 0), args[1] ?? null) !== -1,
    'LIST.JOIN': (args) => textsOf(list(args, 0)).join(text(args, 1)),
    'LIST.UNIQUE': (args) => unique(list(args, 0)),
    'LIST.SORT': (args) => sorted(list(args, 0)),
  },
};
