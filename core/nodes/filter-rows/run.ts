import type { Field } from '../../base/field.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { PerLayout } from '../../data/per-layout.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { conditionFilter } from '../../formula/rows/condition-filter.ts';
import { formulaFilter } from '../../formula/rows/formula-filter.ts';
import { type FilteredRows, type RowFilter, rowsLeft } from '../../formula/rows/row-filter.ts';
import type { FilterRowsConfig } from './spec.ts';

/** Lets the records on for which the conditions or the formula hold; the others are counted as filtered. */
export const run = defineRun<FilterRowsConfig>({
  role: 'transform',
  open: (config, context) => new FilterRows(config, context),
});

class FilterRows implements Transform {
  readonly splits = [IN_PORT];
  readonly #context: StepContext;
  readonly #filters: PerLayout<RowFilter>;
  readonly #arrived = new ArrivedFields();

  constructor({ mode, conditions, formula }: FilterRowsConfig, context: StepContext) {
    this.#context = context;
    const env = { now: context.startedAt, zone: context.zone, random: () => context.random() };
    const prepare = (fields: readonly Field[]) => (mode === 'formula' ? formulaFilter(formula, fields, env) : conditionFilter(conditions, fields, env));
    this.#filters = new PerLayout((fields) => this.#noticed(prepare(fields), fields));
    // A rule that cannot be used stops the run before the first record is read.
    prepare(context.arriving[IN_PORT] ?? []);
  }

  push(_port: string, batch: Batch, emit: Emit): void | Promise<void> {
    const found = this.#filters.of(batch).split(batch);
    const { kept, keptCount, failed } = found;
    if (failed.size > 0) this.#reject(batch, failed);
    const left = batch.count - keptCount - failed.size;
    if (left > 0) this.#context.filtered(batch, rowsLeft(batch, found), left);
    if (keptCount > 0) return emit(OUT_PORT, keptCount === batch.count ? batch : select(batch, kept, keptCount));
  }

  /** A sample or a few chosen records may well lack a field; a whole run may not. */
  flush(): void {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
  }

  /** In record order, whichever condition failed first. */
  #reject(batch: Batch, failed: FilteredRows['failed']): void {
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const reason = failed.get(row);
      if (reason !== undefined) this.#context.reject(batch, row, reason);
    }
  }

  #noticed(filter: RowFilter, fields: readonly Field[]): RowFilter {
    const names = fields.map(({ name }) => name);
    for (const field of this.#arrived.note(names, filter.fieldsUsed)) {
      const message = `The field "${field}" does not arrive with all records: it counts as empty where it is missing.`;
      this.#context.notice({ level: 'warning', code: 'field-missing', message, place: { field } });
    }
    return filter;
  }
}
