import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import type { RowPart } from '../../catalog/form.ts';
import { defineNode, IN_PORT, type InputPort, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

/** The input whose records are compared with those that pass. It is read to its end first; its records are only looked at. */
export const OTHER_PORT = 'other';

const CHECKS = ['count', 'count-same', 'sum', 'sum-same', 'unique', 'filled', 'fresh'] as const;

const checkSchema = settingsSchema(() => ({
  check: z.enum(CHECKS).default('count'),
  field: z.string().default(''),
  /** Least and most of a count or a sum; empty: no limit. */
  least: z.string().default(''),
  most: z.string().default(''),
  /** Fields whose values together may not repeat. */
  fields: z.array(z.string()).default([]),
  ignoreCase: z.boolean().default(false),
  /** Field of the second input that is summed up. */
  other: z.string().default(''),
  /** Largest difference of two sums. */
  tolerance: z.string().default('0'),
  /** Least share of records in which the field is filled, in percent. */
  percent: z.number().min(0).max(100).default(100),
  /** Age of the newest value at most, in hours. */
  hours: z.number().min(0).default(24),
  /** What happens where it does not hold: it is told; nothing is written; the run ends at once. */
  outcome: z.enum(['warn', 'before-targets', 'stop']).default('before-targets'),
}));
/** One thing that must hold for all records together. */
export type Check = SettingsOf<typeof checkSchema>;

const config = settingsSchema(() => ({ checks: z.array(checkSchema()).max(100).default([]) }));
/** What must hold for all the records of a run together. */
export type CheckRecordsConfig = SettingsOf<typeof config>;

/** Checks that need the second input. */
const COMPARING: ReadonlySet<Check['check']> = new Set(['count-same', 'sum-same']);
const INPUTS: readonly InputPort[] = [
  { name: IN_PORT, label: 'Records', many: true },
  { name: OTHER_PORT, label: 'Compared with', first: true, required: false },
];

const NUMBER = /^-?\d+(\.\d+)?$/;
const isNumber = (text: string) => NUMBER.test(text.trim());

const of = (...checks: (typeof CHECKS)[number][]) => ({ field: 'check', is: checks });
const parts: readonly RowPart[] = [
  {
    field: 'check',
    widget: 'choice',
    label: 'What is checked',
    options: [
      { value: 'count', label: 'Number of records' },
      { value: 'count-same', label: 'As many records as at the second input' },
      { value: 'sum', label: 'Sum of a field' },
      { value: 'sum-same', label: 'Same sum as at the second input' },
      { value: 'unique', label: 'No value twice' },
      { value: 'filled', label: 'Field is filled' },
      { value: 'fresh', label: 'Data is fresh' },
    ],
  },
  { field: 'field', widget: 'column', label: 'Field', visibleWhen: of('sum', 'sum-same', 'filled', 'fresh') },
  { field: 'fields', widget: 'columns', label: 'Fields', help: 'Their values together may not repeat.', visibleWhen: of('unique') },
  { field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals', visibleWhen: of('unique') },
  { field: 'least', widget: 'text', label: 'At least', visibleWhen: of('count', 'sum') },
  { field: 'most', widget: 'text', label: 'At most', visibleWhen: of('count', 'sum') },
  { field: 'other', widget: 'column', label: 'Field of the second input', port: OTHER_PORT, visibleWhen: of('sum-same') },
  { field: 'tolerance', widget: 'text', label: 'Largest difference', visibleWhen: of('sum-same') },
  { field: 'percent', widget: 'number', label: 'In at least', unit: '% of the records', min: 0, max: 100, visibleWhen: of('filled') },
  { field: 'hours', widget: 'number', label: 'The newest is at most', unit: 'hours old', min: 0, visibleWhen: of('fresh') },
  {
    field: 'outcome',
    widget: 'choice',
    label: 'If it does not hold',
    options: [
      { value: 'warn', label: 'Warn, and go on' },
      { value: 'before-targets', label: 'Stop before anything is written', help: 'All records are looked at first.' },
      { value: 'stop', label: 'Stop at once', help: 'As soon as it is certain.' },
    ],
  },
];

/** Checks what must hold for all records together. */
export const spec = defineNode<CheckRecordsConfig>({
  kind: 'check-records',
  version: 1,
  role: 'transform',
  title: 'Check totals',
  icon: 'checklist',
  group: 'check',
  description: 'Checks what must hold for all records together: how many, sums, no duplicates, fresh enough. Warns, or stops before anything is written.',
  keywords: ['check', 'total', 'count', 'sum', 'control', 'reconcile', 'balance', 'unique', 'fresh', 'quality', 'assert', 'threshold', 'band'],
  inputs: INPUTS,
  inputsFor: ({ checks }) => (checks.some(({ check }) => COMPARING.has(check)) ? INPUTS : INPUTS.slice(0, 1)),
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'checks',
          widget: 'rows',
          label: 'Checks',
          help: 'All records pass unchanged. What did not hold stands on the page of the run.',
          rows: {
            noun: 'check',
            parts,
            most: 100,
            get empty() {
              return checkSchema().parse({});
            },
          },
        },
      ],
    },
  ],
  fanOut: 'one',
  spills: true,
  effects: () => 'none',
  summary({ checks }) {
    if (checks.length === 0) return 'nothing checked yet';
    const [first] = checks;
    return cutWords(checks.length === 1 && first ? SHORT[first.check](first) : `${checks.length} checks`);
  },
  check({ checks }) {
    const problems: SettingProblem[] = [];
    if (checks.length === 0)
      problems.push({
        code: 'missing-setting',
        field: 'checks',
        message: 'Nothing is checked.',
        hint: 'Add a check, for example how many records there must be.',
      });
    checks.forEach((one, at) => {
      const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field: `checks.${at}.${field}`, message, hint });
      if (one.check === 'unique' && one.fields.length === 0) wrong('fields', 'No field is chosen whose values may not repeat.', 'Choose one or more fields.');
      if (NEEDS_FIELD.has(one.check) && one.field === '') wrong('field', 'No field is chosen for this check.', 'Choose the field it is about.');
      if (one.check === 'sum-same' && one.other === '') wrong('other', 'No field of the second input is chosen.', 'Choose the field that is summed up there.');
      if (one.check === 'count' || one.check === 'sum') limitProblems(one, wrong);
      if (one.check === 'sum-same' && !isNumber(one.tolerance))
        wrong('tolerance', 'The largest difference must be a number.', 'Write 0 where both must be equal.');
    });
    return problems;
  },
  fields: (_config, arriving) => ({ [OUT_PORT]: arriving[IN_PORT] ? [...arriving[IN_PORT]] : null }),
  uses: ({ checks }) =>
    checks.flatMap(({ check, field, fields, other }, at) => [
      ...(NEEDS_FIELD.has(check) && field !== '' ? [{ port: IN_PORT, field, setting: `checks.${at}.field` }] : []),
      ...(check === 'unique' ? fields.map((one, i) => ({ port: IN_PORT, field: one, setting: `checks.${at}.fields.${i}` })) : []),
      ...(check === 'sum-same' && other !== '' ? [{ port: OTHER_PORT, field: other, setting: `checks.${at}.other` }] : []),
    ]),
  renameField: ({ checks }, from, to, port) => ({
    checks: checks.map((one) =>
      port === OTHER_PORT
        ? { ...one, other: one.other === from ? to : one.other }
        : { ...one, field: one.field === from ? to : one.field, fields: one.fields.map((field) => (field === from ? to : field)) },
    ),
  }),
});

const NEEDS_FIELD: ReadonlySet<Check['check']> = new Set(['sum', 'sum-same', 'filled', 'fresh']);

function limitProblems({ check, least, most }: Check, wrong: (field: string, message: string, hint: string) => void): void {
  if (least.trim() === '' && most.trim() === '') wrong('least', 'Neither a least nor a most is set.', 'Set at least one of them.');
  for (const [field, text] of [
    ['least', least],
    ['most', most],
  ] as const)
    if (text.trim() !== '' && !isNumber(text)) wrong(field, `"${text}" is not a number.`, 'Write digits, with a point for decimals.');
  if (isNumber(least) && isNumber(most) && Number(least) > Number(most)) wrong('most', 'The least is more than the most.', 'Exchange the two.');
  if (check === 'count' && [least, most].some((text) => isNumber(text) && !/^\d+$/.test(text.trim())))
    wrong('least', 'A number of records is a whole number.', 'Write it without decimals and without a sign.');
}

const between = ({ least, most }: Check) => (most.trim() === '' ? `≥ ${least}` : least.trim() === '' ? `≤ ${most}` : `${least} – ${most}`);
const SHORT: Readonly<Record<Check['check'], (check: Check) => string>> = {
  count: (one) => `number of records ${between(one)}`,
  'count-same': () => 'as many as at the second input',
  sum: (one) => `sum of ${one.field} ${between(one)}`,
  'sum-same': (one) => `same sum of ${one.field}`,
  unique: (one) => `no ${one.fields.join(', ')} twice`,
  filled: (one) => `${one.field} filled in ${one.percent} %`,
  fresh: (one) => `${one.field} at most ${one.hours} h old`,
};
