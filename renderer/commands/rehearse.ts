import { text } from '../i18n/i18n.ts';
import { isRunning, useRuns } from '../state/runs.ts';
import { defineCommand } from './command.ts';
import { hasSteps, NEEDS_STEPS } from './conditions.ts';
import { startRun } from './run-flow.ts';

export const rehearse = defineCommand({
  id: 'rehearse',
  label: text('Rehearse: run all records without writing'),
  group: 'Run',
  shortcuts: ['Mod+Shift+Enter'],
  keywords: ['dry run', 'no write'],
  scope: 'text-too',
  enabled: () => hasSteps() && !isRunning(useRuns.getState()),
  needs: () => (hasSteps() ? text('A run of this flow is going on already.') : NEEDS_STEPS),
  run: () => startRun('rehearsal'),
});
