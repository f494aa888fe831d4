import { UserError } from '../../base/errors.ts';

/** Texts, quoted names, comments and casts, in which a colon means something else; dollar-quoted texts are PostgreSQL's. */
const QUIET = /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|`[^`]*`|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|::/g;

/** Names of the parameters that a statement asks for with `:name`, in order of appearance. */
export function parameterNames(sql: string): string[] {
  const names = [...sql.replace(QUIET, ' ').matchAll(/:([A-Za-z_][A-Za-z0-9_]*)/g)].map((match) => match[1] as string);
  return [...new Set(names)];
}

/** What a query is given to fill in: the flow's parameters. Throws a `UserError` for one that it asks for and that has no value. */
export function queryParameters(sql: string, parameters: Readonly<Record<string, string>>): Record<string, string> {
  const given: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(parameters)) given[name] = value;
  const missing = parameterNames(sql).find((name) => !Object.hasOwn(parameters, name));
  if (missing !== undefined)
    throw new UserError('parameter-missing', `The query asks for the parameter "${missing}", which this run has no value for.`, {
      hint: `Add "${missing}" to the flow's parameters, or run it with --set ${missing}=value.`,
      place: { field: 'sql' },
    });
  return given;
}
