import { FLOW_VERSION, type Flow, flowSchema } from '../core/flow/flow.ts';

/** A step of a flow for a bench: its id, which is its name too, its kind, and its settings. */
export type BenchStep = readonly [id: string, kind: string, config: Record<string, unknown>];

/** A flow of these steps. Edges are written `step.port>step.port`. */
export function flowOf(id: string, steps: readonly BenchStep[], edges: readonly string[], capture: 'none' | 'input'): Flow {
  return flowSchema.parse({
    format: 'swivel/flow',
    version: FLOW_VERSION,
    id,
    name: id,
    settings: { capture },
    nodes: steps.map(([name, kind, config], x) => ({ id: name, kind, version: 1, name, position: { x, y: 0 }, config })),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>');
      const [[fromNode, fromPort], [toNode, toPort]] = [from.split('.'), to.split('.')] as [string[], string[]];
      return { id: edge, from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } };
    }),
  });
}

/** A flow in which each step follows the one before; the first is a trigger. */
export function chainOf(id: string, steps: readonly BenchStep[]): Flow {
  const edges = steps.slice(1).map(([to], at) => `${steps[at]?.[0]}.${at === 0 ? 'start' : 'out'}>${to}.in`);
  return flowOf(id, steps, edges, 'none');
}
