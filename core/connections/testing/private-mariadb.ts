import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { freePort } from './free-port.ts';
import type { Identity } from './http-server.ts';

/** Whether the programs of MariaDB are here, and this user may start them. */
export const hasMariadb = process.getuid?.() === 0 && ['mariadb-install-db', 'mariadbd'].every(isThere);

/** A MariaDB of a test alone, with its data in a folder of its own; it can be stopped in any way and begun again on the same port. Its root has no password. */
export class PrivateMariadb {
  readonly kind = 'mysql';
  readonly user = 'root';
  readonly database = 'own';
  readonly port: number;
  readonly #folder: string;
  readonly #settings: readonly string[];
  #child: ChildProcess | null = null;

  private constructor(port: number, folder: string, settings: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#settings = settings;
  }

  /** With an identity: encrypted with it, knowing clients by this authority, and refusing everything else. */
  static async start(encrypted?: { identity: Identity; authority: string }): Promise<PrivateMariadb> {
    const folder = mkdtempSync(join(tmpdir(), 'mariadb-'));
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const data = join(folder, 'data');
    const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--user=root', '--skip-test-db'];
    await promisify(execFile)('mariadb-install-db', install);
    const port = await freePort();
    const where = [`--datadir=${data}`, `--socket=${join(folder, 'sock')}`, `--pid-file=${join(folder, 'pid')}`, `--port=${port}`, '--bind-address=127.0.0.1'];
    const tls = encrypted && [
      `--ssl-cert=${file('cert.pem', encrypted.identity.cert)}`,
      `--ssl-key=${file('key.pem', encrypted.identity.key)}`,
      `--ssl-ca=${file('ca.pem', encrypted.authority)}`,
      '--require-secure-transport=ON',
    ];
    const server = new PrivateMariadb(port, folder, ['--no-defaults', '--user=root', ...where, ...(tls ?? []), '--skip-name-resolve']);
    await server.begin();
    if (!encrypted) await server.#ask('mysql', `CREATE DATABASE ${server.database} CHARACTER SET utf8mb4`);
    return server;
  }

  /** Runs again after it was stopped; done when it listens. */
  async begin(): Promise<void> {
    const child = spawn('mariadbd', [...this.#settings], { stdio: 'ignore' });
    this.#child = child;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) throw new Error(`MariaDB did not start: ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGTERM ends it in good order, SIGKILL at once. Done when it is gone. */
  async stop(how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(how);
    await gone;
  }

  /** A statement as its master, in the database of its own; gives the rows as texts. */
  sql(statement: string): Promise<string[][]> {
    return this.#ask(this.database, statement);
  }

  async close(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ask(database: string, statement: string): Promise<string[][]> {
    const session = await createConnection({ host: '127.0.0.1', port: this.port, user: this.user, database, rowsAsArray: true });
    try {
      const [rows] = await session.query(statement);
      return Array.isArray(rows) ? (rows as unknown[][]).map((row) => row.map(String)) : [];
    } finally {
      await session.end();
    }
  }
}

function isThere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.destroy());
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(true));
  });
}
