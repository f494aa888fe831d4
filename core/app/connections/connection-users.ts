import type { ConnectionUser } from '../../api/connection-models.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { ConnectionFamily } from '../../catalog/families/families.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { readAlertSettings } from '../alerts/alert-desk.ts';
import type { Parts } from '../parts.ts';

/** A setting of a step that names a connection. */
export interface ConnectionUse {
  node: FlowNode;
  setting: string;
  family: ConnectionFamily;
  connectionId: string;
}

/** Those of documents that nobody can change, by the kinds they were read with. */
const known = new WeakMap<Flow, { catalog: Catalog; uses: readonly ConnectionUse[] }>();

/** The connections that the steps of a flow name, each with the setting it stands in. Steps whose settings cannot be understood name none. */
export function connectionUses(flow: Flow, catalog: Catalog): readonly ConnectionUse[] {
  const before = known.get(flow);
  if (before?.catalog === catalog) return before.uses;
  const uses = usesIn(flow, catalog);
  if (Object.isFrozen(flow)) known.set(flow, { catalog, uses });
  return uses;
}

function usesIn(flow: Flow, catalog: Catalog): ConnectionUse[] {
  // Most flows use none: they are not touched.
  if (!flow.nodes.some(({ kind }) => catalog.get(kind)?.connections)) return [];
  return migrateNodes(flow, catalog).nodes.flatMap((node) => {
    const spec = catalog.get(node.kind);
    const parsed = spec?.connections && spec.config.safeParse(node.config);
    if (!spec?.connections || !parsed?.success) return [];
    return spec.connections(parsed.data).map(({ family, setting, id }) => ({ node, setting, family, connectionId: id }));
  });
}

/** Ids of all connections that a flow names, in its steps or for the files it expects. */
export function connectionsNamed(flow: Flow, catalog: Catalog): string[] {
  const ids = [...connectionUses(flow, catalog).map(({ connectionId }) => connectionId), ...(flow.expects ?? []).map(({ connection }) => connection)];
  return [...new Set(ids)].filter((id) => id !== '');
}

type User = ConnectionUser & { connectionId: string };
type Place = Pick<User, 'what' | 'nodeId' | 'nodeName' | 'setting' | 'connectionId'>;

/**
 * What uses a connection (or any): steps and expected files of flows in use, in the newest version of a flow or in the one that is live, and channels of
 * alerts.
 */
export function connectionUsers({ store, catalog }: Pick<Parts, 'store' | 'catalog'>, connectionId?: string): User[] {
  const found = new Map<string, User>();
  for (const { flowId, version } of store.connections.flowsThatUse(connectionId ?? null)) {
    const record = store.flows.find(flowId);
    if (!record) continue;
    for (const place of placesIn(store.flows.document(flowId, version), catalog)) {
      if (connectionId !== undefined && place.connectionId !== connectionId) continue;
      const key = JSON.stringify([flowId, place.what, place.nodeId, place.setting, place.connectionId]);
      const known = found.get(key);
      found.set(key, {
        ...place,
        flowId,
        flowName: record.name,
        nodeName: known?.nodeName ?? place.nodeName,
        live: known?.live === true || version === record.liveVersion,
        newest: known?.newest === true || version === record.version,
      });
    }
  }
  return [...found.values(), ...channelsThatUse(store, connectionId)];
}

function placesIn(flow: Flow, catalog: Catalog): Place[] {
  return [
    ...connectionUses(flow, catalog).map(({ node, setting, connectionId }) => ({
      ...{ what: 'step' as const, nodeId: node.id, nodeName: node.name, setting, connectionId },
    })),
    ...(flow.expects ?? [])
      .filter(({ connection }) => connection !== '')
      .map(({ id, name, path, connection }) => ({ what: 'expectation' as const, nodeId: id, nodeName: name || path, setting: '', connectionId: connection })),
  ];
}

function channelsThatUse(store: Pick<Parts['store'], 'settings'>, connectionId: string | undefined): User[] {
  return readAlertSettings(store.settings).channels.flatMap((channel): User[] => {
    if (channel.kind === 'desktop' || channel.connectionId === '' || (connectionId !== undefined && channel.connectionId !== connectionId)) return [];
    const place = { what: 'alert-channel' as const, nodeId: channel.id, nodeName: channel.name, setting: '', connectionId: channel.connectionId };
    return [{ ...place, flowId: '', flowName: '', live: true, newest: true }];
  });
}
