import type { Batch, BatchField } from './batch.ts';
import { fieldsOf } from './batch-ops.ts';

/** Keeps what is made once for each layout (names and types of the fields) of the batches that come by; nearly always there is only one. */
export class PerLayout<T> {
  readonly #make: (fields: readonly BatchField[]) => T;
  readonly #made = new Map<string, T>();
  #last: { fields: readonly BatchField[]; made: T } | null = null;

  constructor(make: (fields: readonly BatchField[]) => T) {
    this.#make = make;
  }

  /** What belongs to the layout of this batch. */
  of(batch: Batch): T {
    if (this.#last !== null && hasLayout(batch, this.#last.fields)) return this.#last.made;
    const fields = fieldsOf(batch);
    const key = JSON.stringify(fields.map(({ name, type }) => [name, type]));
    let made = this.#made.get(key);
    if (made === undefined) {
      made = this.#make(fields);
      this.#made.set(key, made);
    }
    this.#last = { fields, made };
    return made;
  }
}

function hasLayout({ names, columns }: Batch, fields: readonly BatchField[]): boolean {
  if (fields.length !== names.length) return false;
  for (let at = 0; at < fields.length; at++) if (fields[at]?.name !== names[at] || fields[at]?.type !== columns[at]?.type) return false;
  return true;
}
