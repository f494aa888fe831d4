import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { keyProblems } from '../../catalog/key-settings.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const MOST_ITEMS = 1_000_000;

const config = settingsSchema(() => ({
  /** Records that are equal in these fields become one. */
  keys: z.array(z.string()).default([]),
  /** Blanks at both ends of a key field do not count. */
  trim: z.boolean().default(true),
  ignoreCase: z.boolean().default(false),
  /** Name of the field with the list. */
  list: z.string().default('items'),
  /** What an item holds: all fields that are no key, or these. */
  take: z.enum(['rest', 'chosen']).default('rest'),
  fields: z.array(z.string()).default([]),
  /** Items are records, or the plain values of the one chosen field. */
  items: z.enum(['records', 'values']).default('records'),
  /** Fields that are neither key nor in the items: dropped, or kept as the first record of the group has them. */
  others: z.enum(['drop', 'first']).default('drop'),
  /** A larger group stops the run. */
  most: z.int().min(1).max(MOST_ITEMS).default(10_000),
}));
/** How records become items of lists. */
export type NestRowsConfig = SettingsOf<typeof config>;

/** Puts the records of a key into one record with a list. */
export const spec = defineNode<NestRowsConfig>({
  kind: 'nest-rows',
  version: 1,
  role: 'transform',
  title: 'Nest rows',
  icon: 'brackets-contain',
  group: 'combine',
  description: 'Makes one record of all that belong together, with a list of what they hold: an order with its lines.',
  keywords: ['nest', 'list', 'array', 'collect', 'group', 'json', 'document', 'hierarchy', 'parent', 'children', 'header', 'lines', 'aggregate', 'pack'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Groups' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        { field: 'keys', widget: 'columns', label: 'Fields that belong together', help: 'Records that are equal in these fields become one.' },
        { field: 'list', widget: 'text', label: 'Name of the list' },
        {
          field: 'take',
          widget: 'choice',
          label: 'An item holds',
          options: [
            { value: 'rest', label: 'All other fields' },
            { value: 'chosen', label: 'Some fields' },
          ],
        },
        { field: 'fields', widget: 'columns', label: 'Fields of an item', visibleWhen: { field: 'take', is: ['chosen'] } },
        {
          field: 'items',
          widget: 'choice',
          label: 'Items are',
          options: [
            { value: 'records', label: 'Records' },
            { value: 'values', label: 'Plain values', help: 'Of one chosen field: ["a", "b"].' },
          ],
          visibleWhen: { field: 'take', is: ['chosen'] },
        },
        {
          field: 'others',
          widget: 'choice',
          label: 'Fields that are in neither',
          options: [
            { value: 'drop', label: 'Are dropped' },
            { value: 'first', label: 'As in the first record', help: 'The record keeps them as the first record of its group has them.' },
          ],
          visibleWhen: { field: 'take', is: ['chosen'] },
        },
      ],
    },
    {
      title: 'Compare and limit',
      advanced: true,
      fields: [
        { field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals', help: 'de and DE are the same key.' },
        { field: 'trim', widget: 'switch', label: 'Ignore blanks at the ends', help: '"A17 " and "A17" are the same key.' },
        {
          field: 'most',
          widget: 'number',
          label: 'Most items in a list',
          help: 'A larger group stops the run: it must fit into memory.',
          min: 1,
          max: MOST_ITEMS,
        },
      ],
    },
  ],
  fanOut: 'combines',
  spills: true,
  effects: () => 'none',
  summary({ keys, list }) {
    return keys.length === 0 ? 'no key chosen yet' : cutWords(`${list} by ${listNames(keys)}`);
  },
  check({ keys, list, take, fields, items, others }, arriving) {
    const problems = keyProblems(keys);
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (keys.length === 0) missing('keys', 'No fields that belong together are chosen.', 'Choose the fields in which the records of a group are equal.');
    if (list === '') missing('list', 'The list has no name.', 'Type the name of the field that gets it.');
    const kept = take === 'chosen' && others === 'first' ? (arriving[IN_PORT] ?? []).map(({ name }) => name).filter((name) => !fields.includes(name)) : keys;
    if ([...keys, ...kept].includes(list)) wrong('list', `There is already a field "${list}".`, 'Give the list another name.');
    if (take === 'rest') return problems;
    if (fields.length === 0) missing('fields', 'No fields of an item are chosen.', 'Choose at least one.');
    if (items === 'values' && fields.length > 1)
      wrong('items', 'Plain values can come of one field only.', 'Keep one field of an item, or let items be records.');
    return problems;
  },
  fields({ keys, list, take, fields, others }, arriving) {
    const here = arriving[IN_PORT];
    if (!here || list === '') return { [OUT_PORT]: null };
    const kept = keys.flatMap((key) => here.find(({ name }) => name === key) ?? []);
    const rest = take === 'chosen' && others === 'first' ? here.filter(({ name }) => !keys.includes(name) && !fields.includes(name)) : [];
    const added: Field = { name: list, type: 'list' };
    return { [OUT_PORT]: [...kept, ...rest, added] };
  },
  uses: ({ keys, take, fields }) => [
    ...keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` })),
    ...(take === 'chosen' ? fields.map((field, index) => ({ port: IN_PORT, field, setting: `fields.${index}` })) : []),
  ],
  madeOf({ keys, list, take, fields }, field, among) {
    if (field !== list) return null;
    return { from: among.filter((name) => (take === 'chosen' ? fields.includes(name) : !keys.includes(name))), copied: false };
  },
  renameField(settings, from, to) {
    const renamed = (name: string) => (name === from ? to : name);
    return { ...settings, keys: settings.keys.map(renamed), fields: settings.fields.map(renamed) };
  },
});
