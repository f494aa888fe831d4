import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const LARGEST = 1_000_000_000_000;

const config = settingsSchema(() => ({
  /** Name of the field that gets the number. */
  name: z.string().default('number'),
  place: z.enum(['last', 'first']).default('last'),
  start: z.int().min(-LARGEST).max(LARGEST).default(1),
  step: z.int().min(-1_000_000).max(1_000_000).default(1),
  /** Digits at least, filled up with zeros; 0 leaves the number as it is. */
  width: z.int().min(0).max(30).default(0),
  prefix: z.string().max(100).default(''),
  suffix: z.string().max(100).default(''),
  /** When it begins anew: never, for each value of the keys, or whenever the keys differ from those of the record before. */
  restart: z.enum(['never', 'key', 'change']).default('never'),
  keys: z.array(z.string()).default([]),
  /** Goes on where the last run ended. */
  continues: z.boolean().default(false),
}));
/** How records are numbered. */
export type NumberRowsConfig = SettingsOf<typeof config>;

/** Whether the numbers are texts: with zeros in front, or with something before or behind. */
export function isText({ width, prefix, suffix }: Pick<NumberRowsConfig, 'width' | 'prefix' | 'suffix'>): boolean {
  return width > 0 || prefix !== '' || suffix !== '';
}

/** Gives each record a running number. */
export const spec = defineNode<NumberRowsConfig>({
  kind: 'number-rows',
  version: 1,
  role: 'transform',
  title: 'Number rows',
  icon: 'list-numbers',
  group: 'shape',
  description: 'Gives each record a running number, for all records, or starting again for each group.',
  keywords: ['number', 'count', 'index', 'sequence', 'row number', 'line number', 'rank', 'id', 'key', 'position', 'autonumber', 'counter'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        { field: 'name', widget: 'text', label: 'Name of the field' },
        { field: 'start', widget: 'number', label: 'Begin with', min: -LARGEST, max: LARGEST },
        {
          field: 'step',
          widget: 'number',
          label: 'Step',
          help: 'How much is added from record to record; below zero counts down.',
          min: -1_000_000,
          max: 1_000_000,
        },
        {
          field: 'restart',
          widget: 'choice',
          label: 'Start over',
          options: [
            { value: 'never', label: 'Never' },
            { value: 'key', label: 'For each value of some fields', help: 'Records of one group need not stand together.' },
            { value: 'change', label: 'Whenever some fields change', help: 'For records that are sorted by these fields; needs next to no memory.' },
          ],
        },
        { field: 'keys', widget: 'columns', label: 'Fields of the group', visibleWhen: { field: 'restart', is: ['key', 'change'] } },
        {
          field: 'continues',
          widget: 'switch',
          label: 'Go on from run to run',
          help: 'Begins where the last run that delivered ended.',
          visibleWhen: { field: 'restart', is: ['never'] },
        },
      ],
    },
    {
      title: 'How it is written',
      advanced: true,
      fields: [
        { field: 'width', widget: 'number', label: 'Digits', help: 'Filled up with zeros: 3 gives 007. 0 leaves the number as it is.', min: 0, max: 30 },
        { field: 'prefix', widget: 'text', label: 'Before it', placeholder: 'INV-' },
        { field: 'suffix', widget: 'text', label: 'Behind it' },
        {
          field: 'place',
          widget: 'choice',
          label: 'Where the field stands',
          options: [
            { value: 'last', label: 'Last' },
            { value: 'first', label: 'First' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  dependsOnOthers: () => true,
  spills: true,
  effects: () => 'none',
  summary({ name, restart, keys }) {
    if (name === '') return 'no field name yet';
    return cutWords(restart === 'never' || keys.length === 0 ? `as ${name}` : `as ${name}, starting again for each ${listNames(keys)}`);
  },
  check({ name, step, restart, keys }, arriving) {
    const problem = (code: string, field: string, message: string, hint: string): SettingProblem => ({ code, field, message, hint });
    const problems: SettingProblem[] = [];
    if (name === '') problems.push(problem('missing-setting', 'name', 'The field has no name.', 'Type the name it gets.'));
    else if (arriving[IN_PORT]?.some((field) => field.name === name))
      problems.push(problem('wrong-setting', 'name', `The records already have a field "${name}".`, 'Choose another name, or drop that field before.'));
    if (step === 0)
      problems.push(problem('wrong-setting', 'step', 'With a step of 0 all records would get the same number.', 'Type another step, for example 1.'));
    if (restart !== 'never' && keys.length === 0)
      problems.push(
        problem('missing-setting', 'keys', 'No fields of the group are chosen.', 'Choose the fields whose every new value starts the count again.'),
      );
    return problems;
  },
  fields(settings, arriving) {
    const here = arriving[IN_PORT];
    if (!here || settings.name === '') return { [OUT_PORT]: here ? [...here] : null };
    const added: Field = { name: settings.name, type: isText(settings) ? 'text' : 'integer' };
    const others = here.filter(({ name }) => name !== settings.name);
    return { [OUT_PORT]: settings.place === 'first' ? [added, ...others] : [...others, added] };
  },
  uses: ({ restart, keys }) => (restart === 'never' ? [] : keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` }))),
  // The number of a record says nothing of its values.
  madeOf: ({ name }, field) => (field === name ? { from: [], copied: false } : null),
  renameField: (settings, from, to) => ({ ...settings, keys: settings.keys.map((key) => (key === from ? to : key)) }),
});
