import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { AGGREGATE_NAMES, AGGREGATES, type AggregateConfig, typeOf } from '../../catalog/aggregates.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { compareKeysSection, keyProblems, notNumbersField } from '../../catalog/key-settings.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Records that agree in these fields become one row. */
  keys: z.array(z.string()).default([]),
  /** Field whose values become columns. */
  column: z.string().default(''),
  /** Field whose values stand in those columns; none for counting records. */
  value: z.string().default(''),
  /** What is made of the values where several meet. */
  kind: z.enum(AGGREGATE_NAMES).default('sum'),
  /** Whether the columns are listed, or those that the data brings. */
  columns: z.enum(['data', 'listed']).default('data'),
  listed: z.array(z.object({ value: z.string(), name: z.string().default('') })).default([]),
  /** Most columns that the data may bring. */
  most: z.int().min(1).max(1000).default(100),
  /** What becomes of records whose value is not listed. */
  others: z.enum(['drop', 'reject']).default('reject'),
  /** Name of the column of records in which the field is empty. */
  emptyName: z.string().default('(empty)'),
  notNumbers: z.enum(['reject', 'ignore']).default('reject'),
  compare: z.enum(['type', 'number']).default('type'),
  separator: z.string().default(', '),
  ignoreCase: z.boolean().default(false),
  trim: z.boolean().default(true),
}));
/** Which records become one row, and which of their values become its columns. */
export type PivotRowsConfig = SettingsOf<typeof config>;

/** The listed columns by name, in order. */
export function listedNames({ listed }: PivotRowsConfig): string[] {
  return listed.map(({ value, name }) => name || value);
}

const NO_COUNT = AGGREGATE_NAMES.filter((kind) => kind !== 'count');
const of = (...kinds: AggregateConfig['kind'][]) => kinds;

/** Values of a field become columns. */
export const spec = defineNode<PivotRowsConfig>({
  kind: 'pivot-rows',
  version: 1,
  role: 'transform',
  title: 'Rows to columns',
  icon: 'table-column',
  group: 'shape',
  description: 'Makes one row of several records: the values of one field become columns, filled with the values of another.',
  keywords: ['pivot', 'rows', 'columns', 'crosstab', 'cross table', 'wide', 'transpose', 'matrix', 'months', 'spread'],
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
          field: 'keys',
          widget: 'columns',
          label: 'One row for each',
          help: 'Records that agree in these fields become one row. Without any, all records do.',
        },
        { field: 'column', widget: 'column', label: 'Columns from', help: 'Each value of this field becomes a column.' },
        {
          field: 'kind',
          widget: 'choice',
          label: 'Filled with',
          help: 'What stands in a column, also where several records meet in it.',
          options: AGGREGATES.map(([value, label]) => ({ value, label })),
        },
        { field: 'value', widget: 'column', label: 'Of', visibleWhen: { field: 'kind', is: NO_COUNT } },
        { field: 'separator', widget: 'text', label: 'Between', visibleWhen: { field: 'kind', is: of('join', 'join-distinct') } },
        {
          field: 'compare',
          widget: 'choice',
          label: 'Compared',
          visibleWhen: { field: 'kind', is: of('min', 'max') },
          options: [
            { value: 'type', label: 'As the field’s type says' },
            { value: 'number', label: 'As numbers' },
          ],
        },
      ],
    },
    {
      title: 'Columns',
      fields: [
        {
          field: 'columns',
          widget: 'choice',
          label: 'Which columns',
          options: [
            { value: 'data', label: 'Those the data brings', help: 'In the order in which they first come. They are known only when the flow has run.' },
            { value: 'listed', label: 'Those listed here', help: 'Always these, also when no record has one of them.' },
          ],
        },
        {
          field: 'listed',
          widget: 'rows',
          label: 'Listed columns',
          visibleWhen: { field: 'columns', is: ['listed'] },
          rows: {
            noun: 'column',
            empty: { value: '', name: '' },
            parts: [
              { field: 'value', widget: 'text', label: 'Value' },
              { field: 'name', widget: 'text', label: 'Named', placeholder: 'As the value' },
            ],
          },
        },
        {
          field: 'others',
          widget: 'choice',
          label: 'Other values',
          visibleWhen: { field: 'columns', is: ['listed'] },
          options: [
            { value: 'reject', label: 'Reject the record' },
            { value: 'drop', label: 'Leave the record out' },
          ],
        },
        { field: 'most', widget: 'number', label: 'At most', unit: 'columns', min: 1, max: 1000, visibleWhen: { field: 'columns', is: ['data'] } },
        { field: 'emptyName', widget: 'text', label: 'Column for empty ones', visibleWhen: { field: 'columns', is: ['data'] } },
        notNumbersField,
      ],
    },
    compareKeysSection,
  ],
  fanOut: 'combines',
  spills: true,
  effects: () => 'none',
  summary({ keys, column, kind, value }) {
    if (column === '') return 'no field for the columns chosen yet';
    const filled = kind === 'count' ? 'counts' : `${(AGGREGATES.find(([one]) => one === kind)?.[1] ?? '').toLowerCase()} of ${value || '…'}`;
    return cutWords(`${filled} by ${column}${keys.length > 0 ? ` for each ${listNames(keys)}` : ''}`);
  },
  check(settings) {
    const { keys, column, value, kind, columns } = settings;
    const problems = keyProblems(keys);
    if (column === '')
      problems.push({ code: 'missing-setting', field: 'column', message: 'The field whose values become columns is not chosen.', hint: 'Choose it.' });
    if (kind !== 'count' && value === '')
      problems.push({
        code: 'missing-setting',
        field: 'value',
        message: 'The field that fills the columns is not chosen.',
        hint: 'Choose it, or count records.',
      });
    return columns === 'listed' ? [...problems, ...listProblems(settings)] : problems;
  },
  fields(settings, arriving) {
    const known = arriving[IN_PORT];
    if (!known || settings.columns === 'data') return { [OUT_PORT]: null };
    const find = (name: string): Field => known.find((field) => field.name === name) ?? { name, type: 'any' };
    const type = typeOf(settings, find(settings.value).type);
    return { [OUT_PORT]: [...settings.keys.filter((key) => key !== '').map(find), ...listedNames(settings).map((name) => ({ name, type }))] };
  },
  uses({ keys, column, value, kind }) {
    const named = [
      ...keys.map((field, index) => [field, `keys.${index}`] as const),
      [column, 'column'] as const,
      ...(kind === 'count' ? [] : [[value, 'value'] as const]),
    ];
    return named.flatMap(([field, setting]) => (field === '' ? [] : [{ port: IN_PORT, field, setting }]));
  },
  madeOf({ keys, column, value }, field, among) {
    if (keys.includes(field)) return { from: among.filter((name) => name === field), copied: true };
    return { from: among.filter((name) => name === column || name === value), copied: false };
  },
  renameField(settings, from, to) {
    const renamed = (name: string) => (name === from ? to : name);
    return { ...settings, keys: settings.keys.map(renamed), column: renamed(settings.column), value: renamed(settings.value) };
  },
});

function listProblems(settings: PivotRowsConfig): SettingProblem[] {
  const { listed, keys, ignoreCase } = settings;
  if (listed.length === 0) return [{ code: 'missing-setting', field: 'listed', message: 'No column is listed.', hint: 'List the values that become columns.' }];
  const names = listedNames(settings);
  const alike = (value: string) => (ignoreCase ? value.trim().toLowerCase() : value.trim());
  return listed.flatMap(({ value }, index): SettingProblem[] => {
    const name = names[index] as string;
    if (name.trim() === '') return [{ code: 'missing-setting', field: `listed.${index}.name`, message: 'A column has no name.', hint: 'Name it.' }];
    if (keys.includes(name) || names.indexOf(name) < index)
      return [
        {
          code: 'wrong-setting',
          field: `listed.${index}.name`,
          message: `Two fields that leave are called "${name}".`,
          hint: 'Give one of them another name.',
        },
      ];
    if (listed.findIndex((one) => alike(one.value) === alike(value)) < index)
      return [{ code: 'wrong-setting', field: `listed.${index}.value`, message: `The value "${value}" is listed twice.`, hint: 'Remove one of the two.' }];
    return [];
  });
}
