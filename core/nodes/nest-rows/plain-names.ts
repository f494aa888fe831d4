import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';
import { columnReader } from '../../data/column-reader.ts';

/** Name, while records are sorted, of the field that says how many records came before. */
export const PLACE = 'place';
/** Name, while groups are sorted, of the list. */
export const LIST = 'list';

/**
 * Gives fields names of our own while records are sorted, so that fields of our own can go with them whatever the others are called: `f0` for the first
 * name that is met, `f1` for the next.
 */
export class PlainNames {
  readonly #indexes = new Map<string, number>();
  readonly #names: string[] = [];
  #places = 0;

  /** The names of our own for these fields. */
  of(names: readonly string[]): string[] {
    return names.map((name) => this.#plain(name));
  }

  /** The same records with names of our own, and their places. */
  plain(batch: Batch): Batch {
    const values = new Float64Array(batch.rows);
    for (let position = 0; position < batch.count; position++) values[batch.selection[position] as number] = this.#places++;
    const place: Column = { kind: 'float64', type: 'integer', values, nulls: null, source: null };
    return { ...batch, names: [...this.of(batch.names), PLACE], columns: [...batch.columns, place] };
  }

  /** The same records with their own names back; the list gets its name. */
  real(batch: Batch, list: string): Batch {
    return { ...batch, names: batch.names.map((name) => (name === LIST ? list : this.nameOf(name))) };
  }

  /** The field's own name. */
  nameOf(plain: string): string {
    return this.#names[Number(plain.slice(1))] ?? plain;
  }

  /** The places of the records, by position. */
  placesOf(batch: Batch): Float64Array {
    const read = columnReader(batch.columns[batch.names.indexOf(PLACE)] as Column, batch.count);
    return Float64Array.from({ length: batch.count }, (_, position) => Number(read(batch.selection[position] as number)));
  }

  #plain(name: string): string {
    let index = this.#indexes.get(name);
    if (index === undefined) {
      index = this.#names.push(name) - 1;
      this.#indexes.set(name, index);
    }
    return `f${index}`;
  }
}
