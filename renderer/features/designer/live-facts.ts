import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { StepFacts } from '../../../core/base/run-facts.ts';
import { REJECT_PORT } from '../../../core/catalog/node-spec.ts';
import type { EdgeView, FactsSource, NodeView } from '../../canvas/facts.ts';
import { mendsOf } from '../../editing/mend-edge.ts';
import { useDocument } from '../../state/document.ts';
import { onEdgeFacts, onNodeFacts } from '../../state/fact-board.ts';
import { useInspection } from '../../state/inspection.ts';
import { isEdgeLit, marksOf } from '../../state/node-marks.ts';
import { isStale, nodeFacts, nodeStatus, showsRun } from '../../state/node-status.ts';
import { usePreview } from '../../state/preview.ts';
import { isOver, useRuns } from '../../state/runs.ts';
import { sameJson } from '../../state/same-json.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';

function firstProblem(nodeId: string): string {
  const found = useInspection.getState().byNode[nodeId]?.[0]?.message;
  return found ?? nodeFacts(nodeId)?.error?.message ?? (usePreview.getState().errorNodeId === nodeId ? (usePreview.getState().error?.message ?? '') : '');
}

const readNode = (id: string): NodeView => ({
  status: nodeStatus(id),
  facts: nodeFacts(id),
  sampled: !showsRun(id),
  problem: firstProblem(id),
  marks: marksOf(id),
});

const readEdge = (id: string, node: string, port: string): EdgeView => ({
  count: countAt(node, port),
  pressure: useRuns.getState().current?.pressure[id] ?? 0,
  moving: isMoving(node),
  stale: isStale(node),
  lit: isEdgeLit(id),
});

function sameNode(a: NodeView, b: NodeView): boolean {
  return a.status === b.status && a.sampled === b.sampled && a.problem === b.problem && a.marks === b.marks && sameFacts(a.facts, b.facts);
}

/** How long a step has taken grows with every report; a card says nothing of it. */
function sameFacts(a: StepFacts | null, b: StepFacts | null): boolean {
  return a === b || (a !== null && b !== null && a.status === b.status && sameJson(a.counts, b.counts));
}

function sameEdge(a: EdgeView, b: EdgeView): boolean {
  return a.count === b.count && a.pressure === b.pressure && a.moving === b.moving && a.stale === b.stale && a.lit === b.lit;
}

/** What the stores say, as the same object as long as it says the same: only then is a card or link not drawn again. */
function useView<T>(subscribe: (listener: () => void) => () => void, read: () => T, isSame: (a: T, b: T) => boolean): T {
  const last = useRef<T | null>(null);
  return useSyncExternalStore(subscribe, () => {
    const fresh = read();
    if (last.current === null || !isSame(last.current, fresh)) last.current = fresh;
    return last.current;
  });
}

/** Cards and edges of the designer read the stores; each is drawn again only when what it shows changes. */
export const LIVE_FACTS: FactsSource = {
  useNode: (id) =>
    useView(
      useCallback((listener) => onNodeFacts(id, listener), [id]),
      () => readNode(id),
      sameNode,
    ),
  useEdge: (id, node, port) =>
    useView(
      useCallback((listener) => onEdgeFacts(id, node, listener), [id, node]),
      () => readEdge(id, node, port),
      sameEdge,
    ),
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
