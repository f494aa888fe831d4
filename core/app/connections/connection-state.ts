import type { EnvironmentState, SecretState } from '../../api/connection-models.ts';
import type { Environment } from '../../base/environment.ts';
import { type ErrorReport, toErrorReport, UserError } from '../../base/errors.ts';
import type { AnyConnectionSpec } from '../../catalog/connection-spec.ts';
import type { ConnectionRecord, ConnectionValues, SealedSecret } from '../../store/connections.ts';
import type { ConnectionParts } from './connection-parts.ts';
import { readVaultRecord } from './vault-memory.ts';

/** A connection in one environment, as far as it is set and understood. */
export interface ReadConnection {
  spec: AnyConnectionSpec;
  values: ConnectionValues;
  config: Record<string, unknown>;
  hosts: readonly string[];
  sealed: readonly SealedSecret[];
  secrets: SecretState[];
}

type Reading = Pick<ConnectionParts, 'store' | 'kinds' | 'vault'>;

/** Stored settings as the kind understands them today; null when it does not. */
export function configOf(spec: AnyConnectionSpec, { version, config }: Pick<ConnectionValues, 'version' | 'config'>): Record<string, unknown> | null {
  const current = version < spec.version && spec.migrate ? spec.migrate(config, version) : config;
  const parsed = spec.config.safeParse(current);
  return parsed.success ? (parsed.data as Record<string, unknown>) : null;
}

/** What is kept of a connection for an environment; null when nothing is, or nothing that this program understands. */
export function readConnection({ store, kinds }: Reading, record: ConnectionRecord, environment: Environment): ReadConnection | null {
  const spec = kinds.catalog.get(record.kind);
  const values = spec && store.connections.values(record.connectionId, environment);
  const config = values && configOf(spec, values);
  if (!spec || !values || !config) return null;
  const hosts = spec.hosts(config);
  const sealed = store.connections.secrets(record.connectionId, environment);
  const recipient = readVaultRecord(store.settings)?.recipient;
  const secrets = spec.secrets(config).map(({ name, label, required }): SecretState => {
    const kept = sealed.find((one) => one.name === name);
    const state = !kept ? 'unset' : kept.recipient !== recipient ? 'other-key' : sameHosts(kept.hosts, hosts) ? 'set' : 'other-hosts';
    return { name, label, required, state, changedAt: kept?.changedAt ?? null };
  });
  return { spec, values, config, hosts, sealed, secrets };
}

/** Why a connection cannot be used in an environment, as far as it is known without reaching out; null when it can. */
export function troubleOf(
  parts: Reading,
  record: ConnectionRecord,
  environment: Environment,
  read = readConnection(parts, record, environment),
): ErrorReport | null {
  const { name, kind, connectionId } = record;
  const spec = parts.kinds.catalog.get(kind);
  const where = environment === 'test' ? 'the test environment' : 'the production environment';
  if (!spec)
    return trouble(
      'connection-kind-unknown',
      `"${name}" is a kind of connection that this Swivel does not know: ${kind}.`,
      'Use the version of Swivel it was made with, or a newer one.',
    );
  if (!parts.store.connections.values(connectionId, environment))
    return trouble('connection-unset', `"${name}" is not set for ${where}.`, 'Fill it in under Connections, or switch the environment.');
  if (!read)
    return trouble('connection-unset', `The settings of "${name}" for ${where} cannot be understood.`, 'Open it under Connections and fill it in again.');
  const [wrong] = spec.check(read.config).filter(({ severity = 'error' }) => severity === 'error');
  if (wrong) return trouble('connection-unset', `"${name}" is not set for ${where}: ${wrong.message}`, wrong.hint ?? 'Fill it in under Connections.');
  const labels = (state: SecretState['state']) =>
    read.secrets.filter((one) => one.state === state && (state !== 'unset' || one.required)).map(({ label }) => label);
  const [stale] = labels('other-hosts');
  if (stale !== undefined)
    return trouble(
      'hosts-changed',
      `"${name}" leads to another host than before, so "${stale}" is not used there.`,
      'Give it again under Connections: what signs in goes only to the hosts it was given for.',
    );
  const [foreign] = labels('other-key');
  if (foreign !== undefined)
    return trouble('vault-key-other', `"${foreign}" of "${name}" was sealed with a key that is no longer here.`, 'Give it again under Connections.');
  const [missing] = labels('unset');
  if (missing !== undefined) return trouble('secrets-missing', `"${name}" has no "${missing}" for ${where}.`, 'Give it under Connections.');
  const locked = read.secrets.some(({ state }) => state === 'set') ? parts.vault.knownTrouble : null;
  return locked && { ...toErrorReport(locked), message: `"${name}" cannot be used: ${locked.message}` };
}

/** How a connection stands in one environment. */
export function environmentState(parts: Reading, record: ConnectionRecord, environment: Environment): EnvironmentState {
  const read = readConnection(parts, record, environment);
  const values = read?.values ?? parts.store.connections.values(record.connectionId, environment);
  const test = parts.store.connections.lastTest(record.connectionId, environment);
  return {
    set: values !== undefined,
    summary: read ? read.spec.summary(read.config) : '',
    hosts: [...(read?.hosts ?? [])],
    secrets: read?.secrets ?? [],
    missing: (read?.secrets ?? []).filter(({ required, state }) => required && state !== 'set').map(({ label }) => label),
    trouble: troubleOf(parts, record, environment, read),
    lastTest: test
      ? { at: test.at, ok: test.ok, ms: test.ms, parts: JSON.parse(test.parts), outdated: values !== undefined && test.revision < values.revision }
      : null,
  };
}

/** Whether two lists name the same hosts, whatever their order. */
export function sameHosts(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
}

function trouble(code: string, message: string, hint: string): ErrorReport {
  return toErrorReport(new UserError(code, message, { hint }));
}
