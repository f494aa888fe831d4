import * as z from 'zod';
import { templateProblems } from '../../base/name-template.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';

const config = z.object({
  /** The file to write, with name templates such as `{date}`. Relative paths start at the flow's own folder. */
  path: z.string().default(''),
  shape: z.enum(['array', 'lines']).default('array'),
  /** Line breaks and blanks that make the list easy to read. */
  indent: z.boolean().default(false),
  /** What happens when the file is already there. */
  ifExists: z.enum(['replace', 'fail']).default('replace'),
  /** What happens when no record arrives: a file with an empty list, or none at all. */
  emptyRun: z.enum(['write', 'skip']).default('write'),
});
/** Where and how a JSON file is written. */
export type JsonTargetConfig = z.infer<typeof config>;

/** Writes records to JSON or line-delimited JSON; the file appears whole or not at all. */
export const spec = defineNode<JsonTargetConfig>({
  kind: 'json-target',
  version: 1,
  role: 'target',
  title: 'Write JSON file',
  icon: 'file-export',
  description: 'Writes the records to a JSON file. The file appears whole at the end of the run, or not at all.',
  keywords: ['json', 'ndjson', 'jsonl', 'lines', 'file', 'write', 'export', 'save', 'target'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }],
  config,
  defaults: config.parse({}),
  form: [
    {
      fields: [
        {
          field: 'path',
          widget: 'save-path',
          label: 'File',
          help: 'Name of the file to write. {date} and other placeholders are filled in.',
          placeholder: 'payroll_{date}.json',
          extensions: ['json', 'ndjson', 'jsonl'],
        },
        {
          field: 'shape',
          widget: 'choice',
          label: 'Layout',
          options: [
            { value: 'array', label: 'One list', help: 'A JSON document with all records in square brackets.' },
            { value: 'lines', label: 'One record per line', help: 'Also known as NDJSON or JSON Lines.' },
          ],
        },
        { field: 'indent', widget: 'switch', label: 'Easy to read', help: 'Each field on a line of its own.', visibleWhen: { field: 'shape', is: ['array'] } },
        {
          field: 'ifExists',
          widget: 'choice',
          label: 'If the file exists',
          options: [
            { value: 'replace', label: 'Replace it' },
            { value: 'fail', label: 'Stop with an error', help: 'The file that is there stays as it is.' },
          ],
        },
        {
          field: 'emptyRun',
          widget: 'choice',
          label: 'If no record arrives',
          options: [
            { value: 'write', label: 'Write the file anyway', help: 'With an empty list.' },
            { value: 'skip', label: 'Write no file', help: 'A file from before stays as it is.' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'repeat-safe-write',
  summary({ path, shape }) {
    if (path === '') return 'no file named yet';
    return cutWords(`to ${path.split(/[/\\]/).at(-1)}${shape === 'lines' ? ', one per line' : ''}`);
  },
  check({ path }) {
    const problems: SettingProblem[] = [];
    if (path.trim() === '')
      problems.push({ code: 'missing-setting', field: 'path', message: 'The file to write has no name.', hint: 'For example payroll_{date}.json.' });
    else if (/[/\\]$/.test(path.trim()))
      problems.push({ code: 'wrong-setting', field: 'path', message: `"${path}" is a folder, not a file.`, hint: 'Add the name of the file.' });
    for (const message of templateProblems(path))
      problems.push({ code: 'wrong-setting', field: 'path', message, hint: 'Use {date}, {date:FORMAT}, {time}, {run}, {flow} or {param.name}.' });
    return problems;
  },
  fields: () => ({}),
  uses: () => [],
  writes: ({ path }) => (path === '' ? [] : [path]),
  replaces: ({ ifExists }) => ifExists === 'replace',
});
