import { useSyncExternalStore } from 'react';
import { REJECT_PORT } from '../../../core/catalog/node-spec.ts';
import type { FactsSource, NodeView } from '../../canvas/facts.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { isStale, nodeFacts, nodeStatus, showsRun, subscribeToFacts } from '../../state/node-status.ts';
import { usePreview } from '../../state/preview.ts';
import { isOver, useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';

function useLive<T>(read: () => T): T {
  return useSyncExternalStore(subscribeToFacts, read);
}

function firstProblem(nodeId: string): string {
  const found = useInspection.getState().byNode[nodeId]?.[0]?.message;
  return found ?? nodeFacts(nodeId)?.error?.message ?? (usePreview.getState().errorNodeId === nodeId ? (usePreview.getState().error?.message ?? '') : '');
}

/** Cards and edges of the designer read the stores; each renders only when what it shows changes. */
export const LIVE_FACTS: FactsSource = {
  useNode: (id): NodeView => {
    const status = useLive(() => nodeStatus(id));
    const facts = useLive(() => nodeFacts(id));
    const sampled = useLive(() => !showsRun(id));
    const problem = useLive(() => firstProblem(id));
    return { status, facts, sampled, problem };
  },
  useEdge: (id, node, port) => {
    const count = useLive(() => countAt(node, port));
    const pressure = useLive(() => useRuns.getState().current?.pressure[id] ?? 0);
    const moving = useLive(() => isMoving(node));
    const stale = useLive(() => isStale(node));
    return { count, pressure, moving, stale };
  },
  onCount: (nodeId, port, end) => {
    const selection = useSelection.getState();
    selection.select([nodeId]);
    selection.setFocus({ nodeId, side: end === 'to' ? 'before' : port === REJECT_PORT ? 'rejected' : 'after', port });
    useUi.getState().set({ drawerOpen: true });
  },
};

function countAt(node: string, port: string): number | null {
  const facts = nodeFacts(node);
  return facts && facts.status !== 'waiting' && facts.status !== 'skipped' ? (facts.ports[port] ?? null) : null;
}

function isMoving(node: string): boolean {
  const { current } = useRuns.getState();
  return current !== null && !isOver(current.status) && current.flowId === useDocument.getState().flowId && current.steps[node]?.status === 'running';
}
