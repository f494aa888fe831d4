import { defineNode, START_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({}));
/** A manual trigger has nothing to set. */
export type ManualTriggerConfig = SettingsOf<typeof config>;

/** Starts the flow when a person or the command line asks for it. */
export const spec = defineNode<ManualTriggerConfig>({
  kind: 'manual-trigger',
  version: 1,
  role: 'trigger',
  title: 'Start by hand',
  icon: 'player-play',
  description: 'Starts the flow when you press Run or call it from the command line.',
  keywords: ['start', 'run', 'button', 'on demand', 'manually', 'begin'],
  inputs: [],
  outputs: [{ name: START_PORT, label: 'Start', carries: 'start' }],
  config,
  form: [],
  fanOut: 'one',
  effects: () => 'none',
  summary: () => 'when you press Run',
  check: () => [],
  fields: () => ({}),
  uses: () => [],
});
