import type { Flow, FlowEdge, FlowNode } from './flow.ts';

/** Edges by the node at one of their ends, in the order of the document. */
export type EdgesByNode = ReadonlyMap<string, readonly FlowEdge[]>;

const NONE: readonly FlowEdge[] = [];
const nodes = new WeakMap<Flow['nodes'], ReadonlyMap<string, FlowNode>>();
const edges = new WeakMap<Flow['edges'], { into: EdgesByNode; from: EdgesByNode }>();

/**
 * The nodes by id; of twins the first. Made once for each list of nodes: a flow is never changed in place, every edit makes a new list
 * of what it changes.
 */
export function nodesById(flow: Pick<Flow, 'nodes'>): ReadonlyMap<string, FlowNode> {
  const known = nodes.get(flow.nodes);
  if (known) return known;
  const made = new Map<string, FlowNode>();
  for (const node of flow.nodes) if (!made.has(node.id)) made.set(node.id, node);
  nodes.set(flow.nodes, made);
  return made;
}

/** The edges that end at a node, in the order of the document. */
export function endingAt(flow: Pick<Flow, 'edges'>, node: string): readonly FlowEdge[] {
  return edgeIndex(flow.edges).into.get(node) ?? NONE;
}

/** The edges that begin at a node, in the order of the document. */
export function beginningAt(flow: Pick<Flow, 'edges'>, node: string): readonly FlowEdge[] {
  return edgeIndex(flow.edges).from.get(node) ?? NONE;
}

function edgeIndex(list: Flow['edges']): { into: EdgesByNode; from: EdgesByNode } {
  const known = edges.get(list);
  if (known) return known;
  const made = { into: Map.groupBy(list, (edge) => edge.to.node), from: Map.groupBy(list, (edge) => edge.from.node) };
  edges.set(list, made);
  return made;
}
