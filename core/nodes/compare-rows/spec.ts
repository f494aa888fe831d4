import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

/** The input with the earlier state: it is read to its end before the records of the other one come. */
export const BEFORE_PORT = 'before';
/** What can be said of a record; also the names of the outputs that lead only such records. */
export const STATUSES = ['added', 'changed', 'removed', 'unchanged'] as const;
export type Status = (typeof STATUSES)[number];

const config = settingsSchema(() => ({
  /** Fields that say which record of one input is which of the other. Both inputs have them. */
  keys: z.array(z.string()).default([]),
  /** Which fields are compared: all but the key, those in `fields`, or all but those. */
  compare: z.enum(['all', 'chosen', 'all-but']).default('all'),
  fields: z.array(z.string()).default([]),
  /** How the old values are given with a changed record. */
  details: z.enum(['list', 'old-fields', 'none']).default('list'),
  /** Name of the list of changes. */
  changesField: z.string().default('changes'),
  /** Put before the names of fields with old values. */
  oldPrefix: z.string().default('old_'),
  /** Name of the field of `out` that says what became of the record. */
  statusField: z.string().default('difference'),
  /** Whether unchanged records leave by `out` too. */
  withUnchanged: z.boolean().default(false),
  trim: z.boolean().default(true),
  ignoreCase: z.boolean().default(false),
  /** 1.0 is 1, also as texts. */
  numbers: z.boolean().default(true),
  /** The same instant written in another way is the same. */
  dates: z.boolean().default(true),
}));
/** How two states of the same records are compared. */
export type CompareRowsConfig = SettingsOf<typeof config>;

/** The fields that are compared, of those that either input has. */
export function comparedFields({ keys, compare, fields }: CompareRowsConfig, now: readonly string[], before: readonly string[]): string[] {
  const all = [...new Set([...now, ...before])].filter((name) => !keys.includes(name));
  if (compare === 'all') return all;
  const listed = new Set(fields.filter((name) => name !== ''));
  return compare === 'chosen' ? [...listed].filter((name) => !keys.includes(name)) : all.filter((name) => !listed.has(name));
}

/** Names of the fields that tell old values. */
export function detailFields({ details, changesField, oldPrefix }: CompareRowsConfig, compared: readonly string[]): string[] {
  if (details === 'none') return [];
  return details === 'list' ? [changesField] : compared.map((name) => `${oldPrefix}${name}`);
}

/** The first name that two fields of what leaves would have; null where all differ. */
export function clashOf(settings: CompareRowsConfig, now: readonly string[], before: readonly string[]): string | null {
  const taken = new Set([...now, ...before]);
  for (const name of [settings.statusField, ...detailFields(settings, comparedFields(settings, now, before))]) {
    if (taken.has(name)) return name;
    taken.add(name);
  }
  return null;
}

/** Tells what was added, changed and removed between two inputs. */
export const spec = defineNode<CompareRowsConfig>({
  kind: 'compare-rows',
  version: 1,
  role: 'transform',
  title: 'Compare',
  icon: 'arrows-diff',
  group: 'check',
  description: 'Compares two states of the same records by a key, and says what was added, changed and removed.',
  keywords: ['compare', 'diff', 'difference', 'changes', 'delta', 'incremental', 'added', 'removed', 'changed', 'reconcile', 'change data capture'],
  inputs: [
    { name: IN_PORT, label: 'Now', many: true },
    { name: BEFORE_PORT, label: 'Before', many: true, first: true, moves: true },
  ],
  outputs: [
    { name: OUT_PORT, label: 'Differences' },
    { name: 'added', label: 'Added' },
    { name: 'changed', label: 'Changed' },
    { name: 'removed', label: 'Removed' },
    { name: 'unchanged', label: 'Unchanged' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'keys',
          widget: 'columns',
          label: 'Key',
          help: 'The fields that say which record is which. Both inputs have them, and no two records of one input the same key.',
        },
        {
          field: 'compare',
          widget: 'choice',
          label: 'Compare',
          options: [
            { value: 'all', label: 'All fields' },
            { value: 'chosen', label: 'Chosen fields' },
            { value: 'all-but', label: 'All fields but some' },
          ],
        },
        { field: 'fields', widget: 'columns', label: 'Fields', visibleWhen: { field: 'compare', is: ['chosen', 'all-but'] } },
      ],
    },
    {
      title: 'What leaves',
      fields: [
        {
          field: 'details',
          widget: 'choice',
          label: 'Old values of changed records',
          options: [
            { value: 'list', label: 'As a list of changes', help: 'One field with the changed fields, their old and new values.' },
            { value: 'old-fields', label: 'As fields of their own' },
            { value: 'none', label: 'Not at all' },
          ],
        },
        { field: 'changesField', widget: 'text', label: 'Name of the list', visibleWhen: { field: 'details', is: ['list'] } },
        { field: 'oldPrefix', widget: 'text', label: 'Before names of old values', visibleWhen: { field: 'details', is: ['old-fields'] } },
        {
          field: 'statusField',
          widget: 'text',
          label: 'Name of the status',
          help: 'This field of the output Differences is added, changed, removed or unchanged.',
        },
        { field: 'withUnchanged', widget: 'switch', label: 'Unchanged records too', help: 'They leave by the output Differences as well.' },
      ],
    },
    {
      title: 'What counts as equal',
      advanced: true,
      fields: [
        {
          field: 'trim',
          widget: 'switch',
          label: 'Ignore blanks around values',
          help: 'Spaces, tabs and line ends at the ends do not count, in keys neither.',
        },
        { field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals', help: 'de and DE are equal, in keys too.' },
        { field: 'numbers', widget: 'switch', label: 'Numbers by their value', help: '1.0 and 1 are equal, also as texts; 007 in a text is not a number.' },
        { field: 'dates', widget: 'switch', label: 'Dates by their instant', help: '2026-01-01T12:00Z and 2026-01-01T13:00+01:00 are equal.' },
      ],
    },
  ],
  fanOut: 'combines',
  spills: true,
  effects: () => 'none',
  summary({ keys, compare, fields }) {
    if (keys.length === 0) return 'no key chosen yet';
    const what = compare === 'all' ? '' : compare === 'chosen' ? `${listNames(fields, 2)} ` : `all but ${listNames(fields, 2)} `;
    return cutWords(`${what}by ${listNames(keys, 2)}`);
  },
  check(settings, arriving) {
    const { keys, compare, fields, statusField, details, changesField } = settings;
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    if (keys.length === 0) missing('keys', 'No key is chosen.', 'Choose the fields that say which record of one input is which of the other.');
    const before = arriving[BEFORE_PORT];
    keys.forEach((key, index) => {
      if (before && !before.some(({ name }) => name === key))
        problems.push({
          code: 'unknown-field',
          field: `keys.${index}`,
          message: `The input "Before" has no field "${key}".`,
          hint: 'Both inputs need the key under the same name. A mapping before this step can rename it.',
        });
    });
    if (compare !== 'all' && fields.length === 0) missing('fields', 'No fields are chosen.', 'Choose them, or compare all fields.');
    if (statusField === '') missing('statusField', 'The field with the status has no name.', 'Type one.');
    if (details === 'list' && changesField === '') missing('changesField', 'The list of changes has no name.', 'Type one.');
    const names = (port: string) => (arriving[port] ?? []).map(({ name }) => name);
    const clash = clashOf(settings, names(IN_PORT), names(BEFORE_PORT));
    if (clash !== null && clash !== '')
      problems.push({
        code: 'wrong-setting',
        field: clash === statusField ? 'statusField' : details === 'list' ? 'changesField' : 'oldPrefix',
        message: `Two fields of the output Differences would have the name "${clash}".`,
        hint: 'Choose another name.',
      });
    return problems;
  },
  fields(settings, arriving) {
    const [now, before] = [arriving[IN_PORT] ?? null, arriving[BEFORE_PORT] ?? null];
    const status: Field = { name: settings.statusField, type: 'text' };
    const known = now && before;
    const compared = known
      ? comparedFields(
          settings,
          now.map(({ name }) => name),
          before.map(({ name }) => name),
        )
      : [];
    const details = detailFields(settings, compared).map((name, at): Field => {
      if (settings.details === 'list') return { name, type: 'list' };
      return { name, type: before?.find((field) => field.name === compared[at])?.type ?? 'any' };
    });
    const both = known && [...now.map((field) => joined(field, before)), ...before.filter(({ name }) => !now.some((field) => field.name === name))];
    return {
      [OUT_PORT]: both && [...both, status, ...details],
      added: known && [...now, ...details],
      changed: known && [...now, ...details],
      removed: before && [...before],
      unchanged: now && [...now],
    };
  },
  uses: ({ keys, compare, fields }) => [
    ...keys.map((field, index) => ({ port: IN_PORT, field, setting: `keys.${index}` })),
    ...(compare === 'all' ? [] : fields.map((field, index) => ({ port: IN_PORT, field, setting: `fields.${index}` }))),
  ],
  madeOf(settings, field, among) {
    if (field === settings.statusField && !among.includes(field)) return { from: [], copied: false };
    if (settings.details === 'list' && field === settings.changesField && !among.includes(field))
      return { from: comparedFields(settings, among, []), copied: false };
    if (settings.details === 'old-fields' && field.startsWith(settings.oldPrefix) && !among.includes(field))
      return { from: among.filter((name) => `${settings.oldPrefix}${name}` === field), copied: true };
    return null;
  },
  renameField: (settings, from, to, port = IN_PORT) => {
    if (port !== IN_PORT) return settings;
    const renamed = (names: readonly string[]) => names.map((name) => (name === from ? to : name));
    return { ...settings, keys: renamed(settings.keys), fields: renamed(settings.fields) };
  },
});

function joined(field: Field, others: readonly Field[]): Field {
  const other = others.find(({ name }) => name === field.name);
  return other && other.type !== field.type ? { ...field, type: 'any' } : field;
}
