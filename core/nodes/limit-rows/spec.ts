import * as z from 'zod';
import { defineNode, IN_PORT, OUT_PORT, REJECT_PORT, type SettingProblem } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const MOST = 1_000_000_000;

const config = settingsSchema(() => ({
  /** Which records go on. */
  mode: z.enum(['first', 'last', 'every', 'random', 'share']).default('first'),
  /** How many, for `first`, `last` and `random`. */
  count: z.int().min(1).max(MOST).default(100),
  /** One of so many, for `every`. */
  every: z.int().min(2).max(MOST).default(10),
  /** Percent of the records, for `share`. */
  percent: z.number().gt(0).max(100).default(10),
  /** So many records at the beginning are left out before anything else. */
  skip: z.int().min(0).max(MOST).default(0),
}));
/** Which records go on. */
export type LimitRowsConfig = SettingsOf<typeof config>;

/** Lets only some of the records on: the first, the last, every so-manieth, or some at random. */
export const spec = defineNode<LimitRowsConfig>({
  kind: 'limit-rows',
  version: 1,
  role: 'transform',
  title: 'Limit and sample',
  icon: 'cut',
  group: 'select',
  description: 'Lets only some records on: the first, the last, every tenth, or some at random. The others are left out.',
  keywords: ['limit', 'sample', 'head', 'tail', 'top', 'first', 'last', 'skip', 'offset', 'random', 'reservoir', 'percent', 'nth', 'test data'],
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
          label: 'Keep',
          options: [
            { value: 'first', label: 'The first records' },
            { value: 'last', label: 'The last records', help: 'Nothing leaves before all records have arrived.' },
            { value: 'every', label: 'One of so many, evenly' },
            {
              value: 'random',
              label: 'A number of records at random',
              help: 'Each is equally likely to be kept. Nothing leaves before all records have arrived.',
            },
            { value: 'share', label: 'A share of the records at random' },
          ],
        },
        {
          field: 'count',
          widget: 'number',
          label: 'How many',
          min: 1,
          max: MOST,
          unit: 'records',
          visibleWhen: { field: 'mode', is: ['first', 'last', 'random'] },
        },
        {
          field: 'every',
          widget: 'number',
          label: 'One of',
          help: 'The first of each so many records is kept.',
          min: 2,
          max: MOST,
          unit: 'records',
          visibleWhen: { field: 'mode', is: ['every'] },
        },
        {
          field: 'percent',
          widget: 'number',
          label: 'Share',
          help: 'About so much: it is decided separately for each record.',
          min: 0.001,
          max: 100,
          unit: '%',
          visibleWhen: { field: 'mode', is: ['share'] },
        },
        {
          field: 'skip',
          widget: 'number',
          label: 'Leave out first',
          help: 'So many records at the beginning do not count.',
          min: 0,
          max: MOST,
          unit: 'records',
        },
      ],
    },
  ],
  fanOut: 'one',
  dependsOnOthers: () => true,
  spills: true,
  effects: () => 'none',
  summary({ mode, count, every, percent, skip }) {
    const words = (number: number) => `${number.toLocaleString('en-GB')} records`;
    const some = (which: string) => (count === 1 ? `the ${which} record` : `the ${which} ${words(count)}`);
    const kept = {
      first: some('first'),
      last: some('last'),
      every: `one of ${words(every)}`,
      random: count === 1 ? 'one record at random' : `${words(count)} at random`,
      share: `about ${percent} % at random`,
    }[mode];
    return skip === 0 ? kept : `${kept}, after the first ${words(skip)}`;
  },
  check: (): SettingProblem[] => [],
  fields: (_settings, arriving) => ({ [OUT_PORT]: arriving[IN_PORT] ? [...arriving[IN_PORT]] : null }),
  uses: () => [],
});
