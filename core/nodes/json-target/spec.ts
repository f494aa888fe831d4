import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { fileConnections, fileTargetFields, fileTargetProblems, fileTargetShape, fileWrites } from '../../catalog/file-settings.ts';
import { defineNode, IN_PORT, REJECT_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const EXAMPLE = 'payroll_{date}.json';

const config = settingsSchema(() => ({
  ...fileTargetShape,
  shape: z.enum(['array', 'lines']).default('array'),
  /** Line breaks and blanks that make the list easy to read. */
  indent: z.boolean().default(false),
  /** What happens when the file is already there. */
  ifExists: z.enum(['replace', 'fail']).default('replace'),
  /** What happens when no record arrives: a file with an empty list, or none at all. */
  emptyRun: z.enum(['write', 'skip']).default('write'),
}));
/** Where and how a JSON file is written. */
export type JsonTargetConfig = SettingsOf<typeof config>;

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
  form: [
    {
      fields: [
        ...fileTargetFields({ example: EXAMPLE, extensions: ['json', 'ndjson', 'jsonl'] }),
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
  check: (settings) => fileTargetProblems(settings, EXAMPLE),
  fields: () => ({}),
  uses: () => [],
  connections: fileConnections,
  writes: fileWrites,
  replaces: ({ ifExists }) => ifExists === 'replace',
});
