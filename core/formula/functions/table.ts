import { conversionFunctions } from './conversion.ts';
import { dateFunctions } from './dates.ts';
import { financeFunctions } from './finance.ts';
import type { FunctionSpec } from './function-spec.ts';
import { listFunctions } from './lists.ts';
import { logicFunctions } from './logic.ts';
import { numberFunctions } from './numbers.ts';
import { statisticsFunctions } from './statistics.ts';
import { textFunctions } from './text.ts';

/** Every function there is, in the order of the reference page. What is not here cannot be called. */
export const functionTable: readonly FunctionSpec[] = [
  logicFunctions,
  textFunctions,
  numberFunctions,
  statisticsFunctions,
  dateFunctions,
  listFunctions,
  conversionFunctions,
  financeFunctions,
].flat();

const byName: ReadonlyMap<string, FunctionSpec> = new Map(functionTable.map((spec) => [spec.name, spec]));

/** The function with this name in capitals. */
export function functionNamed(name: string): FunctionSpec | undefined {
  return byName.get(name);
}
