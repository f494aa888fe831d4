import { useMemo } from 'react';
import type { PreviewStep } from '../../../core/api/models.ts';
import type { Sample } from '../../../core/base/sample.ts';
import { REJECT_PORT, START_PORT } from '../../../core/catalog/node-spec.ts';
import type { Flow, FlowNode } from '../../../core/flow/flow.ts';
import { topologicalOrder } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { useDocument } from '../../state/document.ts';
import { type SeenStep, usePreview } from '../../state/preview.ts';
import { staleNodes } from '../../state/staleness.ts';
import type { DataProvider, DrawerStep, PortSample, StepView } from '../../ui/record-drawer/data-provider.ts';

/** Ports of a step's samples that are no output of their own. */
const ASIDE = new Set([REJECT_PORT, START_PORT, 'filtered', 'duplicates']);

/** The previews of the open draft, as the drawer takes its data. */
export function usePreviewData(): DataProvider {
  const flow = useDocument((state) => state.flow);
  const steps = usePreview((state) => state.steps);
  const running = usePreview((state) => state.status === 'running');
  const preview = usePreview((state) => state.preview);
  return useMemo((): DataProvider => {
    const stale = flow ? staleNodes(flow, (id) => steps[id]?.flow ?? null) : new Set<string>();
    const views = new Map<string, StepView | null>();
    return {
      kind: 'preview',
      steps: flow ? stepsOfFlow(flow) : [],
      view: (nodeId) => {
        let view = views.get(nodeId);
        if (view === undefined) {
          const seen = steps[nodeId];
          const node = flow?.nodes.find((one) => one.id === nodeId);
          view = seen && node ? viewOfPreview(seen, node, stale.has(nodeId)) : null;
          views.set(nodeId, view);
        }
        return view;
      },
      request: noRequest,
      loading: running,
      emptyHint: 'A preview reads the first records up to this step and shows what the step makes of them. Nothing is written.',
      emptyAction: { label: 'Preview', shortcut: 'F9', run: () => void preview() },
    };
  }, [flow, steps, running, preview]);
}

/** A preview holds everything at once. */
function noRequest(): void {}

/** The steps in the order in which records pass them, without triggers. */
export function stepsOfFlow(flow: Flow): DrawerStep[] {
  return topologicalOrder(flow)
    .order.map((node) => ({ nodeId: node.id, name: node.name, role: catalog.get(node.kind)?.role ?? ('unknown' as const) }))
    .filter((step) => step.role !== 'trigger');
}

function viewOfPreview({ step, takenAt }: SeenStep, node: FlowNode, stale: boolean): StepView {
  const spec = catalog.get(node.kind);
  const label = (ports: readonly { name: string; label: string }[], port: string) => ports.find((one) => one.name === port)?.label ?? port;
  const portSamples = (samples: PreviewStep['left'], ports: readonly { name: string; label: string }[]): PortSample[] =>
    Object.entries(samples)
      .filter(([port]) => !ASIDE.has(port))
      .map(([port, sample]) => ({ port, label: label(ports, port), sample }));
  const { rejected, filtered, duplicates } = step.facts.counts;
  const aside = (port: string): Sample | null => step.left[port] ?? null;
  return {
    before: portSamples(step.arrived, spec?.inputs ?? []),
    after: spec?.role === 'target' ? [] : portSamples(step.left, spec?.outputs ?? []),
    rejected: aside(REJECT_PORT),
    filtered: aside('filtered'),
    duplicates: aside('duplicates'),
    counts: { rejected, filtered, duplicates },
    wouldDo: step.wouldDo ?? null,
    takenAt,
    stale,
  };
}
