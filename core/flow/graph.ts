import type { Flow, FlowEdge, FlowNode } from './flow.ts';
import { type FlowKinds, outputNamed } from './kinds.ts';

/** One end of an edge. */
export interface PortEnd {
  node: string;
  port: string;
}

/** The node with that id, if there is one. */
export function nodeOf(flow: Flow, id: string): FlowNode | undefined {
  return flow.nodes.find((node) => node.id === id);
}

/** Edges that end at a node (and port, if given), in the order of their ids. */
export function edgesInto(flow: Flow, node: string, port?: string): FlowEdge[] {
  return flow.edges.filter((edge) => edge.to.node === node && (port === undefined || edge.to.port === port));
}

/** Edges that begin at a node (and port, if given). */
export function edgesFrom(flow: Flow, node: string, port?: string): FlowEdge[] {
  return flow.edges.filter((edge) => edge.from.node === node && (port === undefined || edge.from.port === port));
}

/** Ids of the nodes that can be reached from `start` along (or, backwards, against) the edges, without `start` unless it is on a cycle. */
export function reachable(flow: Flow, start: string, backwards = false): Set<string> {
  const next = new Map<string, string[]>();
  for (const edge of flow.edges) {
    const [from, to] = backwards ? [edge.to.node, edge.from.node] : [edge.from.node, edge.to.node];
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  const seen = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(next.get(id) ?? []));
  }
  return seen;
}

/**
 * Nodes with every node behind the ones it takes from; ties go by position (left to right, then top to bottom), then id, so the order is stable.
 * Nodes on a cycle are returned apart.
 */
export function topologicalOrder(flow: Flow): { order: FlowNode[]; cyclic: FlowNode[] } {
  const waiting = new Map(flow.nodes.map((node) => [node.id, 0]));
  for (const edge of flow.edges) if (waiting.has(edge.from.node) && waiting.has(edge.to.node)) waiting.set(edge.to.node, (waiting.get(edge.to.node) ?? 0) + 1);
  const byPlace = (a: FlowNode, b: FlowNode) => a.position.x - b.position.x || a.position.y - b.position.y || (a.id < b.id ? -1 : 1);
  const ready = flow.nodes.filter((node) => waiting.get(node.id) === 0).sort(byPlace);
  const order: FlowNode[] = [];
  for (let node = ready.shift(); node; node = ready.shift()) {
    order.push(node);
    waiting.delete(node.id);
    const freed: FlowNode[] = [];
    for (const edge of edgesFrom(flow, node.id)) {
      const left = waiting.get(edge.to.node);
      if (left === undefined) continue;
      waiting.set(edge.to.node, left - 1);
      const target = left === 1 ? nodeOf(flow, edge.to.node) : undefined;
      if (target) freed.push(target);
    }
    if (freed.length > 0) {
      ready.push(...freed);
      ready.sort(byPlace);
    }
  }
  return { order, cyclic: flow.nodes.filter((node) => waiting.has(node.id)) };
}

/** Null when an edge may be drawn, else the reason in words. `ignore` is an edge that the new one would replace. */
export function whyNotConnect(flow: Flow, kinds: FlowKinds, from: PortEnd, to: PortEnd, ignore?: string): string | null {
  const [source, target] = [nodeOf(flow, from.node), nodeOf(flow, to.node)];
  if (!source || !target) return 'One of the two steps is not in this flow.';
  if (source.id === target.id) return 'A step cannot feed itself.';
  const [sourceKind, targetKind] = [kinds.get(source.kind), kinds.get(target.kind)];
  if (!sourceKind || !targetKind) return 'One of the two steps is of a kind this version of Swivel does not know.';
  const output = outputNamed(sourceKind, source.config, from.port);
  if (!output) return `${source.name} has no output called ${from.port}.`;
  if (output.carries === 'start') {
    if (targetKind.role !== 'source') return 'A trigger starts sources; it has no records to pass on.';
    if (edgesFrom(flow, from.node).some((edge) => edge.to.node === to.node && edge.id !== ignore)) return 'These two are already connected.';
    return null;
  }
  if (targetKind.role === 'trigger') return 'A trigger stands at the beginning: nothing can flow into it.';
  if (targetKind.role === 'source') return `${target.name} reads its own data: only a trigger can be connected to it.`;
  const input = targetKind.inputs.find((port) => port.name === to.port);
  if (!input) return `${target.name} has no input called ${to.port}.`;
  const there = edgesInto(flow, to.node, to.port).filter((edge) => edge.id !== ignore);
  if (there.some((edge) => edge.from.node === from.node && edge.from.port === from.port)) return 'These two are already connected.';
  if (there.length > 0 && !input.many) return `The input "${input.label}" of ${target.name} is already taken.`;
  if (reachable(flow, to.node).has(from.node)) return 'This would make a circle: records would come back to a step they have passed.';
  return null;
}
