import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { keyPairSchema, lookupFieldsSchema } from '../../catalog/shapes.ts';

/** The input that is looked up in: it is read to its end before the records come. */
export const REFERENCE_PORT = 'reference';

const config = settingsSchema(() => ({
  /** Pairs of fields that must be equal: `left` of the records, `right` of the reference. */
  keys: z.array(keyPairSchema).default([]),
  /** Fields of the reference that are added, and the names they get. */
  fields: lookupFieldsSchema.default([]),
  /** What happens to a record that nothing is found for. */
  noMatch: z.enum(['keep', 'drop', 'reject']).default('keep'),
  /** What happens when several reference records have the key. */
  many: z.enum(['first', 'all', 'reject']).default('first'),
  ignoreCase: z.boolean().default(false),
}));
/** What is looked up, by what, and what happens when nothing or too much is found. */
export type LookUpConfig = SettingsOf<typeof config>;

/** Adds fields from a second input, found by a key. */
export const spec = defineNode<LookUpConfig>({
  kind: 'look-up',
  version: 1,
  role: 'transform',
  title: 'Look up',
  icon: 'zoom-check',
  group: 'combine',
  description: 'Finds each record’s partner in a second input by a key, and adds fields from it.',
  keywords: ['look up', 'lookup', 'join', 'merge', 'enrich', 'vlookup', 'match', 'reference', 'master data', 'left join', 'inner join'],
  inputs: [
    { name: IN_PORT, label: 'Records', many: true },
    { name: REFERENCE_PORT, label: 'Look up in', first: true },
  ],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'keys',
          widget: 'key-pairs',
          label: 'Match where',
          help: 'A field of the records must equal a field of the second input. Blanks at the ends do not count.',
          port: REFERENCE_PORT,
        },
        {
          field: 'fields',
          widget: 'lookup-fields',
          label: 'Add fields',
          help: 'Fields taken from the second input, and the names they get.',
          port: REFERENCE_PORT,
        },
        {
          field: 'noMatch',
          widget: 'choice',
          label: 'If nothing is found',
          options: [
            { value: 'keep', label: 'Keep the record', help: 'The added fields stay empty.' },
            { value: 'drop', label: 'Leave the record out', help: 'It counts as filtered.' },
            { value: 'reject', label: 'Reject the record' },
          ],
        },
        {
          field: 'many',
          widget: 'choice',
          label: 'If several are found',
          options: [
            { value: 'first', label: 'Take the first' },
            { value: 'all', label: 'Take all', help: 'The record leaves once for each.' },
            { value: 'reject', label: 'Reject the record' },
          ],
        },
      ],
    },
    {
      title: 'Compare',
      advanced: true,
      fields: [{ field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals', help: 'de and DE are the same.' }],
    },
  ],
  fanOut: 'many',
  spills: true,
  effects: () => 'none',
  summary({ keys, fields }) {
    const by = keys.filter(({ left }) => left !== '').map(({ left }) => left);
    if (by.length === 0) return 'no key chosen yet';
    const added = fields.filter(({ to }) => to !== '').map(({ to }) => to);
    return cutWords(added.length === 0 ? `by ${listNames(by)}` : `adds ${listNames(added, 2)} by ${listNames(by, 2)}`);
  },
  check({ keys, fields }, arriving) {
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (keys.length === 0)
      missing('keys', 'No fields to match by are chosen.', 'Choose a field of the records and the field of the second input it must equal.');
    keys.forEach(({ left, right }, index) => {
      if (left === '') missing(`keys.${index}.left`, 'A pair to match by names no field of the records.', 'Choose one.');
      if (right === '') missing(`keys.${index}.right`, 'A pair to match by names no field of the second input.', 'Choose one.');
    });
    const here = arriving[IN_PORT] ?? [];
    fields.forEach(({ from, to }, index) => {
      if (from === '') missing(`fields.${index}.from`, 'A field to add is not chosen.', 'Choose a field of the second input, or remove the line.');
      if (to === '') missing(`fields.${index}.to`, 'A field to add has no name.', 'Type the name it gets.');
      else if (fields.findIndex((field) => field.to === to) < index)
        wrong(`fields.${index}.to`, `Two fields to add have the name "${to}".`, 'Give one of them another name.');
      else if (here.some(({ name }) => name === to))
        wrong(`fields.${index}.to`, `The records already have a field "${to}".`, `Give it another name, for example "${from} (looked up)".`);
    });
    return problems;
  },
  fields({ fields }, arriving) {
    const here = arriving[IN_PORT];
    if (!here) return { [OUT_PORT]: null };
    const added = fields.filter(({ to }) => to !== '');
    const names = new Set(added.map(({ to }) => to));
    const reference = arriving[REFERENCE_PORT];
    const typed = added.map(({ from, to }): Field => ({ ...(reference?.find(({ name }) => name === from) ?? { type: 'any' }), name: to }));
    return { [OUT_PORT]: [...here.filter(({ name }) => !names.has(name)), ...typed] };
  },
  uses: ({ keys, fields }) =>
    [
      ...keys.map(({ left }, index) => ({ port: IN_PORT, field: left, setting: `keys.${index}.left` })),
      ...keys.map(({ right }, index) => ({ port: REFERENCE_PORT, field: right, setting: `keys.${index}.right` })),
      ...fields.map(({ from }, index) => ({ port: REFERENCE_PORT, field: from, setting: `fields.${index}.from` })),
    ].filter(({ field }) => field !== ''),
  madeOf({ fields }, field, among) {
    const added = fields.find(({ to }) => to === field);
    return added ? { from: among.filter((name) => name === added.from), copied: true } : null;
  },
  renameField(settings, from, to, port = IN_PORT) {
    const side = port === REFERENCE_PORT ? 'right' : 'left';
    const keys = settings.keys.map((pair) => (pair[side] === from ? { ...pair, [side]: to } : pair));
    const fields = settings.fields.map((field) => (port === REFERENCE_PORT && field.from === from ? { ...field, from: to } : field));
    return { ...settings, keys, fields };
  },
});
