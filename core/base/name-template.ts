import { DateTime } from 'luxon';
import { UserError } from './errors.ts';
import { withoutReserved } from './file-names.ts';

/** What the placeholders of a file name stand for in one run. */
export interface TemplateValues {
  /** The instant the run was started, ms since 1970: `{date}` and `{time}` are taken from it. */
  startedAt: number;
  /** IANA zone in which that instant is written. */
  zone: string;
  runId: string;
  flowName: string;
  parameters: Readonly<Record<string, string>>;
}

/** Placeholders offered where a file name is typed, with what each stands for. */
export const TEMPLATE_PLACEHOLDERS: readonly { text: string; meaning: string }[] = [
  { text: '{date}', meaning: 'day the run was started, 2026-11-20' },
  { text: '{date:yyyyMMdd}', meaning: 'the same in a format of your own' },
  { text: '{date-1}', meaning: 'the day before; also {date-1:yyyyMMdd}, {date+7}, {date-1w}, {date-1m:yyyyMM}' },
  { text: '{time}', meaning: 'time the run was started, 014500' },
  { text: '{run}', meaning: 'id of the run' },
  { text: '{flow}', meaning: 'name of the flow' },
  { text: '{param.name}', meaning: 'a parameter of the flow' },
];

const PLACEHOLDER = /\{([^{}]*)\}/g;
const PARAMETER = /^param\.([A-Za-z][A-Za-z0-9_-]*)$/;
/** A day so many days (or `w`eeks, `m`onths) before or after, and how it is written. */
const DATE = /^date(?:([+-]\d{1,4})([dwm])?)?(?::(.+))?$/s;
const TIME_FORMAT = /^time:(.+)$/s;
const UNITS = { d: 'days', w: 'weeks', m: 'months' } as const;

/** A sentence for each placeholder of `text` that nothing can be put in for; empty when the template is sound. `parameters` are those the flow has, if known. */
export function templateProblems(text: string, parameters?: readonly string[]): string[] {
  const problems: string[] = [];
  for (const [whole, inside = ''] of text.matchAll(PLACEHOLDER)) {
    const parameter = PARAMETER.exec(inside)?.[1];
    if (parameter !== undefined) {
      if (parameters && !parameters.includes(parameter)) problems.push(`The flow has no parameter "${parameter}", which ${whole} asks for.`);
    } else if (!DATE.test(inside) && !TIME_FORMAT.test(inside) && !['time', 'run', 'flow'].includes(inside)) {
      problems.push(`${whole} is not a placeholder that can be filled in.`);
    }
  }
  return problems;
}

/** Whether the text has any placeholder. */
export function isTemplate(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0;
}

/**
 * Fills `{date}`, `{date:FORMAT}` (luxon tokens), `{date-1:FORMAT}` (a day before; `w` weeks, `m` months), `{time}`, `{run}`, `{flow}` and `{param.name}` into a path.
 * Values are parts of one file name: a `/` or `\` in the flow's name becomes `_`; a parameter with a separator, a `..` or a control character is refused
 * (`bad-template`), unless `parameters: 'paths'` allows whole paths, as for files that are only read.
 */
export function fillTemplate(text: string, values: TemplateValues, parameters: 'names' | 'paths' = 'names'): string {
  const at = () => DateTime.fromMillis(values.startedAt, { zone: values.zone, locale: 'en' });
  return text.replace(PLACEHOLDER, (whole, inside: string) => {
    const date = DATE.exec(inside);
    if (date) {
      const [, by = '0', unit = 'd', format = 'yyyy-MM-dd'] = date;
      return at()
        .plus({ [UNITS[unit as keyof typeof UNITS]]: Number(by) })
        .toFormat(format);
    }
    if (inside === 'time') return at().toFormat('HHmmss');
    if (inside === 'run') return values.runId;
    if (inside === 'flow') return fileNamePart(values.flowName);
    const format = TIME_FORMAT.exec(inside)?.[1];
    if (format !== undefined) return at().toFormat(format);
    const name = PARAMETER.exec(inside)?.[1];
    if (name === undefined || !Object.hasOwn(values.parameters, name)) throw unknownPlaceholder(whole, text, name);
    const value = values.parameters[name] ?? '';
    if (parameters === 'names') refuseWayOut(name, value, text);
    return value;
  });
}

function fileNamePart(text: string): string {
  const safe = withoutReserved(text).trim();
  return /^\.+$/.test(safe) || safe === '' ? '_' : safe;
}

function refuseWayOut(name: string, value: string, text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a value with control characters must not become part of a path
  if (value !== '' && !/[\\/\u0000-\u001f]/.test(value) && !/^\.+$/.test(value)) return;
  throw new UserError(
    'bad-template',
    `The parameter "${name}" cannot be part of the file name "${text}": its value is ${value === '' ? 'empty' : `"${value}"`}.`,
    {
      hint: 'Give it a value without slashes and without "..", so that the file stays in its folder.',
    },
  );
}

function unknownPlaceholder(whole: string, text: string, parameter: string | undefined): UserError {
  return parameter === undefined
    ? new UserError('bad-template', `${whole} in "${text}" is not a placeholder that can be filled in.`, {
        hint: `Use one of ${TEMPLATE_PLACEHOLDERS.map((each) => each.text).join(', ')}.`,
      })
    : new UserError('bad-template', `"${text}" asks for the parameter "${parameter}", which this run has no value for.`, {
        hint: `Add "${parameter}" to the flow's parameters, or run it with --set ${parameter}=value.`,
      });
}
