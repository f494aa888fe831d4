import * as z from 'zod';
import { defineNode, START_PORT } from '../../catalog/node-spec.ts';
import { cronProblem, cronWords, zoneExists, zoneWords } from './cron-config.ts';

const config = z.object({
  /** Minute, hour, day of month, month, day of week. */
  cron: z.string().default('0 1 * * 1-5'),
  /** IANA name; the times of `cron` are local times there. */
  zone: z.string().default('Europe/Berlin'),
  /** What happens when the program was not running at the time: run once on the next start, or skip it. */
  missed: z.enum(['once', 'skip']).default('once'),
});
/** When a flow starts by itself. */
export type ScheduleTriggerConfig = z.infer<typeof config>;

/** Starts the flow at set times, given as a cron expression in a time zone. */
export const spec = defineNode<ScheduleTriggerConfig>({
  kind: 'schedule-trigger',
  version: 1,
  role: 'trigger',
  title: 'Schedule',
  icon: 'clock',
  description: 'Starts the flow at set times, for example every weekday at 01:00.',
  keywords: ['cron', 'timer', 'nightly', 'daily', 'hourly', 'time', 'clock', 'every', 'recurring'],
  inputs: [],
  outputs: [{ name: START_PORT, label: 'Start', carries: 'start' }],
  config,
  defaults: config.parse({}),
  form: [
    {
      fields: [
        {
          field: 'cron',
          widget: 'cron',
          label: 'When',
          help: 'Minute, hour, day of month, month, day of week. "0 1 * * 1-5" is 01:00 from Monday to Friday.',
          placeholder: '0 1 * * 1-5',
          dependsOn: 'zone',
        },
        { field: 'zone', widget: 'zone', label: 'Time zone', help: 'The times above are local times there, summer time included.' },
        {
          field: 'missed',
          widget: 'choice',
          label: 'If the time was missed',
          help: 'For example because the computer was off.',
          options: [
            { value: 'once', label: 'Run once as soon as possible', help: 'However many times were missed, the flow runs once.' },
            { value: 'skip', label: 'Wait for the next time' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary: ({ cron, zone }) => (cronProblem(cron) ? 'no valid time yet' : `${cronWords(cron)}, ${zoneWords(zone)}`),
  check({ cron, zone }) {
    const problem = cronProblem(cron);
    return [
      ...(problem ? [{ ...problem, field: 'cron' }] : []),
      ...(zoneExists(zone)
        ? []
        : [
            { code: 'wrong-setting', field: 'zone', message: `There is no time zone "${zone}".`, hint: 'Choose one from the list, for example Europe/Berlin.' },
          ]),
    ];
  },
  fields: () => ({}),
  uses: () => [],
});
