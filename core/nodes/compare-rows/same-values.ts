import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';
import { textAt, valueAt } from '../../data/column-value.ts';
import { decimalInText } from '../../formula/library/coerce.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import type { CompareRowsConfig } from './spec.ts';

/** Options of a comparison, and the zone of dates without one. */
export type SameOptions = Pick<CompareRowsConfig, 'trim' | 'ignoreCase' | 'numbers' | 'dates'> & { readonly zone: string };

/** A text with leading zeros is a code, not a number. */
const CODE = /^\s*[+-]?0[0-9]/;

/** Whether two values count as equal. Null and the empty text are equal; a number and its text are; lists and objects are compared as JSON. */
export function sameValues(options: SameOptions): (a: Value, b: Value) => boolean {
  const { trim, ignoreCase, numbers, dates } = options;
  const instant = instantsIn(options.zone);
  const shown = (value: Value): string => {
    const text = canonicalText(value);
    const trimmed = trim ? text.trim() : text;
    return ignoreCase ? trimmed.toLowerCase() : trimmed;
  };
  const number = (value: Value, text: string) => (typeof value === 'string' && CODE.test(text) ? undefined : decimalInText(text));
  return (a, b) => {
    const [x, y] = [shown(a), shown(b)];
    if (x === y) return true;
    if (numbers && isPlain(a) && isPlain(b)) {
      const [m, n] = [number(a, x), number(b, y)];
      if (m !== undefined && n !== undefined) return m.eq(n);
    }
    if (!dates || typeof a !== 'string' || typeof b !== 'string') return false;
    const at = instant(a.trim());
    return at !== null && at === instant(b.trim());
  };
}

function isPlain(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string';
}

/** Compares some fields of a record of one input with those of a record of the other. */
export class RecordComparison {
  readonly #fields: readonly string[];
  readonly #same: (a: Value, b: Value) => boolean;
  readonly #columns = new WeakMap<readonly Column[], (Column | undefined)[]>();
  readonly #nameOf: { now(field: string): string; before(field: string): string };

  /** `nameOf`: what a field is called in the batches of either input. */
  constructor(fields: readonly string[], options: SameOptions, nameOf: { now(field: string): string; before(field: string): string }) {
    this.#fields = fields;
    this.#same = sameValues(options);
    this.#nameOf = nameOf;
  }

  /** The fields that differ, with both values. */
  changes(now: Batch, nowRow: number, before: Batch, beforeRow: number): { field: string; old: Value; new: Value }[] {
    const [columns, others] = [this.#columnsOf(now, 'now'), this.#columnsOf(before, 'before')];
    const found: { field: string; old: Value; new: Value }[] = [];
    for (let at = 0; at < this.#fields.length; at++) {
      const [column, other] = [columns[at], others[at]];
      // Most values have not changed: their texts tell.
      if (column && other && column.type === other.type && textAt(column, nowRow) === textAt(other, beforeRow)) continue;
      const [value, old] = [column ? valueAt(column, nowRow) : null, other ? valueAt(other, beforeRow) : null];
      if (!this.#same(value, old)) found.push({ field: this.#fields[at] as string, old, new: value });
    }
    return found;
  }

  /** The values of a record of the earlier input, by field. */
  oldValues(before: Batch, row: number): Value[] {
    return this.#columnsOf(before, 'before').map((column) => (column ? valueAt(column, row) : null));
  }

  #columnsOf(batch: Batch, side: 'now' | 'before'): (Column | undefined)[] {
    let columns = this.#columns.get(batch.columns);
    if (!columns) {
      columns = this.#fields.map((field) => batch.columns[batch.names.indexOf(this.#nameOf[side](field))]);
      this.#columns.set(batch.columns, columns);
    }
    return columns;
  }
}
