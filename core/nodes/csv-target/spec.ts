import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { fileConnections, fileTargetFields, fileTargetProblems, fileTargetShape, fileWrites } from '../../catalog/file-settings.ts';
import { defineNode, IN_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const EXAMPLE = 'payroll_{date}.csv';

const config = settingsSchema(() => ({
  ...fileTargetShape,
  delimiter: z.string().default(','),
  /** Quotes around cells that need them, or around all. */
  quoting: z.enum(['needed', 'all']).default('needed'),
  encoding: z.enum(['utf-8', 'utf-8-bom', 'windows-1252', 'utf-16le']).default('utf-8'),
  /** Whether the first line holds the field names. */
  header: z.boolean().default(true),
  lineEnding: z.enum(['lf', 'crlf']).default('lf'),
  /** What happens when the file is already there. */
  ifExists: z.enum(['replace', 'fail']).default('replace'),
  /** Puts an apostrophe before cells that a spreadsheet would take for a formula. */
  safeForSpreadsheets: z.boolean().default(false),
  /** What happens when no record arrives: a file with the header only, or none at all. */
  emptyRun: z.enum(['write', 'skip']).default('write'),
}));
/** Where and how a delimited text file is written. */
export type CsvTargetConfig = SettingsOf<typeof config>;

/** Writes records to delimited text; the file appears whole or not at all. */
export const spec = defineNode<CsvTargetConfig>({
  kind: 'csv-target',
  version: 1,
  role: 'target',
  title: 'Write CSV file',
  icon: 'file-export',
  description: 'Writes the records to a CSV file. The file appears whole at the end of the run, or not at all.',
  keywords: ['csv', 'tsv', 'text', 'file', 'write', 'export', 'save', 'delimited', 'excel', 'target'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true, sameFields: true }],
  outputs: [{ name: REJECT_PORT, label: 'Rejected', carries: 'reject' }],
  config,
  form: [
    {
      fields: [
        ...fileTargetFields({ example: EXAMPLE, extensions: ['csv', 'tsv', 'txt'] }),
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
            { value: 'write', label: 'Write the file anyway', help: 'With the header only.' },
            { value: 'skip', label: 'Write no file', help: 'A file from before stays as it is.' },
          ],
        },
      ],
    },
    {
      title: 'Format',
      advanced: true,
      fields: [
        { field: 'delimiter', widget: 'delimiter', label: 'Delimiter', help: 'The character between two cells.' },
        {
          field: 'quoting',
          widget: 'choice',
          label: 'Quotes',
          options: [
            { value: 'needed', label: 'Where needed' },
            { value: 'all', label: 'Around every cell' },
          ],
        },
        {
          field: 'encoding',
          widget: 'choice',
          label: 'Encoding',
          options: [
            { value: 'utf-8', label: 'UTF-8' },
            { value: 'utf-8-bom', label: 'UTF-8 with mark', help: 'For Excel, which otherwise takes it for something else.' },
            { value: 'windows-1252', label: 'Windows-1252', help: 'Western European. A record with other characters is rejected.' },
            { value: 'utf-16le', label: 'UTF-16' },
          ],
        },
        { field: 'header', widget: 'switch', label: 'Field names in the first line' },
        {
          field: 'lineEnding',
          widget: 'choice',
          label: 'Line ends',
          options: [
            { value: 'lf', label: 'LF', help: 'Linux, macOS and most programs.' },
            { value: 'crlf', label: 'CR LF', help: 'Windows.' },
          ],
        },
        {
          field: 'safeForSpreadsheets',
          widget: 'switch',
          label: 'Safe for spreadsheets',
          help: 'Text that begins with =, +, - or @ gets an apostrophe in front, so that a spreadsheet does not run it as a formula.',
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'repeat-safe-write',
  summary: ({ path }) => (path === '' ? 'no file named yet' : cutWords(`to ${path.split(/[/\\]/).at(-1)}`)),
  check(settings) {
    const { delimiter } = settings;
    const problems: SettingProblem[] = fileTargetProblems(settings, EXAMPLE);
    if ([...delimiter].length !== 1 || /["\r\n]/.test(delimiter))
      problems.push({
        code: 'wrong-setting',
        field: 'delimiter',
        message: 'The delimiter must be one character, and no quote or line break.',
        hint: 'Choose one from the list.',
      });
    return problems;
  },
  fields: () => ({}),
  uses: () => [],
  connections: fileConnections,
  writes: fileWrites,
  replaces: ({ ifExists }) => ifExists === 'replace',
});
