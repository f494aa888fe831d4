import * as z from 'zod';
import type { ImportChoice, ImportContents } from '../../api/connection-models.ts';
import { ENVIRONMENTS } from '../../base/environment.ts';
import { UserError } from '../../base/errors.ts';
import { createTimeId } from '../../base/ids.ts';
import type { Flow } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import { parseFlow } from '../../flow/serialise.ts';
import type { ConnectionRecord } from '../../store/connections.ts';
import { flowContents } from '../flows/flow-contents.ts';
import type { ConnectionDesk } from './connection-desk.ts';
import { mustFindConnection } from './connection-parts.ts';
import { environmentState } from './connection-state.ts';
import { connectionUses } from './connection-users.ts';

/** What a flow file says of a connection it uses: nothing to sign in with, no settings. */
const describedSchema = z.object({ id: z.string(), kind: z.string(), name: z.string(), hosts: z.array(z.string()).default([]) });
type Described = z.infer<typeof describedSchema>;

/** The flow with a description of the connections its steps use, to be given away. */
export function withDescriptions(desk: ConnectionDesk, flow: Flow): Flow {
  const { store, catalog } = desk.parts;
  const expected = flow.expects?.map(({ connection }) => connection) ?? [];
  const ids = [...new Set([...connectionUses(flow, catalog).map(({ connectionId }) => connectionId), ...expected])].sort();
  const connections = ids.flatMap((id): Described[] => {
    const record = store.connections.find(id);
    return record ? [{ id, kind: record.kind, name: record.name, hosts: hostsOf(desk, record) }] : [];
  });
  return connections.length === 0 ? flow : { ...flow, connections };
}

/**
 * A document that is run where it lies, with the connections of this workspace in the place of those it names: by id, by kind and name as it describes them, or
 * by the name that stands in the step itself.
 */
export function withOwnConnections(desk: ConnectionDesk, flow: Flow): Flow {
  const uses = connectionUses(flow, desk.parts.catalog);
  if (uses.length === 0) return flow;
  const described = describedIn(flow['connections']);
  const own = (id: string) =>
    (
      matchOf(
        desk,
        id,
        described.find((one) => one.id === id),
      )?.record ?? desk.parts.store.connections.named(id)
    )?.connectionId ?? id;
  return withConnections(migrateNodes(flow, desk.parts.catalog), uses, new Map(uses.map(({ connectionId }) => [connectionId, own(connectionId)])));
}

/** What the text of a flow document brings. Keeps nothing. Throws the UserError `not-a-flow`. */
export function inspectImport(desk: ConnectionDesk, text: string, fileName: string | undefined): ImportContents {
  const { flow, described } = readFile(desk, text, fileName);
  const { addresses, ...contents } = flowContents(flow, desk.parts.catalog);
  const uses = connectionUses(flow, desk.parts.catalog);
  const connections = [...new Set(uses.map(({ connectionId }) => connectionId))].map((id): ImportContents['connections'][number] => {
    const told = described.find((one) => one.id === id);
    const of = uses.filter(({ connectionId }) => connectionId === id);
    const match = matchOf(desk, id, told);
    const family = of[0]?.family ?? null;
    return {
      id,
      kind: told?.kind ?? match?.record.kind ?? '',
      name: told?.name ?? match?.record.name ?? '',
      hosts: told?.hosts ?? [],
      family,
      usedBy: of.map(({ node }) => ({ nodeId: node.id, nodeName: node.name })),
      match: match && { connectionId: match.record.connectionId, name: match.record.name, by: match.by, hosts: hostsOf(desk, match.record) },
      candidates: desk.parts.store.connections
        .list()
        .filter(({ kind }) => desk.parts.kinds.catalog.get(kind)?.family === family)
        .map((record) => ({ connectionId: record.connectionId, name: record.name, summary: environmentState(desk.parts, record, desk.environment).summary })),
    };
  });
  const hosts = [...new Set([...connections.flatMap((one) => one.hosts), ...addresses])].sort();
  return { name: flow.name, steps: flow.nodes.length, connections, hosts, ...contents };
}

/**
 * The flow of a document with its connections as they were chosen; those nobody chose are matched by id, or by kind and name, and the others stay as they are.
 * Unset connections that were asked for are made. Throws the UserErrors `not-a-flow`, `connection-not-found` and `connection-not-fit`.
 */
export function importedFlow(desk: ConnectionDesk, text: string, fileName: string | undefined, choices: Readonly<Record<string, ImportChoice>>): Flow {
  const { flow, described } = readFile(desk, text, fileName);
  const uses = connectionUses(flow, desk.parts.catalog);
  const { store, clock, random } = desk.parts;
  return store.write(() => {
    const targets = new Map<string, string>();
    for (const { connectionId: id, family } of uses) {
      if (targets.has(id)) continue;
      const told = described.find((one) => one.id === id);
      const choice = choices[id];
      if (!choice) targets.set(id, matchOf(desk, id, told)?.record.connectionId ?? id);
      else if (choice.do === 'leave-empty') targets.set(id, '');
      else if (choice.do === 'use') {
        const record = mustFindConnection(desk.parts, choice.connectionId);
        if (desk.parts.kinds.catalog.get(record.kind)?.family !== family)
          throw new UserError('connection-not-fit', `"${record.name}" is not the kind of connection that these steps need.`, { hint: 'Choose another one.' });
        targets.set(id, record.connectionId);
      } else {
        if (!told || !desk.parts.kinds.catalog.get(told.kind))
          throw new UserError('connection-wrong', 'The file does not say what kind of connection it needs, so none can be made.', {
            hint: 'Choose one of this workspace, or leave it empty.',
          });
        const made = createTimeId(clock.now(), random);
        store.connections.add({ connectionId: made, kind: told.kind, name: freeName(desk, told.name) }, clock.now());
        targets.set(id, made);
      }
    }
    return withConnections(flow, uses, targets);
  });
}

function withConnections(flow: Flow, uses: ReturnType<typeof connectionUses>, targets: ReadonlyMap<string, string>): Flow {
  const nodes = flow.nodes.map((node) => {
    let config: Record<string, unknown> = node.config;
    for (const use of uses)
      if (use.node.id === node.id) config = withSetting(config, use.setting.split('.'), targets.get(use.connectionId) ?? use.connectionId);
    return config === node.config ? node : { ...node, config };
  });
  const expects = flow.expects?.map((one) => ({ ...one, connection: targets.get(one.connection) ?? one.connection }));
  return { ...flow, nodes, ...(expects ? { expects } : {}) };
}

function withSetting(config: Record<string, unknown>, [first = '', ...rest]: string[], value: string): Record<string, unknown> {
  if (rest.length === 0) return { ...config, [first]: value };
  const inner = config[first];
  if (Array.isArray(inner)) return { ...config, [first]: Object.values(withSetting({ ...inner } as Record<string, unknown>, rest, value)) };
  return { ...config, [first]: withSetting(inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>) : {}, rest, value) };
}

function readFile(desk: ConnectionDesk, text: string, fileName: string | undefined): { flow: Flow; described: Described[] } {
  const { connections, ...flow } = parseFlow(text, fileName);
  return { flow: migrateNodes(flow as Flow, desk.parts.catalog), described: describedIn(connections) };
}

function describedIn(connections: unknown): Described[] {
  return Array.isArray(connections) ? connections.flatMap((one) => describedSchema.safeParse(one).data ?? []) : [];
}

function matchOf({ parts: { store } }: ConnectionDesk, id: string, told: Described | undefined): { record: ConnectionRecord; by: 'id' | 'name' } | null {
  const same = store.connections.find(id);
  if (same && (!told || same.kind === told.kind)) return { record: same, by: 'id' };
  const named = told && store.connections.named(told.name);
  return named && named.kind === told.kind ? { record: named, by: 'name' } : null;
}

function hostsOf(desk: ConnectionDesk, record: ConnectionRecord): string[] {
  return [...new Set(ENVIRONMENTS.flatMap((environment) => environmentState(desk.parts, record, environment).hosts))].sort();
}

function freeName({ parts: { store } }: ConnectionDesk, wanted: string): string {
  if (!store.connections.named(wanted)) return wanted;
  for (let number = 2; ; number++) if (!store.connections.named(`${wanted} ${number}`)) return `${wanted} ${number}`;
}
