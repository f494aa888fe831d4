import type { TriggerSettings } from '../base/trigger-settings.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Flow } from '../flow/flow.ts';

/** A trigger of a flow that fires by itself. */
export interface FlowTrigger {
  nodeId: string;
  name: string;
  settings: TriggerSettings;
}

/** The triggers of a flow that fire by themselves, in the order of its nodes. */
export function triggersOf(flow: Flow, catalog: Catalog): FlowTrigger[] {
  return flow.nodes.flatMap((node) => {
    const spec = catalog.get(node.kind);
    const config = spec?.role === 'trigger' ? spec.config.safeParse(node.config) : undefined;
    const settings = config?.success ? (spec?.starts?.(config.data) ?? null) : null;
    return settings === null ? [] : [{ nodeId: node.id, name: node.name || (spec?.title ?? node.kind), settings }];
  });
}
