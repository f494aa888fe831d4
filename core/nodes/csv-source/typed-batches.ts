import { UserError } from '../../base/errors.ts';
import type { FieldTypeChoice } from '../../catalog/shapes.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { type Misfit, readAsType } from '../../formats/field-types.ts';

/** Reads the fields that have a declared type as that type. A record with a value that does not fit is rejected with line, field and value. */
export class TypedBatches {
  readonly #declared: readonly FieldTypeChoice[];
  readonly #context: StepContext;
  #checked: readonly string[] | null = null;

  constructor(declared: readonly FieldTypeChoice[], context: StepContext) {
    this.#declared = declared.filter(({ type }) => type !== 'text' && type !== 'any');
    this.#context = context;
  }

  /** The records of the batch that fit, with typed columns; the others are rejected as they were read. */
  read(batch: Batch, file: string, lineOf: (ordinal: number) => number | undefined): Batch {
    this.checkDeclared(batch.names, file);
    const { limit } = this.#context;
    const columns: Column[] = [...batch.columns];
    const bad = new Map<number, { misfit: Misfit; field: string }>();
    for (const { name, type, format } of this.#declared) {
      const at = batch.names.indexOf(name);
      const column = columns[at];
      if (column?.kind !== 'bytes') continue;
      const typed = readAsType(column, { type, format }, batch.selection, batch.count, batch.rows);
      columns[at] = typed.column;
      for (const misfit of typed.misfits) if (!bad.has(misfit.row)) bad.set(misfit.row, { misfit, field: name });
    }
    for (const [row, { misfit, field }] of [...bad].sort(([a], [b]) => a - b)) {
      const ordinal = ordinalAt(batch, row);
      if (ordinal < limit) this.#reject(batch, misfit, field, lineOf(ordinal));
    }
    const made = { ...batch, columns };
    if (bad.size === 0) return made;
    const good = batch.selection.subarray(0, batch.count).filter((row) => !bad.has(row));
    return select(made, good, good.length);
  }

  /** Throws a `UserError` for a field with a declared type that the file does not have. */
  checkDeclared(names: readonly string[], file: string): void {
    if (names === this.#checked) return;
    this.#checked = names;
    const missing = this.#declared.find(({ name }) => !names.includes(name));
    if (missing)
      throw new UserError('field-missing', `The file ${file} has no column "${missing.name}", for which a type is set.`, {
        hint: `Its columns are ${names.join(', ')}. Check the delimiter and the header, or remove the type.`,
        place: { file, field: missing.name },
      });
  }

  #reject(batch: Batch, misfit: Misfit, field: string, line: number | undefined): void {
    this.#context.reject(batch, misfit.row, {
      code: misfit.code,
      message: `${line === undefined ? '' : `Line ${line}, `}${field}: ${misfit.message}`,
      field,
      value: misfit.value,
      hint: 'Correct the value in the file, or change the type or format of the field.',
    });
  }
}
