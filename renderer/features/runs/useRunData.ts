import { useMemo } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { keyFieldsOf } from '../../../core/flow/key-fields.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { t } from '../../i18n/i18n.ts';
import { earlierRuns } from '../../state/earlier-runs.ts';
import { followInRun, searchInRun } from '../../state/follow-in-run.ts';
import { useFollowed } from '../../state/followed.ts';
import { useRunSamples } from '../../state/run-samples.ts';
import { isOver } from '../../state/runs.ts';
import { placesOf, stepsOfFlow, viewOfRun } from '../../state/step-views.ts';
import type { DataProvider, StepView } from '../../ui/record-drawer/data-provider.ts';

const NOTHING: DataProvider = { steps: [], view: () => null, request: () => undefined, loading: true, emptyHint: '' };

/** What a run kept of its data, as the drawer takes it. */
export function useRunData(detail: RunDetail | null): DataProvider {
  const heldFor = useRunSamples((state) => state.runId);
  const held = useRunSamples((state) => state.samples);
  const pending = useRunSamples((state) => state.pending);
  const fetchSamples = useRunSamples((state) => state.request);
  const finished = detail && isOver(detail.run.status) ? detail : null;
  const request = useMemo(() => (nodeId: string) => finished && fetchSamples(finished, placesOf(finished.flow, nodeId)), [finished, fetchSamples]);
  const beyond = useMemo(
    () => (finished ? { follow: (origin: RecordOrigin, again?: boolean) => followInRun(finished, origin, again), search: searchInRun(finished) } : {}),
    [finished],
  );
  const earlier = useMemo(() => {
    if (!finished) return undefined;
    const { flowId, runId, queuedAt } = finished.run;
    return earlierRuns(flowId, keyFieldsOf(finished.flow, catalog), { runId, queuedAt });
  }, [finished]);
  return useMemo((): DataProvider => {
    if (!detail) return NOTHING;
    const views = new Map<string, StepView | null>();
    const samples = heldFor === detail.run.runId ? held : {};
    return {
      steps: stepsOfFlow(detail.flow),
      view: (nodeId) => {
        if (!finished) return null;
        if (!views.has(nodeId)) views.set(nodeId, viewOfRun(finished, samples, nodeId, false));
        return views.get(nodeId) ?? null;
      },
      request,
      loading: pending > 0,
      emptyHint: finished ? t('No records of this step were kept.') : t('The records can be looked at when the run is over.'),
      ...beyond,
      onFollowed: useFollowed.getState().show,
      ...(earlier ? { earlier } : {}),
    };
  }, [detail, finished, heldFor, held, pending, request, beyond, earlier]);
}
