import type { DocumentState } from './document.ts';
import { useDocument } from './document.ts';
import { type InspectionState, useInspection } from './inspection.ts';
import { onMarks } from './node-marks.ts';
import { staleNow } from './node-status.ts';
import { type PreviewState, usePreview } from './preview.ts';
import { type RunsState, useRuns } from './runs.ts';

type Listener = () => void;

const byNode = new Map<string, Set<Listener>>();
const byEdge = new Map<string, Set<Listener>>();
const changedNodes = new Set<string>();
const changedEdges = new Set<string>();
let everything = false;
let staleMayDiffer = false;
let told: ReadonlySet<string> = new Set();
let waiting = 0;
let stops: Listener[] = [];

/** Calls back, at most once a frame, when what a card shows of this node may have changed. */
export function onNodeFacts(nodeId: string, listener: Listener): Listener {
  return listen(byNode, nodeId, listener);
}

/** Calls back, at most once a frame, when what a link shows may have changed: it tells of the node it begins at, and of itself. */
export function onEdgeFacts(edgeId: string, fromNode: string, listener: Listener): Listener {
  const both = [listen(byNode, fromNode, listener), listen(byEdge, edgeId, listener)];
  return () => {
    for (const stop of both) stop();
  };
}

function listen(of: Map<string, Set<Listener>>, id: string, listener: Listener): Listener {
  if (byNode.size === 0) watchStores();
  const there = of.get(id);
  if (there) there.add(listener);
  else of.set(id, new Set([listener]));
  return () => {
    const now = of.get(id);
    now?.delete(listener);
    if (now?.size === 0) of.delete(id);
    if (byNode.size === 0) unwatchStores();
  };
}

function watchStores(): void {
  told = staleNow();
  stops = [
    useDocument.subscribe(afterEdit),
    useInspection.subscribe(afterInspection),
    usePreview.subscribe(afterPreview),
    useRuns.subscribe(afterRun),
    onMarks(afterMarks),
  ];
}

function unwatchStores(): void {
  for (const stop of stops) stop();
  stops = [];
}

function afterEdit(now: DocumentState, before: DocumentState): void {
  if (now.flowId !== before.flowId) everything = true;
  if (now.live.triggers !== before.live.triggers)
    tellSoon(() => {
      for (const { nodeId } of [...before.live.triggers, ...now.live.triggers]) changedNodes.add(nodeId);
    });
  if (now.flow !== before.flow || everything) tellSoon(() => (staleMayDiffer = true));
}

function afterInspection({ byNode: now }: InspectionState, { byNode: before }: InspectionState): void {
  if (now !== before) tellSoon(() => addDifferent(changedNodes, before, now));
}

function afterPreview(now: PreviewState, before: PreviewState): void {
  tellSoon(() => {
    if (now.steps !== before.steps) {
      staleMayDiffer = true;
      addDifferent(changedNodes, before.steps, now.steps);
    }
    if (now.waiting !== before.waiting || now.status !== before.status) addOnesided(changedNodes, before.waiting, now.waiting);
    for (const { status, waiting: still, errorNodeId } of [before, now]) {
      if (errorNodeId !== null) changedNodes.add(errorNodeId);
      if (now.status !== before.status && status === 'running') for (const id of still) changedNodes.add(id);
    }
  });
}

function afterMarks(nodeIds: readonly string[]): void {
  tellSoon(() => {
    for (const id of nodeIds) changedNodes.add(id);
  });
}

function afterRun({ current: now }: RunsState, { current: before }: RunsState): void {
  if (now === before) return;
  tellSoon(() => {
    const isOther = now?.runId !== before?.runId || now?.status !== before?.status || now?.finishedAt !== before?.finishedAt;
    if (isOther) for (const run of [before, now]) for (const id of Object.keys(run?.steps ?? {})) changedNodes.add(id);
    else addDifferent(changedNodes, before?.steps ?? {}, now?.steps ?? {});
    addDifferent(changedEdges, before?.pressure ?? {}, now?.pressure ?? {});
    staleMayDiffer = true;
  });
}

function addDifferent<T>(to: Set<string>, before: Readonly<Record<string, T>>, now: Readonly<Record<string, T>>): void {
  if (before === now) return;
  for (const id of Object.keys(now)) if (now[id] !== before[id]) to.add(id);
  for (const id of Object.keys(before)) if (!(id in now)) to.add(id);
}

function addOnesided(to: Set<string>, before: ReadonlySet<string>, now: ReadonlySet<string>): void {
  if (before === now) return;
  for (const id of before) if (!now.has(id)) to.add(id);
  for (const id of now) if (!before.has(id)) to.add(id);
}

/** A window that is not seen has no frames: it catches up when it is seen again. */
function tellSoon(note: () => void): void {
  note();
  if (waiting === 0) waiting = requestAnimationFrame(tell);
}

function tell(): void {
  waiting = 0;
  if (staleMayDiffer) {
    const now = staleNow();
    addOnesided(changedNodes, told, now);
    told = now;
  }
  const listeners = new Set<Listener>();
  const collect = (of: Map<string, Set<Listener>>, ids: Iterable<string>) => {
    for (const id of ids) for (const listener of of.get(id) ?? []) listeners.add(listener);
  };
  collect(byNode, everything ? byNode.keys() : changedNodes);
  collect(byEdge, changedEdges);
  everything = staleMayDiffer = false;
  changedNodes.clear();
  changedEdges.clear();
  for (const listener of listeners) listener();
}
