import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

/** Most levels of records within items that become fields. */
export const DEEPEST = 10;

const config = settingsSchema(() => ({
  /** The field that holds the list. */
  list: z.string().default(''),
  /** Text that is a JSON list counts as that list. */
  parseText: z.boolean().default(false),
  /** What is made of an item that is a record: fields of the record that leaves, or one field with the whole item. */
  items: z.enum(['fields', 'whole']).default('fields'),
  /** How many levels of records within an item become fields too, with names like `address.city`. */
  levels: z.int().min(1).max(DEEPEST).default(1),
  /** Put before the names of an item's fields. */
  prefix: z.string().max(100).default(''),
  /** The field of an item that is not a record, or of the whole item; empty: that of the list. */
  itemName: z.string().default(''),
  /** Fields of the record that each item gets along. */
  repeat: z.enum(['all', 'chosen']).default('all'),
  fields: z.array(z.string()).default([]),
  /** Field with the item's number from 1; empty: none. */
  position: z.string().default(''),
  /** What becomes of a record whose list is empty or missing: it leaves once without an item, or is left out. */
  empty: z.enum(['keep', 'drop']).default('keep'),
}));
/** How lists become records. */
export type FlattenListConfig = SettingsOf<typeof config>;

/** Makes a record of each item of a list. */
export const spec = defineNode<FlattenListConfig>({
  kind: 'flatten-list',
  version: 1,
  role: 'transform',
  title: 'Flatten a list',
  icon: 'list-details',
  group: 'shape',
  description: 'Makes a record of each item of a list, for example of each line of an order.',
  keywords: ['flatten', 'unnest', 'explode', 'expand', 'list', 'array', 'items', 'lines', 'split', 'json', 'nested', 'normalize', 'rows'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Items' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        { field: 'list', widget: 'column', label: 'List', help: 'The field that holds the list.' },
        { field: 'parseText', widget: 'switch', label: 'The list may be JSON text', help: 'Text such as [1, 2] is read as a list.' },
        {
          field: 'empty',
          widget: 'choice',
          label: 'If the list is empty or missing',
          options: [
            { value: 'keep', label: 'Keep the record', help: 'It leaves once; the item’s fields are empty.' },
            { value: 'drop', label: 'Leave the record out', help: 'It counts as filtered.' },
          ],
        },
      ],
    },
    {
      title: 'The item',
      fields: [
        {
          field: 'items',
          widget: 'choice',
          label: 'An item that is a record',
          options: [
            { value: 'fields', label: 'Gives its fields' },
            { value: 'whole', label: 'Stays whole' },
          ],
        },
        {
          field: 'levels',
          widget: 'number',
          label: 'Levels',
          help: '2 also makes fields of a record within the item, with names like address.city.',
          min: 1,
          max: DEEPEST,
          visibleWhen: { field: 'items', is: ['fields'] },
        },
        {
          field: 'prefix',
          widget: 'text',
          label: 'Before the names of its fields',
          placeholder: 'line.',
          help: 'Needed where the item and the record have fields of the same name.',
          visibleWhen: { field: 'items', is: ['fields'] },
        },
        {
          field: 'itemName',
          widget: 'text',
          label: 'Field of a plain item',
          help: 'For items that are not records, and for whole ones. Empty: the name of the list.',
        },
        {
          field: 'position',
          widget: 'text',
          label: 'Field for its number',
          placeholder: 'Name of a field',
          help: '1 for the first item of a list. Empty: none.',
        },
      ],
    },
    {
      title: 'The record',
      fields: [
        {
          field: 'repeat',
          widget: 'choice',
          label: 'Each item gets',
          options: [
            { value: 'all', label: 'All other fields' },
            { value: 'chosen', label: 'Some fields' },
          ],
        },
        { field: 'fields', widget: 'columns', label: 'Fields it gets', visibleWhen: { field: 'repeat', is: ['chosen'] } },
      ],
    },
  ],
  fanOut: 'many',
  effects: () => 'none',
  summary({ list, position }) {
    if (list === '') return 'no list chosen yet';
    return cutWords(position === '' ? `a record for each item of ${list}` : `a record for each item of ${list}, numbered`);
  },
  check({ list, repeat, fields, position, itemName }, arriving) {
    const problem = (code: string, field: string, message: string, hint: string): SettingProblem => ({ code, field, message, hint });
    const problems: SettingProblem[] = [];
    if (list === '') return [problem('missing-setting', 'list', 'No list is chosen.', 'Choose the field that holds the list.')];
    if (repeat === 'chosen' && fields.includes(list))
      problems.push(
        problem('wrong-setting', `fields.${fields.indexOf(list)}`, `The list "${list}" cannot be repeated for each of its items.`, 'Remove it here.'),
      );
    const here = arriving[IN_PORT];
    const repeated = repeat === 'chosen' ? fields : (here ?? []).map(({ name }) => name).filter((name) => name !== list);
    const item = itemName === '' ? list : itemName;
    if (repeated.includes(item))
      problems.push(problem('wrong-setting', 'itemName', `The record already gives a field "${item}".`, 'Choose another name for the item.'));
    if (position !== '' && (repeated.includes(position) || position === item))
      problems.push(problem('wrong-setting', 'position', `There is already a field "${position}".`, 'Choose another name for the number.'));
    const type = here?.find(({ name }) => name === list)?.type;
    if (type === 'text') return problems;
    if (type !== undefined && type !== 'list' && type !== 'any')
      problems.push({
        ...problem('wrong-setting', 'list', `The field "${list}" holds no lists.`, 'Choose a field that does.'),
        severity: 'warning',
      });
    return problems;
  },
  fields(settings, arriving) {
    const here = arriving[IN_PORT];
    if (!here || settings.items === 'fields') return { [OUT_PORT]: null };
    const { list, itemName, position, repeat, fields } = settings;
    const repeated = repeat === 'all' ? here.filter(({ name }) => name !== list) : here.filter(({ name }) => fields.includes(name));
    const added: Field[] = position === '' ? [] : [{ name: position, type: 'integer' }];
    return { [OUT_PORT]: [...repeated, ...added, { name: itemName === '' ? list : itemName, type: 'any' }] };
  },
  uses: ({ list, repeat, fields }) => [
    ...(list === '' ? [] : [{ port: IN_PORT, field: list, setting: 'list' }]),
    ...(repeat === 'chosen' ? fields.map((field, index) => ({ port: IN_PORT, field, setting: `fields.${index}` })) : []),
  ],
  madeOf({ list, repeat, fields, position }, field, among) {
    if (field === position) return { from: [], copied: false };
    const isRepeated = field !== list && among.includes(field) && (repeat === 'all' || fields.includes(field));
    return isRepeated ? null : { from: among.filter((name) => name === list), copied: false };
  },
  renameField: (settings, from, to) => ({
    ...settings,
    list: settings.list === from ? to : settings.list,
    fields: settings.fields.map((field) => (field === from ? to : field)),
  }),
});
