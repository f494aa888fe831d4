import { UserError } from '../../base/errors.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { edgesFrom, edgesInto, topologicalOrder } from '../../flow/graph.ts';
import type { Given } from './preview-given.ts';

/**
 * The steps of a preview, in order: all, or those up to one node (id; throws a UserError where it is not in the flow, or in a circle). What feeds nothing but
 * steps whose records are given is left out, unless it is itself what is looked at.
 */
export function nodesToShow(flow: Flow, nodeId: string | null, given: Given, roleOf: (kind: string) => string | undefined): FlowNode[] {
  const { order, cyclic } = topologicalOrder(flow);
  if (nodeId !== null && !flow.nodes.some((node) => node.id === nodeId))
    throw new UserError('unknown-node', 'The step to look at is not in this flow.', { place: { node: nodeId } });
  const stuck = cyclic.find((node) => node.id === nodeId);
  if (stuck) throw new UserError('cycle', `${stuck.name} is part of a circle, or behind one: records would never leave it.`, { place: { node: stuck.id } });
  const ends = nodeId === null ? order.filter((node) => edgesFrom(flow, node.id).length === 0).map((node) => node.id) : [nodeId];
  const wanted = new Set<string>();
  const open = [...ends];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (wanted.has(id)) continue;
    wanted.add(id);
    if (!Object.hasOwn(given, id)) open.push(...edgesInto(flow, id).map((edge) => edge.from.node));
  }
  return order.filter((node) => roleOf(node.kind) !== 'trigger' && wanted.has(node.id));
}
