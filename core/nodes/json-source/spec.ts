import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { fileConnections, fileSourceFields, fileSourceProblems, fileSourceShape } from '../../catalog/file-settings.ts';
import { defineNode, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const EXAMPLE = 'orders_*.json';

const config = settingsSchema(() => ({
  ...fileSourceShape,
  shape: z.enum(['auto', 'array', 'lines']).default('auto'),
  /** Where in the document the list of records is, as names with dots: `data.items`. Empty: the document itself is the list. */
  recordsPath: z.string().default(''),
  encoding: z.string().default('auto'),
}));
/** Where and how a JSON file is read. */
export type JsonSourceConfig = SettingsOf<typeof config>;

/** Reads records from JSON or line-delimited JSON; nested values stay nested. */
export const spec = defineNode<JsonSourceConfig>({
  kind: 'json-source',
  version: 1,
  role: 'source',
  title: 'JSON file',
  icon: 'braces',
  description: 'Reads records from a JSON file, or from a file with one JSON object per line.',
  keywords: ['json', 'ndjson', 'jsonl', 'lines', 'file', 'read', 'import', 'nested', 'object', 'array', 'source'],
  inputs: [],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: fileSourceFields({
        example: EXAMPLE,
        extensions: ['json', 'ndjson', 'jsonl'],
        all: 'One after another, in order of their names.',
      }),
    },
    {
      title: 'Format',
      advanced: true,
      fields: [
        {
          field: 'shape',
          widget: 'choice',
          label: 'Layout',
          options: [
            { value: 'auto', label: 'Detect', help: 'Looks at the start of the file.' },
            { value: 'array', label: 'One document', help: 'A list of records, or an object that contains it.' },
            { value: 'lines', label: 'One record per line', help: 'Also known as NDJSON or JSON Lines.' },
          ],
        },
        {
          field: 'recordsPath',
          widget: 'text',
          label: 'Path to the records',
          help: 'Names with dots, such as data.items. Empty when the document itself is the list.',
          placeholder: 'data.items',
          visibleWhen: { field: 'shape', is: ['auto', 'array'] },
        },
        { field: 'encoding', widget: 'encoding', label: 'Encoding', help: 'How characters are stored; nearly always UTF-8.' },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'reads',
  summary({ path, pick, recordsPath }) {
    if (path === '') return 'no file chosen yet';
    const name = path.split(/[/\\]/).at(-1) ?? path;
    const several = pick === 'arrived' ? `${name} that arrived` : `${pick} of ${name}`;
    const file = /[*?]/.test(name) ? several : `from ${name}`;
    return cutWords(recordsPath === '' ? file : `${recordsPath} ${file}`);
  },
  check(settings) {
    const { recordsPath, shape } = settings;
    const problems: SettingProblem[] = fileSourceProblems(settings, EXAMPLE);
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (!/[["]/.test(recordsPath) && recordsPath !== '' && recordsPath.split('.').some((part) => part.trim() === ''))
      wrong('recordsPath', `"${recordsPath}" has an empty part.`, 'Write names with a dot between them, such as data.items.');
    if (recordsPath !== '' && shape === 'lines')
      problems.push({
        code: 'wrong-setting',
        field: 'recordsPath',
        severity: 'warning',
        message: 'The path to the records is not used when each line is a record.',
        hint: 'Clear it, or choose the layout "One document".',
      });
    return problems;
  },
  fields: () => ({ [OUT_PORT]: null }),
  connections: fileConnections,
  remembers: ({ pick }) => (pick === 'new' ? { by: 'files' } : null),
  uses: () => [],
});
