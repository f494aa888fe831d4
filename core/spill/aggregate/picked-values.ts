import { type FieldType, fieldTypeSchema } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import { packedColumn, textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { isNullAt, textAt, valueAt, valueOfText } from '../../data/column-value.ts';
import { decodeLatin1 } from '../../data/utf8.ts';
import type { ByteKeys } from '../byte-keys.ts';
import { valueBytes } from '../held-bytes.ts';
import { KeyWriter } from '../key-writer.ts';
import { type CompareHow, type ValueOrder, valueWriter } from '../value-writer.ts';
import type { Aggregate, Arrived } from './aggregate.ts';
import { NUMBER } from './numerals.ts';

/** Nothing was picked yet; a plain value; from 2 on: text that was read as this type, kept as it was read. */
const NOTHING = 0;
const PLAIN = 1;
const READ = 2;
const TYPES = fieldTypeSchema.options;

/** How a value is picked from those of a group. */
export interface Picking {
  readonly what: 'first' | 'last' | 'min' | 'max';
  /** Only texts that are numbers take part, by their value; for `min` and `max`. */
  readonly asNumbers: boolean;
  readonly how: CompareHow;
}

/** One value of each group: that of its first or last record, empty or not, or the smallest or largest of those that are filled. */
export class PickedValues implements Aggregate {
  readonly stateColumns = 3;
  readonly #picking: Picking;
  readonly #order: ValueOrder;
  #values: Value[] = [];
  #forms: number[] = [];
  /** What values are compared by, for `min` and `max`: a character for each byte. */
  #keys: (string | undefined)[] = [];
  #bytes = 0;
  /** The one type of all columns so far, and whether all kept the text they were read from. */
  #type: FieldType | null = null;
  #allRead = true;

  constructor(picking: Picking) {
    this.#picking = picking;
    this.#order = { direction: picking.what === 'max' ? 'descending' : 'ascending', order: picking.asNumbers ? 'number' : 'natural', empty: 'last' };
  }

  get memory(): number {
    return this.#bytes + this.#forms.length * 24;
  }

  grow(groups: number): void {
    while (this.#forms.length < groups) {
      this.#forms.push(NOTHING);
      this.#values.push(null);
    }
  }

  add(arrived: Arrived): void {
    const { column, rows, groups, count } = arrived;
    const { what, asNumbers } = this.#picking;
    this.#note(column);
    if (what === 'first' || what === 'last') {
      for (let i = 0; i < count; i++)
        if (what === 'last' || this.#forms[groups[i] as number] === NOTHING) this.#take(groups[i] as number, column, rows[i] as number);
      return;
    }
    if (!column) return;
    const keys = this.#keysOf(column, rows, count);
    for (let i = 0; i < count; i++) {
      const group = groups[i] as number;
      if (asNumbers ? arrived.numerals.kinds[i] !== NUMBER : isNullAt(column, rows[i] as number) || textAt(column, rows[i] as number) === '') continue;
      const best = this.#keys[group];
      if (best !== undefined && compareBytes(keys, i, best) >= 0) continue;
      this.#keep(group, keys, i);
      this.#take(group, column, rows[i] as number);
    }
  }

  save(from: number, to: number): Column[] {
    const forms = Float64Array.from(this.#forms.slice(from, to));
    const starts = new Int32Array(to - from + 1);
    for (let group = from; group < to; group++) starts[group - from + 1] = (starts[group - from] as number) + (this.#keys[group]?.length ?? 0);
    const bytes = Buffer.allocUnsafeSlow(starts[to - from] as number);
    for (let group = from; group < to; group++) bytes.write(this.#keys[group] ?? '', starts[group - from] as number, 'latin1');
    return [
      { kind: 'values', type: 'any', values: this.#values.slice(from, to) },
      { kind: 'float64', type: 'integer', values: forms, nulls: null, source: null },
      packedColumn('text', bytes, starts, null),
    ];
  }

  merge([values, forms, keys]: readonly (Column | undefined)[], groups: Int32Array): void {
    if (!values || !forms) return;
    const saved = keys?.kind === 'bytes' ? { bytes: keys.bytes, starts: keys.offsets } : null;
    for (let row = 0; row < groups.length; row++) {
      const [group, form] = [groups[row] as number, Number(textAt(forms, row))];
      if (form === NOTHING) continue;
      if (this.#picking.what === 'first' && this.#forms[group] !== NOTHING) continue;
      const best = this.#keys[group];
      if (saved && (saved.starts[row + 1] as number) > (saved.starts[row] as number)) {
        if (best !== undefined && compareBytes(saved, row, best) >= 0) continue;
        this.#keep(group, saved, row);
      }
      this.#set(group, form, valueAt(values, row));
    }
  }

  result(from: number, to: number): Column {
    const type = this.#type ?? 'any';
    if (this.#allRead && type !== 'any') return textColumn(this.#values.slice(from, to) as (string | null)[], type);
    const values = Array.from({ length: to - from }, (_, at) => this.#plain(from + at));
    return { kind: 'values', type, values };
  }

  clear(): void {
    this.#values = [];
    this.#forms = [];
    this.#keys = [];
    this.#bytes = 0;
  }

  #plain(group: number): Value {
    const [value, form] = [this.#values[group] ?? null, this.#forms[group] as number];
    return form >= READ && typeof value === 'string' ? valueOfText(value, TYPES[form - READ] as FieldType) : value;
  }

  #note(column: Column | undefined): void {
    if (!column) return;
    this.#type = this.#type === null || this.#type === column.type ? column.type : 'any';
    if (!keepsText(column)) this.#allRead = false;
  }

  #take(group: number, column: Column | undefined, row: number): void {
    if (!column || isNullAt(column, row)) this.#set(group, PLAIN, null);
    else if (keepsText(column)) this.#set(group, READ + TYPES.indexOf(column.type), textAt(column, row));
    else this.#set(group, PLAIN, valueAt(column, row));
  }

  #set(group: number, form: number, value: Value): void {
    if (this.#forms[group] !== NOTHING) this.#bytes -= valueBytes(this.#values[group] ?? null);
    this.#forms[group] = form;
    this.#values[group] = value;
    this.#bytes += valueBytes(value);
  }

  #keep(group: number, { bytes, starts }: ByteKeys, at: number): void {
    const [start, end] = [starts[at] as number, starts[at + 1] as number];
    this.#bytes += end - start + 32 - (this.#keys[group] === undefined ? 0 : (this.#keys[group] as string).length + 32);
    this.#keys[group] = decodeLatin1(bytes, start, end);
  }

  #keysOf(column: Column, rows: Int32Array, count: number): ByteKeys {
    const writer = new KeyWriter(count * 16);
    const write = valueWriter(writer, column, this.#order, this.#picking.how);
    const starts = new Int32Array(count + 1);
    for (let i = 0; i < count; i++) {
      write(rows[i] as number);
      starts[i + 1] = writer.end;
    }
    return { bytes: writer.arena.bytes, starts };
  }
}

function keepsText(column: Column): boolean {
  return column.kind === 'bytes' || (column.kind === 'float64' && column.source !== null);
}

/** Order of the bytes of a key and those that the characters of a text stand for. */
function compareBytes({ bytes, starts }: ByteKeys, at: number, text: string): number {
  const [start, end] = [starts[at] as number, starts[at + 1] as number];
  const length = Math.min(end - start, text.length);
  for (let i = 0; i < length; i++) {
    const difference = (bytes[start + i] as number) - text.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return end - start - text.length;
}
