import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';

/** A database server that tests may use, with a user who may do everything. */
export interface TestServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

const there = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });

/** The one that runs on its usual port; where none does, the one that Debian brings is started, which only root may do. Null where there is none. */
async function serverAt(port: number, user: string, start: () => void): Promise<TestServer | null> {
  if (!(await there(port))) {
    if (process.getuid?.() !== 0) return null;
    try {
      start();
    } catch {
      return null;
    }
    for (let tries = 0; tries < 100 && !(await there(port)); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    if (!(await there(port))) return null;
  }
  return { port, user, password: '' };
}

/** PostgreSQL on 127.0.0.1:5432, which trusts its own machine; where there is none and one may not be started, the one from the package registry. */
export async function postgresServer(): Promise<TestServer | null> {
  const server = await serverAt(5432, 'postgres', () => {
    const [version, name] = execFileSync('pg_lsclusters', ['-h'], { encoding: 'utf8' }).trim().split(/\s+/);
    execFileSync('pg_ctlcluster', [version ?? '', name ?? '', 'start'], { stdio: 'ignore' });
  });
  if (server || process.getuid?.() === 0) return server;
  const { embeddedPostgres } = await import('./embedded-server.ts');
  return embeddedPostgres().catch(() => null);
}

/** MariaDB or MySQL on 127.0.0.1:3306, whose root has no password. */
export function mysqlServer(): Promise<TestServer | null> {
  return serverAt(3306, 'root', () => {
    if (!existsSync('/etc/init.d/mariadb')) throw new Error('there is no MariaDB to start');
    execFileSync('/etc/init.d/mariadb', ['start'], { stdio: 'ignore' });
  });
}
