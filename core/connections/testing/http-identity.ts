import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Identity } from './http-server.ts';

/** Makes certificates with openssl: an authority, and servers that it vouches for. */
export class TestAuthority {
  readonly #folder = mkdtempSync(join(tmpdir(), 'authority-'));

  constructor() {
    this.#openssl(['req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test authority']);
  }

  /** The certificate of the authority. */
  get pem(): string {
    return readFileSync(join(this.#folder, 'ca.pem'), 'utf8');
  }

  /** A server's certificate for a host; `days` may be negative for one that has expired. */
  identity(host: string, days = 30): Identity {
    writeFileSync(join(this.#folder, 'names.cnf'), `subjectAltName=DNS:${host}\n`);
    this.#openssl(['req', ...KEY, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${host}`]);
    const dates = days > 0 ? ['-days', String(days)] : ['-days', '-1'];
    this.#openssl([
      'x509',
      '-req',
      '-in',
      'server.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-extfile',
      'names.cnf',
      '-out',
      'server.pem',
      ...dates,
    ]);
    return { cert: readFileSync(join(this.#folder, 'server.pem'), 'utf8'), key: readFileSync(join(this.#folder, 'server.key'), 'utf8') };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openssl(args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' });
  }
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
