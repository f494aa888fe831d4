import { text } from '../i18n/i18n.ts';
import { isRunning, useRuns } from '../state/runs.ts';
import { defineCommand } from './command.ts';
import { hasSteps } from './conditions.ts';
import { startRun } from './run-flow.ts';

export const rehearse = defineCommand({
  id: 'rehearse',
  label: text('Rehearse: run all records without writing'),
  group: 'Run',
  shortcuts: ['Mod+Shift+Enter'],
  keywords: ['dry run', 'no write'],
  scope: 'text-too',
  enabled: () => hasSteps() && !isRunning(useRuns.getState()),
  run: () => startRun('rehearsal'),
});
