import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { endingAt } from '../../core/flow/flow-index.ts';
import { nodeOf } from '../../core/flow/graph.ts';
import { sameJson } from './same-json.ts';

/**
 * Ids of the nodes whose data, seen when the flow was `seenWith(id)`, may differ now: their own settings, what feeds them, or a node
 * before them has changed. Nodes for which `seenWith` gives null were never seen and are not in the set.
 */
export function staleNodes(flow: Flow, seenWith: (nodeId: string) => Flow | null): ReadonlySet<string> {
  const answers = new Map<string, boolean>();
  const isChanged = (node: FlowNode): boolean => {
    const known = answers.get(node.id);
    if (known !== undefined) return known;
    answers.set(node.id, false);
    const answer = differs(node, seenWith(node.id)) || endingAt(flow, node.id).some((edge) => changedById(edge.from.node));
    answers.set(node.id, answer);
    return answer;
  };
  const changedById = (id: string) => {
    const node = nodeOf(flow, id);
    return node !== undefined && isChanged(node);
  };
  const differs = (node: FlowNode, seen: Flow | null) => {
    if (!seen || seen === flow) return false;
    const then = nodeOf(seen, node.id);
    return !then || !sameSettings(then, node) || (seen.edges !== flow.edges && feeds(seen, node.id) !== feeds(flow, node.id));
  };
  return new Set(flow.nodes.filter((node) => seenWith(node.id) && isChanged(node)).map((node) => node.id));
}

function sameSettings(a: FlowNode, b: FlowNode): boolean {
  return a === b || (a.kind === b.kind && sameJson(a.config, b.config));
}

function feeds(flow: Flow, nodeId: string): string {
  return endingAt(flow, nodeId)
    .map((edge) => `${edge.from.node} ${edge.from.port} ${edge.to.port}`)
    .sort()
    .join('\n');
}
