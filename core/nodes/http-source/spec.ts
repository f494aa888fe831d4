import * as z from 'zod';
import { templateProblems } from '../../base/name-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { answerRulesShape, httpProblems, namedTextsSchema } from '../../catalog/http-settings.ts';
import { defineNode, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { httpSourceForm } from './form-config.ts';

const config = settingsSchema(() => ({
  connection: z.string().default(''),
  method: z.enum(['GET', 'POST']).default('GET'),
  /** Behind the address of the connection; `{param.name}` and `{date}` are filled in. */
  path: z.string().default(''),
  query: namedTextsSchema,
  headers: namedTextsSchema,
  /** What a POST sends; JSON where it looks like it. */
  body: z.string().default(''),
  /** Asking by POST changes nothing there, so that previews may do it too. */
  onlyReads: z.boolean().default(false),
  format: z.enum(['auto', 'json', 'lines', 'csv']).default('auto'),
  /** Where in the JSON the list of records is: `data.items`. */
  recordsPath: z.string().default(''),
  paging: z.enum(['none', 'page', 'offset', 'cursor', 'link', 'next']).default('none'),
  pageName: z.string().default('page'),
  firstPage: z.int().min(0).max(1_000_000).default(1),
  offsetName: z.string().default('offset'),
  sizeName: z.string().default(''),
  size: z.int().min(1).max(100_000).default(100),
  cursorName: z.string().default('cursor'),
  cursorIn: z.enum(['body', 'header']).default('body'),
  cursorPath: z.string().default('next_cursor'),
  cursorHeader: z.string().default('X-Next-Cursor'),
  nextPath: z.string().default('next'),
  /** Status that says that there are no more pages; 0: none. */
  endStatus: z.int().min(0).max(599).default(0),
  maxPages: z.int().min(1).max(1_000_000).default(1000),
  /** Field that only grows, and the name under which its largest value is asked for; empty: everything every time. */
  watermark: z.string().default(''),
  watermarkName: z.string().default(''),
  watermarkStart: z.string().default(''),
  /** Field that names a record: with it records with the same value as the last one read are neither lost nor read twice; empty: they are left to the service. */
  watermarkKey: z.string().default(''),
  /** How far what is asked for goes back behind the largest value: seconds for moments, steps for numbers. */
  watermarkBack: z.number().min(0).max(31_536_000).default(0),
  mostBytes: z
    .int()
    .min(1024)
    .max(1 << 30)
    .default(64 << 20),
  ...answerRulesShape,
}));
/** What a service is asked, and how its answer is read. */
export type HttpSourceConfig = SettingsOf<typeof config>;

/** Reads records from a service by HTTP, page by page. */
export const spec = defineNode<HttpSourceConfig>({
  kind: 'http-source',
  version: 1,
  role: 'source',
  title: 'HTTP request',
  icon: 'world-download',
  description: 'Reads records from an API, page by page.',
  keywords: ['http', 'api', 'rest', 'web', 'url', 'get', 'json', 'csv', 'download', 'page', 'cursor', 'service', 'request', 'source', 'read'],
  inputs: [],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: httpSourceForm,
  fanOut: 'one',
  effects: ({ method, onlyReads }) => (method === 'GET' || onlyReads ? 'reads' : 'appending-write'),
  summary({ path, recordsPath, method, watermark }) {
    const from = `${method === 'GET' ? 'from' : 'asks'} ${path === '' ? 'the address itself' : path}`;
    return cutWords(`${watermark === '' ? '' : 'new records '}${recordsPath === '' ? '' : `${recordsPath} `}${from}`);
  },
  check(settings) {
    const {
      path,
      paging,
      pageName,
      offsetName,
      sizeName,
      cursorName,
      cursorIn,
      cursorPath,
      cursorHeader,
      nextPath,
      watermark,
      watermarkName,
      watermarkKey,
      format,
    } = settings;
    const problems: SettingProblem[] = httpProblems(settings);
    for (const message of templateProblems(path))
      problems.push({ code: 'wrong-setting', field: 'path', message, hint: 'Use {date}, {date:FORMAT}, {time}, {run}, {flow} or {param.name}.' });
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const named = 'The documentation of the service names it.';
    if (/^https?:/i.test(path))
      problems.push({
        code: 'wrong-setting',
        field: 'path',
        severity: 'warning',
        message: 'The path is a whole address, so the address of the connection is not used.',
        hint: 'Write what comes behind the address of the connection.',
      });
    if (paging === 'page' && pageName.trim() === '') missing('pageName', 'The name under which the page number is sent is missing.', named);
    if (paging === 'offset' && offsetName.trim() === '')
      missing('offsetName', 'The name under which the number of the first record is sent is missing.', named);
    if (paging === 'cursor' && cursorName.trim() === '') missing('cursorName', 'The name under which the mark is sent is missing.', named);
    if (paging === 'cursor' && cursorIn === 'body' && cursorPath.trim() === '') missing('cursorPath', 'The place of the mark in the answer is missing.', named);
    if (paging === 'cursor' && cursorIn === 'header' && cursorHeader.trim() === '')
      missing('cursorHeader', 'The header that holds the mark is missing.', named);
    if (paging === 'next' && nextPath.trim() === '') missing('nextPath', 'The place of the next address in the answer is missing.', named);
    if (paging === 'offset' && sizeName.trim() === '')
      problems.push({
        code: 'missing-setting',
        field: 'sizeName',
        severity: 'warning',
        message: 'How many records a page holds is left to the service.',
        hint: 'That works; name the setting for it to ask for more at once.',
      });
    if ((paging === 'next' || (paging === 'cursor' && cursorIn === 'body')) && (format === 'csv' || format === 'lines'))
      problems.push({
        code: 'wrong-setting',
        field: 'paging',
        message: 'Only an answer in JSON can say in its body how to go on.',
        hint: 'Choose another way to get the pages, or JSON as format.',
      });
    if ((watermark.trim() === '') !== (watermarkName.trim() === ''))
      missing(
        watermark.trim() === '' ? 'watermark' : 'watermarkName',
        'Reading only what is new needs both the field and the name it is asked for by.',
        'For example the field updated_at and the name updated_since.',
      );
    if (watermark.trim() !== '' && watermarkName.trim() !== '' && watermarkKey.trim() === '')
      problems.push({
        code: 'missing-setting',
        field: 'watermarkKey',
        severity: 'warning',
        message: `A record that comes later with the same ${watermark} as the last one read may be left out, or be read twice.`,
        hint: 'Name the field that names a record, such as id.',
      });
    return problems;
  },
  remembers: ({ watermark }) => (watermark === '' ? null : { by: 'value', field: watermark, tie: '' }),
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'http', setting: 'connection', id: connection }]),
  fields: () => ({ [OUT_PORT]: null }),
  uses: () => [],
});
