import { t, text } from '../i18n/i18n.ts';
import { inspectNow, useInspection } from '../state/inspection.ts';
import { usePins } from '../state/pins.ts';
import { isRunning, useRuns } from '../state/runs.ts';
import { useUi } from '../state/ui.ts';
import { say, sayFailed } from '../ui/say.ts';
import { defineCommand } from './command.ts';
import { hasSteps, NEEDS_STEPS } from './conditions.ts';

/** Starts a run, unless something is wrong that would make it fail: then the list of problems opens. */
export async function startRun(mode: 'run' | 'rehearsal'): Promise<void> {
  await inspectNow();
  const errors = useInspection.getState().problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0) {
    useUi.getState().set({ problemsOpen: true });
    say(t('{{count}} problems must be fixed before the flow can run.', { count: errors.length }));
    return;
  }
  const pinned = Object.keys(usePins.getState().byNode);
  if (pinned.length > 0) say(t('Runs ignore pinned records: this one reads and computes everything.'));
  const runId = await useRuns.getState().start(mode);
  const { error } = useRuns.getState();
  if (!runId && error) sayFailed(t('The flow could not be started'), error);
}

export const runFlow = defineCommand({
  id: 'run',
  label: text('Run the flow'),
  group: 'Run',
  shortcuts: ['Mod+Enter'],
  keywords: ['start', 'execute'],
  scope: 'text-too',
  enabled: () => hasSteps() && !isRunning(useRuns.getState()),
  needs: () => (hasSteps() ? text('A run of this flow is going on already.') : NEEDS_STEPS),
  run: () => startRun('run'),
});
