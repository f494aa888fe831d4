import type { Field } from '../../base/field.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { FieldMask, Flow } from '../../flow/flow.ts';
import { edgesInto, topologicalOrder } from '../../flow/graph.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { MaskWay } from './mask-value.ts';
import { StepMasks } from './step-masks.ts';

type Fields = Readonly<Record<string, Readonly<Record<string, readonly Field[] | null>>>>;

/**
 * How fields that leave a step of a draft are masked, by the fields that arrive at its steps (by node id and port): those that the flow names and those that are
 * made of them. Where it is not known what arrives on the way, everything that is not named as shown is left out.
 */
export function masksLeaving(flow: Flow, catalog: Catalog, arriving: Fields, nodeId: string): (name: string) => MaskWay | null {
  const masks: readonly FieldMask[] = flow.settings.masks?.filter(({ field }) => field !== '') ?? [];
  if (masks.length === 0) return () => null;
  const shown = new Set(masks.filter(({ way }) => way === 'show').map(({ field }) => field));
  const ways = new Map<string, (name: string) => MaskWay | null>();
  for (const node of topologicalOrder(flow).order) {
    const spec = catalog.get(node.kind);
    if (!spec || spec.role === 'trigger') continue;
    const config = spec.config.safeParse(node.config);
    const step = new StepMasks(masks, { name: node.name, role: spec.role as PlanStep['role'], config: config.success ? config.data : node.config }, spec);
    const edges = edgesInto(flow, node.id).filter(({ from }) => ways.has(from.node));
    const unknown = spec.role !== 'source' && (!config.success || edges.some(({ to }) => !arriving[node.id]?.[to.port]));
    for (const { from, to } of edges) {
      const names = arriving[node.id]?.[to.port]?.map(({ name }) => name) ?? [];
      step.arrive(to.port, names, (name) => ways.get(from.node)?.(name) ?? null);
    }
    ways.set(node.id, unknown ? (name) => (shown.has(name) ? null : (step.wayOut(name) ?? 'hide')) : (name) => step.wayOut(name));
  }
  return ways.get(nodeId) ?? (() => null);
}
