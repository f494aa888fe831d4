import * as z from 'zod';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { compareKeysSection, keyProblems } from '../../catalog/key-settings.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Fields that together say whether two records are the same; empty: all of them. */
  keys: z.array(z.string()).default([]),
  /** Which of several records with one key stays: by the order in which they came, or by the value of a field. */
  keep: z.enum(['first', 'last', 'smallest', 'largest']).default('first'),
  /** The field whose smallest or largest value stays. */
  by: z.string().default(''),
  /** `number` takes texts that are numbers by their value. */
  compare: z.enum(['type', 'number']).default('type'),
  /** `across-runs` also drops records whose key an earlier run has delivered. */
  scope: z.enum(['run', 'across-runs']).default('run'),
  /** Keys that were not seen for so many days are forgotten; 0 for never. */
  forgetDays: z.int().min(0).max(36_500).default(0),
  /** Of more keys than these, the ones seen longest ago are forgotten; 0 for without limit. */
  mostKeys: z.int().min(0).max(1_000_000_000).default(0),
  ignoreCase: z.boolean().default(false),
  /** Blanks at both ends of a key field do not count. */
  trim: z.boolean().default(true),
}));
/** When two records count as the same, and which one stays. */
export type RemoveDuplicatesConfig = SettingsOf<typeof config>;

/** Drops records whose key has been there before. */
export const spec = defineNode<RemoveDuplicatesConfig>({
  kind: 'remove-duplicates',
  version: 1,
  role: 'transform',
  title: 'Remove duplicates',
  icon: 'copy-minus',
  group: 'select',
  description: 'Keeps one record of those with the same key, and drops the others.',
  keywords: ['duplicates', 'distinct', 'unique', 'dedupe', 'deduplicate', 'once', 'repeated', 'double', 'new', 'only new'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Unique' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'keys',
          widget: 'columns',
          label: 'Key fields',
          help: 'Records that agree in these fields are duplicates. Without any, records must agree in all fields.',
        },
        {
          field: 'keep',
          widget: 'choice',
          label: 'Keep',
          options: [
            { value: 'first', label: 'The first one' },
            { value: 'last', label: 'The last one', help: 'All records must be read before any is passed on.' },
            { value: 'smallest', label: 'The one with the smallest value', help: 'Of a field, for example the lowest price. All records must be read first.' },
            { value: 'largest', label: 'The one with the largest value', help: 'Of a field, for example the newest date. All records must be read first.' },
          ],
        },
        { field: 'by', widget: 'column', label: 'Value of', visibleWhen: { field: 'keep', is: ['smallest', 'largest'] } },
        {
          field: 'compare',
          widget: 'choice',
          label: 'Compared',
          visibleWhen: { field: 'keep', is: ['smallest', 'largest'] },
          options: [
            { value: 'type', label: 'As the field’s type says' },
            { value: 'number', label: 'As numbers' },
          ],
        },
        {
          field: 'scope',
          widget: 'choice',
          label: 'Look for duplicates',
          options: [
            { value: 'run', label: 'Within the run' },
            {
              value: 'across-runs',
              label: 'In earlier runs too',
              help: 'Passes on only records that no earlier run has delivered. Without key fields: also those of which any field has changed.',
            },
          ],
        },
        {
          field: 'forgetDays',
          widget: 'number',
          label: 'Forget keys not seen for',
          unit: 'days',
          help: '0 for never. A forgotten key counts as new again.',
          min: 0,
          max: 36_500,
          visibleWhen: { field: 'scope', is: ['across-runs'] },
        },
        {
          field: 'mostKeys',
          widget: 'number',
          label: 'Remember at most',
          unit: 'keys',
          help: '0 for all. Those seen longest ago are forgotten first.',
          min: 0,
          max: 1_000_000_000,
          visibleWhen: { field: 'scope', is: ['across-runs'] },
        },
      ],
    },
    compareKeysSection,
  ],
  fanOut: 'one',
  dependsOnOthers: () => true,
  spills: true,
  effects: () => 'none',
  summary({ keys, keep, by: field, scope }) {
    const named = keys.filter((key) => key !== '');
    const what = named.length === 0 ? 'the whole record' : listNames(named);
    const kept = {
      first: named.length === 0 ? 'by the whole record' : `by ${listNames(named)}`,
      last: `by ${what}, keeps the last`,
      smallest: `by ${what}, keeps the smallest ${field || '…'}`,
      largest: `by ${what}, keeps the largest ${field || '…'}`,
    }[keep];
    return cutWords(scope === 'across-runs' ? `${kept}, across runs` : kept);
  },
  check({ keys, keep, by, scope }) {
    const problems = keyProblems(keys);
    if ((keep === 'smallest' || keep === 'largest') && by === '')
      problems.push({
        code: 'missing-setting',
        field: 'by',
        message: 'The field whose value decides is not chosen.',
        hint: 'Choose it, or keep the first or last one.',
      });
    if (scope === 'across-runs' && keep !== 'first')
      problems.push({
        code: 'wrong-setting',
        field: 'keep',
        message: 'Records an earlier run has delivered are dropped even if the one in this run would win.',
        hint: 'To update what was delivered, write to a target with "update or add" instead.',
        severity: 'warning',
      });
    return problems;
  },
  fields: (_settings, arriving) => ({ [OUT_PORT]: arriving[IN_PORT] ? [...arriving[IN_PORT]] : null }),
  uses({ keys, keep, by }) {
    const named = keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` }));
    if (keep === 'smallest' || keep === 'largest') named.push({ port: IN_PORT, field: by, setting: 'by' });
    return named.filter(({ field }) => field !== '');
  },
  renameField: (settings, from, to) => ({
    ...settings,
    keys: settings.keys.map((key) => (key === from ? to : key)),
    by: settings.by === from ? to : settings.by,
  }),
});
