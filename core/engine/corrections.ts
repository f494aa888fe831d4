import { UserError } from '../base/errors.ts';
import { decodeValue } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import { createBatch } from '../data/batch-ops.ts';
import { columnOfValues } from '../data/column-of-values.ts';
import { valueAt } from '../data/column-value.ts';
import { ordinalAt, sourceAt } from '../data/origin.ts';
import type { Plan, PlanStep } from './plan.ts';
import type { CorrectedRecord } from './run-job.ts';

/**
 * Values that a person has corrected by hand, put in where the record failed: into what arrives at a transform or target, or in the place of what a source
 * could not read. Everything before is done as it was then.
 */
export class Corrections {
  readonly #byStep = new Map<string, Map<string, CorrectedRecord>>();
  readonly #plan: Plan;

  constructor(corrections: readonly CorrectedRecord[], plan: Plan) {
    this.#plan = plan;
    for (const one of corrections) {
      const there = this.#byStep.get(one.nodeId) ?? new Map<string, CorrectedRecord>();
      there.set(`${one.source} ${one.ordinal}`, one);
      this.#byStep.set(one.nodeId, there);
    }
  }

  /** A batch on its way to a step, with what was corrected there. `sourceId` tells node ids by index in origins. Throws a `UserError` for a field that does not arrive. */
  apply(step: number, batch: Batch, sourceId: (index: number) => string): Batch {
    const plan = this.#plan.steps[step] as PlanStep;
    const there = this.#byStep.get(plan.nodeId);
    if (!there || plan.role === 'source') return batch;
    const changes: { row: number; values: CorrectedRecord['values'] }[] = [];
    for (let at = 0; at < batch.count; at++) {
      const row = batch.selection[at] as number;
      const one = there.get(`${sourceId(sourceAt(batch, row))} ${ordinalAt(batch, row)}`);
      if (one) changes.push({ row, values: one.values });
    }
    return changes.length === 0 ? batch : withValues(batch, changes, plan);
  }

  /** Records that a source could not read, as a person wrote them, in the order of their ordinals; null when there are none. */
  emittedBy(step: PlanStep): Batch | null {
    const there = [...(this.#byStep.get(step.nodeId)?.values() ?? [])].filter(({ source }) => source === step.nodeId).sort((a, b) => a.ordinal - b.ordinal);
    if (step.role !== 'source' || there.length === 0) return null;
    const fields = new Map(there.flatMap(({ fields = [] }) => fields.map((field) => [field.name, field.type] as const)));
    const columns = [...fields].map(([name, type]) =>
      columnOfValues(
        there.map(({ values }) => decodeValue(values[name] ?? null)),
        type,
      ),
    );
    const origin = { source: step.index, first: 0, ordinals: Float64Array.from(there, ({ ordinal }) => ordinal) };
    return createBatch([...fields.keys()], columns, there.length, origin);
  }

  /** The ordinals of a source that are not read, because a person wrote what stands there. */
  writtenByHand(nodeId: string): ReadonlySet<number> {
    return new Set([...(this.#byStep.get(nodeId)?.values() ?? [])].flatMap(({ source, ordinal }) => (source === nodeId ? [ordinal] : [])));
  }
}

function withValues(batch: Batch, changes: readonly { row: number; values: CorrectedRecord['values'] }[], step: PlanStep): Batch {
  const fields = new Set(changes.flatMap(({ values }) => Object.keys(values)));
  for (const field of fields)
    if (!batch.names.includes(field))
      throw new UserError('field-missing', `The corrected field "${field}" does not arrive at ${step.name} any more.`, {
        hint: 'The flow was changed since. Replay with the flow as it was, or correct another field.',
        place: { node: step.nodeId, field },
      });
  const columns = batch.columns.map((column, at) => {
    const name = batch.names[at] as string;
    if (!fields.has(name)) return column;
    const values: Value[] = new Array(batch.rows).fill(null);
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      values[row] = valueAt(column, row);
    }
    for (const change of changes) if (Object.hasOwn(change.values, name)) values[change.row] = decodeValue(change.values[name]);
    return columnOfValues(values, column.type);
  });
  return { ...batch, columns };
}
