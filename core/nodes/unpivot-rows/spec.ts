import * as z from 'zod';
import type { Field, FieldType } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Whether `columns` are the fields that become records, or those that stay. */
  which: z.enum(['these', 'all-but']).default('these'),
  columns: z.array(z.string()).default([]),
  /** Field with the name of the column. */
  name: z.string().default('name'),
  /** Field with its value. */
  value: z.string().default('value'),
  /** Columns that are empty in a record make no record. */
  skipEmpty: z.boolean().default(true),
}));
/** Which columns become records, and how those look. */
export type UnpivotRowsConfig = SettingsOf<typeof config>;

/** Whether a field becomes records. */
export function isTurned({ which, columns }: UnpivotRowsConfig, field: string): boolean {
  return columns.includes(field) === (which === 'these');
}

/** Columns become records of name and value. */
export const spec = defineNode<UnpivotRowsConfig>({
  kind: 'unpivot-rows',
  version: 1,
  role: 'transform',
  title: 'Columns to rows',
  icon: 'table-row',
  group: 'shape',
  description: 'Makes a record of each of several columns: one field with the name of the column, one with its value.',
  keywords: ['unpivot', 'melt', 'columns', 'rows', 'normalize', 'normalise', 'long', 'wide', 'crosstab', 'transpose', 'months'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Rows' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'which',
          widget: 'choice',
          label: 'Turn into rows',
          options: [
            { value: 'these', label: 'These columns' },
            { value: 'all-but', label: 'All columns but these', help: 'Also columns that are not there yet, like those of next month.' },
          ],
        },
        { field: 'columns', widget: 'columns', label: 'Columns', help: 'The fields that are not turned stay in each of the rows.' },
        { field: 'name', widget: 'text', label: 'Field for the column’s name' },
        { field: 'value', widget: 'text', label: 'Field for its value' },
        { field: 'skipEmpty', widget: 'switch', label: 'Leave out empty ones', help: 'A column that is empty in a record makes no row.' },
      ],
    },
  ],
  fanOut: 'many',
  effects: () => 'none',
  summary({ which, columns }) {
    const named = columns.filter((column) => column !== '');
    if (named.length === 0) return which === 'these' ? 'no columns chosen yet' : 'all columns';
    return cutWords(which === 'these' ? listNames(named) : `all but ${listNames(named)}`);
  },
  check(settings, arriving) {
    const { which, columns, name, value } = settings;
    const problems: SettingProblem[] = [];
    if (which === 'these' && columns.length === 0)
      problems.push({ code: 'missing-setting', field: 'columns', message: 'No column is chosen that becomes rows.', hint: 'Choose the columns.' });
    columns.forEach((column, index) => {
      if (column === '')
        problems.push({ code: 'missing-setting', field: `columns.${index}`, message: 'A column is not chosen.', hint: 'Choose a column, or remove it.' });
    });
    const staying = arriving[IN_PORT]?.map((field) => field.name).filter((field) => !isTurned(settings, field)) ?? [];
    for (const [field, text] of [
      ['name', name],
      ['value', value],
    ] as const) {
      if (text === '') problems.push({ code: 'missing-setting', field, message: 'The field has no name.', hint: 'Give it a name.' });
      else if (staying.includes(text) || (field === 'value' && text === name))
        problems.push({ code: 'wrong-setting', field, message: `There is a field "${text}" already.`, hint: 'Give the new field another name.' });
    }
    return problems;
  },
  fields(settings, arriving) {
    const known = arriving[IN_PORT];
    if (!known) return { [OUT_PORT]: null };
    const turned = known.filter(({ name }) => isTurned(settings, name));
    const made: Field[] = [
      { name: settings.name, type: 'text' },
      { name: settings.value, type: commonType(turned.map(({ type }) => type)) },
    ];
    return { [OUT_PORT]: [...known.filter(({ name }) => !isTurned(settings, name)), ...made] };
  },
  uses: ({ columns }) => columns.map((field, index) => ({ port: IN_PORT, field, setting: `columns.${index}` })).filter(({ field }) => field !== ''),
  madeOf(settings, field, among) {
    if (field === settings.name) return { from: [], copied: false };
    return field === settings.value ? { from: among.filter((name) => isTurned(settings, name)), copied: false } : null;
  },
  renameField: (settings, from, to) => ({ ...settings, columns: settings.columns.map((column) => (column === from ? to : column)) }),
});

function commonType(types: readonly FieldType[]): FieldType {
  const [first] = types;
  if (first === undefined) return 'any';
  if (types.every((type) => type === first)) return first;
  return types.every((type) => type === 'integer' || type === 'number') ? 'number' : 'any';
}
