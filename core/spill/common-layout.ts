import type { FieldType } from '../base/field.ts';
import { isAbsentAt, withAbsent } from '../data/absent.ts';
import type { Batch } from '../data/batch.ts';
import { fullSelection } from '../data/batch-ops.ts';
import { textColumn } from '../data/bytes-column.ts';
import type { Column } from '../data/column.ts';
import { valueAt } from '../data/column-value.ts';

/** What is known of a field over all batches: its type, and how it is kept; `mixed` where batches keep it in different ways. */
interface Known {
  type: FieldType | null;
  way: string;
}

/**
 * The fields of many batches as one: names in order of their first appearance, and one type each. What leaves looks the same whichever batches happened to
 * meet on the way (all in memory, or some on disk): a field that came in several forms is given by its values, never by the text of some.
 */
export class CommonLayout {
  readonly #fields = new Map<string, Known>();

  get names(): string[] {
    return [...this.#fields.keys()];
  }

  /** Takes note of a batch's fields. */
  note(batch: Batch): void {
    batch.names.forEach((name, at) => {
      const column = batch.columns[at] as Column;
      const known = this.#fields.get(name);
      if (!known) this.#fields.set(name, { type: column.type, way: wayOf(column) });
      else if (known.type !== column.type || known.way !== wayOf(column)) this.#mix(known, column);
    });
  }

  #mix(known: Known, column: Column): void {
    if (known.type !== column.type) {
      const numbers = isNumber(known.type) && isNumber(column.type);
      known.type = numbers ? 'number' : 'any';
      if (numbers && known.way === 'float64' && wayOf(column) === 'float64') return;
    }
    known.way = 'mixed';
  }

  /** The same records with all fields of the layout; the batch's rows are those of its selection, in order. */
  apply(batch: Batch): Batch {
    const places = new Map(batch.names.map((name, at) => [name, at]));
    const columns = this.names.map((name): Column => {
      const column = batch.columns[places.get(name) ?? -1];
      const { type, way } = this.#fields.get(name) as Known;
      if (!column) return withAbsent(missingColumn(type ?? 'any', way, batch.rows), batch.rows, () => true);
      if (way !== 'mixed') return type === column.type || type === null ? column : ({ ...column, type } as Column);
      const values = Array.from({ length: batch.rows }, (_, row) => valueAt(column, row));
      return withAbsent({ kind: 'values', type: type ?? 'any', values }, batch.rows, (row) => isAbsentAt(column, row));
    });
    return { ...batch, names: this.names, columns };
  }

  /** A batch without records that has all the fields. */
  empty(): Batch {
    return this.apply({ rows: 0, count: 0, selection: fullSelection(0), names: [], columns: [], origin: { source: 0, first: 0, ordinals: null } });
  }
}

/** Nothing but nulls, kept as the field is kept elsewhere: so that both can be copied together without a change. */
function missingColumn(type: FieldType, way: string, rows: number): Column {
  const values = new Array<null>(rows).fill(null);
  if (way === 'bytes') return textColumn(values, type);
  if (way === 'float64') return { kind: 'float64', type, values: new Float64Array(rows), nulls: new Uint8Array((rows + 7) >> 3).fill(255), source: null };
  return { kind: 'values', type, values };
}

/** Columns of one way and type are copied into one another without a change. */
function wayOf(column: Column): string {
  if (column.kind === 'float64') return column.source ? 'bytes' : 'float64';
  return column.kind;
}

function isNumber(type: FieldType | null): boolean {
  return type === 'integer' || type === 'number';
}
