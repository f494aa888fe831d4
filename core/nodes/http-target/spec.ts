import * as z from 'zod';
import { fieldsAskedFor } from '../../base/address-template.ts';
import { renameInTemplate } from '../../base/text-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { answerRulesShape, httpProblems, namedTextsSchema } from '../../catalog/http-settings.ts';
import { defineNode, IN_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { httpTargetForm } from './form-config.ts';

const config = settingsSchema(() => ({
  connection: z.string().default(''),
  /** Services whose webhooks expect a certain request; `own`: everything as it is set. */
  preset: z.enum(['own', 'ifttt', 'zapier', 'make', 'power-automate']).default('own'),
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  /** Behind the address of the connection; `{Field}` is a value of the record, `{param.name}` one of the flow. */
  path: z.string().default(''),
  query: namedTextsSchema,
  headers: namedTextsSchema,
  /** One request for each record, or for each so many. */
  per: z.enum(['record', 'batch']).default('record'),
  batch: z.int().min(2).max(4096).default(100),
  /** Name under which the list of a batch is sent; empty: the list is the body. */
  listName: z.string().default(''),
  body: z.enum(['json', 'template', 'form', 'none']).default('json'),
  template: z.string().default(''),
  /** Fields that are sent; empty: all. */
  fields: z.array(z.string()).default([]),
  value1: z.string().default(''),
  value2: z.string().default(''),
  value3: z.string().default(''),
  /** Header that carries the key of the request; empty: none. */
  keyHeader: z.string().default('Idempotency-Key'),
  /** The service does nothing a second time for a key it knows, or for a request it has had. */
  knowsKeys: z.boolean().default(false),
  /** Where in the answer to a batch the results stand, one for each record in order; empty: the answer is for all. */
  itemsPath: z.string().default(''),
  itemErrorPath: z.string().default('error'),
  ...answerRulesShape,
}));
/** What is sent to a service, and when it counts as taken. */
export type HttpTargetConfig = SettingsOf<typeof config>;

const TITLES: Readonly<Record<Exclude<HttpTargetConfig['preset'], 'own'>, string>> = {
  ifttt: 'IFTTT',
  zapier: 'Zapier',
  make: 'Make',
  'power-automate': 'Power Automate',
};

/** Sends records to a service by HTTP. */
export const spec = defineNode<HttpTargetConfig>({
  kind: 'http-target',
  version: 1,
  role: 'target',
  title: 'Send by HTTP',
  icon: 'world-upload',
  description: 'Sends records to an API or a webhook: IFTTT, Zapier, Make, Power Automate, or your own.',
  keywords: [
    'http',
    'api',
    'rest',
    'web',
    'webhook',
    'post',
    'put',
    'patch',
    'delete',
    'send',
    'ifttt',
    'zapier',
    'make',
    'integromat',
    'power automate',
    'target',
  ],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }],
  config,
  form: httpTargetForm,
  fanOut: 'one',
  effects: () => 'appending-write',
  summary({ preset, method, path, per, batch }) {
    const how = per === 'record' || preset === 'ifttt' ? 'each record' : `up to ${batch} records at once`;
    if (preset !== 'own') return cutWords(`${how} to ${TITLES[preset]}`);
    return cutWords(`${method} ${path === '' ? 'to the address itself' : path}, ${how}`);
  },
  check(settings) {
    const { preset, path, query, headers, per, body, template, value1, value2, value3, keyHeader, itemsPath } = settings;
    const problems: SettingProblem[] = httpProblems(settings);
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (preset === 'ifttt' && value1 === '' && value2 === '' && value3 === '')
      problems.push({
        code: 'missing-setting',
        field: 'value1',
        severity: 'warning',
        message: 'None of the three values is chosen: the event alone is sent.',
        hint: 'Choose the fields that the applet is to have.',
      });
    if (preset !== 'own') return problems;
    if (per === 'batch') {
      const ofRecord: readonly (readonly [string, string])[] = [
        ['path', path],
        ...query.map(({ value }) => ['query', value] as const),
        ...headers.map(({ value }) => ['headers', value] as const),
      ];
      for (const field of new Set(ofRecord.filter(([, text]) => fieldsAskedFor(text).length > 0).map(([field]) => field)))
        wrong(
          field,
          'A value of a record can only stand here where each record is sent on its own.',
          'Choose one request for each record, or take the field out.',
        );
      if (body === 'template' || body === 'form') wrong('body', 'Several records at once are sent as JSON.', 'Choose JSON, or one request for each record.');
    }
    if (body === 'template' && template.trim() === '')
      problems.push({
        code: 'missing-setting',
        field: 'template',
        message: 'The template of the body is empty.',
        hint: 'For example: {"name": {Last name}, "note": "from {Town}"}',
      });
    if (keyHeader !== '' && !/^[A-Za-z0-9-]{1,100}$/.test(keyHeader))
      wrong('keyHeader', 'This cannot be the name of a header.', 'Usually it is Idempotency-Key.');
    if (itemsPath !== '' && per === 'record')
      problems.push({
        code: 'wrong-setting',
        field: 'itemsPath',
        severity: 'warning',
        message: 'Results of single records are only looked for where several are sent at once.',
        hint: 'Clear it, or send several records at once.',
      });
    return problems;
  },
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'http', setting: 'connection', id: connection }]),
  fields: () => ({}),
  uses: (settings) => usedFields(settings).map(({ field, setting }) => ({ port: IN_PORT, field, setting })),
  renameField(settings, from, to) {
    const swap = (name: string) => (name === from ? to : name);
    const inTexts = (texts: HttpTargetConfig['query']) => texts.map(({ key, value }) => ({ key, value: renameInTemplate(value, from, to) }));
    const { value1, value2, value3 } = settings;
    return {
      ...settings,
      path: renameInTemplate(settings.path, from, to),
      template: renameInTemplate(settings.template, from, to),
      query: inTexts(settings.query),
      headers: inTexts(settings.headers),
      fields: settings.fields.map(swap),
      value1: swap(value1),
      value2: swap(value2),
      value3: swap(value3),
    };
  },
});

function usedFields(settings: HttpTargetConfig): { field: string; setting: string }[] {
  const { preset, path, query, headers, body, template, fields, value1, value2, value3 } = settings;
  const named = (setting: string, names: readonly string[]) => names.filter((field) => field !== '').map((field) => ({ field, setting }));
  if (preset === 'ifttt') return [...named('value1', [value1]), ...named('value2', [value2]), ...named('value3', [value3])];
  if (preset !== 'own') return named('fields', fields);
  return [
    ...named('path', fieldsAskedFor(path)),
    ...query.flatMap(({ value }) => named('query', fieldsAskedFor(value))),
    ...headers.flatMap(({ value }) => named('headers', fieldsAskedFor(value))),
    ...(body === 'template' ? named('template', fieldsAskedFor(template)) : []),
    ...(body === 'json' || body === 'form' ? named('fields', fields) : []),
  ];
}
