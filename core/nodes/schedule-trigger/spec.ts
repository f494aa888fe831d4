import * as z from 'zod';
import { dueSettingsSchema } from '../../base/trigger-settings.ts';
import { defineNode, type SettingProblem, START_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';
import { cronProblem, cronWords, monthlyWords, wrongDays, zoneExists, zoneWords } from './cron-config.ts';

const config = settingsSchema(() => ({
  /** By a cron expression, or on a working day of the month. */
  how: z.enum(['cron', 'monthly']).default('cron'),
  /** Minute, hour, day of month, month, day of week. */
  cron: z.string().default('0 1 * * 1-5'),
  /** The n-th working day of the month, counted from its end where `fromEnd` says so. */
  nth: z.number().int().min(1).max(23).default(1),
  fromEnd: z.boolean().default(false),
  time: z.string().default('06:00'),
  /** IANA name; the times are local times there. */
  zone: z.string().default('Europe/Berlin'),
  /** What happens when the program was not running at the time: run once on the next start, once for each time, or skip it. */
  missed: z.enum(['once', 'all', 'skip']).default('once'),
  most: z.number().int().min(1).max(1_000).default(10),
  /** What becomes of a time on a day off. */
  daysOff: z.enum(['any', 'skip', 'next', 'previous']).default('any'),
  /** ISO weekdays that are working days, as digits. */
  week: z.enum(['12345', '123456', '1234567', '71234']).default('12345'),
  holidays: z.array(z.string()).default([]),
  withWorkspace: z.boolean().default(true),
}));
/** When a flow starts by itself. */
export type ScheduleTriggerConfig = SettingsOf<typeof config>;

/** Starts the flow at set times, given as a cron expression in a time zone, or on a working day of each month. */
export const spec = defineNode<ScheduleTriggerConfig>({
  kind: 'schedule-trigger',
  version: 1,
  role: 'trigger',
  title: 'Schedule',
  icon: 'clock',
  description: 'Starts the flow at set times, for example every weekday at 01:00.',
  keywords: ['cron', 'timer', 'nightly', 'daily', 'hourly', 'time', 'clock', 'every', 'recurring', 'working day', 'holiday', 'month end'],
  inputs: [],
  outputs: [{ name: START_PORT, label: 'Start', carries: 'start' }],
  config,
  form: [
    {
      fields: [
        {
          field: 'how',
          widget: 'choice',
          label: 'Times',
          options: [
            { value: 'cron', label: 'Days and times' },
            { value: 'monthly', label: 'A working day of the month', help: 'Such as the third, or the last.' },
          ],
        },
        {
          field: 'cron',
          widget: 'cron',
          label: 'When',
          help: 'Minute, hour, day of month, month, day of week. "0 1 * * 1-5" is 01:00 from Monday to Friday.',
          placeholder: '0 1 * * 1-5',
          dependsOn: 'zone',
          visibleWhen: { field: 'how', is: ['cron'] },
        },
        { field: 'nth', widget: 'number', label: 'Which working day', min: 1, max: 23, visibleWhen: { field: 'how', is: ['monthly'] } },
        { field: 'fromEnd', widget: 'switch', label: 'Counted from the end of the month', visibleWhen: { field: 'how', is: ['monthly'] } },
        { field: 'time', widget: 'time-of-day', label: 'Time of day', dependsOn: 'zone', visibleWhen: { field: 'how', is: ['monthly'] } },
        { field: 'zone', widget: 'zone', label: 'Time zone', help: 'The times above are local times there, summer time included.' },
        {
          field: 'missed',
          widget: 'choice',
          label: 'If the time was missed',
          help: 'For example because the computer was off.',
          options: [
            { value: 'once', label: 'Run once as soon as possible', help: 'However many times were missed, the flow runs once.' },
            { value: 'all', label: 'Run once for each time', help: 'One after another, each marked with its time.' },
            { value: 'skip', label: 'Wait for the next time' },
          ],
        },
        {
          field: 'most',
          widget: 'number',
          label: 'At most',
          help: 'Of more missed times the last ones count.',
          min: 1,
          max: 1_000,
          visibleWhen: { field: 'missed', is: ['all'] },
        },
      ],
    },
    {
      title: 'Working days',
      advanced: true,
      fields: [
        {
          field: 'daysOff',
          widget: 'choice',
          label: 'On days off',
          options: [
            { value: 'any', label: 'Run as on any day' },
            { value: 'skip', label: 'Leave it out' },
            { value: 'next', label: 'On the next working day' },
            { value: 'previous', label: 'On the working day before' },
          ],
          visibleWhen: { field: 'how', is: ['cron'] },
        },
        {
          field: 'week',
          widget: 'choice',
          label: 'Working days',
          options: [
            { value: '12345', label: 'Monday to Friday' },
            { value: '123456', label: 'Monday to Saturday' },
            { value: '71234', label: 'Sunday to Thursday' },
            { value: '1234567', label: 'All days' },
          ],
        },
        {
          field: 'holidays',
          widget: 'texts',
          label: 'Days off of this flow',
          help: '2026-12-24, or 12-24 for every year; a name may stand behind.',
        },
        { field: 'withWorkspace', widget: 'switch', label: 'The days off of the workspace too', help: 'They are listed in the settings.' },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary(settings, language = 'en') {
    const { how, cron, zone } = settings;
    if (how === 'monthly') return monthlyWords(settings);
    return cronProblem(cron) ? 'no valid time yet' : `${cronWords(cron, language)}, ${zoneWords(zone, language)}`;
  },
  check({ how, cron, zone, time, holidays }) {
    const problems: SettingProblem[] = [];
    const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
    const problem = how === 'cron' ? cronProblem(cron) : null;
    if (problem) problems.push({ ...problem, field: 'cron' });
    if (how === 'monthly' && !/^([01]?\d|2[0-3]):[0-5]\d$/.test(time.trim())) wrong('time', `"${time}" is not a time of day.`, 'Such as 06:00.');
    if (!zoneExists(zone)) wrong('zone', `There is no time zone "${zone}".`, 'Choose one from the list, for example Europe/Berlin.');
    const [first] = wrongDays(holidays);
    if (first !== undefined) wrong('holidays', `"${first}" is not a day.`, 'Such as 2026-12-24, or 12-24 for every year.');
    return problems;
  },
  fields: () => ({}),
  uses: () => [],
  starts: ({ how, cron, zone, nth, fromEnd, time, missed, most, daysOff, week, holidays, withWorkspace }) =>
    dueSettingsSchema.parse({
      on: 'due',
      cron,
      zone,
      missed,
      most,
      calendar: { rule: how === 'cron' ? daysOff : 'any', weekdays: [...week].map(Number), holidays, withWorkspace },
      monthly: how === 'monthly' ? { nth: fromEnd ? -nth : nth, time } : null,
    }),
});
