import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { goTo } from '../state/route.ts';
import { useRuns } from '../state/runs.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

/** The run that the canvas shows. */
function shownRun(): string | null {
  const { current } = useRuns.getState();
  return hasFlow() && current?.flowId === useDocument.getState().flowId ? (current?.runId ?? null) : null;
}

export const openRun = defineCommand({
  id: 'open-run',
  label: text('Details of the run'),
  group: 'Go to',
  shortcuts: ['Mod+Alt+Enter'],
  keywords: ['result', 'rejects', 'log', 'replay'],
  scope: 'text-too',
  enabled: () => shownRun() !== null,
  needs: text('Run this flow first.'),
  run: () => {
    const runId = shownRun();
    if (runId) goTo({ page: 'run', runId });
  },
});
