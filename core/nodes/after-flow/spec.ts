import * as z from 'zod';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, START_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Id of the flow whose end is waited for. */
  flow: z.string().default(''),
  /** Its name when it was chosen, for the card: specs know no other flows. */
  flowName: z.string().default(''),
  when: z.enum(['succeeded', 'clean', 'with-rejects', 'failed', 'any']).default('succeeded'),
}));
/** Which end of which flow starts this one. */
export type AfterFlowConfig = SettingsOf<typeof config>;

function whenWords({ flowName, when }: AfterFlowConfig): string {
  const name = cutWords(flowName, 30) || '…';
  switch (when) {
    case 'succeeded':
      return `when ${name} has succeeded`;
    case 'clean':
      return `when ${name} has succeeded without rejects`;
    case 'with-rejects':
      return `when ${name} has succeeded with rejects`;
    case 'failed':
      return `when ${name} has failed`;
    case 'any':
      return `when ${name} has ended`;
  }
}

/** Starts the flow when a run of another flow has ended. */
export const spec = defineNode<AfterFlowConfig>({
  kind: 'after-flow',
  version: 1,
  role: 'trigger',
  title: 'After another flow',
  icon: 'player-track-next',
  description: 'Starts the flow when a run of another flow has ended.',
  keywords: ['chain', 'after', 'next', 'follow', 'when finished', 'depends', 'sequence', 'on failure', 'succeeded'],
  inputs: [],
  outputs: [{ name: START_PORT, label: 'Start', carries: 'start' }],
  config,
  form: [
    {
      fields: [
        { field: 'flow', widget: 'flow', label: 'Flow to wait for', help: 'One of the flows of this workspace.', dependsOn: 'flowName' },
        {
          field: 'when',
          widget: 'choice',
          label: 'Start when its run has',
          options: [
            { value: 'succeeded', label: 'Succeeded', help: 'Also when some records were rejected.' },
            { value: 'clean', label: 'Succeeded without rejects' },
            { value: 'with-rejects', label: 'Succeeded, but with rejects' },
            { value: 'failed', label: 'Failed', help: 'Also when it was cut off, and is not restarted automatically.' },
            { value: 'any', label: 'Ended, however it went', help: 'Also when somebody cancelled it.' },
          ],
        },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary: (settings) => (settings.flow === '' ? 'no flow chosen yet' : whenWords(settings)),
  check: ({ flow }) =>
    flow === '' ? [{ code: 'missing-setting', field: 'flow', message: 'No flow is chosen.', hint: 'Choose the flow whose end is to start this one.' }] : [],
  fields: () => ({}),
  uses: () => [],
  starts: ({ flow, when }) => (flow === '' ? null : { on: 'flow-ended', flowId: flow, when }),
});
