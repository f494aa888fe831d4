import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { StepFacts } from '../../../core/base/run-facts.ts';
import { REJECT_PORT } from '../../../core/catalog/node-spec.ts';
import type { FlowEdge } from '../../../core/flow/flow.ts';
import type { EdgeView, FactsSource, GroupView, NodeView, TriggerLine } from '../../canvas/facts.ts';
import { triggerLine } from '../../canvas/trigger-line.ts';
import { mendsOf } from '../../editing/mend-edge.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { onEdgeFacts, onNodeFacts } from '../../state/fact-board.ts';
import { groupView, linksView } from '../../state/group-status.ts';
import { useInspection } from '../../state/inspection.ts';
import { isEdgeLit, marksOf } from '../../state/node-marks.ts';
import { isStale, nodeFacts, nodeStatus, showsRun } from '../../state/node-status.ts';
import { usePreview } from '../../state/preview.ts';
import { isOver, useRuns } from '../../state/runs.ts';
import { sameJson } from '../../state/same-json.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';

function firstProblem(nodeId: string): string {
  const found = useInspection.getState().byNode[nodeId]?.[0]?.message;
  return found ?? nodeFacts(nodeId)?.error?.message ?? (usePreview.getState().errorNodeId === nodeId ? (usePreview.getState().error?.message ?? '') : '');
}

const readNode = (id: string): NodeView => {
  const line = lineOf(id);
  const status = nodeStatus(id);
  return {
    status: line?.dead && status !== 'running' ? 'failed' : status,
    facts: nodeFacts(id),
    sampled: !showsRun(id),
    problem: (line && told(line.problem)) || firstProblem(id),
    marks: marksOf(id),
    line,
  };
};

/** What is known of a trigger in service; nothing is asked of flows that have none. */
function lineOf(nodeId: string): TriggerLine | null {
  const life = useDocument.getState().live.triggers.find((one) => one.nodeId === nodeId);
  return life ? triggerLine(life, zoneOf(useWorkspace.getState()), Date.now()) : null;
}

const readEdge = (id: string, node: string, port: string): EdgeView => ({
  count: countAt(node, port),
  pressure: useRuns.getState().current?.pressure[id] ?? 0,
  moving: isMoving(node),
  stale: isStale(node),
  lit: isEdgeLit(id),
});

function sameNode(a: NodeView, b: NodeView): boolean {
  return (
    a.status === b.status &&
    a.sampled === b.sampled &&
    a.problem === b.problem &&
    a.marks === b.marks &&
    sameJson(a.line, b.line) &&
    sameFacts(a.facts, b.facts)
  );
}

/** How long a step has taken grows with every report; a card says nothing of it. */
function sameFacts(a: StepFacts | null, b: StepFacts | null): boolean {
  return a === b || (a !== null && b !== null && a.status === b.status && sameJson(a.counts, b.counts));
}

function sameEdge(a: EdgeView, b: EdgeView): boolean {
  return a.count === b.count && a.pressure === b.pressure && a.moving === b.moving && a.stale === b.stale && a.lit === b.lit;
}

function sameGroup(a: GroupView, b: GroupView): boolean {
  return a.status === b.status && a.problem === b.problem && sameJson(a.parts, b.parts) && sameJson(a.marks, b.marks);
}

function onAll<T>(things: readonly T[], listen: (thing: T) => () => void): () => void {
  const stops = things.map(listen);
  return () => {
    for (const stop of stops) stop();
  };
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
  useGroup: (nodeIds) =>
    useView(
      useCallback((listener) => onAll(nodeIds, (id) => onNodeFacts(id, listener)), [nodeIds]),
      () => groupView(nodeIds),
      sameGroup,
    ),
  useLinks: (links) =>
    useView(
      useCallback((listener) => onAll(links, (link) => onEdgeFacts(link.id, link.from.node, listener)), [links]),
      () => linksView(links.map(({ id, from }) => readEdge(id, from.node, from.port))),
      sameEdge,
    ),
  mendsOf,
  onLinks: chooseLink,
  onCount: showData,
};

function showData(nodeId: string, port: string, end: 'from' | 'to'): void {
  const selection = useSelection.getState();
  selection.select([nodeId]);
  selection.setFocus({ nodeId, side: end === 'to' ? 'before' : port === REJECT_PORT ? 'rejected' : 'after', port });
  useUi.getState().set({ drawerOpen: true });
}

/** Lets one of the links that are drawn as one be chosen, to see its data. */
function chooseLink(links: readonly FlowEdge[], screen: { x: number; y: number }): void {
  const name = (id: string) => useDocument.getState().flow?.nodes.find((node) => node.id === id)?.name ?? '';
  const choices = links.map(({ id, from, to }) => {
    const { count } = readEdge(id, from.node, from.port);
    const isReject = from.port === REJECT_PORT;
    const records = count === null ? t('Not seen yet') : t('{{count}} records', { count });
    return {
      id,
      label: t('{{from}} to {{to}}', { from: name(from.node), to: name(to.node) }),
      detail: isReject ? t('Rejected: {{records}}', { records }) : records,
      choose: () => (isReject ? showData(from.node, from.port, 'from') : showData(to.node, to.port, 'to')),
    };
  });
  useCanvasDoor.setState({ choosing: { screen, title: t('Which link?'), choices } });
}

function countAt(node: string, port: string): number | null {
  const facts = nodeFacts(node);
  return facts && facts.status !== 'waiting' && facts.status !== 'skipped' ? (facts.ports[port] ?? null) : null;
}

function isMoving(node: string): boolean {
  const { current } = useRuns.getState();
  return current !== null && !isOver(current.status) && current.flowId === useDocument.getState().flowId && current.steps[node]?.status === 'running';
}
