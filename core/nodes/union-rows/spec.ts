import * as z from 'zod';
import type { Field } from '../../base/field.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Fields whose names differ in capitals only are one field, spelled as it came first. */
  ignoreCase: z.boolean().default(false),
  /** What happens where a field has one type in some records and another in others. */
  conflicts: z.enum(['keep', 'stop']).default('keep'),
  /** Name of an added field with the name of the source step; empty: none. */
  sourceField: z.string().default(''),
}));
/** How the fields of several inputs are put side by side. */
export type UnionRowsConfig = SettingsOf<typeof config>;

/** A name as it is compared with others. */
export function foldedName(name: string, ignoreCase: boolean): string {
  return ignoreCase ? name.toLowerCase() : name;
}

/** Puts the records of several inputs one after another, fields matched by name. */
export const spec = defineNode<UnionRowsConfig>({
  kind: 'union-rows',
  version: 1,
  role: 'transform',
  title: 'Union',
  icon: 'layers-union',
  group: 'combine',
  description: 'Puts the records of several inputs one after another; fields are matched by their names.',
  keywords: ['union', 'append', 'concatenate', 'stack', 'combine', 'merge', 'add rows', 'union all', 'together'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'All records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'ignoreCase',
          widget: 'switch',
          label: 'Ignore capitals in names',
          help: 'Email and EMAIL are one field, spelled as it came first.',
        },
        {
          field: 'conflicts',
          widget: 'choice',
          label: 'If a field has different types',
          options: [
            { value: 'keep', label: 'Keep the values as they are', help: 'The field may hold anything; the run says so once.' },
            { value: 'stop', label: 'Stop the run' },
          ],
        },
        {
          field: 'sourceField',
          widget: 'text',
          label: 'Add the source as field',
          placeholder: 'source',
          help: 'A field of this name says which source step each record was read by. Empty: none.',
        },
      ],
    },
  ],
  fanOut: 'one',
  spills: true,
  effects: () => 'none',
  summary({ ignoreCase, sourceField }) {
    const added = sourceField.trim() === '' ? '' : `, with ${sourceField}`;
    return cutWords(`by name${ignoreCase ? ', capitals ignored' : ''}${added}`);
  },
  check({ sourceField, conflicts, ignoreCase }, arriving) {
    const problems: SettingProblem[] = [];
    const fields = arriving[IN_PORT];
    if (sourceField !== '' && fields?.some(({ name }) => foldedName(name, ignoreCase) === foldedName(sourceField, ignoreCase)))
      problems.push({
        code: 'wrong-setting',
        field: 'sourceField',
        message: `The records already have a field "${sourceField}".`,
        hint: 'Choose another name for the added field.',
      });
    const mixed = fields?.find(({ type }) => type === 'any');
    if (mixed && conflicts === 'stop')
      problems.push({
        code: 'types-may-differ',
        field: 'conflicts',
        message: `The field "${mixed.name}" may have different types in the inputs; then the run stops.`,
        hint: 'Give it one type where it is read, or in a mapping before this step.',
        severity: 'warning',
      });
    return problems;
  },
  fields({ ignoreCase, sourceField }, arriving) {
    const here = arriving[IN_PORT];
    if (!here) return { [OUT_PORT]: null };
    const fields = new Map<string, Field>();
    for (const field of here) {
      const key = foldedName(field.name, ignoreCase);
      const there = fields.get(key);
      fields.set(key, there && there.type !== field.type ? { ...there, type: 'any' } : (there ?? field));
    }
    const all = [...fields.values()];
    return { [OUT_PORT]: sourceField === '' ? all : [...all, { name: sourceField, type: 'text' }] };
  },
  uses: () => [],
  madeOf: ({ ignoreCase, sourceField }, field, among) => {
    if (sourceField !== '' && field === sourceField) return { from: [], copied: false };
    return ignoreCase ? { from: among.filter((name) => foldedName(name, true) === foldedName(field, true)), copied: true } : null;
  },
});
