import { text } from '../i18n/i18n.ts';
import { isRunning, useRuns } from '../state/runs.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const cancelRun = defineCommand({
  id: 'cancel-run',
  label: text('Cancel the run'),
  group: 'Run',
  shortcuts: ['Mod+.'],
  keywords: ['stop', 'abort'],
  scope: 'text-too',
  enabled: () => hasFlow() && isRunning(useRuns.getState()),
  needs: text('No run of this flow is going on.'),
  run: () => useRuns.getState().cancel(),
});
