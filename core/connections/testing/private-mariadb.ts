import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Identity } from './http-server.ts';

/** Whether the programs of MariaDB are here, and this user may start them. */
export const hasMariadb = process.getuid?.() === 0 && ['mariadb-install-db', 'mariadbd'].every(isThere);

/** A MariaDB of a test alone, with its data in a folder of its own: encrypted with this identity, knowing clients by this authority, and refusing everything else. */
export class PrivateMariadb {
  readonly port: number;
  readonly #folder: string;
  readonly #child: ChildProcess;

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#child = child;
  }

  /** Its root has no password. */
  static async start(identity: Identity, authority: string): Promise<PrivateMariadb> {
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
    const tls = [`--ssl-cert=${file('cert.pem', identity.cert)}`, `--ssl-key=${file('key.pem', identity.key)}`, `--ssl-ca=${file('ca.pem', authority)}`];
    const child = spawn('mariadbd', ['--no-defaults', '--user=root', ...where, ...tls, '--require-secure-transport=ON', '--skip-name-resolve'], {
      stdio: 'ignore',
    });
    const server = new PrivateMariadb(port, folder, child);
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`MariaDB did not start: ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return server;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.destroy());
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(true));
  });
}
