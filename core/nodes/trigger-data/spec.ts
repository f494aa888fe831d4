import * as z from 'zod';
import { defineNode, OUT_PORT, REJECT_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Where in a JSON body the records are, as names with dots. Empty: the body itself, or the list it is. */
  recordsPath: z.string().default(''),
  /** Adds what came with the request: when, how, and from where. */
  withRequest: z.boolean().default(false),
}));
/** How what started a run becomes records. */
export type TriggerDataConfig = SettingsOf<typeof config>;

/** Gives what made a trigger start the run, as records. */
export const spec = defineNode<TriggerDataConfig>({
  kind: 'trigger-data',
  version: 1,
  role: 'source',
  title: 'Received data',
  icon: 'inbox',
  description: 'Gives what started the run as records: the body of a webhook, the files that arrived, how another flow ended.',
  keywords: ['trigger', 'webhook', 'body', 'payload', 'request', 'event', 'inbox', 'received', 'arrived', 'json', 'source'],
  inputs: [],
  outputs: [
    { name: OUT_PORT, label: 'Records' },
    { name: REJECT_PORT, label: 'Rejected', carries: 'reject' },
  ],
  config,
  form: [
    {
      fields: [
        {
          field: 'recordsPath',
          widget: 'text',
          label: 'Path to the records',
          help: 'Of a JSON body: names with dots, such as data.items. Empty when the body itself is the record, or a list of them.',
          placeholder: 'data.items',
        },
        {
          field: 'withRequest',
          widget: 'switch',
          label: 'Add what came with the request',
          help: 'Fields for the time, method, path, query and headers of a webhook.',
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary: ({ recordsPath }) => (recordsPath === '' ? 'what started the run' : `${recordsPath} of what started the run`),
  check: () => [],
  fields: () => ({ [OUT_PORT]: null }),
  uses: () => [],
});
