import type { Flow, FlowEdge, FlowNode } from './flow.ts';
import { beginningAt, endingAt, nodesById } from './flow-index.ts';
import { type FlowKinds, outputNamed } from './kinds.ts';

export { topologicalOrder } from './flow-order.ts';

/** One end of an edge. */
export interface PortEnd {
  node: string;
  port: string;
}

/** The node with that id, if there is one. */
export function nodeOf(flow: Flow, id: string): FlowNode | undefined {
  return nodesById(flow).get(id);
}

/** Edges that end at a node (and port, if given), in the order of the document. */
export function edgesInto(flow: Flow, node: string, port?: string): FlowEdge[] {
  return endingAt(flow, node).filter((edge) => port === undefined || edge.to.port === port);
}

/** Edges that begin at a node (and port, if given), in the order of the document. */
export function edgesFrom(flow: Flow, node: string, port?: string): FlowEdge[] {
  return beginningAt(flow, node).filter((edge) => port === undefined || edge.from.port === port);
}

/** Ids of the nodes that can be reached from `start` along (or, backwards, against) the edges, without `start` unless it is on a cycle. */
export function reachable(flow: Flow, start: string, backwards = false): Set<string> {
  return reachableFrom(flow, [start], backwards);
}

/** As `reachable`, from any of several nodes. */
export function reachableFrom(flow: Flow, starts: readonly string[], backwards = false): Set<string> {
  const next = backwards ? (id: string) => endingAt(flow, id).map((edge) => edge.from.node) : (id: string) => beginningAt(flow, id).map((edge) => edge.to.node);
  const seen = new Set<string>();
  const open = starts.flatMap(next);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...next(id));
  }
  return seen;
}

/** Null when an edge may be drawn, else the reason in words. `ignore` is an edge that the new one would replace. */
export function whyNotConnect(flow: Flow, kinds: FlowKinds, from: PortEnd, to: PortEnd, ignore?: string): string | null {
  const reason = whyNotFit(flow, kinds, from, to, (edge) => edge.id !== ignore);
  if (reason !== null) return reason;
  if (reachable(flow, to.node).has(from.node)) return 'This would make a circle: records would come back to a step they have passed.';
  return null;
}

/** As `whyNotConnect`, but says nothing of circles. Of the edges that are there only those that `counts` picks are regarded. */
export function whyNotFit(flow: Flow, kinds: FlowKinds, from: PortEnd, to: PortEnd, counts: (edge: FlowEdge) => boolean): string | null {
  const [source, target] = [nodeOf(flow, from.node), nodeOf(flow, to.node)];
  if (!source || !target) return 'One of the two steps is not in this flow.';
  if (source.id === target.id) return 'A step cannot feed itself.';
  const [sourceKind, targetKind] = [kinds.get(source.kind), kinds.get(target.kind)];
  if (!sourceKind || !targetKind) return 'One of the two steps is of a kind this version of Swivel does not know.';
  const output = outputNamed(sourceKind, source.config, from.port);
  if (!output) return `${source.name} has no output called ${from.port}.`;
  if (output.carries === 'start') {
    if (targetKind.role !== 'source') return 'A trigger starts sources; it has no records to pass on.';
    if (edgesFrom(flow, from.node).some((edge) => edge.to.node === to.node && counts(edge))) return 'These two are already connected.';
    return null;
  }
  if (targetKind.role === 'trigger') return 'A trigger stands at the beginning: nothing can flow into it.';
  if (targetKind.role === 'source') return `${target.name} reads its own data: only a trigger can be connected to it.`;
  const input = targetKind.inputs.find((port) => port.name === to.port);
  if (!input) return `${target.name} has no input called ${to.port}.`;
  const there = edgesInto(flow, to.node, to.port).filter(counts);
  if (there.some((edge) => edge.from.node === from.node && edge.from.port === from.port)) return 'These two are already connected.';
  if (there.length > 0 && !input.many) return `The input "${input.label}" of ${target.name} is already taken.`;
  return null;
}
