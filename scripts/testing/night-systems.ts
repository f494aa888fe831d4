import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import type { Client } from '../../core/app/in-memory-pair.ts';
import { postgresServer, type TestServer } from '../../core/connections/testing/database-servers.ts';
import { TestSftpServer } from '../../core/connections/testing/sftp-server.ts';
import { readMail } from './read-mail.ts';

const EXAMPLE = join(import.meta.dirname, '../../resources/examples/night-shift');
const PAGE = 2;
const HOST = '127.0.0.1';
const DATABASE = 'postgres';

/** A mail that came. */
export interface ReceivedMail {
  to: string[];
  subject: string;
  text: string;
}

/** The three systems of the example "Night shift", and a mail server, all on this machine. */
export class NightSystems {
  readonly #sftp: TestSftpServer;
  readonly #api: Server;
  readonly #mail: SMTPServer;
  readonly #postgres: TestServer;
  readonly #schema: string;
  readonly #token: string;
  readonly #folder: string;
  readonly mails: ReceivedMail[] = [];

  private constructor(parts: { sftp: TestSftpServer; api: Server; postgres: TestServer; schema: string; token: string; folder: string }) {
    this.#sftp = parts.sftp;
    this.#api = parts.api;
    this.#postgres = parts.postgres;
    this.#schema = parts.schema;
    this.#token = parts.token;
    this.#folder = parts.folder;
    this.#mail = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.mails.push({ to: envelope.rcptTo.map(({ address }) => address), ...readMail(Buffer.concat(chunks).toString('utf8')) });
          done();
        });
      },
    });
  }

  /** Starts everything; `folder` holds the files of the SFTP server. Null where there is no PostgreSQL and none can be started. */
  static async start(folder: string): Promise<NightSystems | null> {
    const postgres = await postgresServer();
    if (!postgres) return null;
    for (const name of ['outbox', 'done']) mkdirSync(join(folder, name), { recursive: true });
    const schema = `night_${randomBytes(5).toString('hex')}`;
    const token = randomBytes(12).toString('hex');
    const systems = new NightSystems({ sftp: await TestSftpServer.start(folder), api: costCentres(token), postgres, schema, token, folder });
    await systems.query(`CREATE SCHEMA ${schema}`);
    await systems.query(
      `CREATE TABLE ${schema}.employees (employee_no text PRIMARY KEY, full_name text NOT NULL, email text, cost_centre text NOT NULL, salary numeric(12,2) NOT NULL, valid_from date)`,
    );
    await new Promise<void>((resolve) => systems.#api.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => systems.#mail.listen(0, '127.0.0.1', resolve));
    return systems;
  }

  /** Makes the connections in a workspace, imports the example with them, and has its alerts mailed. Gives the flow's id. */
  async setUp(client: Client, flowDocument: string): Promise<string> {
    const { port, user, password } = this.#postgres;
    const save = async (kind: string, name: string, config: Record<string, unknown>, secrets: Record<string, string> = {}) =>
      (await client.connections.save({ kind, name, environment: 'production', config: config as never, secrets })).connectionId;
    const ids = {
      'night-files': await save('sftp', 'HR files', this.#sftp.config, { password: this.#sftp.user.password }),
      'night-hr': await save(
        'http',
        'HR service',
        { address: `http://127.0.0.1:${(this.#api.address() as AddressInfo).port}`, signIn: 'bearer', testPath: '/cost-centres', internal: true },
        { token: this.#token },
      ),
      'night-payroll': await save(
        'postgres',
        'Payroll',
        { host: HOST, port, user, database: DATABASE, tls: 'off', searchPath: [this.#schema] },
        password === '' ? {} : { password },
      ),
    };
    const mail = await save('smtp', 'Mail', {
      host: '127.0.0.1',
      port: (this.#mail.server.address() as AddressInfo).port,
      encryption: 'none',
      signIn: 'none',
      sender: 'swivel@night.example',
    });
    const settings = await client.alerts.settings();
    const channels = [{ kind: 'mail' as const, id: 'admin', name: 'Administrator', connectionId: mail, to: ['admin@night.example'] }];
    await client.alerts.saveSettings({ ...settings, channels });
    const connections = Object.fromEntries(Object.entries(ids).map(([id, connectionId]) => [id, { do: 'use' as const, connectionId }]));
    const { flowId } = await client.flows.import({ text: flowDocument, connections });
    return flowId;
  }

  /** Lays the file of a night where HR lays it. */
  drop(day: '20261120' | '20261121', as = `employees_${day}.csv`): void {
    copyFileSync(join(EXAMPLE, 'data', `employees_${day}.csv`), join(this.#folder, 'outbox', as));
  }

  /** Lays some other content there, as a night gone wrong would. */
  lay(name: string, content: string): void {
    writeFileSync(join(this.#folder, 'outbox', name), content);
  }

  /** Payroll's table, by employee number. */
  async employees(): Promise<Record<string, string | null>[]> {
    return (await this.query(`SELECT * FROM ${this.#schema}.employees ORDER BY employee_no`)).rows;
  }

  /** Where somebody can look at payroll's table. */
  get table(): string {
    return `PostgreSQL at port ${this.#postgres.port}, database ${DATABASE}, table ${this.#schema}.employees`;
  }

  async close(): Promise<void> {
    await this.query(`DROP SCHEMA IF EXISTS ${this.#schema} CASCADE`).catch(() => undefined);
    await this.#sftp.close();
    await new Promise((resolve) => this.#api.close(resolve));
    await new Promise<void>((resolve) => this.#mail.close(() => resolve()));
  }

  async query(sql: string): Promise<pg.QueryResult> {
    const { port, user, password } = this.#postgres;
    const session = new pg.Client({ host: HOST, port, user, database: DATABASE, ...(password === '' ? {} : { password }) });
    await session.connect();
    try {
      return await session.query(sql);
    } finally {
      await session.end();
    }
  }
}

/** HR's service: the cost centres of departments, two a page, for whoever has the token. */
function costCentres(token: string): Server {
  const all = JSON.parse(readFileSync(join(EXAMPLE, 'data/cost_centres.json'), 'utf8')) as object[];
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hr');
    const answer = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { message: 'sign in' });
    if (url.pathname !== '/cost-centres') return answer(404, { message: 'no such thing' });
    const page = Number(url.searchParams.get('page') ?? 1);
    const items = all.slice((page - 1) * PAGE, page * PAGE);
    return answer(200, { items, next: page * PAGE < all.length ? `/cost-centres?page=${page + 1}` : null });
  });
}
