import type { SortKey } from '../../catalog/shapes.ts';
import type { Batch } from '../../data/batch.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { type ByteKeys, byteKeysBytes, compareByteKeys, packByteKeys, unpackByteKeys } from '../../spill/byte-keys.ts';
import { KeyWriter } from '../../spill/key-writer.ts';
import { ID_BITS, ID_POSITION, type RowOrder } from '../../spill/row-order.ts';
import { sortByteKeys } from '../../spill/sort-byte-keys.ts';
import { type CompareHow, valueWriter } from '../../spill/value-writer.ts';

/**
 * What the records of one batch are sorted by: bytes, and between them the texts of the fields that are compared as in a language, since only the
 * language's own rules can compare those: `bytes[0]`, `texts[0]`, `bytes[1]`, `texts[1]` … `bytes[n]`.
 */
export interface SortKeys {
  readonly bytes: readonly ByteKeys[];
  readonly texts: readonly (readonly string[])[];
}

/** Sorts by the keys of the settings. A field that a batch does not have is empty in its records. */
export class SortOrder implements RowOrder<SortKeys> {
  readonly #keys: readonly SortKey[];
  readonly #how: CompareHow;
  readonly #collator: Intl.Collator;
  /** The keys compared as in a language. */
  readonly #spoken: readonly SortKey[];
  readonly keyColumns: number;
  readonly sort?: (keys: readonly SortKeys[], ids: Int32Array) => void;

  constructor(keys: readonly SortKey[], how: CompareHow & { language: string }) {
    this.#keys = keys;
    this.#how = how;
    this.#spoken = keys.filter(({ order }) => order === 'language');
    this.#collator = new Intl.Collator(how.language, { usage: 'sort', numeric: true, sensitivity: how.ignoreCase ? 'accent' : 'variant', caseFirst: 'false' });
    this.keyColumns = 2 * this.#spoken.length + 1;
    if (this.#spoken.length === 0)
      this.sort = (all, ids) =>
        sortByteKeys(
          all.map(({ bytes }) => bytes[0] as ByteKeys),
          ids,
        );
  }

  prepare(batch: Batch): SortKeys {
    const parts = Array.from({ length: this.#spoken.length + 1 }, () => ({
      writer: new KeyWriter(batch.count * 16 + 16),
      starts: new Int32Array(batch.count + 1),
    }));
    const texts: string[][] = this.#spoken.map(() => []);
    let part = 0;
    const fields = this.#keys.map((key) => {
      const column = batch.columns[batch.names.indexOf(key.field)];
      const { writer } = parts[part] as (typeof parts)[number];
      if (key.order !== 'language') return valueWriter(writer, column, key, this.#how);
      const next = parts[part + 1] as (typeof parts)[number];
      return valueWriter(writer, column, key, this.#how, { texts: texts[part++] as string[], ties: next.writer });
    });
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      for (const write of fields) write(row);
      for (const { writer, starts } of parts) starts[position + 1] = writer.end;
    }
    return { bytes: parts.map(({ writer, starts }) => ({ bytes: writer.finish(), starts })), texts };
  }

  bytes({ bytes, texts }: SortKeys): number {
    let sum = 0;
    for (const keys of bytes) sum += byteKeysBytes(keys);
    for (const list of texts) for (const text of list) sum += 32 + text.length * 2;
    return sum;
  }

  compare(a: SortKeys, i: number, b: SortKeys, j: number): number {
    for (let part = 0; part < a.bytes.length; part++) {
      const order = compareByteKeys(a.bytes[part] as ByteKeys, i, b.bytes[part] as ByteKeys, j);
      if (order !== 0) return order;
      const [x, y] = [a.texts[part]?.[i], b.texts[part]?.[j]];
      if (x === undefined || y === undefined || x === y) continue;
      const spoken = this.#collator.compare(x, y);
      if (spoken !== 0) return this.#spoken[part]?.direction === 'descending' ? -spoken : spoken;
    }
    return 0;
  }

  pack(keys: readonly SortKeys[], ids: Int32Array): Column[] {
    const bytes = Array.from({ length: this.#spoken.length + 1 }, (_, part) =>
      packByteKeys(
        keys.map((one) => one.bytes[part] as ByteKeys),
        ids,
      ),
    );
    const texts = this.#spoken.map((_, part) => textColumn(Array.from(ids, (id) => keys[id >> ID_BITS]?.texts[part]?.[id & ID_POSITION] ?? '')));
    return [...bytes, ...texts];
  }

  unpack(columns: readonly Column[]): SortKeys {
    const bytes = columns.slice(0, this.#spoken.length + 1).map(unpackByteKeys);
    const rows = (bytes[0]?.starts.length ?? 1) - 1;
    const texts = columns.slice(bytes.length).map((column) => Array.from({ length: rows }, (_, row) => textAt(column, row)));
    return { bytes, texts };
  }
}
