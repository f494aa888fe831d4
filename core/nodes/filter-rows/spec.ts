import * as z from 'zod';
import { checkConditions, conditionFields, renameInConditions } from '../../catalog/check-conditions.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { describeConditions } from '../../catalog/describe-conditions.ts';
import { renameInFormula } from '../../catalog/formula-references.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { conditionsSchema } from '../../catalog/shapes.ts';

const config = settingsSchema(() => ({
  /** Which of the two settings below decides. The other one is kept, so that switching back loses nothing. */
  mode: z.enum(['conditions', 'formula']).default('conditions'),
  conditions: conditionsSchema.default({ match: 'all', items: [] }),
  /** A formula that is true for the records that stay. */
  formula: z.string().default(''),
}));
/** Which records stay. */
export type FilterRowsConfig = SettingsOf<typeof config>;

/** Lets only those records on for which conditions or a formula hold. */
export const spec = defineNode<FilterRowsConfig>({
  kind: 'filter-rows',
  version: 1,
  role: 'transform',
  title: 'Filter rows',
  icon: 'filter',
  group: 'select',
  description: 'Keeps the records for which your conditions hold and leaves the others out.',
  keywords: ['filter', 'where', 'condition', 'select', 'keep', 'exclude', 'remove', 'only', 'if', 'rows'],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Kept' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'mode',
          widget: 'choice',
          label: 'Keep records by',
          options: [
            { value: 'conditions', label: 'Conditions' },
            { value: 'formula', label: 'Formula', help: 'For rules that conditions cannot say.' },
          ],
        },
        {
          field: 'conditions',
          widget: 'conditions',
          label: 'Keep records where',
          help: 'Records for which this does not hold are left out and counted as filtered.',
          visibleWhen: { field: 'mode', is: ['conditions'] },
        },
        {
          field: 'formula',
          widget: 'formula',
          label: 'Keep records where',
          help: 'A formula that is TRUE for the records that stay.',
          placeholder: 'AND([Status]="Active", [Hours]>=10)',
          visibleWhen: { field: 'mode', is: ['formula'] },
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary({ mode, conditions, formula }) {
    const words = mode === 'formula' ? formula.trim().replace(/\s+/g, ' ') : describeConditions(conditions);
    return words === '' ? 'no condition yet' : cutWords(`where ${words}`);
  },
  check({ mode, conditions, formula }, arriving) {
    if (mode === 'conditions') {
      if (conditions.items.length > 0) return checkConditions(conditions, 'conditions', arriving[IN_PORT] ?? null);
      return [
        {
          code: 'missing-setting',
          field: 'conditions',
          message: 'No condition is set, so every record passes.',
          hint: 'Add a condition, or remove this step.',
          severity: 'warning',
        },
      ];
    }
    if (formula.trim() !== '') return [];
    return [
      {
        code: 'missing-setting',
        field: 'formula',
        message: 'The formula is empty.',
        hint: 'Write one that is TRUE for the records that stay, e.g. [Hours]>=10.',
      },
    ];
  },
  fields: (_settings, arriving) => ({ [OUT_PORT]: arriving[IN_PORT] ? [...arriving[IN_PORT]] : null }),
  uses: ({ mode, conditions }) => (mode === 'conditions' ? conditionFields(conditions, 'conditions').map((use) => ({ port: IN_PORT, ...use })) : []),
  renameField: (settings, from, to) => ({
    ...settings,
    conditions: renameInConditions(settings.conditions, from, to),
    formula: renameInFormula(settings.formula, from, to),
  }),
});
