import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import { connectContext } from '../testing/connect-context.ts';
import { TestAuthority } from '../testing/http-identity.ts';
import { hasMariadb, PrivateMariadb } from '../testing/private-mariadb.ts';
import { run } from './run.ts';
import { type MysqlConfig, spec } from './spec.ts';

/** A real MariaDB that takes nothing but encrypted lines, with certificates of an authority that only the test knows. */
describe.skipIf(!hasMariadb)('an encrypted MariaDB', () => {
  const authority = new TestAuthority();
  const client = authority.identity('client.example');
  let server: PrivateMariadb;
  beforeAll(async () => {
    server = await PrivateMariadb.start({ identity: authority.identity('localhost'), authority: authority.pem });
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    authority.close();
  });

  const settings = (more: Partial<MysqlConfig>): MysqlConfig => ({
    ...spec.defaults,
    host: 'localhost',
    port: server.port,
    database: 'mysql',
    user: 'root',
    tls: 'verify',
    ca: authority.pem,
    ...more,
  });
  const open = (more: Partial<MysqlConfig>, secrets: Secrets = {}) => run.open(settings(more), secrets, connectContext('payroll'));
  const asked = async (more: Partial<MysqlConfig>, sql: string, secrets: Secrets = {}) => {
    const { use, close } = await open(more, secrets);
    try {
      const stream = await use.read({ from: 'query', sql, parameters: {}, orderBy: [] }, new AbortController().signal);
      const rows = await stream.next(10);
      await stream.close();
      return rows;
    } finally {
      await close();
    }
  };
  const tested = async (more: Partial<MysqlConfig>) => {
    const parts: TestedPart[] = [];
    for await (const part of run.test(settings(more), {}, connectContext('payroll'))) parts.push(part);
    return parts;
  };
  const CIPHER = "SELECT VARIABLE_VALUE AS cipher FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'";

  test('is signed in to when its certificate is right, and all of it goes over the encrypted line', async () => {
    for (const tls of ['verify', 'require'] as const) expect((await asked({ tls }, CIPHER))[0]?.[0], tls).toMatch(/^\w+[-_]/);
    expect((await tested({})).map(({ part, ok }) => [part, ok])).toContainEqual(['encryption', true]);
  });

  test('is not trusted without its authority, nor under another name, nor without encryption, each told as that', async () => {
    await expect(open({ ca: '' })).rejects.toMatchObject({ message: expect.stringContaining('nobody this machine trusts') });
    await expect(open({ host: '127.0.0.1' })).rejects.toMatchObject({ message: expect.stringContaining('another host') });
    // MariaDB takes it for a wrong password; MySQL has a word of its own for it.
    expect((await tested({ tls: 'off' })).at(-1)).toMatchObject({ part: 'sign-in', ok: false, hint: expect.stringContaining('encrypted') });
  });

  test('asks a user for a certificate of the client, and takes the right one', async () => {
    const { use, close } = await open({});
    await close();
    expect(use.product).toContain('MariaDB');
    const admin = (await import('mysql2/promise')).createConnection({ host: 'localhost', port: server.port, user: 'root', ssl: { ca: authority.pem } });
    await (await admin).query("CREATE USER certified@'%' IDENTIFIED BY 'right' REQUIRE X509");
    await (await admin).query("GRANT ALL ON *.* TO certified@'%'");
    await (await admin).end();
    const who = { user: 'certified', clientCertificate: client.cert };
    const secrets = { password: 'right', 'client-key': client.key };
    expect((await asked(who, 'SELECT CURRENT_USER() AS u', secrets))[0]).toEqual(['certified@%']);
    await expect(open({ user: 'certified' }, { password: 'right' })).rejects.toMatchObject({ code: 'sign-in-failed' });
  });
});
