import { UserError } from '../../base/errors.ts';
import { decodeValue, encodeValue, stableStringify } from '../../base/json.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch } from '../../data/batch-ops.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { valueAt } from '../../data/column-value.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { rowValues } from '../../data/records.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import type { CorrectedRecord } from '../run-job.ts';

/**
 * Values that a person has corrected by hand, put in where the record failed: into what arrives at a transform or target, or in the place of what a source
 * could not read. Everything before is done as it was then.
 */
export class Corrections {
  readonly #byStep = new Map<string, Map<string, CorrectedRecord[]>>();
  readonly #plan: Plan;
  /** Steps (by index) where several records with one origin may arrive. */
  readonly #several: ReadonlySet<number>;
  /** Corrections whose source record came there, with the row they were put into (all its values as text), or null as long as there was none. */
  readonly #met = new Map<CorrectedRecord, string | null>();
  /** Corrections that fit rows which differ, in what was not kept of them. */
  readonly #unclear = new Set<CorrectedRecord>();

  constructor(corrections: readonly CorrectedRecord[], plan: Plan) {
    this.#plan = plan;
    this.#several = behindSeveral(plan);
    for (const one of corrections) {
      const there = this.#byStep.get(one.nodeId) ?? new Map<string, CorrectedRecord[]>();
      const key = `${one.source} ${one.ordinal}`;
      there.set(key, [...(there.get(key) ?? []), one]);
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
      const all = there.get(`${sourceId(sourceAt(batch, row))} ${ordinalAt(batch, row)}`);
      const one = all && this.#meant(step, all, batch, row);
      if (one) changes.push({ row, values: one.values });
    }
    return changes.length === 0 ? batch : withValues(batch, changes, plan);
  }

  /** Throws a `UserError` where a corrected record arrived, but none of those made of it was as it had been, or several were: nobody can tell which one is meant. */
  check(): void {
    for (const [one, found] of this.#met) {
      if (found !== null && !this.#unclear.has(one)) continue;
      const step = this.#plan.steps.find(({ nodeId }) => nodeId === one.nodeId);
      throw new UserError(
        'correction-not-met',
        `A record that was corrected by hand does not arrive at ${step?.name ?? one.nodeId} as it was when it failed.`,
        {
          hint: 'Several records are made of one before that step, so it is not clear which is meant. Replay with the flow as it was, or correct it where it comes from.',
          place: { node: one.nodeId },
        },
      );
    }
  }

  #meant(step: number, all: readonly CorrectedRecord[], batch: Batch, row: number): CorrectedRecord | undefined {
    if (!this.#several.has(step)) return all.at(-1);
    for (const one of all) if (!this.#met.has(one)) this.#met.set(one, null);
    const fitting = all.filter((one) => isAsItWas(one, batch, row));
    if (fitting.length === 0) return undefined;
    const whole = stableStringify(rowValues(batch, row).map(encodeValue));
    for (const one of fitting) if ((this.#met.get(one) ?? whole) !== whole) this.#unclear.add(one);
    const free = fitting.find((one) => this.#met.get(one) === null);
    if (free) this.#met.set(free, whole);
    return free;
  }

  /** Records that a source could not read, as a person wrote them, in the order of their ordinals; null when there are none. */
  emittedBy(step: PlanStep): Batch | null {
    const there = [...(this.#byStep.get(step.nodeId)?.values() ?? [])]
      .flat()
      .filter(({ source }) => source === step.nodeId)
      .sort((a, b) => a.ordinal - b.ordinal);
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
    return new Set([...(this.#byStep.get(nodeId)?.values() ?? [])].flat().flatMap(({ source, ordinal }) => (source === nodeId ? [ordinal] : [])));
  }
}

function isAsItWas({ was = {} }: CorrectedRecord, batch: Batch, row: number): boolean {
  return Object.entries(was).every(([name, value]) => {
    const column = batch.columns[batch.names.indexOf(name)];
    return column === undefined || stableStringify(encodeValue(valueAt(column, row))) === stableStringify(value);
  });
}

/** Steps that several records of one may reach: behind steps that make several, and where ways meet that have begun at the same source. */
function behindSeveral({ steps, links }: Plan): Set<number> {
  const behind = new Set<number>();
  const sources = steps.map((step) => new Set(step.role === 'source' ? [step.index] : []));
  for (const { from, to } of links.toSorted((a, b) => a.from - b.from)) {
    const begun = sources[to] as Set<number>;
    for (const source of sources[from] as Set<number>) {
      if (begun.has(source)) behind.add(to);
      begun.add(source);
    }
    if (behind.has(from) || steps[from]?.fanOut !== 'one') behind.add(to);
  }
  return behind;
}

function withValues(batch: Batch, changes: readonly { row: number; values: CorrectedRecord['values'] }[], step: PlanStep): Batch {
  const fields = new Set(changes.flatMap(({ values }) => Object.keys(values)));
  for (const field of fields)
    if (!batch.names.includes(field))
      throw new UserError('field-missing', `The corrected field "${field}" no longer arrives at ${step.name}.`, {
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
