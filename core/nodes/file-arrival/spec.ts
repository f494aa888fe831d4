import * as z from 'zod';
import { fileSettingsSchema } from '../../base/trigger-settings.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, type SettingProblem, START_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Empty: a folder of this machine. */
  connection: z.string().default(''),
  folder: z.string().default(''),
  /** With `*` and `?`; several are separated by commas. */
  pattern: z.string().default('*'),
  complete: z.enum(['steady', 'marker']).default('steady'),
  marker: z.string().default('.done'),
  steadySeconds: z.number().min(0).max(3_600).default(2),
  lookSeconds: z.number().min(1).max(86_400).default(60),
  knownBy: z.enum(['hash', 'modified', 'name']).default('hash'),
  empty: z.enum(['take', 'ignore']).default('take'),
  existing: z.enum(['take', 'leave']).default('take'),
  runs: z.enum(['each', 'together']).default('each'),
  most: z.number().int().min(1).max(10_000).default(1_000),
}));
/** Which files start the flow, and when they are complete. */
export type FileArrivalConfig = SettingsOf<typeof config>;

/** Starts the flow when files have arrived in a folder. */
export const spec = defineNode<FileArrivalConfig>({
  kind: 'file-arrival',
  version: 1,
  role: 'trigger',
  title: 'File arrival',
  icon: 'folder-down',
  description: 'Starts the flow when a file has arrived in a folder and is complete.',
  keywords: ['watch', 'folder', 'directory', 'incoming', 'drop', 'new file', 'upload', 'sftp', 'arrive', 'trigger', 'hot folder'],
  inputs: [],
  outputs: [{ name: START_PORT, label: 'Start', carries: 'start' }],
  config,
  form: [
    {
      fields: [
        {
          field: 'connection',
          widget: 'connection',
          label: 'Place',
          help: 'A folder of this computer, or one of a connection to a file server.',
          families: ['files'],
          without: 'A folder of this computer',
        },
        {
          field: 'folder',
          widget: 'remote-path',
          choose: 'folder',
          label: 'Folder',
          help: 'Looked at whenever something changes there, and now and then. Empty, with a connection: its own folder.',
          placeholder: 'incoming',
          dependsOn: 'connection',
        },
        {
          field: 'pattern',
          widget: 'text',
          label: 'Names of the files',
          help: 'With * and ?; several separated by commas: employees_*.csv, *.xml. Unfinished ones (.part, .tmp, hidden) are left alone.',
          placeholder: 'employees_*.csv',
        },
        {
          field: 'complete',
          widget: 'choice',
          label: 'A file is complete when',
          options: [
            { value: 'steady', label: 'It no longer changes', help: 'Two looks found the same size and time.' },
            { value: 'marker', label: 'Its marker file is there', help: 'Such as employees.csv.done or employees.done, written last.' },
          ],
        },
        {
          field: 'marker',
          widget: 'text',
          label: 'Ending of the marker file',
          placeholder: '.done',
          visibleWhen: { field: 'complete', is: ['marker'] },
        },
        {
          field: 'runs',
          widget: 'choice',
          label: 'If several files arrive',
          options: [
            { value: 'each', label: 'A run for each', help: 'One bad file keeps none of the others.' },
            { value: 'together', label: 'One run for all that are there' },
          ],
        },
        {
          field: 'most',
          widget: 'number',
          label: 'Most files in one run',
          min: 1,
          max: 10_000,
          visibleWhen: { field: 'runs', is: ['together'] },
        },
      ],
    },
    {
      title: 'Details',
      advanced: true,
      fields: [
        {
          field: 'knownBy',
          widget: 'choice',
          label: 'A file came before if',
          options: [
            { value: 'hash', label: 'its content came', help: 'Also under another name. The safest.' },
            { value: 'modified', label: 'name, size and time are the same', help: 'Faster for very large files.' },
            { value: 'name', label: 'its name came', help: 'A file that is written again under the same name starts nothing.' },
          ],
        },
        {
          field: 'existing',
          widget: 'choice',
          label: 'Files that are there when the flow goes live',
          options: [
            { value: 'take', label: 'Take them', help: 'As if they had just arrived.' },
            { value: 'leave', label: 'Leave them alone', help: 'Only what comes later starts a run.' },
          ],
        },
        {
          field: 'empty',
          widget: 'choice',
          label: 'Empty files',
          options: [
            { value: 'take', label: 'Start a run', help: 'The source says what it makes of a file without content.' },
            { value: 'ignore', label: 'Leave them alone' },
          ],
        },
        {
          field: 'steadySeconds',
          widget: 'number',
          label: 'Size must stand still for',
          unit: 's',
          min: 0,
          max: 3_600,
          visibleWhen: { field: 'complete', is: ['steady'] },
        },
        {
          field: 'lookSeconds',
          widget: 'number',
          label: 'Look at least every',
          help: 'Network folders and file servers tell nothing of changes: there this is how soon a file is found.',
          unit: 's',
          min: 1,
          max: 86_400,
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary({ connection, folder, pattern }) {
    const names = pattern.trim() || '*';
    if (folder.trim() !== '') return cutWords(`${names} in ${folder}`);
    return connection === '' ? 'no folder chosen yet' : cutWords(`${names} in the folder of the connection`);
  },
  check({ connection, folder, marker, complete }) {
    const problems: SettingProblem[] = [];
    if (connection === '' && folder.trim() === '')
      problems.push({ code: 'missing-setting', field: 'folder', message: 'No folder is chosen.', hint: 'Choose the folder in which files arrive.' });
    if (complete === 'marker' && !/[^\s./\\]/.test(marker))
      problems.push({
        code: 'wrong-setting',
        field: 'marker',
        message: `"${marker}" is not a possible ending of a marker file.`,
        hint: 'Such as .done or .ready: it stands behind the name of the file.',
      });
    return problems;
  },
  fields: () => ({}),
  uses: () => [],
  connections: ({ connection }) => (connection === '' ? [] : [{ family: 'files', setting: 'connection', id: connection }]),
  starts({ runs, ...settings }) {
    const { connection, folder } = settings;
    if (connection === '' && folder.trim() === '') return null;
    return fileSettingsSchema.parse({ on: 'files', ...settings, folder: folder.trim() === '' ? '.' : folder, together: runs === 'together' });
  },
});
