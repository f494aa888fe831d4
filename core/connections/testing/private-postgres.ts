import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

const [PROGRAMS = ''] = globSync('/usr/lib/postgresql/*/bin').sort().reverse();
/** PostgreSQL never runs as root: there it runs as the user who has the data of the one that Debian brings. */
const OWNER = process.getuid?.() === 0 && existsSync('/var/lib/postgresql') ? statSync('/var/lib/postgresql') : null;

/** Whether the programs of PostgreSQL are here, and this user may start them. */
export const hasPostgres = PROGRAMS !== '' && process.platform !== 'win32' && (process.getuid?.() !== 0 || OWNER !== null);

/** A PostgreSQL of a test alone, with its data in a folder of its own; it can be stopped in any way and begun again on the same port. */
export class PrivatePostgres {
  readonly kind = 'postgres';
  readonly user = 'postgres';
  readonly database = 'postgres';
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess | null = null;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  /** Trusts its own machine, but for the user "asked", who has to give a password. */
  static async start(): Promise<PrivatePostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
    if (OWNER) await chown(folder, OWNER.uid, OWNER.gid);
    const server = new PrivatePostgres(await freePort(), folder);
    const install = ['-D', join(folder, 'data'), '-U', server.user, '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
    await promisify(execFile)(join(PROGRAMS, 'initdb'), install, server.#as());
    const rules = ['local all all trust', 'host all asked 127.0.0.1/32 scram-sha-256', 'host all all 127.0.0.1/32 trust'];
    writeFileSync(join(folder, 'data/pg_hba.conf'), `${rules.join('\n')}\n`);
    await server.begin();
    return server;
  }

  /** Runs again after it was stopped; done when it takes statements. */
  async begin(): Promise<void> {
    // Whoever has not signed in when it stops in good order is waited for no longer than so many seconds.
    const usual = { listen_addresses: '127.0.0.1', fsync: 'off', authentication_timeout: '10' };
    const settings = ['-p', String(this.port), '-k', this.#folder, ...Object.entries(usual).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const child = spawn(join(PROGRAMS, 'postgres'), ['-D', join(this.#folder, 'data'), ...settings], { ...this.#as(), stdio: 'ignore' });
    this.#child = child;
    while (!(await this.sql('SELECT 1').catch(() => null))) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** SIGINT ends it in good order at once, SIGQUIT as a crash does. Done when it is gone. */
  async stop(how: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(how);
    await gone;
  }

  /** A statement as its master; gives the rows as texts. */
  async sql(statement: string): Promise<string[][]> {
    const { port, user, database } = this;
    const client = new pg.Client({ host: '127.0.0.1', port, user, database, ssl: false });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<string[]>({ text: statement, rowMode: 'array' });
      return rows.map((row) => row.map(String));
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.stop('SIGQUIT');
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #as(): { cwd: string; uid?: number; gid?: number } {
    return { cwd: this.#folder, ...(OWNER ? { uid: OWNER.uid, gid: OWNER.gid } : {}) };
  }
}
