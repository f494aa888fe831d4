import { connect as connectTo } from 'node:net';
import mysql from 'mysql2';
import type { Clock } from '../../base/clock.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { ConnectContext, Secrets } from '../../catalog/connection-spec.ts';
import type { SqlValue } from '../../catalog/families/database.ts';
import { askToStop } from '../../sql/ask-to-stop.ts';
import type { PooledSession } from '../../sql/session-pool.ts';
import { signInWithin } from '../../sql/sign-in.ts';
import { stoppable } from '../../sql/stoppable.ts';
import { timedOut } from '../../wire/network-trouble.ts';
import { type MysqlConfig, USUAL_PORT } from './spec.ts';
import { type Destination, isLost, troubleOf } from './trouble.ts';

/** Values of a row as the driver gives them. */
export type DriverRow = unknown[];

/** What a statement gave. */
export interface Answer {
  readonly rows: DriverRow[];
  /** Rows that were touched; of an UPDATE those that really changed. */
  readonly touched: number;
}

/** Statements are prepared for values that are bound; the last few stay prepared. */
const MOST_PREPARED = 20;
/** Time for the line that cancels a statement; when there is none in that time, the line of the statement itself is cut. */
const CANCEL_WITHIN_MS = 5_000;
/** Nothing is rounded, cut or made up in silence; a zero stays a zero in a column that counts by itself. */
const SQL_MODE = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO';

/** One signed-in line to MySQL or MariaDB. Its errors are ours in `ask`; after one that ended the line it is `lost`. */
export class MysqlSession implements PooledSession {
  readonly connection: mysql.Connection;
  readonly to: Destination;
  readonly #clock: Clock;
  readonly #again: () => Promise<MysqlSession>;
  #lost = false;
  /** Called once when the line is lost: the driver tells it to nobody who reads row by row. */
  onLost: ((error: Error) => void) | null = null;
  /** Version text of the server, and whether it is MariaDB. */
  version = '';
  maria = false;
  /** Most bytes of one statement. */
  mostBytes = 1_000_000;

  private constructor(connection: mysql.Connection, to: Destination, clock: Clock, again: () => Promise<MysqlSession>) {
    this.connection = connection;
    this.to = to;
    this.#clock = clock;
    this.#again = again;
    connection.on('error', (error: Error) => this.#gone(error));
    connection.on('end', () => this.#gone());
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** Signs in, and sets how values are written and judged, so that they are exact whatever the server's own settings are. */
  static async open(config: MysqlConfig, secrets: Secrets, context: ConnectContext): Promise<MysqlSession> {
    const to = destinationOf(config, context.name);
    context.signal.throwIfAborted();
    const connection = mysql.createConnection(connectionOptions(config, secrets));
    // A line that is to stop another one is opened although the run is stopped, and because of it.
    const again = () => MysqlSession.open(config, secrets, { ...context, signal: AbortSignal.timeout(CANCEL_WITHIN_MS) });
    const session = new MysqlSession(connection, to, context.clock, again);
    await signInWithin(context, {
      withinMs: config.connectTimeout,
      async signIn() {
        await new Promise<void>((resolve, reject) => {
          connection.once('connect', () => resolve());
          connection.once('error', reject);
        });
        await session.#settle(config);
      },
      destroy: () => session.destroy(),
      timedOut: () => timedOut(to),
      trouble: (error) => troubleOf(error, to),
    });
    return session;
  }

  async #settle({ statementTimeout }: MysqlConfig): Promise<void> {
    await this.query(`SET SESSION sql_mode = '${SQL_MODE}', time_zone = '+00:00'`);
    const { rows } = await this.query('SELECT VERSION(), @@max_allowed_packet');
    const [version, packet] = rows[0] ?? [];
    this.version = String(version);
    this.maria = /mariadb/i.test(this.version);
    this.mostBytes = Math.min(1_000_000, Math.floor(Number(packet) / 2));
    if (statementTimeout > 0)
      await this.query(
        ['SET SESSION', this.maria ? `max_statement_time=${statementTimeout / 1000}` : `max_execution_time=${Math.trunc(statementTimeout)}`].join(' '),
      );
  }

  /** One statement as it stands; nothing in it is replaced. */
  query(sql: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.connection.query({ sql, rowsAsArray: true }, (error, result) => (error ? this.#failed(error, reject) : resolve(answerOf(result))));
    });
  }

  /** One statement with bound values. */
  execute(sql: string, values: readonly SqlValue[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.connection.execute({ sql, rowsAsArray: true }, values.map(boundValue), (error, result) =>
        error ? this.#failed(error, reject) : resolve(answerOf(result)),
      );
    });
  }

  /** As `execute`, with every error in our words. */
  async ask(sql: string, values: readonly SqlValue[] = []): Promise<Answer> {
    try {
      return await (values.length > 0 ? this.execute(sql, values) : this.query(sql));
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

  /** Has the server stop the running statement, over a line of its own, until it is `over`; where that cannot be done this line is cut. Never throws. */
  async cancel(over: Promise<unknown>): Promise<void> {
    let other: MysqlSession | null = null;
    try {
      await askToStop(this.#clock, over, async () => {
        other ??= await this.#again();
        await other.query(`KILL QUERY ${Number(this.connection.threadId)}`);
      });
    } catch {
      this.destroy();
    }
    await (other as MysqlSession | null)?.end();
  }

  async end(): Promise<void> {
    if (this.#lost) return this.destroy();
    this.#lost = true;
    await new Promise<void>((resolve) => this.connection.end(() => resolve()));
  }

  /** Cuts the line at once. */
  destroy(): void {
    this.connection.destroy();
    this.#gone();
  }

  #failed(error: unknown, reject: (error: unknown) => void): void {
    if (isLost(error)) this.#gone();
    reject(error);
  }

  #gone(error: Error = new Error('The server closed the connection.')): void {
    this.#lost = true;
    const tell = this.onLost;
    this.onLost = null;
    tell?.(error);
  }
}

function answerOf(result: unknown): Answer {
  if (Array.isArray(result)) return { rows: result as DriverRow[], touched: result.length };
  return { rows: [], touched: (result as mysql.ResultSetHeader | undefined)?.affectedRows ?? 0 };
}

/** Texts and nulls only: what else there is stands in the statement, or is told as its text. */
export function boundValue(value: SqlValue): string | null {
  return value === null ? null : typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

/** Where a config leads. A socket has no port to name. */
export function destinationOf({ host, port, database, user }: MysqlConfig, name: string): Destination {
  return { name, host, port: host.startsWith('/') ? 0 : port, usualPort: USUAL_PORT, database, user };
}

function connectionOptions(config: MysqlConfig, secrets: Secrets): mysql.ConnectionOptions {
  const socket = config.host.startsWith('/');
  const ssl = socket || config.tls === 'off' ? null : tlsOptions(config, secrets);
  return {
    ...(socket ? { socketPath: config.host } : { host: config.host, port: config.port, stream: () => lineTo(config) }),
    database: config.database,
    user: config.user,
    password: secrets['password'] ?? '',
    connectTimeout: config.connectTimeout,
    charset: 'utf8mb4_general_ci',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    jsonStrings: true,
    maxPreparedStatements: MOST_PREPARED,
    // An UPDATE counts the rows that really changed.
    flags: ['-FOUND_ROWS'],
    ...(ssl ? { ssl } : {}),
  };
}

/** The driver compares the certificate with the host that its socket was made for, and a socket for an address would not know it. */
function lineTo({ host, port }: MysqlConfig) {
  const socket = connectTo(port, host);
  socket.setNoDelay(true);
  socket.setKeepAlive(true);
  return Object.assign(socket, { _host: host });
}

function tlsOptions(config: MysqlConfig, secrets: Secrets): mysql.SslOptions {
  const key = secrets['client-key'];
  return {
    rejectUnauthorized: config.tls === 'verify',
    verifyIdentity: config.tls === 'verify',
    ...(config.ca.trim() === '' ? {} : { ca: config.ca }),
    ...(config.clientCertificate.trim() === '' || !key ? {} : { cert: config.clientCertificate, key }),
  };
}
