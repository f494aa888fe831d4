import { useEffect, useMemo, useState } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useFollowed } from '../../state/followed.ts';
import { isStale, showsRun } from '../../state/node-status.ts';
import { usePreview } from '../../state/preview.ts';
import { useRunSamples } from '../../state/run-samples.ts';
import { isOver, useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { staleNodes } from '../../state/staleness.ts';
import { placesOf, stepsOfFlow, viewOfPreview, viewOfRun } from '../../state/step-views.ts';
import type { DataProvider, StepView } from '../../ui/record-drawer/data-provider.ts';

/** The data of the open draft: of each step the newer of its last preview and the run that the canvas shows. */
export function useDesignData(): DataProvider {
  const flow = useDocument((state) => state.flow);
  const steps = usePreview((state) => state.steps);
  const previewing = usePreview((state) => state.status === 'running');
  const preview = usePreview((state) => state.preview);
  const stopped = useStopped();
  const detail = useFinishedRun();
  const runId = useRunSamples((state) => state.runId);
  const samples = useRunSamples((state) => state.samples);
  const pending = useRunSamples((state) => state.pending);
  const fetchSamples = useRunSamples((state) => state.request);
  const request = useMemo(() => (nodeId: string) => detail && fetchSamples(detail, placesOf(detail.flow, nodeId)), [detail, fetchSamples]);
  return useMemo((): DataProvider => {
    const stale = flow ? staleNodes(flow, (id) => steps[id]?.flow ?? null) : new Set<string>();
    const views = new Map<string, StepView | null>();
    const make = (nodeId: string): StepView | null => {
      const seen = steps[nodeId];
      const node = flow?.nodes.find((one) => one.id === nodeId);
      if (detail && (showsRun(nodeId) || !seen)) {
        const view = viewOfRun(detail, runId === detail.run.runId ? samples : {}, nodeId, isStale(nodeId));
        if (view) return view;
      }
      return seen && node ? viewOfPreview(seen, node, stale.has(nodeId)) : null;
    };
    return {
      steps: flow ? stepsOfFlow(flow) : [],
      view: (nodeId) => {
        if (!views.has(nodeId)) views.set(nodeId, make(nodeId));
        return views.get(nodeId) ?? null;
      },
      request,
      onFollowed: useFollowed.getState().show,
      loading: previewing || pending > 0,
      emptyHint: 'A preview reads the first records up to this step and shows what the step makes of them. Nothing is written.',
      stopped,
      emptyAction: { label: t('Preview'), shortcut: 'F9', run: () => void preview() },
    };
  }, [flow, steps, previewing, preview, stopped, detail, runId, samples, pending, request]);
}

/** Where and why the last preview ended early. */
function useStopped(): DataProvider['stopped'] {
  const status = usePreview((state) => state.status);
  const error = usePreview((state) => state.error);
  const nodeId = usePreview((state) => state.errorNodeId);
  const name = useDocument((state) => state.flow?.nodes.find((node) => node.id === nodeId)?.name);
  return useMemo(() => {
    if (status !== 'failed' || !error) return undefined;
    if (!nodeId || name === undefined) return { report: error };
    const message = `The preview stopped at ${name}. ${error.message}`;
    return { report: { ...error, message }, action: { label: `Go to ${name}`, run: () => useSelection.getState().select([nodeId]) } };
  }, [status, error, nodeId, name]);
}

/** What is kept of the run on the canvas, once it is over. */
function useFinishedRun(): RunDetail | null {
  const runId = useRuns(({ current }) => (current && isOver(current.status) ? current.runId : null));
  const [detail, setDetail] = useState<RunDetail | null>(null);
  useEffect(() => {
    if (!runId) return;
    let gone = false;
    api.runs.get({ runId }).then(
      (found) => !gone && setDetail(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [runId]);
  return detail?.run.runId === runId ? detail : null;
}
