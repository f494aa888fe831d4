import * as z from 'zod';
import { templateProblems } from '../../base/name-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';

const config = z.object({
  /** A file, or a pattern with `*` and `?` in its name. Relative paths start at the flow's own folder. */
  path: z.string().default(''),
  /** Which of the files that match a pattern: the newest by modification time (ties: the last by name), all in order of their names, or only those that no earlier run has read. */
  pick: z.enum(['newest', 'all', 'new']).default('newest'),
  /** How a file that was read before is known again: by what is in it, by name and time of the last change, or by name alone. */
  seenBy: z.enum(['hash', 'modified', 'name']).default('hash'),
  shape: z.enum(['auto', 'array', 'lines']).default('auto'),
  /** Where in the document the list of records is, as names with dots: `data.items`. Empty: the document itself is the list. */
  recordsPath: z.string().default(''),
  encoding: z.string().default('auto'),
});
/** Where and how a JSON file is read. */
export type JsonSourceConfig = z.infer<typeof config>;

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
  defaults: config.parse({}),
  form: [
    {
      fields: [
        {
          field: 'path',
          widget: 'path',
          label: 'File',
          help: 'A file, or a pattern such as orders_*.json.',
          placeholder: 'orders.json',
          extensions: ['json', 'ndjson', 'jsonl'],
        },
        {
          field: 'pick',
          widget: 'choice',
          label: 'If several files match',
          options: [
            { value: 'newest', label: 'The newest', help: 'By the time it was last changed.' },
            { value: 'all', label: 'All of them', help: 'One after another, in order of their names.' },
            {
              value: 'new',
              label: 'Only new or changed ones',
              help: 'Those that no earlier run has read, in order of their names. What was read counts once everything has been delivered.',
            },
          ],
        },
        {
          field: 'seenBy',
          widget: 'choice',
          label: 'A file was read before if',
          visibleWhen: { field: 'pick', is: ['new'] },
          options: [
            { value: 'hash', label: 'its content was read', help: 'Also under another name. The safest.' },
            { value: 'modified', label: 'name, size and time are the same', help: 'Faster for very large files.' },
            { value: 'name', label: 'its name was read', help: 'A file that is written anew under the same name is not read again.' },
          ],
        },
      ],
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
    const file = /[*?]/.test(name) ? `${pick} of ${name}` : `from ${name}`;
    return cutWords(recordsPath === '' ? file : `${recordsPath} ${file}`);
  },
  check({ path, recordsPath, shape }) {
    const problems: SettingProblem[] = [];
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (path.trim() === '')
      problems.push({ code: 'missing-setting', field: 'path', message: 'No file is chosen.', hint: 'Choose a file, or type a pattern such as orders_*.json.' });
    for (const message of templateProblems(path)) wrong('path', message, 'Use {date}, {date:FORMAT}, {time}, {run}, {flow} or {param.name}.');
    if (/[*?][^/\\]*[/\\]/.test(path))
      wrong('path', 'A pattern can stand in the file name only, not in a folder name.', 'Name the folder in full and keep * and ? to the file name.');
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
  remembers: ({ pick }) => (pick === 'new' ? { by: 'files' } : null),
  uses: () => [],
});
