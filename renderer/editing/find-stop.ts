import type { PreviewStep } from '../../core/api/design-models.ts';
import type { Sample } from '../../core/base/sample.ts';
import { compileFormula, isFailure } from '../../core/formula/compile.ts';
import type { Stop, StopConditions } from '../state/walk.ts';

/**
 * The first record shown at a step for which one of the conditions is true: what leaves the step, or (at the end of a way) what arrived. A condition that names
 * fields the step does not have does not concern it. Null when there is none.
 */
export function findStop(nodeId: string, step: PreviewStep, conditions: StopConditions, setting: { now: number; zone: string }): Stop | null {
  const out = dataPorts(step);
  const ports = out.length > 0 ? out : Object.entries(step.arrived);
  for (const formula of [conditions.byNode[nodeId] ?? '', conditions.everywhere]) {
    if (formula.trim() === '') continue;
    for (const [port, sample] of ports) {
      const rows = rowsWhere(formula, sample, setting);
      const [first] = rows;
      const origin = first === undefined ? undefined : sample.origins[first];
      if (origin) return { nodeId, formula, origin, count: rows.length, port };
    }
  }
  return null;
}

/** Positions of the records for which a formula is true; none where it cannot be used. */
function rowsWhere(text: string, sample: Sample, { now, zone }: { now: number; zone: string }): number[] {
  const formula = compileFormula(text, sample.fields);
  if (!formula.ok) return [];
  const places = formula.fieldsUsed.map((name) => sample.fields.findIndex((field) => field.name === name));
  const env = { now, zone, random: () => 0.5 };
  return sample.rows.flatMap((row, at) => {
    const value = formula.evaluate((position) => row[places[position] ?? -1] ?? null, env);
    return !isFailure(value) && value === true ? [at] : [];
  });
}

function dataPorts({ left }: PreviewStep): [string, Sample][] {
  return Object.entries(left).filter(([port]) => port !== 'rejected' && port !== 'filtered' && port !== 'duplicates');
}
