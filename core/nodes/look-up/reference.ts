import { UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { concat, createBatch, keep } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { KeyTable } from '../../data/key-table.ts';
import { findKeys, insertKeys, type KeyOptions, RecordKeys } from '../../data/record-keys.ts';

/** What a key was found for: no row, one row, or the first of several. */
const NONE = -1;

/**
 * The second input of a look-up, in memory: only the fields that are added, and a hash table of the keys. Rows with the same key form a chain in the order
 * in which they came.
 */
export class Reference {
  readonly #keyFields: readonly string[];
  readonly #wanted: readonly string[];
  readonly #options: KeyOptions;
  readonly #keys = new KeyTable(4096);
  readonly #parts: Batch[] = [];
  #first = new Int32Array(4096);
  #last = new Int32Array(4096);
  #next = new Int32Array(4096).fill(NONE);
  #rows = 0;
  #repeated = 0;
  #all: Batch | null = null;

  constructor(keyFields: readonly string[], wanted: readonly string[], options: KeyOptions) {
    this.#keyFields = keyFields;
    this.#wanted = wanted;
    this.#options = options;
  }

  /** Reference records with a key that had come before. */
  get repeated(): number {
    return this.#repeated;
  }

  /** Takes records of the second input; those whose key is empty can never be found and are left aside. */
  add(batch: Batch): void {
    const columns = columnsFor(batch, this.#keyFields, 'the second input');
    const keys = new RecordKeys(columns, this.#options);
    const selection = new Int32Array(batch.count);
    let count = 0;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      if (!keys.isEmpty(row)) selection[count++] = row;
    }
    if (count === 0) return;
    const found = new Int32Array(count);
    insertKeys(this.#keys, columns, this.#options, selection, count, found);
    this.#reserve(count);
    for (let position = 0; position < count; position++) this.#chain(found[position] as number, this.#rows++);
    // A copy of just the wanted fields: the batch's own memory is let go.
    this.#parts.push(concat([keep({ ...batch, selection, count }, this.#wanted)]));
  }

  #chain(found: number, row: number): void {
    const isNew = found < 0;
    const key = isNew ? ~found : found;
    if (isNew) this.#first[key] = row;
    else {
      this.#next[this.#last[key] as number] = row;
      this.#repeated++;
    }
    this.#last[key] = row;
  }

  #reserve(count: number): void {
    const needed = this.#rows + count;
    if (needed <= this.#next.length) return;
    const capacity = Math.max(needed, this.#next.length * 2);
    const grow = (old: Int32Array<ArrayBuffer>, fill: number) => {
      const grown = new Int32Array(capacity).fill(fill);
      grown.set(old);
      return grown;
    };
    [this.#first, this.#last, this.#next] = [grow(this.#first, NONE), grow(this.#last, NONE), grow(this.#next, NONE)];
  }

  /** Writes for each record of `selection` the first reference row with its key into `out`, by position; -1 where there is none. */
  find(batch: Batch, fields: readonly string[], out: Int32Array): void {
    const columns = columnsFor(batch, fields, 'the records');
    findKeys(this.#keys, columns, this.#options, batch.selection, batch.count, out);
    for (let position = 0; position < batch.count; position++) {
      const key = out[position] as number;
      out[position] = key < 0 ? NONE : (this.#first[key] as number);
    }
  }

  /** The next reference row with the same key, -1 after the last. */
  nextOf(row: number): number {
    return this.#next[row] as number;
  }

  /** The column of a wanted field over all reference rows; undefined when the second input has no such field. */
  column(field: string): Column | undefined {
    this.#all ??= this.#parts.length === 0 ? createBatch([], [], 0, { source: 0, first: 0, ordinals: null }) : concat(this.#parts.splice(0));
    return this.#all.columns[this.#all.names.indexOf(field)];
  }
}

function columnsFor(batch: Batch, fields: readonly string[], where: string): Column[] {
  return fields.map((field) => {
    const column = batch.columns[batch.names.indexOf(field)];
    if (column) return column;
    throw new UserError('unknown-field', `There is no field "${field}" in ${where} of the look-up.`, {
      place: { field },
      hint: `The fields are: ${batch.names.slice(0, 12).join(', ')}${batch.names.length > 12 ? ' …' : ''}.`,
    });
  });
}
