import type { AnyNodeSpec, Catalog } from '../../core/catalog/catalog.ts';
import { START_PORT } from '../../core/catalog/node-spec.ts';
import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { edgesInto, type PortEnd } from '../../core/flow/graph.ts';
import { inputsOf, outputNamed, outputsOf } from '../../core/flow/kinds.ts';

/** A port that something new is to be joined to: an output to follow, or an input to feed. */
export interface OpenEnd extends PortEnd {
  end: 'output' | 'input';
}

export interface Fit {
  spec: AnyNodeSpec;
  /** The port of the new node that is joined. */
  port: string;
}

/** The kinds that can be joined to a port, with the port they are joined by. */
export function fitsFor(flow: Flow, catalog: Catalog, open: OpenEnd): Fit[] {
  const node = flow.nodes.find((one) => one.id === open.node);
  const kind = node && catalog.get(node.kind);
  if (!kind) return [];
  if (open.end === 'output') {
    const carries = outputNamed(kind, node.config, open.port)?.carries ?? 'data';
    return catalog.all().flatMap((spec) => {
      const port = carries === 'start' ? (spec.role === 'source' ? START_PORT : undefined) : mainInput(spec);
      return port === undefined ? [] : [{ spec, port }];
    });
  }
  return catalog.all().flatMap((spec) => {
    const wantsTrigger = kind.role === 'source';
    if (wantsTrigger !== (spec.role === 'trigger')) return [];
    const port = mainOutput(spec);
    return port === undefined ? [] : [{ spec, port }];
  });
}

/** The input a record stream is led to by default; a source has none. */
export function mainInput(spec: AnyNodeSpec): string | undefined {
  return spec.role === 'transform' || spec.role === 'target' ? spec.inputs.find((port) => !port.first)?.name : undefined;
}

/** The output that carries on of a new step of a kind; a target has none. */
export function mainOutput(spec: AnyNodeSpec): string | undefined {
  return spec.outputs.find((port) => port.carries !== 'reject')?.name;
}

/** The output of a node that a next step is led from: the first that leads nowhere yet, else the last; a target has none. */
export function freeOutput(flow: Pick<Flow, 'edges'>, catalog: Catalog, node: FlowNode | undefined): string | undefined {
  const spec = node && catalog.get(node.kind);
  if (!spec) return undefined;
  const outputs = outputsOf(spec, node.config).filter((port) => port.carries !== 'reject');
  const isFree = (name: string) => !flow.edges.some((edge) => edge.from.node === node.id && edge.from.port === name);
  return (outputs.find((port) => isFree(port.name)) ?? outputs.at(-1))?.name;
}

/** First input of a node that nothing ends at yet; used when a link is dropped on a card instead of a port. */
export function freeInput(flow: Flow, catalog: Catalog, nodeId: string): string | undefined {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  const spec = catalog.get(node?.kind ?? '');
  if (!spec) return undefined;
  if (spec.role === 'source') return START_PORT;
  const isTaken = (port: string) => edgesInto(flow, nodeId, port).length > 0;
  const inputs = inputsOf(spec, node?.config, isTaken);
  return (inputs.find(({ name }) => !isTaken(name)) ?? inputs.find((port) => port.many) ?? inputs[0])?.name;
}
