import * as z from 'zod';
import type { FieldType } from '../base/field.ts';
import type { FormOption } from './form.ts';
import { type SettingsOf, settingsSchema } from './settings-schema.ts';

/** What can be made of the records of a group, in words. */
export const AGGREGATES = [
  ['count', 'Count records'],
  ['count-filled', 'Count filled'],
  ['count-distinct', 'Count different values'],
  ['sum', 'Sum'],
  ['average', 'Average'],
  ['min', 'Smallest'],
  ['max', 'Largest'],
  ['first', 'First'],
  ['last', 'Last'],
  ['join', 'Joined text'],
  ['join-distinct', 'Joined text, each value once'],
  ['list', 'List'],
  ['list-distinct', 'List, each value once'],
] as const;

/** The kinds of aggregates alone. */
export const AGGREGATE_NAMES = AGGREGATES.map(([kind]) => kind);
const of = (...some: (typeof AGGREGATE_NAMES)[number][]) => some;

/** One field that is made of a group. */
export const aggregateSchema = settingsSchema(() => ({
  kind: z.enum(AGGREGATE_NAMES).default('count'),
  /** The field it is made of; none for counting records. */
  field: z.string().default(''),
  /** Name of the field that leaves; empty: in words, "sum of amount". */
  name: z.string().default(''),
  /** `number` takes texts that are numbers by their value, for the smallest and largest. */
  compare: z.enum(['type', 'number']).default('type'),
  /** Stands between joined texts. */
  separator: z.string().default(', '),
}));
export type AggregateConfig = SettingsOf<typeof aggregateSchema>;

/** Of which of them a number has to be made. */
export function wantsNumber({ kind, compare }: Pick<AggregateConfig, 'kind' | 'compare'>): boolean {
  return kind === 'sum' || kind === 'average' || ((kind === 'min' || kind === 'max') && compare === 'number');
}

/** Whether it is made of a field. */
export function needsField({ kind }: AggregateConfig): boolean {
  return kind !== 'count';
}

/** The name the field leaves under. */
export function nameOf({ kind, field, name }: AggregateConfig): string {
  if (name.trim() !== '') return name;
  const words = (AGGREGATES.find(([one]) => one === kind)?.[1] ?? kind).toLowerCase();
  return kind === 'count' ? 'count' : `${words} of ${field}`;
}

/** The type of the field that leaves, given that of the field it is made of. */
export function typeOf({ kind }: Pick<AggregateConfig, 'kind'>, from: FieldType): FieldType {
  switch (kind) {
    case 'count':
    case 'count-filled':
    case 'count-distinct':
      return 'integer';
    case 'sum':
      return from === 'integer' ? 'integer' : 'decimal';
    case 'average':
      return 'decimal';
    case 'join':
    case 'join-distinct':
      return 'text';
    case 'list':
    case 'list-distinct':
      return 'list';
    default:
      return from;
  }
}

/** The list of aggregates as a form shows it. */
export const aggregateRows = {
  noun: 'field',
  get empty() {
    return aggregateSchema().parse({});
  },
  parts: [
    { field: 'kind', widget: 'choice', label: 'What', options: AGGREGATES.map(([value, label]): FormOption => ({ value, label })) },
    { field: 'field', widget: 'column', label: 'Of', visibleWhen: { field: 'kind', is: AGGREGATE_NAMES.filter((kind) => kind !== 'count') } },
    { field: 'name', widget: 'text', label: 'Named', placeholder: 'As it is called above' },
    {
      field: 'compare',
      widget: 'choice',
      label: 'Compared',
      visibleWhen: { field: 'kind', is: of('min', 'max') },
      options: [
        { value: 'type', label: 'As the field’s type says' },
        { value: 'number', label: 'As numbers' },
      ],
    },
    { field: 'separator', widget: 'text', label: 'Between', visibleWhen: { field: 'kind', is: of('join', 'join-distinct') } },
  ],
} as const;
