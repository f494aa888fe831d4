import type { FieldType } from '../../base/field.ts';

/** Groups of the reference and of the completion list. */
export type FunctionCategory = 'Logic' | 'Text' | 'Numbers' | 'Statistics' | 'Dates and times' | 'Lists and lookups' | 'Conversion' | 'Finance';

/** One parameter as a person sees it. `any` takes every value; a parameter that is `repeated` may be given many times and is the last one. */
export interface FunctionParameter {
  readonly name: string;
  readonly type: FieldType;
  readonly optional?: boolean;
  readonly repeated?: boolean;
  /** The value of this parameter may be what the function returns (see `FunctionSpec.result`). */
  readonly given?: boolean;
}

/** An example with what comes out, both as a person writes them. Every example is run as a test. */
export interface FunctionExample {
  readonly formula: string;
  readonly result: string;
}

/** All that is to be known of a function without running it. Pure data: the checker, the editor and the reference page live on it. */
export interface FunctionSpec {
  /** In capitals, as in Excel where Excel has it. */
  readonly name: string;
  readonly category: FunctionCategory;
  readonly parameters: readonly FunctionParameter[];
  /** A type; `given`: the common type of the `given` arguments; `arithmetic`: the same for sums and the like (decimal if one of them is). */
  readonly result: FieldType | 'given' | 'arithmetic';
  /** Parameters of a repeated group come in groups of this many (2 for IFS: condition, value). */
  readonly group?: number;
  /** One sentence. */
  readonly help: string;
  readonly examples: readonly [FunctionExample, ...FunctionExample[]];
}

/** Parameters in shorthand: `text:text`, `count:integer?` (optional), `value:any*` (repeated), `value:any!` (given); marks may be combined. */
function parseParameters(shorthand: string): FunctionParameter[] {
  return shorthand
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', rest = 'any'] = part.split(':');
      const type = rest.replace(/[?*!]+$/, '') as FieldType;
      return {
        name,
        type,
        ...(rest.includes('?') ? { optional: true } : {}),
        ...(rest.includes('*') ? { repeated: true } : {}),
        ...(rest.includes('!') ? { given: true } : {}),
      };
    });
}

/** Makes the specs of one category. Each row: name, parameters in shorthand, result, help, then examples as `formula → result`. */
export function defineFunctions(
  category: FunctionCategory,
  rows: readonly (readonly [name: string, parameters: string, result: FunctionSpec['result'], help: string, ...examples: string[]])[],
  groups: Readonly<Record<string, number>> = {},
): FunctionSpec[] {
  return rows.map(([name, parameters, result, help, ...examples]) => {
    const [first = { formula: '', result: '' }, ...others] = examples.map((example): FunctionExample => {
      const at = example.lastIndexOf(' → ');
      return { formula: example.slice(0, at), result: example.slice(at + 3) };
    });
    const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
    return { name, category, parameters: parseParameters(parameters), result, help, examples: [first, ...others], ...(group === undefined ? {} : { group }) };
  });
}

/** Fewest and most arguments of a function. */
export function arityOf(spec: FunctionSpec): { readonly min: number; readonly max: number } {
  const min = spec.parameters.filter(({ optional }) => optional !== true).length;
  return { min, max: spec.parameters.at(-1)?.repeated === true ? Number.POSITIVE_INFINITY : spec.parameters.length };
}

/** The parameter that argument `index` fills; those of a repeated group come round again. */
export function parameterAt(spec: FunctionSpec, index: number): FunctionParameter | undefined {
  const { parameters, group = 1 } = spec;
  if (index < parameters.length) return parameters[index];
  if (parameters.at(-1)?.repeated !== true) return undefined;
  const start = parameters.length - group;
  return parameters[start + ((index - start) % group)];
}

/** What stands before the name of a parameter in the text under which it is translated: such short words mean other things elsewhere. */
export const PARAMETER_TEXT = ['Parameter', ''].join(': ');
