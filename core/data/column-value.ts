import { parseExact } from '../base/exact-json.ts';
import type { FieldType } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { bytesText } from './bytes-column.ts';
import { canonicalText, instantText, numberText } from './canonical-text.ts';
import type { Column } from './column.ts';
import { hasNull } from './nulls.ts';

const INTEGER = /^\s*[+-]?[0-9]+\s*$/;
const NUMBER = /^\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*$/;

/** Whether the row's value is null. */
export function isNullAt(column: Column, row: number): boolean {
  switch (column.kind) {
    case 'dictionary': {
      const index = column.index[row] as number;
      return index < 0 || isNullAt(column.values, index);
    }
    case 'json':
      return hasNull(column.text.nulls, row);
    case 'values':
      return (column.values[row] ?? null) === null;
    default:
      return hasNull(column.nulls, row);
  }
}

/**
 * The row's value: integers as number (bigint beyond 2^53), numbers as double, decimals, dates and times as their text, lists and objects parsed.
 * Text that does not fit the column's type is given as the text it is.
 */
export function valueAt(column: Column, row: number): Value {
  switch (column.kind) {
    case 'bytes':
      return hasNull(column.nulls, row) ? null : column.type === 'text' ? bytesText(column, row) : valueOfText(bytesText(column, row), column.type);
    case 'float64': {
      if (hasNull(column.nulls, row)) return null;
      const value = column.values[row] as number;
      if (column.type === 'decimal') return column.source ? bytesText(column.source, row) : numberText(value);
      if (column.source && column.type === 'integer' && !Number.isSafeInteger(value)) return valueOfText(bytesText(column.source, row), 'integer');
      return value;
    }
    case 'int64': {
      if (hasNull(column.nulls, row)) return null;
      return narrowInteger(column.values[row] as bigint);
    }
    case 'boolean':
      return hasNull(column.nulls, row) ? null : column.values[row] === 1;
    case 'datetime':
      return hasNull(column.nulls, row) ? null : instantText(column.values[row] as number, column.type);
    case 'dictionary': {
      const index = column.index[row] as number;
      return index < 0 ? null : valueAt(column.values, index);
    }
    case 'json':
      return hasNull(column.text.nulls, row) ? null : parseExact(bytesText(column.text, row));
    case 'values':
      return column.values[row] ?? null;
  }
}

/** The text a person or a delimited file sees; null is the empty text. What was read from text and not changed is that text. */
export function textAt(column: Column, row: number): string {
  switch (column.kind) {
    case 'bytes':
      return hasNull(column.nulls, row) ? '' : bytesText(column, row);
    case 'float64':
      if (hasNull(column.nulls, row)) return '';
      return column.source ? bytesText(column.source, row) : numberText(column.values[row] as number);
    case 'json':
      return hasNull(column.text.nulls, row) ? '' : bytesText(column.text, row);
    case 'dictionary': {
      const index = column.index[row] as number;
      return index < 0 ? '' : textAt(column.values, index);
    }
    default:
      return canonicalText(valueAt(column, row));
  }
}

/** The value that a text stands for in a field of this type; the text itself where it does not fit. */
export function valueOfText(text: string, type: FieldType): Value {
  switch (type) {
    case 'integer':
      if (!INTEGER.test(text)) return text;
      return text.length < 16 ? Number(text) : narrowInteger(BigInt(text.trim().replace('+', '')));
    case 'number': {
      const value = NUMBER.test(text) ? Number(text) : Number.NaN;
      return Number.isFinite(value) ? value : text;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'list':
    case 'object':
      try {
        return parseExact(text);
      } catch {
        return text;
      }
    default:
      return text;
  }
}

function narrowInteger(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
