import type { Catalog } from '../../core/catalog/catalog.ts';
import { START_PORT } from '../../core/catalog/node-spec.ts';
import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { edgesFrom, edgesInto, nodeOf, type PortEnd, reachable, whyNotFit } from '../../core/flow/graph.ts';
import { type FlowOutput, inputsOf, outputsOf } from '../../core/flow/kinds.ts';

/** A link that a step has or could have. */
export interface LinkChoice {
  from: PortEnd;
  to: PortEnd;
  /** The step at the other end, and whether records go to it or come from it. */
  other: FlowNode;
  way: 'to' | 'from';
  output: FlowOutput;
  /** The input in words, where the step at that end has several; else ''. */
  input: string;
  /** The link, where there is one already. */
  edgeId: string | null;
}

/** The links a step could have, to others and from others, those for rejected records after them; the links it has come last. */
export function linkChoices(flow: Flow, catalog: Catalog, nodeId: string): LinkChoice[] {
  const node = nodeOf(flow, nodeId);
  if (!node) return [];
  const [before, after] = [reachable(flow, nodeId, true), reachable(flow, nodeId)];
  const choices = flow.nodes.flatMap((other) =>
    other.id === nodeId ? [] : [...between(flow, catalog, [node, other], before.has(other.id)), ...between(flow, catalog, [other, node], after.has(other.id))],
  );
  const made = choices.map(
    ({ source, target, ...ends }): LinkChoice => (source.id === nodeId ? { ...ends, other: target, way: 'to' } : { ...ends, other: source, way: 'from' }),
  );
  return made.sort((a, b) => rank(a) - rank(b));
}

function rank({ edgeId, way, output }: LinkChoice): number {
  return (edgeId ? 4 : 0) + (output.carries === 'reject' ? 2 : 0) + (way === 'from' ? 1 : 0);
}

function between(flow: Flow, catalog: Catalog, [source, target]: readonly [FlowNode, FlowNode], isCircle: boolean) {
  const [sourceSpec, targetSpec] = [catalog.get(source.kind), catalog.get(target.kind)];
  if (!sourceSpec || !targetSpec) return [];
  const inputs =
    sourceSpec.role === 'trigger'
      ? [{ name: START_PORT, label: '' }]
      : inputsOf(targetSpec, target.config, (port) => edgesInto(flow, target.id, port).length > 0);
  const links = edgesFrom(flow, source.id).filter((edge) => edge.to.node === target.id);
  return outputsOf(sourceSpec, source.config).flatMap((output) =>
    inputs.flatMap((input) => {
      const [from, to] = [
        { node: source.id, port: output.name },
        { node: target.id, port: input.name },
      ];
      const edgeId = links.find((edge) => edge.from.port === from.port && edge.to.port === to.port)?.id ?? null;
      if (edgeId === null && (isCircle || whyNotFit(flow, catalog, from, to, () => true) !== null)) return [];
      return [{ from, to, source, target, output, input: inputs.length > 1 ? input.label : '', edgeId }];
    }),
  );
}
