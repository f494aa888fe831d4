import { stringifyExact } from '../../base/exact-json.ts';
import { isAbsentAt } from '../../data/absent.ts';
import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { valueAt } from '../../data/column-value.ts';
import { encodeUtf8 } from '../../data/utf8.ts';

/** How JSON is to be written. */
export interface JsonWriteOptions {
  /** One array, or one object per line (NDJSON). */
  readonly shape: 'array' | 'lines';
  /** Two spaces a level; only for arrays. */
  readonly indent: boolean;
}

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/**
 * Turns batches into JSON as UTF-8. Integers beyond 2^53 and exact decimals are written with all their digits, nested values as they are,
 * dates and times as ISO text. A field that a record does not have is left out of it.
 */
export class JsonWriter {
  readonly #options: JsonWriteOptions;
  #any = false;

  constructor(options: JsonWriteOptions) {
    this.#options = options;
  }

  /** The bytes of a batch; they are the caller's. */
  encode(batch: Batch): Uint8Array {
    const { shape, indent } = this.#options;
    const names = batch.names.map((name) => JSON.stringify(name));
    const space = indent && shape === 'array';
    const separator = shape === 'lines' ? '' : space ? ',\n  ' : ',\n';
    const parts: string[] = [];
    let any = this.#any;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const lead = shape === 'lines' ? '' : any ? separator : space ? '[\n  ' : '[\n';
      parts.push(lead + objectText(batch, names, row, space) + (shape === 'lines' ? '\n' : ''));
      any = true;
    }
    const bytes = encodeUtf8(parts.join(''));
    this.#any = any;
    return bytes;
  }

  /** What closes the file. */
  finish(): Uint8Array {
    if (this.#options.shape === 'lines') return encodeUtf8('');
    return encodeUtf8(this.#any ? '\n]\n' : '[]\n');
  }
}

function objectText(batch: Batch, names: readonly string[], row: number, indent: boolean): string {
  let text = '{';
  for (let at = 0; at < names.length; at++) {
    const column = batch.columns[at] as Column;
    if (isAbsentAt(column, row)) continue;
    if (text.length > 1) text += ',';
    text += indent ? `\n    ${names[at]}: ` : `${names[at]}:`;
    text += jsonText(column, row, indent);
  }
  return indent && text.length > 1 ? `${text}\n  }` : `${text}}`;
}

/** One field as JSON text. */
export function jsonText(column: Column, row: number, indent = false): string {
  const value = valueAt(column, row);
  if (typeof value === 'string') return column.type === 'decimal' && NUMBER.test(value) ? value : JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value === 0 ? 0 : value) : 'null';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value.toString();
  return indent ? stringifyExact(value, 2).replaceAll('\n', '\n    ') : stringifyExact(value);
}
