import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { type AggregateConfig, aggregateRows, aggregateSchema, nameOf, needsField, typeOf } from '../../catalog/aggregates.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { compareKeysSection, keyProblems, notNumbersField } from '../../catalog/key-settings.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Records that agree in these fields are one group; none: all records are. */
  keys: z.array(z.string()).default([]),
  /** Fields that are made of each group, in the order in which they leave behind the keys. */
  aggregates: z.array(aggregateSchema()).default([]),
  /** What becomes of a record whose value is no number where one is needed. */
  notNumbers: z.enum(['reject', 'ignore']).default('reject'),
  ignoreCase: z.boolean().default(false),
  /** Blanks at both ends of a key field do not count. */
  trim: z.boolean().default(true),
}));
/** How records are grouped, and what is made of each group. */
export type GroupRowsConfig = SettingsOf<typeof config>;

/** One record for each group of records. */
export const spec = defineNode<GroupRowsConfig>({
  kind: 'group-rows',
  version: 1,
  role: 'transform',
  title: 'Group rows',
  icon: 'sum',
  group: 'combine',
  description: 'Makes one record of all records that agree in some fields, with counts, sums, averages and lists of the others.',
  keywords: ['group', 'aggregate', 'sum', 'total', 'count', 'average', 'mean', 'minimum', 'maximum', 'distinct', 'list', 'summary', 'subtotal', 'collect'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Groups' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'keys',
          widget: 'columns',
          label: 'Group by',
          help: 'Records that agree in these fields become one. Without any, all records become one.',
        },
        { field: 'aggregates', widget: 'rows', label: 'Fields made of each group', rows: aggregateRows },
        notNumbersField,
      ],
    },
    compareKeysSection,
  ],
  fanOut: 'combines',
  spills: true,
  effects: () => 'none',
  summary({ keys, aggregates }) {
    const named = keys.filter((key) => key !== '');
    const made = aggregates.map(nameOf);
    return cutWords(`${named.length === 0 ? 'all records' : `by ${listNames(named)}`}${made.length === 0 ? '' : `: ${listNames(made)}`}`);
  },
  check({ keys, aggregates }) {
    const problems = keyProblems(keys);
    if (keys.length === 0 && aggregates.length === 0)
      problems.push({
        code: 'missing-setting',
        field: 'keys',
        message: 'There is neither a field to group by nor anything to make of the groups.',
        hint: 'Choose the fields that the records of a group have in common.',
      });
    aggregates.forEach((aggregate, index) => {
      problems.push(...aggregateProblems(aggregate, index, keys, aggregates));
    });
    return problems;
  },
  fields({ keys, aggregates }, arriving) {
    const known = arriving[IN_PORT];
    if (!known) return { [OUT_PORT]: null };
    const find = (name: string): Field => known.find((field) => field.name === name) ?? { name, type: 'any' };
    const made = aggregates.map((aggregate): Field => ({ name: nameOf(aggregate), type: typeOf(aggregate, find(aggregate.field).type) }));
    return { [OUT_PORT]: [...keys.filter((key) => key !== '').map(find), ...made] };
  },
  uses({ keys, aggregates }) {
    return [
      ...keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` })),
      ...aggregates.flatMap((one, index) => (needsField(one) ? [{ port: IN_PORT, field: one.field, setting: `aggregates.${index}.field` }] : [])),
    ].filter(({ field }) => field !== '');
  },
  madeOf({ keys, aggregates }, field, among) {
    const made = aggregates.find((aggregate) => nameOf(aggregate) === field);
    // A count says nothing of the values it counts.
    if (made) return { from: made.kind === 'count' ? [] : among.filter((name) => name === made.field), copied: false };
    return keys.includes(field) ? { from: among.filter((name) => name === field), copied: true } : null;
  },
  renameField: (settings, from, to) => ({
    ...settings,
    keys: settings.keys.map((key) => (key === from ? to : key)),
    // The name that leaves stays as it is: what stands behind knows it.
    aggregates: settings.aggregates.map((one) => (needsField(one) && one.field === from ? { ...one, name: nameOf(one), field: to } : one)),
  }),
});

function aggregateProblems(aggregate: AggregateConfig, index: number, keys: readonly string[], all: readonly AggregateConfig[]): SettingProblem[] {
  const [field, name] = [`aggregates.${index}`, nameOf(aggregate)];
  if (needsField(aggregate) && aggregate.field === '')
    return [
      {
        code: 'missing-setting',
        field: `${field}.field`,
        message: 'The field this is made of is not chosen.',
        hint: 'Choose the field, or remove the line.',
      },
    ];
  if (!keys.includes(name) && all.findIndex((one) => nameOf(one) === name) === index) return [];
  return [{ code: 'wrong-setting', field: `${field}.name`, message: `Two fields that leave are called "${name}".`, hint: 'Give one of them another name.' }];
}
