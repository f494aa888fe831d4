import type { Flow, FlowNode } from './flow.ts';
import { beginningAt, nodesById } from './flow-index.ts';

/** The nodes in the order in which records pass them, and apart those on a cycle or behind one. */
export interface FlowOrder {
  readonly order: readonly FlowNode[];
  readonly cyclic: readonly FlowNode[];
}

const known = new WeakMap<Flow['nodes'], { edges: Flow['edges']; order: FlowOrder }>();

/**
 * Nodes with every node behind the ones it takes from; ties go by position (left to right, then top to bottom), then id, so the order is stable.
 * Nodes on a cycle are returned apart. Worked out once for each pair of lists.
 */
export function topologicalOrder(flow: Pick<Flow, 'nodes' | 'edges'>): FlowOrder {
  const last = known.get(flow.nodes);
  if (last?.edges === flow.edges) return last.order;
  const order = orderOf(flow);
  known.set(flow.nodes, { edges: flow.edges, order });
  return order;
}

function orderOf(flow: Pick<Flow, 'nodes' | 'edges'>): FlowOrder {
  const byId = nodesById(flow);
  const waiting = new Map(flow.nodes.map((node) => [node.id, 0]));
  for (const edge of flow.edges) if (waiting.has(edge.from.node) && waiting.has(edge.to.node)) waiting.set(edge.to.node, (waiting.get(edge.to.node) ?? 0) + 1);
  const ready = flow.nodes
    .filter((node) => waiting.get(node.id) === 0)
    .sort(byPlace)
    .reverse();
  const order: FlowNode[] = [];
  for (let node = ready.pop(); node; node = ready.pop()) {
    order.push(node);
    waiting.delete(node.id);
    for (const edge of beginningAt(flow, node.id)) {
      const left = waiting.get(edge.to.node);
      if (left === undefined) continue;
      waiting.set(edge.to.node, left - 1);
      const target = left === 1 ? byId.get(edge.to.node) : undefined;
      if (target) ready.splice(placeIn(ready, target), 0, target);
    }
  }
  return { order, cyclic: flow.nodes.filter((node) => waiting.has(node.id)) };
}

function byPlace(a: FlowNode, b: FlowNode): number {
  return a.position.x - b.position.x || a.position.y - b.position.y || (a.id < b.id ? -1 : 1);
}

/** Where a node goes in a list that is sorted the other way round. */
function placeIn(sorted: readonly FlowNode[], node: FlowNode): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle];
    if (there && byPlace(there, node) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
