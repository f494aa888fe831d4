import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, type OutputPort, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { keyPairSchema, lookupFieldsSchema } from '../../catalog/shapes.ts';

/** The second input: it is read to its end before the records of the first one come. */
export const RIGHT_PORT = 'right';
/** Outputs for records without a partner, where these do not leave with the joined ones. */
export const LEFT_ONLY_PORT = 'left-only';
export const RIGHT_ONLY_PORT = 'right-only';

const config = settingsSchema(() => ({
  /** Pairs of fields that must be equal. */
  keys: z.array(keyPairSchema).default([]),
  /** Which records leave joined, and which of those without a partner leave with them. */
  join: z.enum(['inner', 'left', 'right', 'full', 'anti']).default('inner'),
  /** What happens when a record of the left input has several partners. */
  many: z.enum(['all', 'first', 'last', 'reject']).default('all'),
  /** Whether all fields of the right input are added (but those of the key), or those of `fields`. */
  take: z.enum(['all', 'chosen']).default('all'),
  fields: lookupFieldsSchema.default([]),
  /** Put before the names of the right input's fields that the left one has too. */
  prefix: z.string().default('right_'),
  trim: z.boolean().default(true),
  ignoreCase: z.boolean().default(false),
}));
/** How two inputs are brought together. */
export type JoinRowsConfig = SettingsOf<typeof config>;

/** Fields of the right input that are added, and the names they leave under. */
export function addedFields(
  { join, take, fields, prefix, keys }: JoinRowsConfig,
  left: readonly string[],
  right: readonly string[],
): { from: string; to: string }[] {
  if (join === 'anti') return [];
  if (take === 'chosen') return fields.filter(({ from, to }) => from !== '' && to !== '');
  const keyFields = new Set(keys.map((pair) => pair.right));
  const taken = new Set(left);
  return right.filter((name) => !keyFields.has(name)).map((from) => ({ from, to: taken.has(from) ? `${prefix}${from}` : from }));
}

/** Whether records of the left (the right) input without a partner leave with the joined ones. */
export const keepsLeft = ({ join }: Pick<JoinRowsConfig, 'join'>): boolean => join === 'left' || join === 'full' || join === 'anti';
export const keepsRight = ({ join }: Pick<JoinRowsConfig, 'join'>): boolean => join === 'right' || join === 'full';

function outputsFor(settings: Pick<JoinRowsConfig, 'join'>): OutputPort[] {
  return [
    { name: OUT_PORT, label: settings.join === 'anti' ? 'Left without a partner' : 'Joined' },
    ...(keepsLeft(settings) ? [] : [{ name: LEFT_ONLY_PORT, label: 'Only left' }]),
    ...(keepsRight(settings) ? [] : [{ name: RIGHT_ONLY_PORT, label: 'Only right' }]),
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ];
}

const WORDS = { inner: 'both', left: 'all left', right: 'all right', full: 'all of both', anti: 'left without a partner' } as const;

/** Brings the records of two inputs together by a key. */
export const spec = defineNode<JoinRowsConfig>({
  kind: 'join-rows',
  version: 1,
  role: 'transform',
  title: 'Join',
  icon: 'arrows-join',
  group: 'combine',
  description: 'Brings the records of two inputs together where the fields of a key are equal.',
  keywords: ['join', 'merge', 'match', 'combine', 'inner join', 'left join', 'right join', 'full outer join', 'anti join', 'relate', 'not in'],
  inputs: [
    { name: IN_PORT, label: 'Left', many: true },
    { name: RIGHT_PORT, label: 'Right', many: true, first: true, moves: true },
  ],
  outputs: outputsFor({ join: 'inner' }),
  outputsFor,
  config,
  form: [
    {
      fields: [
        {
          field: 'keys',
          widget: 'key-pairs',
          label: 'Match where',
          help: 'A field of the left input must equal a field of the right one. An empty key matches nothing.',
          port: RIGHT_PORT,
        },
        {
          field: 'join',
          widget: 'choice',
          label: 'Records that leave',
          options: [
            { value: 'inner', label: 'Only those with a partner', help: 'Inner join.' },
            { value: 'left', label: 'All of the left input', help: 'Left join: fields of the right input stay empty without a partner.' },
            { value: 'right', label: 'All of the right input', help: 'Right join.' },
            { value: 'full', label: 'All of both inputs', help: 'Full join.' },
            { value: 'anti', label: 'Those of the left input without a partner', help: 'Anti join: nothing is added.' },
          ],
        },
        {
          field: 'many',
          widget: 'choice',
          label: 'If several match',
          options: [
            { value: 'all', label: 'All pairs', help: 'A record leaves once for each of its partners.' },
            { value: 'first', label: 'The first partner' },
            { value: 'last', label: 'The last partner' },
            { value: 'reject', label: 'Reject them', help: 'The record and its partners: which one is meant is not clear.' },
          ],
          visibleWhen: { field: 'join', is: ['inner', 'left', 'right', 'full'] },
        },
      ],
    },
    {
      title: 'Fields of the right input',
      fields: [
        {
          field: 'take',
          widget: 'choice',
          label: 'Add',
          options: [
            { value: 'all', label: 'All fields', help: 'But those of the key.' },
            { value: 'chosen', label: 'Chosen fields' },
          ],
          visibleWhen: { field: 'join', is: ['inner', 'left', 'right', 'full'] },
        },
        { field: 'fields', widget: 'lookup-fields', label: 'Fields to add', port: RIGHT_PORT, visibleWhen: { field: 'take', is: ['chosen'] } },
        {
          field: 'prefix',
          widget: 'text',
          label: 'Before names that clash',
          help: 'A field of the right input that the left one has too gets this before its name.',
          visibleWhen: { field: 'take', is: ['all'] },
        },
      ],
    },
    {
      title: 'Compare',
      advanced: true,
      fields: [
        { field: 'trim', widget: 'switch', label: 'Ignore blanks around keys', help: 'Spaces, tabs and line ends at the ends do not count.' },
        { field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals in keys', help: 'de and DE are the same.' },
      ],
    },
  ],
  fanOut: 'combines',
  spills: true,
  effects: () => 'none',
  summary({ keys, join }) {
    const by = keys.filter(({ left }) => left !== '').map(({ left, right }) => (left === right || right === '' ? left : `${left} = ${right}`));
    return by.length === 0 ? 'no key chosen yet' : cutWords(`${WORDS[join]}, by ${listNames(by, 2)}`);
  },
  check(settings, arriving) {
    const { keys, take, fields, join } = settings;
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (keys.length === 0)
      missing('keys', 'No fields to match by are chosen.', 'Choose a field of the left input and the field of the right one that it must equal.');
    keys.forEach(({ left, right }, index) => {
      if (left === '') missing(`keys.${index}.left`, 'A pair to match by names no field of the left input.', 'Choose one.');
      if (right === '') missing(`keys.${index}.right`, 'A pair to match by names no field of the right input.', 'Choose one.');
    });
    if (join === 'anti') return problems;
    const left = (arriving[IN_PORT] ?? []).map(({ name }) => name);
    if (take === 'chosen')
      fields.forEach(({ from, to }, index) => {
        if (from === '') missing(`fields.${index}.from`, 'A field to add is not chosen.', 'Choose a field of the right input, or remove the line.');
        if (to === '') missing(`fields.${index}.to`, 'A field to add has no name.', 'Type the name it gets.');
      });
    const added = addedFields(
      settings,
      left,
      (arriving[RIGHT_PORT] ?? []).map(({ name }) => name),
    );
    const taken = new Set(left);
    for (const { from, to } of added) {
      const index = fields.findIndex((field) => field.from === from && field.to === to);
      const setting = take === 'chosen' ? `fields.${index}.to` : 'prefix';
      if (taken.has(to)) wrong(setting, `Two fields of the joined records would have the name "${to}".`, `Give "${from}" of the right input another name.`);
      taken.add(to);
    }
    return problems;
  },
  fields(settings, arriving) {
    const [left, right] = [arriving[IN_PORT] ?? null, arriving[RIGHT_PORT] ?? null];
    const ports: Record<string, Field[] | null> = { [OUT_PORT]: joinedFields(settings, left, right) };
    if (!keepsLeft(settings)) ports[LEFT_ONLY_PORT] = left && [...left];
    if (!keepsRight(settings)) ports[RIGHT_ONLY_PORT] = right && [...right];
    return ports;
  },
  uses: ({ keys, fields, take, join }) =>
    [
      ...keys.map(({ left }, index) => ({ port: IN_PORT, field: left, setting: `keys.${index}.left` })),
      ...keys.map(({ right }, index) => ({ port: RIGHT_PORT, field: right, setting: `keys.${index}.right` })),
      ...(take === 'chosen' && join !== 'anti' ? fields.map(({ from }, index) => ({ port: RIGHT_PORT, field: from, setting: `fields.${index}.from` })) : []),
    ].filter(({ field }) => field !== ''),
  madeOf({ keys, take, fields, prefix, join }, field, among) {
    if (join === 'anti') return null;
    const key = keys.find(({ left }) => left === field);
    const from = [field, ...(key && key.right !== '' ? [key.right] : [])];
    if (take === 'chosen') from.push(...fields.filter(({ to }) => to === field).map((one) => one.from));
    else if (prefix !== '' && field.startsWith(prefix)) from.push(field.slice(prefix.length));
    return { from: among.filter((name) => from.includes(name)), copied: true };
  },
  renameField(settings, from, to, port = IN_PORT) {
    const side = port === RIGHT_PORT ? 'right' : 'left';
    const keys = settings.keys.map((pair) => (pair[side] === from ? { ...pair, [side]: to } : pair));
    const fields = settings.fields.map((field) => (port === RIGHT_PORT && field.from === from ? { ...field, from: to } : field));
    return { ...settings, keys, fields };
  },
});

function joinedFields(settings: JoinRowsConfig, left: readonly Field[] | null, right: readonly Field[] | null): Field[] | null {
  if (!left || (!right && settings.take === 'all' && settings.join !== 'anti')) return null;
  const typeOf = (name: string): Field => right?.find((field) => field.name === name) ?? { name, type: 'any' };
  const added = addedFields(
    settings,
    left.map(({ name }) => name),
    (right ?? []).map(({ name }) => name),
  );
  const own = left.map((field): Field => {
    const key = keepsRight(settings) ? settings.keys.find((pair) => pair.left === field.name) : undefined;
    return key && typeOf(key.right).type !== field.type ? { ...field, type: 'any' } : field;
  });
  const names = new Set(added.map(({ to }) => to));
  return [...own.filter(({ name }) => !names.has(name)), ...added.map(({ from, to }): Field => ({ ...typeOf(from), name: to }))];
}
