import type { Field } from '../../../core/base/field.ts';
import { t, text, told } from '../../i18n/i18n.ts';

/** What looking into a file found out. */
export interface Found {
  format: string;
  encoding: string;
  options: Readonly<Record<string, unknown>>;
  fields: readonly Field[];
  bytes: number;
  errors: readonly { row: number; message: string }[];
}

/** The settings of a step that can be filled from what was found; only ones the step has. Text needs no declared type. */
export function settingsFromPeek(found: Found, config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(found.options)) if (Object.hasOwn(config, key) && key !== 'path' && key !== 'fields') settings[key] = value;
  if (Object.hasOwn(config, 'encoding')) settings['encoding'] = found.encoding;
  if (Object.hasOwn(config, 'fields')) {
    const formats = new Map(formatsOf(found.options['fields']));
    settings['fields'] = found.fields
      .filter((field) => field.type !== 'text' && field.type !== 'any')
      .map(({ name, type }) => ({ name, type, ...(formats.has(name) ? { format: formats.get(name) } : {}) }));
  }
  return settings;
}

function formatsOf(declared: unknown): [string, string][] {
  if (!Array.isArray(declared)) return [];
  return declared.flatMap((one: unknown): [string, string][] => {
    const { name, format } = (one ?? {}) as { name?: unknown; format?: unknown };
    return typeof name === 'string' && typeof format === 'string' ? [[name, format]] : [];
  });
}

const DELIMITERS: Readonly<Record<string, string>> = { ',': text('comma'), ';': text('semicolon'), '\t': text('tab'), '|': text('bar') };

/** What was found, in one or two sentences. */
export function wordsOfPeek(found: Found): string {
  const delimiter = found.options['delimiter'];
  const how =
    typeof delimiter === 'string' && delimiter !== 'auto'
      ? t(', separated by {{delimiter}}', { delimiter: told(DELIMITERS[delimiter] ?? `"${delimiter}"`) })
      : '';
  const typed = found.fields.filter((field) => field.type !== 'text' && field.type !== 'any').length;
  const types = typed === 0 ? t('all of them text') : t('{{typed}} of them with a type', { typed });
  const wrong =
    found.errors.length > 0
      ? ` ${t('{{count}} rows could not be read, the first is row {{row}}.', { count: found.errors.length, row: found.errors[0]?.row ?? 0 })}`
      : '';
  const facts = { format: found.format.toUpperCase(), encoding: found.encoding, how, count: found.fields.length, types };
  return `${t('{{format}} in {{encoding}}{{how}}: {{count}} fields, {{types}}.', facts)}${wrong}`;
}
