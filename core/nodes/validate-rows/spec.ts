import * as z from 'zod';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import type { RowPart } from '../../catalog/form.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

/** The input whose values others must be among. It is read to its end first; its records are only looked at. */
export const REFERENCE_PORT = 'reference';

const CHECKS = ['required', 'type', 'range', 'length', 'pattern', 'one-of', 'unique', 'exists'] as const;
const TYPES = ['integer', 'number', 'decimal', 'boolean', 'date', 'datetime', 'time', 'list', 'object'] as const;

const ruleSchema = settingsSchema(() => ({
  check: z.enum(CHECKS).default('required'),
  field: z.string().default(''),
  type: z.enum(TYPES).default('integer'),
  /** How a text of that type is written; see the types of files. */
  format: z.string().default(''),
  /** Least and most value, or length; empty: no limit. */
  least: z.string().default(''),
  most: z.string().default(''),
  pattern: z.string().default(''),
  /** One allowed value per line. */
  values: z.string().default(''),
  /** Fields that only together with `field` must be unique. */
  together: z.array(z.string()).default([]),
  /** Field of the second input that must have the value. */
  other: z.string().default(''),
  ignoreCase: z.boolean().default(false),
}));
/** What one field must keep. */
export type Rule = SettingsOf<typeof ruleSchema>;

const config = settingsSchema(() => ({
  rules: z.array(ruleSchema()).max(200).default([]),
  schemaFrom: z.enum(['none', 'text', 'file']).default('none'),
  schema: z.string().default(''),
  schemaPath: z.string().default(''),
  /** Whether the schema sees an empty field as one that is not there, or as null. */
  schemaEmpty: z.enum(['absent', 'null']).default('absent'),
  mode: z.enum(['reject', 'mark']).default('reject'),
  /** Name of the field that lists the problems, where records are marked. */
  problemsField: z.string().default('problems'),
}));
/** A data contract, and what happens to records that break it. */
export type ValidateRowsConfig = SettingsOf<typeof config>;

/** Values of a rule, one per line. */
export function allowedValues({ values }: Rule): string[] {
  return values
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const of = (...checks: (typeof CHECKS)[number][]) => ({ field: 'check', is: checks });
const parts: readonly RowPart[] = [
  {
    field: 'check',
    widget: 'choice',
    label: 'Rule',
    options: [
      { value: 'required', label: 'is not empty' },
      { value: 'type', label: 'is of a type' },
      { value: 'range', label: 'is in a range' },
      { value: 'length', label: 'has a length' },
      { value: 'pattern', label: 'fits a pattern' },
      { value: 'one-of', label: 'is one of a list' },
      { value: 'unique', label: 'is unique' },
      { value: 'exists', label: 'exists in the second input' },
    ],
  },
  { field: 'field', widget: 'column', label: 'Field' },
  { field: 'type', widget: 'choice', label: 'Type', options: TYPES.map((value) => ({ value, label: value })), visibleWhen: of('type') },
  {
    field: 'format',
    widget: 'format',
    label: 'Written as',
    formatOf: { type: 'type', field: 'field' },
    help: 'For texts: a date format, or a number such as 1.234,56. Empty: the usual way.',
    visibleWhen: of('type'),
  },
  { field: 'least', widget: 'text', label: 'At least', visibleWhen: of('range', 'length') },
  { field: 'most', widget: 'text', label: 'At most', visibleWhen: of('range', 'length') },
  {
    field: 'pattern',
    widget: 'text',
    label: 'Pattern',
    placeholder: '^[A-Z]{2}[0-9]+$',
    help: 'A regular expression; ^ and $ stand for begin and end.',
    visibleWhen: of('pattern'),
  },
  { field: 'values', widget: 'textarea', label: 'Allowed values', help: 'One per line.', visibleWhen: of('one-of') },
  {
    field: 'together',
    widget: 'columns',
    label: 'Together with',
    help: 'Only the values of all these fields together must be unique.',
    visibleWhen: of('unique'),
  },
  { field: 'other', widget: 'column', label: 'Field of the second input', port: REFERENCE_PORT, visibleWhen: of('exists') },
  { field: 'ignoreCase', widget: 'switch', label: 'Ignore capitals', visibleWhen: of('pattern', 'one-of', 'unique', 'exists') },
];

/** Checks records against a data contract. */
export const spec = defineNode<ValidateRowsConfig>({
  kind: 'validate-rows',
  version: 1,
  role: 'transform',
  title: 'Validate',
  icon: 'shield-check',
  group: 'check',
  description: 'Checks records against a data contract: rules for fields, a JSON Schema, or both.',
  keywords: ['validate', 'check', 'contract', 'quality', 'rules', 'schema', 'json schema', 'required', 'unique', 'constraint', 'verify', 'data contract'],
  inputs: [
    { name: IN_PORT, label: 'Records', many: true },
    { name: REFERENCE_PORT, label: 'Allowed values', first: true, required: false },
  ],
  outputs: [
    { name: OUT_PORT, label: 'Valid' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'rules',
          widget: 'rows',
          label: 'Rules',
          help: 'Each record must keep all of them. An empty field breaks only the rule that it is not empty.',
          rows: {
            noun: 'rule',
            parts,
            most: 200,
            get empty() {
              return ruleSchema().parse({});
            },
          },
        },
        {
          field: 'mode',
          widget: 'choice',
          label: 'A record that breaks a rule',
          options: [
            { value: 'reject', label: 'Is rejected', help: 'With all the rules it breaks.' },
            { value: 'mark', label: 'Goes on, with its problems in a field' },
          ],
        },
        { field: 'problemsField', widget: 'text', label: 'Field for the problems', visibleWhen: { field: 'mode', is: ['mark'] } },
      ],
    },
    {
      title: 'JSON Schema',
      advanced: true,
      fields: [
        {
          field: 'schemaFrom',
          widget: 'choice',
          label: 'Schema',
          options: [
            { value: 'none', label: 'None' },
            { value: 'text', label: 'Pasted here' },
            { value: 'file', label: 'From a file' },
          ],
        },
        { field: 'schema', widget: 'textarea', label: 'Schema text', visibleWhen: { field: 'schemaFrom', is: ['text'] } },
        { field: 'schemaPath', widget: 'path', label: 'Schema file', extensions: ['json'], visibleWhen: { field: 'schemaFrom', is: ['file'] } },
        {
          field: 'schemaEmpty',
          widget: 'choice',
          label: 'Empty fields',
          options: [
            { value: 'absent', label: 'Count as not there' },
            { value: 'null', label: 'Count as null' },
          ],
          visibleWhen: { field: 'schemaFrom', is: ['text', 'file'] },
        },
      ],
    },
  ],
  fanOut: 'one',
  dependsOnOthers: ({ rules }) => rules.some(({ check }) => check === 'unique'),
  spills: true,
  effects: () => 'none',
  summary({ rules, schemaFrom, mode }) {
    const fields = [...new Set(rules.map(({ field }) => field).filter((field) => field !== ''))];
    const what = [...(fields.length === 0 ? [] : [listNames(fields, 2)]), ...(schemaFrom === 'none' ? [] : ['JSON Schema'])];
    return what.length === 0 ? 'no rule yet' : cutWords(`${mode === 'mark' ? 'marks' : 'checks'} ${what.join(' and ')}`);
  },
  check(settings, arriving) {
    const { rules, schemaFrom, schema, schemaPath, mode, problemsField } = settings;
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    if (rules.length === 0 && schemaFrom === 'none')
      problems.push({
        code: 'missing-setting',
        field: 'rules',
        message: 'No rule is set, so every record is valid.',
        hint: 'Add a rule or a JSON Schema, or remove this step.',
        severity: 'warning',
      });
    rules.forEach((rule, index) => {
      const at = (key: string) => `rules.${index}.${key}`;
      if (rule.field === '') missing(at('field'), 'A rule names no field.', 'Choose one, or remove the rule.');
      if (rule.check === 'range' || rule.check === 'length') checkLimits(rule, at, missing, wrong);
      if (rule.check === 'pattern' && rule.pattern === '') missing(at('pattern'), 'A rule has no pattern.', 'Type one, for example ^[A-Z]{2}[0-9]+$.');
      if (rule.check === 'one-of' && allowedValues(rule).length === 0)
        missing(at('values'), 'A rule allows no value.', 'Type the allowed values, one per line.');
      if (rule.check === 'exists' && rule.other === '') missing(at('other'), 'A rule names no field of the second input.', 'Choose one.');
    });
    if (schemaFrom === 'text') {
      if (schema.trim() === '') missing('schema', 'The schema is empty.', 'Paste a JSON Schema.');
      else if (!isJson(schema)) wrong('schema', 'The schema is not JSON.', 'Look for a missing comma or bracket.');
    }
    if (schemaFrom === 'file' && schemaPath.trim() === '') missing('schemaPath', 'No schema file is chosen.', 'Choose one.');
    if (mode === 'mark') {
      if (problemsField === '') missing('problemsField', 'The field for the problems has no name.', 'Type one.');
      else if (arriving[IN_PORT]?.some(({ name }) => name === problemsField))
        wrong('problemsField', `The records already have a field "${problemsField}".`, 'Choose another name.');
    }
    return problems;
  },
  fields({ mode, problemsField }, arriving) {
    const here = arriving[IN_PORT];
    if (!here) return { [OUT_PORT]: null };
    return { [OUT_PORT]: mode === 'mark' ? [...here, { name: problemsField, type: 'text' }] : [...here] };
  },
  uses: ({ rules }) =>
    rules
      .flatMap(({ check, field, together, other }, index) => [
        { port: IN_PORT, field, setting: `rules.${index}.field` },
        ...(check === 'unique' ? together.map((name, at) => ({ port: IN_PORT, field: name, setting: `rules.${index}.together.${at}` })) : []),
        ...(check === 'exists' ? [{ port: REFERENCE_PORT, field: other, setting: `rules.${index}.other` }] : []),
      ])
      .filter(({ field }) => field !== ''),
  madeOf: ({ mode, problemsField }, field, among) => (mode === 'mark' && field === problemsField ? { from: [...among], copied: false } : null),
  renameField(settings, from, to, port = IN_PORT) {
    const renamed = (name: string) => (name === from ? to : name);
    return {
      ...settings,
      rules: settings.rules.map((rule) =>
        port === REFERENCE_PORT ? { ...rule, other: renamed(rule.other) } : { ...rule, field: renamed(rule.field), together: rule.together.map(renamed) },
      ),
    };
  },
});

type Tell = (field: string, message: string, hint: string) => void;

function checkLimits({ check, least, most }: Rule, at: (key: string) => string, missing: Tell, wrong: Tell): void {
  if (least.trim() === '' && most.trim() === '') missing(at('least'), 'A rule has no limit.', 'Say the least, the most, or both.');
  for (const [key, limit] of [
    ['least', least],
    ['most', most],
  ] as const) {
    if (limit.trim() === '') continue;
    const fits =
      check === 'length' ? /^\s*[0-9]+\s*$/.test(limit) : /^\s*(?:[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?)\s*$/.test(limit);
    if (!fits)
      wrong(at(key), `"${limit}" is not a limit.`, check === 'length' ? 'Type a whole number.' : 'Type a number such as 1.5, or a date such as 2026-11-20.');
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
