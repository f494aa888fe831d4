import type { Field, FieldType } from '../../base/field.ts';
import { listNames } from '../../base/joined-names.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { renameInFormula } from '../../catalog/formula-references.ts';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { parseNumberFormat } from '../../catalog/number-format.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { type Mapping, type MappingItem, mappingSchema } from '../../catalog/shapes.ts';
import { targetGaps } from '../../catalog/target-gaps.ts';

const config = settingsSchema(() => ({
  /** The fields that leave, in order, and what happens to the others. */
  mapping: mappingSchema.default({ items: [], rest: 'keep' }),
}));
/** Which fields leave, under which names, and how they come about. */
export type MapFieldsConfig = SettingsOf<typeof config>;

const DATE_TYPES: readonly FieldType[] = ['date', 'datetime', 'time'];
const NUMBER_TYPES: readonly FieldType[] = ['integer', 'number', 'decimal'];

/** Renames, keeps, drops, reorders, computes and converts fields. */
export const spec = defineNode<MapFieldsConfig>({
  kind: 'map-fields',
  version: 1,
  role: 'transform',
  title: 'Map fields',
  icon: 'arrows-split',
  group: 'shape',
  description: 'Renames, keeps, drops, reorders, computes and converts fields.',
  keywords: [
    'map',
    'mapping',
    'rename',
    'select',
    'columns',
    'fields',
    'compute',
    'calculate',
    'formula',
    'convert',
    'cast',
    'type',
    'reorder',
    'drop',
    'edit',
  ],
  inputs: [{ name: IN_PORT, label: 'Records', many: true }],
  outputs: [
    { name: OUT_PORT, label: 'Mapped' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'mapping',
          widget: 'mapping',
          label: 'Fields that leave',
          help: 'In this order. Each is taken from an arriving field or computed by a formula, and may be converted to a type.',
        },
        {
          field: 'mapping.rest',
          widget: 'choice',
          label: 'All other fields',
          options: [
            { value: 'keep', label: 'Keep them', help: 'They follow behind, as they are.' },
            { value: 'drop', label: 'Drop them' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary({ mapping: { items, rest } }) {
    if (items.length === 0) return rest === 'keep' ? 'nothing changed yet' : 'no field chosen yet';
    const computed = items.filter(({ formula }) => formula.trim() !== '').length;
    const renamed = items.filter(({ from, to, formula }) => formula.trim() === '' && from !== to).length;
    const parts = [
      ...(computed > 0 ? [`computes ${computed}`] : []),
      ...(renamed > 0 ? [`renames ${renamed}`] : []),
      ...(rest === 'drop' ? [`keeps ${items.length} ${items.length === 1 ? 'field' : 'fields'}`] : []),
    ];
    return cutWords(parts.length === 0 ? listNames(items.map(({ to }) => to)) : parts.join(', '));
  },
  check({ mapping }, arriving) {
    const { items, rest } = mapping;
    if (items.length === 0)
      return [
        {
          code: 'missing-setting',
          field: 'mapping.items',
          message: rest === 'keep' ? 'Nothing is mapped: the records leave as they come.' : 'No field is chosen, so nothing would leave.',
          hint: 'Add the fields you need; matching names can be proposed.',
          severity: rest === 'keep' ? 'warning' : 'error',
        },
      ];
    return [...items.flatMap((item, index) => checkItem(item, index, items)), ...checkTarget(mapping, arriving[IN_PORT] ?? null)];
  },
  fields: ({ mapping: { items, rest } }, arriving) => {
    const here = arriving[IN_PORT];
    if (!here && rest === 'keep') return { [OUT_PORT]: null };
    const mapped = items.filter(({ to }) => to !== '').map((item) => mappedField(item, here ?? []));
    const named = new Set(items.flatMap(({ from, to, formula }) => (formula.trim() === '' ? [from, to] : [to])));
    return { [OUT_PORT]: rest === 'keep' ? [...mapped, ...(here ?? []).filter(({ name }) => !named.has(name))] : mapped };
  },
  uses: ({ mapping: { items } }) =>
    items
      .map(({ from, formula }, index) => ({ port: IN_PORT, field: formula.trim() === '' ? from : '', setting: `mapping.items.${index}.from` }))
      .filter(({ field }) => field !== ''),
  madeOf({ mapping: { items } }, field, among) {
    const item = items.find(({ to }) => to === field);
    if (!item) return null;
    if (item.formula.trim() === '') return { from: among.filter((name) => name === item.from), copied: true };
    return { from: among.filter((name) => renameInFormula(item.formula, name, `${name}?`) !== item.formula), copied: false };
  },
  renameField: ({ mapping }, from, to) => ({
    mapping: {
      ...mapping,
      items: mapping.items.map((item) => ({ ...item, from: item.from === from ? to : item.from, formula: renameInFormula(item.formula, from, to) })),
    },
  }),
});

const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  text: 'text',
  integer: 'a whole number',
  number: 'a number',
  decimal: 'a decimal number',
  boolean: 'yes or no',
  date: 'a date',
  datetime: 'a date with time',
  time: 'a time',
  list: 'a list',
  object: 'an object',
  any: 'of any type',
};

/** What the stored target still asks for. Doubtful rather than wrong: the other side may have values of its own, or read a text as what it needs. */
function checkTarget(mapping: Mapping, here: readonly Field[] | null): SettingProblem[] {
  const gaps = targetGaps(mapping, here);
  if (!gaps || !mapping.target) return [];
  const { label } = mapping.target;
  const { unfilled, misfits } = gaps;
  const must = unfilled.filter(({ required }) => required);
  const open: SettingProblem[] = [must, unfilled.filter(({ required }) => !required)].flatMap((fields, i): SettingProblem[] =>
    fields.length === 0
      ? []
      : [
          {
            code: 'target-unfilled',
            field: 'mapping.target',
            message: `${label} ${i === 0 ? 'needs' : 'also takes'} ${fields.length === 1 ? 'a field' : `${fields.length} fields`} that nothing fills: ${listNames(fields.map(({ name }) => name))}.`,
            hint: i === 0 ? 'Link an arriving field to each, or write a formula.' : 'Link a field to each, or leave them empty.',
            severity: 'warning',
          },
        ],
  );
  const wrong = misfits.map(
    ({ name, index, given, wanted }): SettingProblem => ({
      code: 'target-type',
      field: index === null ? 'mapping.target' : `mapping.items.${index}.type`,
      message: `"${name}" is ${TYPE_WORDS[given]}, and ${label} takes ${TYPE_WORDS[wanted]}.`,
      hint: 'Choose the type that it is converted to.',
      severity: 'warning',
    }),
  );
  return [...open, ...wrong];
}

function mappedField({ from, to, formula, type }: MappingItem, here: readonly Field[]): Field {
  const source = formula.trim() === '' ? here.find(({ name }) => name === from) : undefined;
  if (type === undefined || type === source?.type) return { ...(source ?? { type: 'any' }), name: to };
  return { name: to, type };
}

function checkItem({ from, to, formula, type, format }: MappingItem, index: number, items: readonly MappingItem[]): SettingProblem[] {
  const at = `mapping.items.${index}`;
  const problems: SettingProblem[] = [];
  const add = (code: string, field: string, message: string, hint: string) => problems.push({ code, field: `${at}.${field}`, message, hint });
  if (to === '')
    add('missing-setting', 'to', from === '' ? 'A field that leaves has no name.' : `The field taken from "${from}" has no name.`, 'Type its name.');
  else if (items.findIndex((item) => item.to === to) < index)
    add('wrong-setting', 'to', `Two fields that leave have the name "${to}".`, 'Give one of them another name, or remove it.');
  if (from === '' && formula.trim() === '')
    add('missing-setting', 'from', `"${to}" has neither an arriving field nor a formula.`, 'Choose a field, or write a formula.');
  if (format === undefined || format === '' || type === undefined) return problems;
  if (NUMBER_TYPES.includes(type) && parseNumberFormat(format) === null)
    add('wrong-setting', 'format', `"${format}" does not show how the number is written.`, 'Type an example, such as 1.234,56 or 1,234.56.');
  if (DATE_TYPES.includes(type) && !/[yMdHhmsLkuqWcCEToSfFtDxX]/.test(format))
    add('wrong-setting', 'format', `"${format}" does not show how the date is written.`, 'For example dd.MM.yyyy for 20.11.2026.');
  return problems;
}
