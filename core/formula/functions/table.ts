import { dateFunctions } from './dates.ts';
import type { FunctionSpec } from './function-spec.ts';
import { logicFunctions } from './logic.ts';
import { numberFunctions } from './numbers.ts';
import { textFunctions } from './text.ts';

/** Every function there is, in the order of the reference page. What is not here can not be called. */
export const functionTable: readonly FunctionSpec[] = [logicFunctions, textFunctions, numberFunctions, dateFunctions].flat();

const byName: ReadonlyMap<string, FunctionSpec> = new Map(functionTable.map((spec) => [spec.name, spec]));

/** The function with this name in capitals. */
export function functionNamed(name: string): FunctionSpec | undefined {
  return byName.get(name);
}
