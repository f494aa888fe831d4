import * as z from 'zod';
import { fieldsAskedFor } from '../../base/address-template.ts';
import type { Field } from '../../base/field.ts';
import { renameInTemplate } from '../../base/text-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { answerRulesShape, httpProblems, namedTextsSchema } from '../../catalog/http-settings.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { httpLookupForm } from './form-config.ts';

const config = settingsSchema(() => ({
  connection: z.string().default(''),
  method: z.enum(['GET', 'POST']).default('GET'),
  /** Behind the address of the connection; `{Field}` is a value of the record, `{param.name}` one of the flow. */
  path: z.string().default(''),
  query: namedTextsSchema,
  headers: namedTextsSchema,
  /** JSON with `{Field}` in it, for a POST. */
  template: z.string().default(''),
  /** Asking by POST changes nothing there, so that previews may do it too. */
  onlyReads: z.boolean().default(false),
  /** One call for each record, or for so many at once, told apart by a key. */
  per: z.enum(['record', 'batch']).default('record'),
  batch: z.int().min(2).max(1000).default(50),
  /** Field whose values are asked for at once, the name they are asked for by, and the name they have in the answer. */
  key: z.string().default(''),
  keyName: z.string().default('ids'),
  answerKey: z.string().default('id'),
  /** Where in the answer the one that was looked for stands (or the list of them, for several records): `data`. */
  resultPath: z.string().default(''),
  join: z.enum(['fields', 'whole']).default('fields'),
  fields: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
  /** Field that takes the whole of it. */
  into: z.string().default('answer'),
  /** Statuses that say that there is no such thing. */
  missingStatuses: z.string().default('404, 410'),
  missing: z.enum(['keep', 'reject', 'fail']).default('keep'),
  /** What becomes of a record whose call is refused. */
  refused: z.enum(['reject', 'fail']).default('reject'),
  /** The same call is made once a run. */
  remember: z.boolean().default(true),
  mostBytes: z
    .int()
    .min(1024)
    .max(1 << 28)
    .default(4 << 20),
  ...answerRulesShape,
}));
/** What is asked of a service for each record, and what of the answer is added to it. */
export type HttpLookupConfig = SettingsOf<typeof config>;

/** Name that a field of the answer gets. */
export function nameOf({ from, to }: { from: string; to: string }): string {
  return to.trim() === '' ? (from.split('.').at(-1) ?? from) : to;
}

/** Asks a service for each record, and adds what it answers. */
export const spec = defineNode<HttpLookupConfig>({
  kind: 'http-lookup',
  version: 1,
  role: 'transform',
  title: 'Ask by HTTP',
  icon: 'world',
  group: 'combine',
  description: 'Asks an API for each record, and adds what it answers.',
  keywords: ['http', 'api', 'rest', 'web', 'enrich', 'look up', 'lookup', 'call', 'service', 'join', 'ask', 'transform'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: httpLookupForm,
  fanOut: 'one',
  effects: ({ method, onlyReads }) => (method === 'GET' || onlyReads ? 'reads' : 'appending-write'),
  summary({ path, join, fields, into }) {
    const added = join === 'whole' ? into : fields.map(nameOf).join(', ');
    return cutWords(`${path === '' ? 'asks the address itself' : `asks ${path}`}${added === '' ? '' : `, adds ${added}`}`);
  },
  check(settings) {
    const { path, query, headers, template, method, per, key, keyName, answerKey, join, fields, into, missingStatuses } = settings;
    const problems: SettingProblem[] = httpProblems(settings);
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const asks = [path, template, ...query.map(({ value }) => value), ...headers.map(({ value }) => value)].some((text) => fieldsAskedFor(text).length > 0);
    if (per === 'record' && !asks)
      problems.push({
        code: 'missing-setting',
        field: 'path',
        severity: 'warning',
        message: 'No field of the record is in the request: all records get the same answer.',
        hint: 'Put a field into the path, such as /employees/{EmpNo}.',
      });
    if (per === 'batch') {
      if (key === '') missing('key', 'The field to ask for is missing.', 'Choose the field that names a record there.');
      if (keyName.trim() === '') missing('keyName', 'The name under which the values are sent is missing.', 'The documentation of the service names it.');
      if (answerKey.trim() === '')
        missing('answerKey', 'The field that ties an answer to its record is missing.', 'Name the path in each answer that holds the value.');
      if (asks)
        problems.push({
          code: 'wrong-setting',
          field: 'path',
          message: 'A field of the record can only stand in the request where each record is asked for on its own.',
          hint: 'Choose one call for each record, or take the field out.',
        });
    }
    if (join === 'fields' && fields.length === 0) missing('fields', 'Nothing of the answer is added.', 'Name what is to be added, or take the whole answer.');
    fields.forEach(({ from }, index) => {
      if (from.trim() === '') missing(`fields.${index}.from`, 'The part of the answer to add is missing.', 'A path such as cost_centre or address.city.');
    });
    if (join === 'whole' && into.trim() === '') missing('into', 'The field for the answer has no name.', 'Type a name, such as answer.');
    if (template.trim() !== '' && method === 'GET')
      problems.push({
        code: 'wrong-setting',
        field: 'template',
        severity: 'warning',
        message: 'A GET has no body, so the template is not sent.',
        hint: 'Choose POST, or clear it.',
      });
    if (missingStatuses.split(/[\s,;]+/).some((each) => each !== '' && !/^[1-5][0-9]{2}$/.test(each)))
      problems.push({
        code: 'wrong-setting',
        field: 'missingStatuses',
        message: 'The statuses are not all numbers from 100 to 599.',
        hint: 'Write them separated by commas, such as 404, 410.',
      });
    return problems;
  },
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'http', setting: 'connection', id: connection }]),
  fields({ join, fields, into }, arriving) {
    const known = arriving[IN_PORT] ?? null;
    if (known === null) return { [OUT_PORT]: null };
    const added: Field[] = (join === 'whole' ? [into] : fields.map(nameOf)).map((name) => ({ name, type: 'any' }));
    return {
      [OUT_PORT]: [
        ...known.map((field) => added.find(({ name }) => name === field.name) ?? field),
        ...added.filter(({ name }) => !known.some((field) => field.name === name)),
      ],
    };
  },
  uses: (settings) => usedFields(settings).map(({ field, setting }) => ({ port: IN_PORT, field, setting })),
  renameField(settings, from, to) {
    const inTexts = (texts: HttpLookupConfig['query']) => texts.map(({ key, value }) => ({ key, value: renameInTemplate(value, from, to) }));
    return {
      ...settings,
      path: renameInTemplate(settings.path, from, to),
      template: renameInTemplate(settings.template, from, to),
      query: inTexts(settings.query),
      headers: inTexts(settings.headers),
      key: settings.key === from ? to : settings.key,
    };
  },
});

function usedFields({ path, query, headers, template, method, per, key }: HttpLookupConfig): { field: string; setting: string }[] {
  const named = (setting: string, names: readonly string[]) => names.map((field) => ({ field, setting }));
  return [
    ...named('path', fieldsAskedFor(path)),
    ...query.flatMap(({ value }) => named('query', fieldsAskedFor(value))),
    ...headers.flatMap(({ value }) => named('headers', fieldsAskedFor(value))),
    ...(method === 'POST' ? named('template', fieldsAskedFor(template)) : []),
    ...(per === 'batch' && key !== '' ? named('key', [key]) : []),
  ];
}
