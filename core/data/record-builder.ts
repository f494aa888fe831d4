import type { PlainRecord, Value } from '../base/value.ts';
import { withAbsent } from './absent.ts';
import type { Batch, BatchField } from './batch.ts';
import { canonicalText } from './canonical-text.ts';
import { columnOfValues } from './column-of-values.ts';
import { compactOrigin } from './origin.ts';

/**
 * Makes batches of plain records: the other half of the plain door. Fields that are declared come first and keep their type while the values fit it;
 * others are added in order of appearance, and their type is taken from the values (`any` where records differ). A field that is not declared and that a
 * record lacks is absent there (absent.ts).
 */
export class RecordBuilder {
  readonly #fields: readonly BatchField[];
  #names: string[] = [];
  #positions = new Map<string, number>();
  /** Undefined where a record does not have the field. */
  #columns: (Value | undefined)[][] = [];
  #sources: number[] = [];
  #ordinals: number[] = [];
  readonly #decimals = new Set<string>();

  constructor(fields: readonly BatchField[] = []) {
    this.#fields = fields;
    this.#reset();
  }

  /** Records added since the last `finish`. */
  get count(): number {
    return this.#ordinals.length;
  }

  /** Fields of the records added since the last `finish`. */
  get width(): number {
    return this.#names.length;
  }

  /** Adds a record with its origin: index of the source step and ordinal of the source record. */
  addRecord(record: PlainRecord, source: number, ordinal: number): void {
    const row = this.#ordinals.length;
    let next = 0;
    for (const name in record) {
      // Records of one source nearly always have their fields in the same order.
      const at = this.#names[next] === name ? next : (this.#positions.get(name) ?? this.#addField(name));
      next = at + 1;
      const column = this.#columns[at] as (Value | undefined)[];
      while (column.length < row) column.push(undefined);
      column[row] = record[name] as Value;
    }
    this.#addOrigin(source, ordinal);
  }

  /** Adds a record by position, parallel to the declared fields; missing ones are null. */
  addValues(values: readonly Value[], source: number, ordinal: number): void {
    const row = this.#ordinals.length;
    for (let at = 0; at < values.length && at < this.#columns.length; at++) {
      const column = this.#columns[at] as (Value | undefined)[];
      while (column.length < row) column.push(undefined);
      column[row] = values[at] as Value;
    }
    this.#addOrigin(source, ordinal);
  }

  /** Texts of this field are exact decimal numbers: with its other numbers they make a field of type decimal. Holds for later batches too. */
  markDecimal(name: string): void {
    this.#decimals.add(name);
  }

  /** A batch of what was added; the builder is empty again, with its declared fields. */
  finish(): Batch {
    const rows = this.#ordinals.length;
    const types = new Map(this.#fields.map((field) => [field.name, field.type]));
    const columns = this.#columns.map((given, at) => {
      while (given.length < rows) given.push(undefined);
      const name = this.#names[at] as string;
      const isWhole = !given.includes(undefined);
      const values = isWhole ? (given as Value[]) : given.map((value) => value ?? null);
      const column =
        this.#decimals.has(name) && values.every(isDecimal) ? columnOfValues(values.map(decimalText), 'decimal') : columnOfValues(values, types.get(name));
      return isWhole || types.has(name) ? column : withAbsent(column, rows, (row) => given[row] === undefined);
    });
    const batch: Batch = {
      rows,
      count: rows,
      selection: Int32Array.from({ length: rows }, (_, row) => row),
      names: this.#names,
      columns,
      origin: compactOrigin(Int32Array.from(this.#sources), Float64Array.from(this.#ordinals)),
    };
    this.#reset();
    return batch;
  }

  #addOrigin(source: number, ordinal: number): void {
    this.#sources.push(source);
    this.#ordinals.push(ordinal);
  }

  #addField(name: string): number {
    const at = this.#names.push(name) - 1;
    this.#positions.set(name, at);
    this.#columns.push([]);
    return at;
  }

  #reset(): void {
    this.#names = [];
    this.#positions = new Map();
    this.#columns = [];
    this.#sources = [];
    this.#ordinals = [];
    for (const field of this.#fields) this.#addField(field.name);
  }
}

function isDecimal(value: Value): boolean {
  return value === null || typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && DECIMAL.test(value));
}

function decimalText(value: Value): string | null {
  return value === null ? null : canonicalText(value);
}

const DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
