import type { Field } from '../../base/field.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { PerLayout } from '../../data/per-layout.ts';
import { defineRun, type Emit, type RejectReason, type StepContext, type Transform } from '../../engine/node-door.ts';
import type { FormulaEnv } from '../../formula/compile.ts';
import { castColumn } from './cast-column.ts';
import { computedColumn, rowResult } from './computed-column.ts';
import { itemRandom } from './item-random.ts';
import { type ItemPlan, type Layout, layoutOf } from './layout.ts';
import type { MapFieldsConfig } from './spec.ts';

/** Copies, computes and converts fields; a record of which one field fails is rejected as it came. */
export const run = defineRun<MapFieldsConfig>({
  role: 'transform',
  open: (config, context) => new MapFields(config, context),
});

/** Rejected rows with the first reason of each. */
type Rejected = Map<number, RejectReason>;

class MapFields implements Transform {
  readonly splits = [IN_PORT];
  readonly #context: StepContext;
  readonly #envs: readonly FormulaEnv[];
  readonly #layouts: PerLayout<Layout>;
  readonly #arrived = new ArrivedFields();

  constructor({ mapping }: MapFieldsConfig, context: StepContext) {
    this.#context = context;
    this.#envs = mapping.items.map(() => ({ now: context.startedAt, zone: context.zone, random: itemRandom(context.random()) }));
    this.#layouts = new PerLayout((fields) => this.#noticed(layoutOf(mapping, fields), fields));
    // A formula that cannot be used stops the run before the first record is read.
    layoutOf(mapping, context.arriving[IN_PORT] ?? []);
  }

  push(_port: string, batch: Batch, emit: Emit): void | Promise<void> {
    const { names, plans, rest } = this.#layouts.of(batch);
    const rejected: Rejected = new Map();
    const columns = plans.map((plan, index) => this.#column(plan, this.#envs[index] as FormulaEnv, batch, rejected));
    for (const at of rest) columns.push(batch.columns[at] as Column);
    const mapped = { ...batch, names, columns };
    if (rejected.size === 0) return emit(OUT_PORT, mapped);
    const good = new Int32Array(batch.count);
    let count = 0;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const reason = rejected.get(row);
      if (reason === undefined) good[count++] = row;
      else this.#context.reject(batch, row, reason);
    }
    if (count > 0) return emit(OUT_PORT, select(mapped, good, count));
  }

  /** A sample or a few chosen records may well lack a field; a whole run may not. */
  flush(): void {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
  }

  #column({ item, formula, at }: ItemPlan, env: FormulaEnv, batch: Batch, rejected: Rejected): Column {
    const made =
      formula === null
        ? (batch.columns[at] ?? nothing(item.type, batch.rows))
        : computedColumn(
            formula,
            batch,
            rowResult(formula, batch, env, rejected, (row, reason) => rejected.set(row, inField(item.to, reason))),
          );
    if (item.type === undefined) return made;
    const { column, misfits } = castColumn(made, { type: item.type, format: item.format }, batch, this.#context.zone);
    const field = formula === null ? item.from : item.to;
    for (const { row, code, message, value } of misfits)
      if (!rejected.has(row))
        rejected.set(row, { code, message: `${field}: ${message}`, field, value, hint: 'Correct the value where it comes from, or the type or format here.' });
    return column;
  }

  #noticed(layout: Layout, fields: readonly Field[]): Layout {
    const names = fields.map(({ name }) => name);
    for (const field of this.#arrived.note(names, layout.missing)) {
      const message = `The field "${field}" does not arrive with all records: it counts as empty where it is missing.`;
      this.#context.notice({ level: 'warning', code: 'field-missing', message, place: { field } });
    }
    return layout;
  }
}

/** A failure of a formula does not know which field it was for. */
function inField(to: string, { code, message, field, value, hint }: RejectReason): RejectReason {
  const said: RejectReason = { code, message: `${to}: ${message}`, field: field ?? to };
  if (value !== undefined) said.value = value;
  if (hint !== undefined) said.hint = hint;
  return said;
}

function nothing(type: Column['type'] | undefined, rows: number): Column {
  return { kind: 'values', type: type ?? 'any', values: new Array(rows).fill(null) };
}
