import type { Field } from '../../base/field.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import type { MappingItem } from '../../catalog/shapes.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { PerLayout } from '../../data/per-layout.ts';
import { defineRun, type Emit, type RejectReason, type StepContext, type Transform } from '../../engine/node-door.ts';
import type { FormulaEnv } from '../../formula/compile.ts';
import { castColumn } from './cast-column.ts';
import { computedColumn, type ItemFormula, itemFormula, rowResult } from './computed-column.ts';
import type { MapFieldsConfig } from './spec.ts';

/** Copies, computes and converts fields; a record of which one field fails is rejected as it came. */
export const run = defineRun<MapFieldsConfig>({
  role: 'transform',
  open: (config, context) => new MapFields(config, context),
});

/** How one output field comes about for batches of one layout. */
interface Step {
  readonly item: MappingItem;
  readonly formula: ItemFormula | null;
  /** Position of the copied field, -1 where it does not arrive. */
  readonly at: number;
}

interface Layout {
  readonly names: readonly string[];
  readonly steps: readonly Step[];
  /** Positions of the other fields, which follow. */
  readonly rest: readonly number[];
}

class MapFields implements Transform {
  readonly #context: StepContext;
  readonly #env: FormulaEnv;
  readonly #layouts: PerLayout<Layout>;
  readonly #missed = new Set<string>();

  constructor({ mapping }: MapFieldsConfig, context: StepContext) {
    this.#context = context;
    this.#env = { now: context.startedAt, zone: context.zone, random: () => context.random() };
    this.#layouts = new PerLayout((fields) => layoutOf(mapping, fields));
    // A formula that can't be used stops the run before the first record is read.
    layoutOf(mapping, context.arriving[IN_PORT] ?? []);
  }

  push(_port: string, batch: Batch, emit: Emit): void | Promise<void> {
    const { names, steps, rest } = this.#layouts.of(batch);
    const rejected = new Map<number, RejectReason>();
    const columns = steps.map((step) => this.#make(step, batch, rejected));
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

  #make({ item, formula, at }: Step, batch: Batch, rejected: Map<number, RejectReason>): Column {
    const reject = (row: number, reason: RejectReason): void => {
      if (!rejected.has(row)) rejected.set(row, reason);
    };
    const made =
      formula === null ? this.#copied(item, at, batch) : computedColumn(formula, batch, rowResult(formula.formula, batch, this.#env, rejected, reject));
    if (item.type === undefined) return made;
    const { column, misfits } = castColumn(made, { type: item.type, format: item.format }, batch.selection, batch.count, batch.rows, this.#context.zone);
    const field = formula === null ? item.from : item.to;
    for (const { row, code, message, value } of misfits)
      reject(row, {
        code,
        message: `${field}: ${message}`,
        field,
        value,
        hint: 'Correct the value where it comes from, or change the type or format of the field here.',
      });
    return column;
  }

  #copied({ from, to, type }: MappingItem, at: number, batch: Batch): Column {
    const column = batch.columns[at];
    if (column !== undefined) return column;
    if (!this.#missed.has(from)) {
      this.#missed.add(from);
      this.#context.notice({
        level: 'warning',
        code: 'field-missing',
        message: `The field “${from}” does not arrive in some records: “${to}” is left empty there.`,
        place: { field: from },
      });
    }
    return { kind: 'values', type: type ?? 'any', values: new Array(batch.rows).fill(null) };
  }
}

function layoutOf({ items, rest }: MapFieldsConfig['mapping'], fields: readonly Field[]): Layout {
  const positions = new Map(fields.map(({ name }, at) => [name, at]));
  const steps = items.map((item): Step => {
    const computed = item.formula.trim() !== '';
    return { item, formula: computed ? itemFormula(item.to, item.formula, fields) : null, at: computed ? -1 : (positions.get(item.from) ?? -1) };
  });
  const named = new Set(items.flatMap(({ from, to }) => [from, to]));
  const others = rest === 'keep' ? fields.map((_, at) => at).filter((at) => !named.has((fields[at] as Field).name)) : [];
  return { names: [...items.map(({ to }) => to), ...others.map((at) => (fields[at] as Field).name)], steps, rest: others };
}
