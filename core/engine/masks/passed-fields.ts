import type { EngineDeps } from '../engine-deps.ts';
import type { PlanStep } from '../plan/plan.ts';

/** Names of the fields a step is known to pass on. */
export function passedFields(deps: EngineDeps, step: PlanStep): string[] {
  const fields = deps.catalog.get(step.kind)?.fields(step.config, step.arriving) ?? {};
  for (const output of step.outputs) if (output.carries === 'data') return (fields[output.port] ?? []).map((field) => field.name);
  return [];
}
