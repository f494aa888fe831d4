import type * as z from 'zod';
import type { MappingTrial, mappingTrialRequest } from '../../api/target-models.ts';
import type { Field } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { MappingItem } from '../../catalog/shapes.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { misfit } from '../../formats/field-types.ts';
import { compileFormula, isFailure } from '../../formula/compile.ts';
import { valueCast } from '../../nodes/map-fields/cast-value.ts';

type Tried = MappingTrial['items'][number];
type Result = Tried['results'][number];

/** Items of a mapping on sample records, position by position, as a run would make them: copied or computed, then converted. */
export function tryMapping({ items, fields, rows, zone }: z.infer<typeof mappingTrialRequest>, now: number): MappingTrial {
  const places = new Map(fields.map(({ name }, at) => [name, at]));
  return { items: items.map((item) => converted(item, valuesOf(item, fields, places, rows, { now, zone, random: () => 0.5 }), zone)) };
}

type Env = Parameters<Extract<ReturnType<typeof compileFormula>, { ok: true }>['evaluate']>[1];

function valuesOf(item: MappingItem, fields: readonly Field[], places: ReadonlyMap<string, number>, rows: readonly (readonly Value[])[], env: Env): Tried {
  if (item.formula.trim() === '') {
    const at = places.get(item.from);
    if (at === undefined) return { type: 'any', results: [] };
    return { type: fields[at]?.type ?? 'any', results: rows.map((row) => ({ value: row[at] ?? null })) };
  }
  const formula = compileFormula(item.formula, fields);
  if (!formula.ok) return { type: 'any', results: [], problem: formula.errors[0]?.message ?? 'The formula cannot be understood.' };
  const used = formula.fieldsUsed.map((name) => places.get(name) ?? -1);
  const results = rows.map((row): Result => {
    const value = formula.evaluate((position) => row[used[position] ?? -1] ?? null, env);
    if (!isFailure(value)) return { value };
    const { code, message, hint } = value;
    return { error: { code, message, ...(hint === undefined ? {} : { hint }) } };
  });
  return { type: formula.type, results };
}

function converted({ type, format }: MappingItem, tried: Tried, zone: string): Tried {
  if (type === undefined || type === 'any' || (type === tried.type && !format) || tried.problem !== undefined) return tried;
  const wanted = { type, format };
  const cast = valueCast(tried.type, wanted, zone);
  const results = tried.results.map((result): Result => {
    if (result.error || result.value === null || result.value === undefined) return result;
    const value = cast(result.value);
    if (value !== undefined) return { value };
    const { code, message } = misfit(0, canonicalText(result.value), wanted);
    return { error: { code, message } };
  });
  return { type, results };
}
