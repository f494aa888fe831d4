import { useMemo } from 'react';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import { useRunSamples } from '../../state/run-samples.ts';
import { isOver } from '../../state/runs.ts';
import { placesOf, stepsOfFlow, viewOfRun } from '../../state/step-views.ts';
import type { DataProvider, Fate, FollowedStep, StepView } from '../../ui/record-drawer/data-provider.ts';

const NOTHING: DataProvider = { steps: [], view: () => null, request: () => undefined, loading: true, emptyHint: '' };

/** What a run kept of its data, as the drawer takes it. */
export function useRunData(detail: RunDetail | null): DataProvider {
  const heldFor = useRunSamples((state) => state.runId);
  const held = useRunSamples((state) => state.samples);
  const pending = useRunSamples((state) => state.pending);
  const fetchSamples = useRunSamples((state) => state.request);
  const finished = detail && isOver(detail.run.status) ? detail : null;
  const request = useMemo(() => (nodeId: string) => finished && fetchSamples(finished, placesOf(finished.flow, nodeId)), [finished, fetchSamples]);
  const follow = useMemo(() => (finished ? (origin: RecordOrigin) => followInRun(finished, origin) : undefined), [finished]);
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
      ...(follow ? { follow } : {}),
    };
  }, [detail, finished, heldFor, held, pending, request, follow]);
}

async function followInRun(detail: RunDetail, origin: RecordOrigin): Promise<FollowedStep[]> {
  const { steps } = await api.runs.follow({ runId: detail.run.runId, source: origin.source, ordinal: origin.ordinal });
  const way = steps.map(
    ({ nodeId, name, port, fields, row, reason }): FollowedStep => ({
      nodeId,
      name,
      fate: fateOf(detail, nodeId, port, reason !== undefined),
      fields,
      row,
      more: 0,
      reason,
    }),
  );
  return [...way, ...deliveries(detail, steps)];
}

/** Targets keep no samples: what left the step before one and was not rejected there was delivered, if the run came to its end. */
function deliveries(
  detail: RunDetail,
  steps: readonly { nodeId: string; port: string; fields: FollowedStep['fields']; row: FollowedStep['row'] }[],
): FollowedStep[] {
  if (!detail.run.status.startsWith('succeeded') || detail.run.mode === 'rehearsal') return [];
  const seen = new Set(steps.map((step) => step.nodeId));
  return detail.flow.edges.flatMap((edge): FollowedStep[] => {
    const left = steps.find((step) => step.nodeId === edge.from.node && step.port === edge.from.port);
    const target = detail.flow.nodes.find((node) => node.id === edge.to.node);
    if (!left || !target || seen.has(target.id) || catalog.get(target.kind)?.role !== 'target') return [];
    return [{ nodeId: target.id, name: target.name, fate: 'delivered', fields: left.fields, row: left.row, more: 0 }];
  });
}

function fateOf(detail: RunDetail, nodeId: string, port: string, hasReason: boolean): Fate {
  if (hasReason || port === 'rejected') return 'rejected';
  if (port === 'filtered') return 'filtered';
  if (port === 'duplicates') return 'duplicate';
  const kind = detail.flow.nodes.find((node) => node.id === nodeId)?.kind ?? '';
  return catalog.get(kind)?.role === 'target' ? 'delivered' : 'passed';
}
