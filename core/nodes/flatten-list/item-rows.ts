import type { Value } from '../../base/value.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { gather, withColumns } from '../../data/batch-ops.ts';
import { columnOfValues } from '../../data/column-of-values.ts';

/** Records that leave for the items of one batch: repeated fields, the item's number, and its fields in order of their first appearance. */
export class ItemRows {
  readonly #repeated: Batch;
  readonly #taken: ReadonlySet<string>;
  readonly #position: string;
  readonly #rowOf = new Int32Array(MAX_BATCH_ROWS);
  #positions: (number | null)[] = [];
  #fields = new Map<string, Value[]>();
  #count = 0;

  /** `repeated`: the batch with just the fields that each item gets. `position`: name of the field with the item's number, empty for none. */
  constructor(repeated: Batch, position: string) {
    this.#repeated = repeated;
    this.#position = position;
    this.#taken = new Set(position === '' ? repeated.names : [...repeated.names, position]);
  }

  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count >= MAX_BATCH_ROWS;
  }

  /** Whether an item's field cannot have this name. */
  isTaken(name: string): boolean {
    return this.#taken.has(name);
  }

  /** Begins a record for an item of the record in a physical row. */
  begin(row: number, position: number | null): void {
    this.#rowOf[this.#count++] = row;
    this.#positions.push(position);
  }

  /** Sets a field of the record that was begun last. */
  set(name: string, value: Value): void {
    let values = this.#fields.get(name);
    if (!values) {
      values = [];
      this.#fields.set(name, values);
    }
    while (values.length < this.#count - 1) values.push(null);
    values.push(value);
  }

  /** The records so far as a batch; starts anew. */
  take(): Batch {
    const count = this.#count;
    const whole = gather([this.#repeated], new Int32Array(count), this.#rowOf, count);
    const columns = [...this.#fields].map(([name, values]) => {
      while (values.length < count) values.push(null);
      return { name, column: columnOfValues(values) };
    });
    const numbers = this.#position === '' ? [] : [{ name: this.#position, column: columnOfValues(this.#positions, 'integer') }];
    this.#positions = [];
    this.#fields = new Map();
    this.#count = 0;
    return withColumns(whole, [...numbers, ...columns]);
  }
}
