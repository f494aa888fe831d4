import { connect as connectTo } from 'node:net';
import pg from 'pg';
import type { Clock } from '../../base/clock.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import type { SqlValue } from '../../catalog/families/database.ts';
import { askToStop } from '../../sql/ask-to-stop.ts';
import type { PooledSession } from '../../sql/session-pool.ts';
import { signInWithin } from '../../sql/sign-in.ts';
import { stoppable } from '../../sql/stoppable.ts';
import { timedOut } from '../../wire/network-trouble.ts';
import { type PostgresConfig, USUAL_PORT } from './spec.ts';
import { type Destination, isLost, troubleOf } from './trouble.ts';

const asText = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;

/** Texts as the server sent them, one list a row. */
export interface TextRows {
  readonly rows: readonly (string | null)[][];
  readonly fields: readonly pg.FieldDef[];
  /** Rows that were touched. */
  readonly count: number;
}

/** What a session of our own knows of the driver's, beyond its types. */
interface ClientInside {
  processID: number;
  secretKey: number;
  connection: { stream: { destroy(): void } };
}

/** One signed-in line to PostgreSQL. Its errors are ours; after one that ended the line it is `lost`. */
export class PgSession implements PooledSession {
  readonly client: pg.Client;
  readonly to: Destination;
  readonly #clock: Clock;
  #lost = false;

  private constructor(client: pg.Client, to: Destination, clock: Clock) {
    this.client = client;
    this.to = to;
    this.#clock = clock;
    client.on('error', () => this.#gone());
    client.on('end', () => this.#gone());
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** Signs in, and sets how values are written, so that they are exact whatever the server's own settings are. */
  static async open(config: PostgresConfig, secrets: Secrets, context: ConnectContext): Promise<PgSession> {
    const to = destinationOf(config, context.name);
    context.signal.throwIfAborted();
    const client = new pg.Client(clientOptions(config, secrets));
    const session = new PgSession(client, to, context.clock);
    await signInWithin(context, {
      withinMs: config.connectTimeout,
      async signIn() {
        await client.connect();
        await session.query(SETTINGS_SQL, settingsValues(config));
      },
      destroy: () => session.destroy(),
      timedOut: () => timedOut(to),
      trouble: (error) => troubleOf(error, to),
    });
    return session;
  }

  /** One statement with bound values. */
  async query(sql: string, values: readonly SqlValue[] = []): Promise<TextRows> {
    try {
      const query: pg.QueryArrayConfig = { text: sql, rowMode: 'array', types: asText, ...(values.length > 0 ? { values: [...values] } : {}) };
      const result = await this.client.query<(string | null)[]>(query);
      return { rows: result.rows, fields: result.fields, count: result.rowCount ?? 0 };
    } catch (error) {
      if (isLost(error)) this.#gone();
      throw error;
    }
  }

  /** As `query`, with every error in our words. */
  async ask(sql: string, values: readonly SqlValue[] = []): Promise<TextRows> {
    try {
      return await this.query(sql, values);
    } catch (error) {
      throw this.trouble(error);
    }
  }

  /** An error of the driver or the server in our words. */
  trouble(error: unknown): Error {
    if (isLost(error)) this.#gone();
    return troubleOf(error, this.to);
  }

  /** Runs `work`; when the signal is given meanwhile, what the server is doing is cancelled there, and the reason of the signal thrown. */
  stoppable<T>(signal: StopSignal, work: () => Promise<T>): Promise<T> {
    return stoppable(this, signal, work);
  }

  /** Asks the server, over a line of its own as its protocol has it, to stop the running statement, until it is `over`. Never throws. */
  cancel(over: Promise<unknown>): Promise<void> {
    return askToStop(this.#clock, over, () => this.#askToCancel());
  }

  #askToCancel(): Promise<void> {
    const { processID, secretKey } = this.client as unknown as ClientInside;
    const request = Buffer.alloc(16);
    request.writeInt32BE(16, 0);
    request.writeInt32BE(80_877_102, 4);
    request.writeInt32BE(processID, 8);
    request.writeInt32BE(secretKey, 12);
    const { host, port } = this.client;
    return new Promise((resolve) => {
      const socket = host.startsWith('/') ? connectTo(`${host}/.s.PGSQL.${port}`) : connectTo(port, host);
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.setTimeout(5_000, () => socket.destroy());
      socket.end(request);
      socket.resume();
    });
  }

  async end(): Promise<void> {
    if (this.#lost) return this.destroy();
    this.#lost = true;
    await this.client.end().catch(() => undefined);
  }

  /** Cuts the line at once. */
  destroy(): void {
    this.#lost = true;
    (this.client as unknown as ClientInside).connection.stream.destroy();
  }

  #gone(): void {
    this.#lost = true;
  }
}

/** Where a config leads. A socket has no port to name. */
export function destinationOf({ host, port, database, user }: PostgresConfig, name: string): Destination {
  return { name, host, port: host.startsWith('/') ? 0 : port, usualPort: USUAL_PORT, database, user };
}

function clientOptions(config: PostgresConfig, secrets: Secrets): pg.ClientConfig {
  const socket = config.host.startsWith('/');
  return {
    host: config.host,
    port: config.port,
    database: config.database,
    user: config.user,
    // A function, or the driver would look for a password in the environment and in files of its own when there is none.
    password: () => secrets['password'] ?? '',
    ssl: socket || config.tls === 'off' ? false : tlsOptions(config, secrets),
    connectionTimeoutMillis: config.connectTimeout,
    keepAlive: true,
    application_name: 'swivel',
    // Not empty, or those of the environment are taken.
    options: '--client_encoding=UTF8',
  };
}

/** Throws a UserError for a certificate that cannot be read. */
function tlsOptions(config: PostgresConfig, secrets: Secrets): pg.ClientConfig['ssl'] {
  const key = secrets['client-key'];
  return {
    rejectUnauthorized: config.tls === 'verify',
    ...(config.ca.trim() === '' ? {} : { ca: config.ca }),
    ...(config.clientCertificate.trim() === '' || !key ? {} : { cert: config.clientCertificate, key }),
  };
}

const SETTINGS: readonly (readonly [string, string])[] = [
  ['DateStyle', 'ISO, YMD'],
  ['IntervalStyle', 'iso_8601'],
  ['TimeZone', 'UTC'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '3'],
  ['standard_conforming_strings', 'on'],
];

const SETTINGS_SQL = 'SELECT set_config(s.name, s.value, false) FROM unnest($1::text[], $2::text[]) AS s(name, value)';

function settingsValues(config: PostgresConfig): string[] {
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const settings = settingsOf(config);
  return [settings.map(([name]) => name), settings.map(([, value]) => value)].map((list) => `{${list.map(quoted).join(',')}}`);
}

function settingsOf({ statementTimeout, searchPath }: PostgresConfig): (readonly [string, string])[] {
  return [
    ...SETTINGS,
    ...(statementTimeout > 0 ? [['statement_timeout', String(statementTimeout)] as const] : []),
    ...(searchPath.length > 0 ? [['search_path', searchPath.map((name) => pg.escapeIdentifier(name)).join(', ')] as const] : []),
  ];
}
