import { useSyncExternalStore } from 'react';
import { REJECT_PORT } from '../../../core/catalog/node-spec.ts';
import type { EdgeView, FactsSource, NodeView } from '../../canvas/facts.ts';
import { mendsOf } from '../../editing/mend-edge.ts';
import { useDocument } from '../../state/document.ts';
import { useInspection } from '../../state/inspection.ts';
import { isStale, nodeFacts, nodeStatus, showsRun, subscribeToFacts } from '../../state/node-status.ts';
import { usePreview } from '../../state/preview.ts';
import { isOver, useRuns } from '../../state/runs.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';

function firstProblem(nodeId: string): string {
  const found = useInspection.getState().byNode[nodeId]?.[0]?.message;
  return found ?? nodeFacts(nodeId)?.error?.message ?? (usePreview.getState().errorNodeId === nodeId ? (usePreview.getState().error?.message ?? '') : '');
}

/** Keeps the same object for an id as long as it says the same, so that only cards that changed are drawn again. */
function remembering<T extends object>(read: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const fresh = read(id);
    const old = known.get(id);
    const isSame = old !== undefined && (Object.keys(fresh) as (keyof T)[]).every((key) => fresh[key] === old[key]);
    if (isSame) return old;
    known.set(id, fresh);
    return fresh;
  };
}

const nodeView = remembering((id): NodeView => ({ status: nodeStatus(id), facts: nodeFacts(id), sampled: !showsRun(id), problem: firstProblem(id) }));

const edgeView = remembering((key): EdgeView => {
  const [id = '', node = '', port = ''] = key.split(' ');
  return { count: countAt(node, port), pressure: useRuns.getState().current?.pressure[id] ?? 0, moving: isMoving(node), stale: isStale(node) };
});

/** Cards and edges of the designer read the stores; each is drawn again only when what it shows changes. */
export const LIVE_FACTS: FactsSource = {
  useNode: (id) => useSyncExternalStore(subscribeToFacts, () => nodeView(id)),
  useEdge: (id, node, port) => useSyncExternalStore(subscribeToFacts, () => edgeView(`${id} ${node} ${port}`)),
  mendsOf,
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
