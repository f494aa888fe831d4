import type { FunctionCategory, FunctionSpec } from '../../../../core/formula/functions/function-spec.ts';
import { functionTable } from '../../../../core/formula/functions/table.ts';

/** Functions of one category, in the order of the reference page. */
export interface FunctionGroup {
  category: FunctionCategory;
  functions: readonly FunctionSpec[];
}

/** The functions that a search means: every word of it stands in the name, the help, an example, the category or the name of a value. Names that begin with it come first. */
export function searchFunctions(query: string, table: readonly FunctionSpec[] = functionTable): FunctionGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = table.filter((spec) => words.every((word) => aboutOf(spec).includes(word)));
  const [first = ''] = words;
  const groups = new Map<FunctionCategory, FunctionSpec[]>();
  for (const spec of found) groups.set(spec.category, [...(groups.get(spec.category) ?? []), spec]);
  const begins = (spec: FunctionSpec) => (first !== '' && spec.name.toLowerCase().startsWith(first) ? 0 : 1);
  const best = (functions: readonly FunctionSpec[]) => Math.min(...functions.map(begins));
  return [...groups]
    .map(([category, functions]) => ({ category, functions: [...functions].sort((a, b) => begins(a) - begins(b)) }))
    .sort((a, b) => best(a.functions) - best(b.functions));
}

function aboutOf({ name, help, category, parameters, examples }: FunctionSpec): string {
  return [name, help, category, ...parameters.map((parameter) => parameter.name), ...examples.map(({ formula }) => formula)].join(' ').toLowerCase();
}
