import type { Field } from '../../base/field.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { PerLayout } from '../../data/per-layout.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { conditionFilter } from '../../formula/rows/condition-filter.ts';
import { formulaFilter } from '../../formula/rows/formula-filter.ts';
import type { RowFilter } from '../../formula/rows/row-filter.ts';
import { partRows } from './part-rows.ts';
import { portOf, type SwitchRowsConfig } from './spec.ts';

/** Sends each record to the port of the case that takes it, or of every one that does; what no case takes leaves by the last. */
export const run = defineRun<SwitchRowsConfig>({
  role: 'transform',
  open: (config, context) => new SwitchRows(config, context),
});

class SwitchRows implements Transform {
  readonly splits = [IN_PORT];
  readonly #context: StepContext;
  readonly #ports: readonly string[];
  readonly #isFirstOnly: boolean;
  readonly #filters: PerLayout<readonly RowFilter[]>;
  readonly #arrived = new ArrivedFields();

  constructor({ cases, match }: SwitchRowsConfig, context: StepContext) {
    this.#context = context;
    this.#ports = [...cases.map(portOf), OUT_PORT];
    this.#isFirstOnly = match === 'first';
    const env = { now: context.startedAt, zone: context.zone, random: () => context.random() };
    const prepare = (fields: readonly Field[]) =>
      cases.map(({ by, conditions, formula }) => (by === 'formula' ? formulaFilter(formula, fields, env) : conditionFilter(conditions, fields, env)));
    this.#filters = new PerLayout((fields) => this.#noticed(prepare(fields), fields));
    // A case that cannot be used stops the run before the first record is read.
    prepare(context.arriving[IN_PORT] ?? []);
  }

  push(_port: string, batch: Batch, emit: Emit): void | Promise<void> {
    const { parts, failed } = partRows(batch, this.#filters.of(batch), this.#isFirstOnly);
    for (let position = 0; failed.size > 0 && position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const reason = failed.get(row);
      if (reason !== undefined) this.#context.reject(batch, row, reason);
    }
    const leaving = parts.reduce((sum, { count }) => sum + count, 0);
    if (leaving + failed.size !== batch.count) this.#context.fannedOut(leaving + failed.size - batch.count);
    return this.#emitFrom(0, parts, batch, emit);
  }

  /** A sample or a few chosen records may well lack a field; a whole run may not. */
  flush(): void {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
  }

  /** Port after port, each when the steps behind the one before have kept up. */
  #emitFrom(from: number, parts: ReturnType<typeof partRows>['parts'], batch: Batch, emit: Emit): void | Promise<void> {
    for (let at = from; at < parts.length; at++) {
      const { rows, count } = parts[at] as (typeof parts)[number];
      if (count === 0) continue;
      const passed = emit(this.#ports[at] as string, count === batch.count ? batch : select(batch, rows, count));
      if (passed instanceof Promise) return passed.then(() => this.#emitFrom(at + 1, parts, batch, emit));
    }
  }

  #noticed(filters: readonly RowFilter[], fields: readonly Field[]): readonly RowFilter[] {
    const names = fields.map(({ name }) => name);
    for (const field of this.#arrived.note(
      names,
      filters.flatMap(({ fieldsUsed }) => fieldsUsed),
    )) {
      const message = `The field "${field}" does not arrive with all records: it counts as empty where it is missing.`;
      this.#context.notice({ level: 'warning', code: 'field-missing', message, place: { field } });
    }
    return filters;
  }
}
