import type { FieldType } from '../../base/field.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { foldedName } from './spec.ts';

/** A field that came with another type than before. */
export interface TypeConflict {
  readonly field: string;
  readonly types: readonly [FieldType, FieldType];
}

/** The fields of all records so far, in order of first appearance, and batches brought to them. */
export class AlignedFields {
  readonly #ignoreCase: boolean;
  readonly #types = new Map<string, FieldType>();
  /** The first field of each name as it is compared. */
  readonly #spelling = new Map<string, string>();
  readonly #conflicting = new Set<string>();

  constructor(ignoreCase: boolean) {
    this.#ignoreCase = ignoreCase;
  }

  get names(): string[] {
    return [...this.#types.keys()];
  }

  /** Takes a field as known; gives the conflict where it is known with another type, the first time. */
  note(name: string, type: FieldType): TypeConflict | null {
    const known = this.#types.get(name);
    if (known === undefined) {
      this.#types.set(name, type);
      const folded = foldedName(name, this.#ignoreCase);
      if (!this.#spelling.has(folded)) this.#spelling.set(folded, name);
      return null;
    }
    if (known === type || (isNumber(known) && isNumber(type)) || this.#conflicting.has(name)) return null;
    this.#conflicting.add(name);
    this.#types.set(name, 'any');
    return { field: name, types: [known, type] };
  }

  /** What the fields of a batch are called here. Two that differ in capitals only within one record stay two. */
  namesOf({ names }: Batch): string[] {
    if (!this.#ignoreCase) return [...names];
    const taken = new Set(names.filter((name) => this.#types.has(name)));
    return names.map((name) => {
      if (taken.has(name)) return name;
      const known = this.#spelling.get(foldedName(name, true));
      if (known === undefined || taken.has(known)) return name;
      taken.add(known);
      return known;
    });
  }

  /** The batch under these names with every known field, in their order; null where it has none. */
  widened(batch: Batch, names: readonly string[]): Batch {
    const { rows } = batch;
    const columns = this.names.map((name): Column => {
      const at = names.indexOf(name);
      return at >= 0 ? (batch.columns[at] as Column) : { kind: 'values', type: this.#types.get(name) ?? 'any', values: new Array(rows).fill(null) };
    });
    return { ...createBatch(this.names, columns, rows, batch.origin), selection: batch.selection, count: batch.count };
  }
}

function isNumber(type: FieldType): boolean {
  return type === 'integer' || type === 'number';
}
