import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectContext, TestedPart } from '../../catalog/connection-spec.ts';
import { connectContext } from '../testing/connect-context.ts';
import { newKey, TestSftpServer } from '../testing/sftp-server.ts';
import { run } from './run.ts';
import { type SftpConfig, spec } from './spec.ts';

const keys = { plain: newKey(), locked: newKey('pass phrase') };
let folder: string;
let server: TestSftpServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sftp-'));
  server = await TestSftpServer.start(folder);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  for (const key of Object.keys(server.faults)) delete (server.faults as Record<string, unknown>)[key];
});

const context: ConnectContext = connectContext('HR files');
const configOf = (more: Partial<SftpConfig> = {}): SftpConfig => spec.config.parse({ ...server.config, ...more });
const PASSWORD = { password: 'sesame' };

async function parts(more: Partial<SftpConfig> = {}, secrets: Record<string, string> = PASSWORD): Promise<TestedPart[]> {
  const all: TestedPart[] = [];
  for await (const part of run.test(configOf(more), secrets, context)) all.push(part);
  return all;
}
const shown = (all: TestedPart[]) => all.map(({ part, ok }) => `${part} ${ok ? 'ok' : 'wrong'}`);
const open = async (more: Partial<SftpConfig> = {}, secrets: Record<string, string> = PASSWORD) => run.open(configOf(more), secrets, context);

test('its settings are valid by default, and it says what is missing', () => {
  expect(spec.config.parse({})).toEqual(spec.defaults);
  expect(spec.check(spec.defaults).map(({ field }) => field)).toEqual(['host', 'user']);
  expect(spec.check(configOf())).toEqual([]);
  expect(spec.check(configOf({ host: 'hr@sftp.example/x', hostKey: 'MD5:12' })).map(({ field }) => field)).toEqual(['host', 'hostKey']);
  expect(spec.hosts(configOf({ host: ' SFTP.example ', port: 2222 }))).toEqual(['sftp.example:2222']);
  expect(spec.secrets(configOf({ signIn: 'key' })).map(({ name }) => name)).toEqual(['private-key', 'passphrase']);
});

describe('the test of a connection', () => {
  test('looks at everything, writes nothing', async () => {
    writeFileSync(join(folder, 'a.csv'), 'x');
    const all = await parts();
    expect(shown(all)).toEqual(['address ok', 'reach ok', 'identity ok', 'sign-in ok', 'folder ok', 'rights ok']);
    expect(all.at(-1)?.message).toContain('holds 1 entry.');
  });

  test('an unknown host is shown and may be accepted; nothing secret is sent to it', async () => {
    const before = server.connections;
    server.faults.refuseSignIn = true;
    const all = await parts({ hostKey: '' });
    expect(shown(all)).toEqual(['address ok', 'reach ok', 'identity wrong']);
    expect(all.at(-1)).toMatchObject({ accept: { field: 'hostKey', value: server.fingerprint }, message: expect.stringContaining(server.fingerprint) });
    expect(server.connections - before).toBeLessThanOrEqual(2);
    expect(shown(await parts({ hostKey: all.at(-1)?.accept?.value ?? '' })).slice(0, 4)).toEqual(['address ok', 'reach ok', 'identity ok', 'sign-in wrong']);
  });

  test.each([
    ['a name that is not known', { host: 'no-such-host.invalid' }, PASSWORD, 'address', 'no computer named no-such-host.invalid is known here'],
    ['a wrong password', {}, { password: 'open' }, 'sign-in', 'did not let hr in'],
    ['no password', {}, {}, 'sign-in', 'has no password yet'],
    ['another host key', { hostKey: `SHA256:${'A'.repeat(43)}` }, PASSWORD, 'identity', 'shows another key'],
    ['a folder that is not there', { folder: '/none' }, PASSWORD, 'folder', 'there is no folder /none'],
    ['a folder without rights to it', { folder: '/closed' }, PASSWORD, 'folder', '/closed cannot be read: permission is denied'],
  ])('%s is told at its part', async (_what, more, secrets, part, words) => {
    server.faults.denied = ['closed'];
    const last = (await parts(more, secrets as Record<string, string>)).at(-1);
    expect(last).toMatchObject({ part, ok: false, message: expect.stringContaining(words), hint: expect.any(String) });
  });

  test('a port where nobody listens, or somebody who speaks no SSH', async () => {
    const silent = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('220 mail ready\r\n'),
    );
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    expect((await parts({ port })).at(-1)).toMatchObject({
      part: 'identity',
      ok: false,
      message: `Something answers at 127.0.0.1:${port}, but then it ends the line.`,
      hint: 'Check the port: another program may listen there. SFTP mostly listens on 22.',
    });
    await new Promise((resolve) => silent.close(resolve));
    expect((await parts({ port })).at(-1)).toMatchObject({ part: 'reach', ok: false, message: expect.stringContaining('nothing answers') });
  });
});

describe('signing in', () => {
  afterEach(() => {
    delete server.user.publicKey;
  });

  test.each([
    ['a password', { signIn: 'password' as const }, PASSWORD],
    ['questions of the server', { signIn: 'questions' as const }, PASSWORD],
    ['a private key', { signIn: 'key' as const }, { 'private-key': keys.plain.private }],
    ['a private key with a passphrase', { signIn: 'key' as const }, { 'private-key': keys.locked.private, passphrase: 'pass phrase' }],
  ])('with %s', async (_how, more, secrets) => {
    server.user.publicKey = 'passphrase' in secrets ? keys.locked.public : keys.plain.public;
    const connection = await open(more, secrets as Record<string, string>);
    expect(await connection.use.list('', context.signal)).toHaveLength(1);
    await connection.close();
  });

  test.each([
    ['a wrong password', {}, { password: 'x' }, 'sign-in-failed'],
    ['a key of somebody else', { signIn: 'key' as const }, { 'private-key': newKey().private }, 'sign-in-failed'],
    ['a key that is locked', { signIn: 'key' as const }, { 'private-key': keys.locked.private }, 'sign-in-failed'],
    ['a text that is no key', { signIn: 'key' as const }, { 'private-key': 'not a key' }, 'sign-in-failed'],
    ['no accepted host', { hostKey: '' }, PASSWORD, 'connection-unset'],
    ['another host', { hostKey: `SHA256:${'B'.repeat(43)}` }, PASSWORD, 'identity-changed'],
    ['a folder that is not there', { folder: 'none' }, PASSWORD, 'folder-not-found'],
  ])('%s is refused, and no secret is in what is said', async (_what, more, secrets, code) => {
    server.user.publicKey = keys.plain.public;
    const error = await open(more, secrets as Record<string, string>).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
    for (const secret of Object.values(secrets)) if (secret.length > 3) expect(JSON.stringify([error, (error as Error).message])).not.toContain(secret);
  });

  test('a server that says nothing ends in time', async () => {
    server.faults.silent = true;
    await expect(open({ timeoutMs: 500 })).rejects.toMatchObject({ code: 'connection-timeout', retryable: true });
  });
});
