import { UserError } from '../../base/errors.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Flow } from '../../flow/flow.ts';
import { reachable } from '../../flow/graph.ts';
import type { SkippedNode } from '../threads/messages.ts';

/**
 * Which nodes take part in a run: those on a way from a source to a target. The others are named, each with the reason. A source that is connected to triggers
 * is read when one of them started the run, or a person did.
 */
export function whoTakesPart(flow: Flow, catalog: Catalog, startedBy?: string): { nodes: Set<string>; skipped: SkippedNode[]; notes: string[] } {
  const roleOf = (id: string) => catalog.get(flow.nodes.find((node) => node.id === id)?.kind ?? '')?.role;
  const records = { ...flow, edges: flow.edges.filter((edge) => roleOf(edge.from.node) !== 'trigger') };
  const isStarted = (id: string) => {
    const triggers = flow.edges.filter((edge) => edge.to.node === id && roleOf(edge.from.node) === 'trigger');
    return startedBy === undefined || triggers.length === 0 || triggers.some((edge) => edge.from.node === startedBy);
  };
  const along = (role: string, backwards: boolean) => {
    const found = new Set<string>();
    for (const node of flow.nodes)
      if (roleOf(node.id) === role && (role !== 'source' || isStarted(node.id))) {
        found.add(node.id);
        for (const id of reachable(records, node.id, backwards)) found.add(id);
      }
    return found;
  };
  const fed = along('source', false);
  const used = along('target', true);
  const nodes = new Set<string>();
  const skipped: SkippedNode[] = [];
  for (const node of flow.nodes) {
    if (roleOf(node.id) === 'trigger') continue;
    if (fed.has(node.id) && used.has(node.id)) nodes.add(node.id);
    else
      skipped.push({
        nodeId: node.id,
        name: node.name,
        reason: fed.has(node.id)
          ? 'What it gives leads to no target.'
          : isStarted(node.id)
            ? 'No source leads to it.'
            : 'Another trigger starts it than the one that started this run.',
      });
  }
  return { nodes, skipped, notes: skipped.map((node) => `${node.name} does not take part: ${node.reason}`) };
}

/** What is left to run when a replay starts at a node, and which input ports must be fed from the capture instead of by the steps before them. */
export function cutForReplay(
  flow: Flow,
  catalog: Catalog,
  fromNode: string,
  part: ReadonlySet<string>,
): { nodes: Set<string>; feeds: { node: string; port: string }[] } {
  if (!part.has(fromNode))
    throw new UserError('replay-start-missing', 'The step this replay should start at no longer takes part in the flow.', {
      hint: 'Start the replay at the sources, or use the flow as it was then.',
      place: { node: fromNode },
    });
  const nodes = new Set([fromNode, ...reachable(flow, fromNode)].filter((id) => part.has(id)));
  const feeds: { node: string; port: string }[] = [];
  for (const id of nodes) {
    const node = flow.nodes.find((candidate) => candidate.id === id);
    for (const port of catalog.get(node?.kind ?? '')?.inputs ?? []) {
      const edges = flow.edges.filter((edge) => edge.to.node === id && edge.to.port === port.name && part.has(edge.from.node));
      const outside = edges.filter((edge) => !nodes.has(edge.from.node));
      if (outside.length === 0) continue;
      if (outside.length < edges.length)
        throw new UserError('replay-start-mixed', `This replay cannot start there: ${node?.name ?? id} also takes records from steps before it.`, {
          hint: 'Start the replay at the sources.',
          place: { node: id },
        });
      feeds.push({ node: id, port: port.name });
    }
  }
  return { nodes, feeds };
}
