import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';
import { columnReader, columnTextReader } from '../../data/column-reader.ts';
import type { Affinity } from './table-shape.ts';

/** What SQLite takes as it is. Integers go as bigint into columns without a type, where a double would stay a double. */
export type Bound = string | number | bigint | null;

/** Why a value cannot go into its column, as code and the end of a sentence that begins with the value. */
export class Misfit {
  readonly code: 'wrong-type' | 'not-exact';
  readonly because: string;

  constructor(code: Misfit['code'], because: string) {
    this.code = code;
    this.because = because;
  }
}

const NOT_WHOLE = new Misfit('wrong-type', 'is not a whole number');
const NOT_NUMBER = new Misfit('wrong-type', 'is not a number');
const TOO_LARGE = new Misfit('not-exact', 'does not fit into the 64 bits of an integer column');
const TOO_FINE = new Misfit('not-exact', 'has more digits than the column can keep exactly');

const INTEGER = /^\s*[+-]?[0-9]+\s*$/;
const WHOLE_DECIMAL = /^\s*([+-]?[0-9]+)\.0*\s*$/;
const NUMBER = /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/;
const LEADING_ZERO = /^\s*[+-]?0[0-9]/;
/** A double keeps every decimal of up to fifteen digits. */
const EXACT_DIGITS = 15;

/**
 * A function that reads a field's value for a column of the table. Text becomes a number only where the column is one of numbers; empty text is null there.
 * Nothing is rounded or cut: what does not fit is a `Misfit`. `onLeadingZeros` hears when zeros such as those of 007 are lost that way;
 * `expected` is about how many rows will be read.
 */
export function binder(column: Column, affinity: Affinity, onLeadingZeros: () => void, expected = 1): (row: number) => Bound | Misfit {
  if (affinity === 'text') return columnTextReader(column, expected);
  const bind = BINDERS[affinity];
  const read = columnReader(column, expected);
  return (row) => {
    const value = read(row);
    if (value === null) return null;
    if (typeof value === 'string' && affinity !== 'none') {
      if (value === '' || value.trim() === '') return null;
      if (LEADING_ZERO.test(value) && NUMBER.test(value)) onLeadingZeros();
    }
    return bind(value);
  };
}

type Bind = (value: NonNullable<Value>) => Bound | Misfit;

const BINDERS: Readonly<Record<Exclude<Affinity, 'text'>, Bind>> = {
  integer(value) {
    switch (typeof value) {
      case 'number':
        return Number.isInteger(value) ? value : NOT_WHOLE;
      case 'bigint':
        return in64Bits(value);
      case 'boolean':
        return value ? 1 : 0;
      case 'string': {
        const digits = INTEGER.test(value) ? value : WHOLE_DECIMAL.exec(value)?.[1];
        return digits === undefined ? NOT_WHOLE : integerOf(digits);
      }
      default:
        return NOT_WHOLE;
    }
  },
  real(value) {
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'bigint') return BigInt(Number(value)) === value ? Number(value) : TOO_FINE;
    if (typeof value !== 'string' || !NUMBER.test(value)) return NOT_NUMBER;
    return digitsOf(value) > EXACT_DIGITS ? TOO_FINE : Number(value);
  },
  decimal: (value) => (typeof value === 'string' && !NUMBER.test(value) ? NOT_NUMBER : numeric(value)),
  boolean: (value) => (value === 'true' ? 1 : value === 'false' ? 0 : numeric(value)),
  numeric: (value) => numeric(value),
  none(value) {
    if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
    if (typeof value === 'boolean') return value ? 1n : 0n;
    if (typeof value === 'bigint') return in64Bits(value);
    return typeof value === 'string' ? value : canonicalText(value);
  },
};

function numeric(value: NonNullable<Value>): Bound | Misfit {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'bigint') return in64Bits(value);
  if (typeof value !== 'string') return canonicalText(value);
  if (INTEGER.test(value)) return integerOf(value);
  // SQLite would turn such text into a double and lose what is beyond its fifteen digits.
  return NUMBER.test(value) && digitsOf(value) > EXACT_DIGITS ? TOO_FINE : value;
}

function integerOf(digits: string): Bound | Misfit {
  return digits.length < 16 ? Number(digits) : in64Bits(BigInt(digits.trim().replace('+', '')));
}

function in64Bits(value: bigint): bigint | Misfit {
  return BigInt.asIntN(64, value) === value ? value : TOO_LARGE;
}

function digitsOf(text: string): number {
  return text
    .replace(/[eE].*$/s, '')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '').length;
}
