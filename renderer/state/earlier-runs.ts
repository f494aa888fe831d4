import { FINAL_STATUSES } from '../../core/base/run-facts.ts';
import type { Sample } from '../../core/base/sample.ts';
import { nodeOf } from '../../core/flow/graph.ts';
import { api } from '../api/client.ts';
import { toReport } from '../api/report.ts';
import { t } from '../i18n/i18n.ts';
import type { EarlierRun, EarlierRuns, StepView } from '../ui/record-drawer/data-provider.ts';
import { formatMoment, runStatusWords } from '../ui/words.ts';
import { placeKey } from './run-samples.ts';
import { placesOf, viewOfRun } from './step-views.ts';
import { useWorkspace, zoneOf } from './workspace.ts';

const MOST_RUNS = 50;

/** Finished runs of a flow, newest first; those before `until` (the run that is shown) where it is given. */
export async function finishedRuns(flowId: string, until?: { runId: string; queuedAt: number }): Promise<EarlierRun[]> {
  const { runs } = await api.runs.list({ flowId, status: [...FINAL_STATUSES], limit: MOST_RUNS, ...(until ? { to: until.queuedAt } : {}) });
  const zone = zoneOf(useWorkspace.getState());
  return runs
    .filter((run) => run.runId !== until?.runId && run.startedAt !== null)
    .map((run) => ({
      runId: run.runId,
      words: t('{{when}}, {{state}}, version {{version}}', {
        when: formatMoment(run.startedAt ?? run.queuedAt, zone, Date.now()),
        state: runStatusWords(run.status),
        version: run.flowVersion,
      }),
      succeeded: run.status === 'succeeded' || run.status === 'succeeded-with-rejects',
    }));
}

/** What finished runs of a flow kept, to compare with what is shown of it. */
export function earlierRuns(flowId: string, keys: readonly string[], until?: { runId: string; queuedAt: number }): EarlierRuns {
  return { list: () => finishedRuns(flowId, until), view: viewIn, keys };
}

async function viewIn(runId: string, nodeId: string): Promise<StepView | string> {
  try {
    const detail = await api.runs.get({ runId });
    if (!nodeOf(detail.flow, nodeId)) return t('This step was not in the flow then (version {{version}}).', { version: detail.run.flowVersion });
    if (detail.samples.length === 0) return t('The samples of that run are no longer kept.');
    const places = placesOf(detail.flow, nodeId).filter(({ nodeId: id, port }) => detail.samples.some((kept) => kept.nodeId === id && kept.port === port));
    const samples: Record<string, Sample> = {};
    for (const place of places) {
      const sample = await api.runs.sample({ runId, ...place });
      if (sample) samples[placeKey(place.nodeId, place.port)] = sample;
    }
    return viewOfRun(detail, samples, nodeId, false) ?? t('That run did not get to this step.');
  } catch (error) {
    const { message, hint } = toReport(error);
    return hint === undefined ? message : `${message} ${hint}`;
  }
}
