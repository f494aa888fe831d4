import { encodeValue } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { columnReader } from '../data/column-reader.ts';
import type { ValuesIn } from './messages.ts';

/** Stands between joined texts; a text that has it goes as JSON. */
const SEPARATOR = '\u001f';

/** The values of one column for the records of a batch, in record order, in the form that crosses to the guest fastest. */
export function valuesIn(column: Column, { selection, count }: Batch): ValuesIn {
  const read = columnReader(column, count);
  const values: Value[] = new Array(count);
  let numbers = 0;
  let texts = 0;
  let empty = 0;
  for (let position = 0; position < count; position++) {
    const value = read(selection[position] as number);
    values[position] = value;
    if (typeof value === 'number') numbers++;
    else if (typeof value === 'string') texts++;
    else if (value === null) empty++;
  }
  if (numbers === count) return { kind: 'numbers', buffer: Float64Array.from(values as number[]).buffer };
  return (texts + empty === count ? asTexts(values as (string | null)[], empty > 0) : null) ?? asJson(values);
}

/** Joined texts; `null` when they cannot be told apart or don't survive the way: a separator, a zero or half a surrogate pair in them. */
function asTexts(values: readonly (string | null)[], hasNulls: boolean): ValuesIn | null {
  const joined = values.join(SEPARATOR);
  if (joined.includes('\0') || !joined.isWellFormed()) return null;
  let separators = 0;
  for (let at = joined.indexOf(SEPARATOR); at >= 0; at = joined.indexOf(SEPARATOR, at + 1)) separators++;
  if (separators !== Math.max(0, values.length - 1)) return null;
  const flags = hasNulls ? Uint8Array.from(values, (value) => (value === null ? 1 : 0)).buffer : null;
  return { kind: 'texts', joined, flags };
}

function asJson(values: readonly Value[]): ValuesIn {
  const tagged = values.some((value) => typeof value === 'bigint' || (typeof value === 'object' && value !== null));
  return { kind: 'json', text: JSON.stringify(tagged ? values.map(encodeValue) : values), tagged };
}
