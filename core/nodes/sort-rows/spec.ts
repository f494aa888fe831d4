import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { sortKeysSchema } from '../../catalog/shapes.ts';

/** Languages whose dictionaries records can be sorted as. Always one of these, never that of the machine. */
const LANGUAGES = [
  ['cs', 'Czech'],
  ['da', 'Danish'],
  ['nl', 'Dutch'],
  ['en', 'English'],
  ['fi', 'Finnish'],
  ['fr', 'French'],
  ['de', 'German (dictionary: ä with a)'],
  ['de-u-co-phonebk', 'German (phone book: ä with ae)'],
  ['el', 'Greek'],
  ['hu', 'Hungarian'],
  ['it', 'Italian'],
  ['ja', 'Japanese'],
  ['ko', 'Korean'],
  ['nb', 'Norwegian'],
  ['pl', 'Polish'],
  ['pt', 'Portuguese'],
  ['ro', 'Romanian'],
  ['ru', 'Russian'],
  ['sk', 'Slovak'],
  ['es', 'Spanish'],
  ['sv', 'Swedish'],
  ['tr', 'Turkish'],
  ['uk', 'Ukrainian'],
  ['zh', 'Chinese (by pronunciation)'],
] as const;

const config = settingsSchema(() => ({
  /** The first key decides; the next ones only among records that are equal by those before. */
  keys: sortKeysSchema.default([]),
  /** Whose dictionaries keys with the order `language` follow. */
  language: z.enum(LANGUAGES.map(([tag]) => tag)).default('en'),
  /** Texts that differ in capitals only are equal, so the next key decides, or the order in which they came. */
  ignoreCase: z.boolean().default(false),
}));
/** What the records are put in order by. */
export type SortRowsConfig = SettingsOf<typeof config>;

/** Puts the records in order; equal ones keep the order in which they came. */
export const spec = defineNode<SortRowsConfig>({
  kind: 'sort-rows',
  version: 1,
  role: 'transform',
  title: 'Sort rows',
  icon: 'sort-ascending',
  group: 'select',
  description: 'Puts the records in order by one or more fields. Records that are equal keep the order in which they came.',
  keywords: ['sort', 'order', 'arrange', 'ascending', 'descending', 'rank', 'alphabetical', 'rows'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Sorted' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'keys',
          widget: 'sort-keys',
          label: 'Sort by',
          help: 'The first field decides; the next ones only where the ones before are equal.',
        },
      ],
    },
    {
      title: 'Compare',
      advanced: true,
      fields: [
        {
          field: 'language',
          widget: 'choice',
          label: 'Language',
          help: 'Counts for fields that are sorted as in a dictionary.',
          options: LANGUAGES.map(([value, label]) => ({ value, label })),
        },
        {
          field: 'ignoreCase',
          widget: 'switch',
          label: 'Ignore capitals',
          help: 'miller and Miller are equal: the next field decides between them. Otherwise capitals decide where nothing else differs.',
        },
      ],
    },
  ],
  fanOut: 'one',
  spills: true,
  effects: () => 'none',
  summary({ keys }) {
    const named = keys.filter(({ field }) => field !== '');
    if (named.length === 0) return 'no field chosen yet';
    return cutWords(`by ${named.map(({ field, direction }) => (direction === 'descending' ? `${field} (descending)` : field)).join(', ')}`);
  },
  check({ keys }) {
    if (keys.length === 0)
      return [{ code: 'missing-setting', field: 'keys', message: 'No field to sort by is chosen.', hint: 'Choose the field that puts the records in order.' }];
    return keys.flatMap(({ field }, index): SettingProblem[] => {
      if (field === '')
        return [{ code: 'missing-setting', field: `keys.${index}.field`, message: 'A sort key names no field.', hint: 'Choose a field, or remove the key.' }];
      if (keys.findIndex((key) => key.field === field) === index) return [];
      return [
        {
          code: 'wrong-setting',
          field: `keys.${index}.field`,
          message: `The records are sorted by "${field}" twice; the second time changes nothing.`,
          hint: 'Remove one of the two.',
          severity: 'warning',
        },
      ];
    });
  },
  fields: (_settings, arriving) => ({ [OUT_PORT]: arriving[IN_PORT] ? [...arriving[IN_PORT]] : null }),
  uses: ({ keys }) => keys.map(({ field }, index) => ({ port: IN_PORT, field, setting: `keys.${index}.field` })).filter(({ field }) => field !== ''),
  renameField: (settings, from, to) => ({ ...settings, keys: settings.keys.map((key) => (key.field === from ? { ...key, field: to } : key)) }),
});
