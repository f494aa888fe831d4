import { encodeValue } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import type { Column } from '../data/column.ts';
import { columnReader } from '../data/column-reader.ts';
import type { ValuesIn } from './messages.ts';

/** Stands between joined texts; a text that has it goes as JSON. */
const SEPARATOR = '\u001f';
/** Texts cross once where each stands for so many records on average, or more. */
const REPEATED = 4;
/** After so many records it shows whether that is to be expected. */
const TRIED = 256;

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
  if (texts + empty < count) return asJson(values);
  const all = values as (string | null)[];
  return asRepeated(all) ?? asTexts(all, empty > 0) ?? asJson(values);
}

/** Each text once, which spares the guest the making of the others; `null` where too few are the same, or they cannot be joined. */
function asRepeated(values: readonly (string | null)[]): ValuesIn | null {
  const places = new Map<string | null, number>();
  const index = new Uint16Array(values.length);
  const most = Math.min(Math.floor(values.length / REPEATED), 0xffff);
  for (let position = 0; position < values.length; position++) {
    const value = values[position] as string | null;
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      if (place >= most || (position > TRIED && place * 2 > position)) return null;
      places.set(value, place);
    }
    index[position] = place;
  }
  const nullAt = places.get(null);
  const texts = [...places.keys()].filter((text) => text !== null);
  const joined = texts.length === 0 ? null : joinedTexts(texts);
  if (joined === null) return null;
  if (nullAt !== undefined)
    for (let position = 0; position < index.length; position++) index[position] = shifted(index[position] as number, nullAt, texts.length);
  return { kind: 'repeated', joined, index: index.buffer };
}

/** The place of a text once the null, found as number `nullAt`, stands behind all `texts`. */
function shifted(place: number, nullAt: number, texts: number): number {
  if (place === nullAt) return texts;
  return place > nullAt ? place - 1 : place;
}

/** Joined texts with the nulls among them flagged; `null` where they cannot be joined. */
function asTexts(values: readonly (string | null)[], hasNulls: boolean): ValuesIn | null {
  const joined = joinedTexts(values);
  if (joined === null) return null;
  const flags = hasNulls ? Uint8Array.from(values, (value) => (value === null ? 1 : 0)).buffer : null;
  return { kind: 'texts', joined, flags };
}

/** `null` where the texts can't be told apart any more or don't survive the way: a separator, a zero or half a surrogate pair in them. */
function joinedTexts(values: readonly (string | null)[]): string | null {
  const joined = values.join(SEPARATOR);
  if (joined.includes('\0') || !joined.isWellFormed()) return null;
  let separators = 0;
  for (let at = joined.indexOf(SEPARATOR); at >= 0; at = joined.indexOf(SEPARATOR, at + 1)) separators++;
  return separators === Math.max(0, values.length - 1) ? joined : null;
}

function asJson(values: readonly Value[]): ValuesIn {
  const tagged = values.some((value) => typeof value === 'bigint' || (typeof value === 'object' && value !== null));
  return { kind: 'json', text: JSON.stringify(tagged ? values.map(encodeValue) : values), tagged };
}
