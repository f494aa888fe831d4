import { useEffect, useMemo, useState } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import { keyFieldsOf } from '../../../core/flow/key-fields.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { earlierRuns } from '../../state/earlier-runs.ts';
import { followInPreview, placesBeyond, searchInPreview } from '../../state/follow-preview.ts';
import { useFollowed } from '../../state/followed.ts';
import { isStale, showsRun } from '../../state/node-status.ts';
import { type SeenStep, usePreview } from '../../state/preview.ts';
import { useRunSamples } from '../../state/run-samples.ts';
import { isOver, useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { staleNodes } from '../../state/staleness.ts';
import { placesOf, stepsOfFlow, viewOfPreview, viewOfRun } from '../../state/step-views.ts';
import { useWalk } from '../../state/walk.ts';
import type { DataProvider, EarlierRuns, StepView } from '../../ui/record-drawer/data-provider.ts';

/** The data of the open draft: of each step the newer of its last preview and the run that the canvas shows. `nodeId` is the step that is looked at. */
export function useDesignData(nodeId: string | null): DataProvider {
  const flow = useDocument((state) => state.flow);
  const seenHere = usePreview((state) => (nodeId ? state.steps[nodeId] : undefined));
  // While a preview goes on only the step that is looked at counts; the others are taken when it has ended.
  const steps = usePreview((state) => (state.status === 'running' ? state.startedAt : state.steps));
  const previewing = usePreview((state) => state.status === 'running');
  const preview = usePreview((state) => state.preview);
  const stopped = useStopped();
  const detail = useFinishedRun();
  const runId = useRunSamples((state) => state.runId);
  const samples = useRunSamples((state) => state.samples);
  const pending = useRunSamples((state) => state.pending);
  const fetchSamples = useRunSamples((state) => state.request);
  const request = useMemo(() => (nodeId: string) => detail && fetchSamples(detail, placesOf(detail.flow, nodeId)), [detail, fetchSamples]);
  const earlier = useEarlierRuns(nodeId !== null && detail !== null && (showsRun(nodeId) || !seenHere) ? detail : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was previewed is read from the store, and these say when it is to be read again
  return useMemo((): DataProvider => {
    const seen = usePreview.getState().steps;
    const stale = flow ? staleNodes(flow, (id) => seen[id]?.flow ?? null) : new Set<string>();
    const views = new Map<string, StepView | null>();
    const make = (id: string): StepView | null => {
      const node = flow?.nodes.find((one) => one.id === id);
      const step = seen[id];
      if (detail && (showsRun(id) || !step)) {
        const view = viewOfRun(detail, runId === detail.run.runId ? samples : {}, id, isStale(id));
        if (view) return view;
      }
      return step && node ? previewOf(step, node, stale.has(id)) : null;
    };
    const shownSteps = {
      steps: flow ? stepsOfFlow(flow) : [],
      view: (id: string) => {
        if (!views.has(id)) views.set(id, make(id));
        return views.get(id) ?? null;
      },
    };
    const { flowId } = useDocument.getState();
    const beyond = placesBeyond(
      seen,
      shownSteps.steps.map((step) => step.nodeId).filter((id) => shownSteps.view(id)?.from === 'preview'),
    );
    return {
      ...shownSteps,
      ...(flowId && beyond.length > 0
        ? { follow: (origin) => followInPreview(flowId, shownSteps, beyond, origin), search: searchInPreview(flowId, shownSteps, beyond) }
        : {}),
      request,
      onFollowed: useFollowed.getState().show,
      loading: previewing || pending > 0,
      emptyHint: t('A preview reads the first records up to this step and shows what the step makes of them. Nothing is written.'),
      stopped,
      emptyAction: { label: t('Preview'), shortcut: 'F9', run: () => void preview() },
      ...(earlier ? { earlier } : {}),
    };
  }, [flow, seenHere, steps, previewing, preview, stopped, detail, runId, samples, pending, request, earlier]);
}

const shown = new WeakMap<SeenStep, { node: FlowNode; stale: boolean; changed: boolean; view: StepView | null }>();

/** The same view as long as nothing of it changed, so that what is made of it holds. */
function previewOf(seen: SeenStep, node: FlowNode, stale: boolean): StepView | null {
  const changed = Object.hasOwn(useWalk.getState().edits, node.id);
  const before = shown.get(seen);
  if (before && before.node === node && before.stale === stale && before.changed === changed) return before.view;
  const view = viewOfPreview(seen, node, stale);
  shown.set(seen, { node, stale, changed, view });
  return view;
}

/** Earlier runs of the open flow; those before the run that is shown, where one is. */
function useEarlierRuns(run: RunDetail | null): EarlierRuns | null {
  const flowId = useDocument((state) => state.flowId);
  const keys = useDocument((state) => (state.flow ? keyFieldsOf(state.flow, catalog).join('\n') : ''));
  const until = run?.run;
  return useMemo(
    () => (flowId ? earlierRuns(flowId, keys === '' ? [] : keys.split('\n'), until && { runId: until.runId, queuedAt: until.queuedAt }) : null),
    [flowId, keys, until],
  );
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
    const message = t('The preview stopped at {{step}}. {{reason}}', { step: name, reason: told(error.message) });
    return { report: { ...error, message }, action: { label: t('Go to {{step}}', { step: name }), run: () => useSelection.getState().select([nodeId]) } };
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
