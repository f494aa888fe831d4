import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { fileConnections, fileSourceFields, fileSourceProblems, fileSourceShape } from '../../catalog/file-settings.ts';
import { defineNode, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { fieldTypesSchema } from '../../catalog/shapes.ts';

const EXAMPLE = 'employees_*.csv';

const config = settingsSchema(() => ({
  ...fileSourceShape,
  /** `auto`, or one character. */
  delimiter: z.string().default('auto'),
  /** One character, or empty when nothing is quoted. */
  quote: z.string().max(1).default('"'),
  encoding: z.string().default('auto'),
  header: z.enum(['first-row', 'none']).default('first-row'),
  /** Lines before the header (or the first record) that are no data. */
  skipRows: z.int().min(0).default(0),
  /** Cuts blanks at both ends of every cell. */
  trim: z.boolean().default(false),
  /** What happens to a row with fewer or more cells than the header. */
  ragged: z.enum(['reject', 'pad']).default('reject'),
  /** Declared types; fields not named stay text. */
  fields: fieldTypesSchema.default([]),
}));
/** Where and how a delimited text file is read. */
export type CsvSourceConfig = SettingsOf<typeof config>;

/** Reads records from delimited text. */
export const spec = defineNode<CsvSourceConfig>({
  kind: 'csv-source',
  version: 1,
  role: 'source',
  title: 'CSV file',
  icon: 'file-type-csv',
  description: 'Reads records from a CSV, TSV or other delimited text file.',
  keywords: ['csv', 'tsv', 'text', 'file', 'read', 'import', 'delimited', 'semicolon', 'tab', 'excel', 'export', 'source'],
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
        extensions: ['csv', 'tsv', 'txt', 'tab'],
        all: 'One after another, in order of their names. All must have the same columns.',
      }),
    },
    {
      title: 'Types',
      fields: [
        {
          field: 'fields',
          widget: 'field-types',
          label: 'Field types',
          help: 'Fields without a type stay text exactly as read. A value that does not fit its type rejects the record.',
        },
      ],
    },
    {
      title: 'Format',
      advanced: true,
      fields: [
        { field: 'delimiter', widget: 'delimiter', label: 'Delimiter', help: 'The character between two cells.' },
        {
          field: 'quote',
          widget: 'choice',
          label: 'Quote character',
          help: 'Encloses cells that contain the delimiter or a line break.',
          options: [
            { value: '"', label: 'Double quote "' },
            { value: "'", label: "Single quote '" },
            { value: '', label: 'None' },
          ],
        },
        { field: 'encoding', widget: 'encoding', label: 'Encoding', help: 'How characters are stored. Change it when umlauts look wrong.' },
        {
          field: 'header',
          widget: 'choice',
          label: 'Field names',
          options: [
            { value: 'first-row', label: 'In the first row' },
            { value: 'none', label: 'The file has none', help: 'The fields are then called column_1, column_2 and so on.' },
          ],
        },
        {
          field: 'skipRows',
          widget: 'number',
          label: 'Lines to skip',
          help: 'Lines above the header or the first record that are not data.',
          min: 0,
          unit: 'lines',
        },
        { field: 'trim', widget: 'switch', label: 'Cut blanks', help: 'Removes blanks at the start and end of every cell.' },
        {
          field: 'ragged',
          widget: 'choice',
          label: 'Rows of the wrong length',
          help: 'Rows with fewer or more cells than the header.',
          options: [
            { value: 'reject', label: 'Reject them' },
            { value: 'pad', label: 'Fill up short ones', help: 'Missing cells are empty. Rows that are too long are still rejected.' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'reads',
  summary({ path, pick }) {
    if (path === '') return 'no file chosen yet';
    const name = path.split(/[/\\]/).at(-1) ?? path;
    const several = pick === 'arrived' ? `${name} that arrived` : `${pick} of ${name}`;
    return cutWords(/[*?]/.test(name) ? several : `from ${name}`);
  },
  check(settings) {
    const problems: SettingProblem[] = fileSourceProblems(settings, EXAMPLE);
    const { delimiter, quote, fields } = settings;
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (delimiter !== 'auto' && [...delimiter].length !== 1)
      wrong('delimiter', 'The delimiter must be one character.', 'Choose one from the list, or "detect".');
    if (delimiter === quote && quote !== '') wrong('quote', 'Delimiter and quote character are the same.', 'Choose another character for one of them.');
    fields.forEach(({ name }, index) => {
      if (name === '') wrong(`fields.${index}.name`, 'A type is declared for a field without a name.', 'Name the field or remove the line.');
      else if (fields.findIndex((other) => other.name === name) < index)
        wrong(`fields.${index}.name`, `The field "${name}" has two types.`, 'Keep one of the two lines.');
    });
    return problems;
  },
  fields: () => ({ [OUT_PORT]: null }),
  connections: fileConnections,
  remembers: ({ pick }) => (pick === 'new' ? { by: 'files' } : null),
  uses: () => [],
});
