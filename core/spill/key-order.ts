import { UserError } from '../base/errors.ts';
import type { Batch } from '../data/batch.ts';
import { ByteArena, copyBytes } from '../data/byte-arena.ts';
import type { Column } from '../data/column.ts';
import { type KeyOptions, RecordKeys } from '../data/record-keys.ts';
import type { ByteKeys } from './byte-keys.ts';
import { ByteOrder } from './byte-order.ts';

/**
 * Brings records with equal keys together. Two records are equal where `RecordKeys` gives the same bytes: numbers by value (007 is 7), everything else
 * by its text, null and the empty text alike, `trim` and `ignoreCase` as asked. The order of different keys is that of their bytes: fixed, but of no
 * meaning. Keys of different batches and sides (other field names, same number of fields) can be compared.
 */
export class KeyOrder extends ByteOrder {
  readonly #fields: readonly string[];
  readonly #options: KeyOptions;
  readonly #met = new Set<string>();

  /** `fields`: those of the key, in order; none of them may be missing in a batch. Without any all fields count, a missing one as empty. */
  constructor(fields: readonly string[], options: KeyOptions = {}) {
    super();
    this.#fields = fields;
    this.#options = options;
  }

  /** Throws a UserError `field-missing` for a batch that lacks a key field. */
  prepare(batch: Batch): ByteKeys {
    const whole = this.#fields.length === 0;
    const keys = new RecordKeys(whole ? this.#allColumns(batch) : this.#fields.map((field) => keyColumn(batch, field)), this.#options);
    const arena = new ByteArena(batch.count * 16 + 16);
    const starts = new Int32Array(batch.count + 1);
    for (let position = 0; position < batch.count; position++) {
      keys.encode(batch.selection[position] as number);
      arena.add(keys.bytes, keys.start, whole ? withoutEmptyEnd(keys) : keys.end);
      starts[position + 1] = arena.end;
    }
    return { bytes: arena.end * 2 > arena.bytes.length ? arena.bytes : copyBytes(arena.bytes, 0, arena.end), starts };
  }

  /** The fields of all batches so far in order of their first appearance. One column that is always empty makes sure that lengths are written. */
  #allColumns(batch: Batch): Column[] {
    for (const name of batch.names) this.#met.add(name);
    const none: Column = { kind: 'values', type: 'any', values: [] };
    return [none, ...Array.from(this.#met, (name) => batch.columns[batch.names.indexOf(name)] ?? none)];
  }

  /** How many of the named key fields are empty (null or empty text, after trimming where that was asked for). */
  emptyFields({ bytes, starts }: ByteKeys, position: number): number {
    const [start, end] = [starts[position] as number, starts[position + 1] as number];
    if (this.#fields.length === 1) return start === end ? 1 : 0;
    let empty = 0;
    for (let at = start; at < end; ) {
      const length = lengthAt(bytes, at);
      if (length === 0) empty++;
      at += 4 + length;
    }
    return empty;
  }
}

/** Where a key ends without the empty fields at its end, of which other batches may have more or fewer. */
function withoutEmptyEnd({ bytes, start, end }: RecordKeys): number {
  let kept = start;
  for (let at = start; at < end; ) {
    const length = lengthAt(bytes, at);
    at += 4 + length;
    if (length > 0) kept = at;
  }
  return kept;
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
}

/** The column of a key field, or the UserError `field-missing`. */
export function keyColumn(batch: Batch, field: string): Column {
  const column = batch.columns[batch.names.indexOf(field)];
  if (column) return column;
  throw new UserError('field-missing', `The key field "${field}" does not arrive.`, {
    hint: `These fields arrive: ${batch.names.slice(0, 12).join(', ')}${batch.names.length > 12 ? ' …' : ''}. Choose another key field in the settings of the step.`,
    place: { field },
  });
}
