import type * as z from 'zod';
import type { ConnectionDetail, ConnectionRow, connectionToSave } from '../../api/connection-models.ts';
import { UserError } from '../../base/errors.ts';
import { createTimeId } from '../../base/ids.ts';
import type { ConnectionRecord, ValuesChange } from '../../store/connections.ts';
import { mustWrite } from '../parts.ts';
import { type ConnectionParts, mustFindConnection } from './connection-parts.ts';
import { configOf, environmentState } from './connection-state.ts';
import { connectionUsers } from './connection-users.ts';

type Users = ReturnType<typeof connectionUsers>;

/** All connections by name. */
export async function listConnections(parts: ConnectionParts): Promise<ConnectionRow[]> {
  await parts.vault.look();
  const users = connectionUsers(parts);
  return parts.store.connections.list().map((record) => rowOf(parts, record, users));
}

/** A connection with its settings. Throws the UserError `connection-not-found`. */
export async function connectionDetail(parts: ConnectionParts, connectionId: string): Promise<ConnectionDetail> {
  await parts.vault.look();
  const record = mustFindConnection(parts, connectionId);
  const spec = parts.kinds.catalog.get(record.kind);
  const config = (environment: 'production' | 'test') => {
    const values = parts.store.connections.values(connectionId, environment);
    return values ? ((spec && configOf(spec, values)) ?? values.config) : null;
  };
  return { ...rowOf(parts, record, connectionUsers(parts, connectionId)), configs: { production: config('production'), test: config('test') } };
}

/** Makes a connection or changes one; durable when it resolves, and all of it or nothing. Secrets are sealed before anything is written. */
export async function saveConnection(parts: ConnectionParts, input: z.output<typeof connectionToSave>): Promise<ConnectionDetail> {
  mustWrite(parts);
  const { environment, kind, name, config } = input;
  const known = input.connectionId === undefined ? null : mustFindConnection(parts, input.connectionId);
  if (known && known.kind !== kind)
    throw new UserError('connection-wrong', `"${known.name}" is a connection of another kind.`, { hint: 'Make a new one instead.', place: { field: 'kind' } });
  const now = parts.clock.now();
  const connectionId = known?.connectionId ?? createTimeId(now, parts.random);
  const values = config === null ? null : understood(parts, kind, config);
  const secrets: Record<string, ValuesChange['secrets'][string]> = {};
  for (const [secret, value] of Object.entries(values ? input.secrets : {})) {
    const place = { connectionId, environment, name: secret, hosts: values?.hosts ?? [] };
    // An empty one is none.
    secrets[secret] = value === null || value === '' ? null : { hosts: place.hosts, ...(await parts.vault.seal(place, value)) };
  }
  const { store } = parts;
  store.write(() => {
    if (!known) store.connections.add({ connectionId, kind, name }, now);
    store.connections.change(connectionId, known ? (input.revision ?? known.revision) : 1, { environment, values, secrets }, now);
    if (known) store.connections.rename(connectionId, name, now);
  });
  return connectionDetail(parts, connectionId);
}

/** Gives a connection another name. Throws the UserErrors `connection-not-found` and `connection-name-taken`. */
export function renameConnection(parts: ConnectionParts, connectionId: string, name: string): Promise<ConnectionDetail> {
  mustWrite(parts);
  mustFindConnection(parts, connectionId);
  parts.store.connections.rename(connectionId, name, parts.clock.now());
  return connectionDetail(parts, connectionId);
}

/** Takes a connection away with its secrets. Throws the UserError `connection-in-use` with who uses it, unless `forced`. */
export function removeConnection(parts: ConnectionParts, connectionId: string, forced: boolean): void {
  mustWrite(parts);
  const { name } = mustFindConnection(parts, connectionId);
  const users = connectionUsers(parts, connectionId);
  if (users.length > 0 && !forced) {
    const flows = [...new Set(users.map(({ flowName, nodeName }) => flowName || nodeName))];
    throw new UserError('connection-in-use', `"${name}" is used by ${flows.map((user) => `"${user}"`).join(', ')}.`, {
      hint: 'Choose another connection there first, or delete it anyway: then steps cannot run, files cannot be looked for, and alerts cannot be sent.',
      details: users.map(({ flowName, nodeName }) => (flowName === '' ? nodeName : `${flowName}: ${nodeName}`)).join('\n'),
    });
  }
  parts.store.connections.remove(connectionId);
}

function rowOf(parts: ConnectionParts, record: ConnectionRecord, users: Users): ConnectionRow {
  return {
    ...record,
    family: parts.kinds.catalog.get(record.kind)?.family ?? null,
    environments: { production: environmentState(parts, record, 'production'), test: environmentState(parts, record, 'test') },
    usedBy: users.filter(({ connectionId }) => connectionId === record.connectionId).map(({ connectionId: _, ...user }) => user),
  };
}

/** Settings as the kind takes them. Throws the UserError `connection-wrong` with the setting. */
export function understood(parts: Pick<ConnectionParts, 'kinds'>, kind: string, config: Record<string, unknown>) {
  const spec = parts.kinds.catalog.get(kind);
  if (!spec) throw new UserError('connection-wrong', `There is no kind of connection called ${kind}.`, { place: { field: 'kind' } });
  const parsed = spec.config.safeParse(config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    throw new UserError('connection-wrong', `The setting ${field} of the connection is not valid: ${issue?.message ?? ''}.`, { place: { field } });
  }
  const understoodConfig = parsed.data as Record<string, unknown>;
  return { spec, version: spec.version, config: understoodConfig, hosts: spec.hosts(understoodConfig) };
}
