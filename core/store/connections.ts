import type { Environment } from '../base/environment.ts';
import { UserError } from '../base/errors.ts';
import type { Db } from './database.ts';

/** A connection; times are ms since 1970. `revision` grows with every change. */
export interface ConnectionRecord {
  connectionId: string;
  kind: string;
  name: string;
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** Settings for one environment, as they were kept: `version` is that of the kind then, `revision` that of the connection when they or a secret were changed. */
export interface ConnectionValues {
  environment: Environment;
  version: number;
  config: Record<string, unknown>;
  revision: number;
}

/** A secret that nobody here can read: sealed for `recipient`, given for these hosts. */
export interface SealedSecret {
  environment: Environment;
  name: string;
  hosts: readonly string[];
  recipient: string;
  sealed: Uint8Array;
  changedAt: number;
}

/** What the last test in an environment found; `parts` is JSON. */
export interface ConnectionTest {
  environment: Environment;
  revision: number;
  at: number;
  ok: boolean;
  ms: number;
  parts: string;
}

/** Changes of one environment that are kept together. */
export interface ValuesChange {
  environment: Environment;
  /** Null takes settings, secrets and the last test of the environment away. */
  values: { version: number; config: Record<string, unknown> } | null;
  /** Sealed anew, or null to take one away. Those that are not named stay. */
  secrets: Readonly<Record<string, Pick<SealedSecret, 'hosts' | 'recipient' | 'sealed'> | null>>;
}

const COLUMNS = 'id AS connectionId, kind, name, revision, created_at AS createdAt, updated_at AS updatedAt';

/** Outside systems with their settings and sealed secrets. */
export class ConnectionTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** All connections, by name. */
  list(): ConnectionRecord[] {
    return this.#db.all<ConnectionRecord>(`SELECT ${COLUMNS} FROM connections ORDER BY name, id`);
  }

  find(connectionId: string): ConnectionRecord | undefined {
    return this.#db.get<ConnectionRecord>(`SELECT ${COLUMNS} FROM connections WHERE id = ?`, connectionId);
  }

  /** The one of this name, whatever its capitals. */
  named(name: string): ConnectionRecord | undefined {
    return this.#db.get<ConnectionRecord>(`SELECT ${COLUMNS} FROM connections WHERE name = ?`, name);
  }

  values(connectionId: string, environment: Environment): ConnectionValues | undefined {
    const row = this.#db.get<Omit<ConnectionValues, 'config'> & { config: string }>(
      'SELECT environment, version, config, revision FROM connection_values WHERE connection_id = ? AND environment = ?',
      connectionId,
      environment,
    );
    return row && { ...row, config: JSON.parse(row.config) as Record<string, unknown> };
  }

  secrets(connectionId: string, environment: Environment): SealedSecret[] {
    return this.#db
      .all<Omit<SealedSecret, 'hosts'> & { hosts: string }>(
        `SELECT environment, name, hosts, recipient, sealed, changed_at AS changedAt FROM sealed_secrets
         WHERE connection_id = ? AND environment = ? ORDER BY name`,
        connectionId,
        environment,
      )
      .map((row) => ({ ...row, hosts: JSON.parse(row.hosts) as string[] }));
  }

  /** How many secrets are kept, and how many of them were sealed for somebody else. */
  countSecrets(recipient: string): { secrets: number; otherKey: number } {
    return (
      this.#db.get('SELECT count(*) AS secrets, coalesce(sum(recipient <> ?), 0) AS otherKey FROM sealed_secrets', recipient) ?? { secrets: 0, otherKey: 0 }
    );
  }

  lastTest(connectionId: string, environment: Environment): ConnectionTest | undefined {
    const row = this.#db.get<Omit<ConnectionTest, 'ok'> & { ok: number }>(
      'SELECT environment, revision, at, ok, ms, parts FROM connection_tests WHERE connection_id = ? AND environment = ?',
      connectionId,
      environment,
    );
    return row && { ...row, ok: row.ok === 1 };
  }

  /** Keeps what a test found, unless the connection is gone meanwhile. */
  putTest(connectionId: string, { environment, revision, at, ok, ms, parts }: ConnectionTest): void {
    this.#db.run(
      `INSERT OR REPLACE INTO connection_tests (connection_id, environment, revision, at, ok, ms, parts)
       SELECT id, ?, ?, ?, ?, ?, ? FROM connections WHERE id = ?`,
      environment,
      revision,
      at,
      ok ? 1 : 0,
      ms,
      parts,
      connectionId,
    );
  }

  /** Makes a connection, without settings for any environment. Throws the UserError `connection-name-taken`, also where only capitals differ. */
  add({ connectionId, kind, name }: Pick<ConnectionRecord, 'connectionId' | 'kind' | 'name'>, at: number): void {
    this.#db.write(() => {
      this.#refuseTaken(name, connectionId);
      this.#db.run('INSERT INTO connections (id, kind, name, revision, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)', connectionId, kind, name, at, at);
    });
  }

  /** Gives it another name. Throws the UserError `connection-name-taken`. */
  rename(connectionId: string, name: string, at: number): void {
    this.#db.write(() => {
      this.#refuseTaken(name, connectionId);
      this.#db.run(
        'UPDATE connections SET name = ?, revision = revision + 1, updated_at = ? WHERE id = ? AND name COLLATE BINARY <> ?',
        name,
        at,
        connectionId,
        name,
      );
    });
  }

  /** Keeps settings and secrets of one environment together. Throws the UserError `connection-changed-elsewhere` when the newest revision is not `expected`. */
  change(connectionId: string, expected: number, { environment, values, secrets }: ValuesChange, at: number): void {
    this.#db.write(() => {
      const record = this.find(connectionId);
      if (record?.revision !== expected)
        throw new UserError('connection-changed-elsewhere', `"${record?.name ?? connectionId}" was changed somewhere else since you opened it.`, {
          hint: 'Open it again, then make your changes once more.',
        });
      const revision = expected + 1;
      this.#db.run('UPDATE connections SET revision = ?, updated_at = ? WHERE id = ?', revision, at, connectionId);
      if (!values) {
        for (const table of ['connection_values', 'sealed_secrets', 'connection_tests'])
          this.#db.run(`DELETE FROM ${table} WHERE connection_id = ? AND environment = ?`, connectionId, environment);
        return;
      }
      this.#db.run(
        'INSERT OR REPLACE INTO connection_values (connection_id, environment, version, config, revision) VALUES (?, ?, ?, ?, ?)',
        connectionId,
        environment,
        values.version,
        JSON.stringify(values.config),
        revision,
      );
      for (const [name, secret] of Object.entries(secrets)) this.#putSecret(connectionId, environment, name, secret, at);
    });
  }

  /** Takes a connection away, with its secrets. */
  remove(connectionId: string): void {
    this.#db.run('DELETE FROM connections WHERE id = ?', connectionId);
  }

  /** Flows in use whose newest or live document names one of the connections: which flow, which version. */
  flowsThatUse(connectionId: string | null): { flowId: string; version: number }[] {
    return this.#db.all(
      `SELECT DISTINCT f.id AS flowId, v.version FROM flows f
       JOIN flow_versions v ON v.flow_id = f.id AND (v.version = f.version OR v.version = f.live_version)
       JOIN connections c ON instr(v.document, '"' || c.id || '"') > 0
       WHERE f.removed_at IS NULL AND c.id = coalesce(?, c.id) ORDER BY f.name COLLATE NOCASE, f.id, v.version DESC`,
      connectionId,
    );
  }

  #putSecret(connectionId: string, environment: Environment, name: string, secret: ValuesChange['secrets'][string], at: number): void {
    if (!secret) this.#db.run('DELETE FROM sealed_secrets WHERE connection_id = ? AND environment = ? AND name = ?', connectionId, environment, name);
    else
      this.#db.run(
        'INSERT OR REPLACE INTO sealed_secrets (connection_id, environment, name, hosts, recipient, sealed, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        connectionId,
        environment,
        name,
        JSON.stringify(secret.hosts),
        secret.recipient,
        secret.sealed,
        at,
      );
  }

  #refuseTaken(name: string, connectionId: string): void {
    if (this.#db.get('SELECT 1 FROM connections WHERE name = ? AND id <> ?', name, connectionId))
      throw new UserError('connection-name-taken', `There is a connection "${name}" already.`, { hint: 'Choose another name.' });
  }
}
