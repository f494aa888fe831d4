import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Host, startHost } from './host.ts';

let host: Host;
let other: Host;
let cookie = '';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(host.origin);
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', failed);
    sent.end();
  });
}

function socket(headers: Record<string, string>, path = '/rpc'): Promise<string> {
  return new Promise((done) => {
    const opened = new WebSocket(host.origin.replace('http', 'ws') + path, { headers });
    opened.on('message', (text) => {
      done(String(text));
      opened.close();
    });
    opened.on('error', (error) => done(error.message));
  });
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-host-'));
  const secret = mkdtempSync(join(tmpdir(), 'swivel-outside-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Swivel</title>');
  writeFileSync(join(folder, 'assets/a b.js'), '1');
  writeFileSync(join(secret, 'secret.txt'), 'secret');
  symlinkSync(join(secret, 'secret.txt'), join(folder, 'link.txt'));
  const upgrade = (opened: WebSocket) => opened.send('welcome');
  host = await startHost({ folder, upgrade });
  other = await startHost({ folder, upgrade });
  const entered = await get(new URL(host.url).pathname + new URL(host.url).search);
  expect(entered.status).toBe(303);
  expect(entered.headers['location']).toBe('/');
  cookie = String(entered.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(() => Promise.all([host.close(), other.close()]));

describe('the localhost host', () => {
  it('listens on loopback only', () => {
    expect(new URL(host.origin).hostname).toBe('127.0.0.1');
  });

  it('serves pages to who has the key, with the security headers', async () => {
    const page = await get('/', { cookie });
    expect(page).toMatchObject({ status: 200, body: '<title>Swivel</title>' });
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await get('/assets/a%20b.js', { cookie })).status).toBe(200);
    expect(await get('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each([
    ['no key', '/', () => ({}), 401],
    ['a wrong key', '/?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', () => ({}), 401],
    ['a wrong key that is as long in letters, but not in bytes', '/?token=%C3%A9AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', () => ({}), 401],
    ['the key of another host', '/', () => ({ cookie: cookie.replace(/swivel-\d+/, `swivel-${new URL(other.origin).port}`) }), 401],
    ['another name for this address', '/', () => ({ cookie, host: 'evil.example' }), 421],
    ['a file that is not there', '/nothing.js', () => ({ cookie }), 404],
    ['a path out of the folder', '/..%2f..%2fetc%2fpasswd', () => ({ cookie }), 404],
    ['a link out of the folder', '/link.txt', () => ({ cookie }), 404],
    ['the folder itself', '/assets', () => ({ cookie }), 404],
    ['a broken escape', '/%E0%A4%A', () => ({ cookie }), 400],
  ])('refuses %s', async (_name, path, headers, status) => {
    expect((await get(path, headers() as Record<string, string>)).status).toBe(status);
  });

  it('refuses to be written to', async () => {
    expect((await get('/', { cookie }, 'POST')).status).toBe(405);
  });

  it('opens a socket only from its own page', async () => {
    expect(await socket({ cookie, origin: host.origin })).toBe('welcome');
    expect(await socket({ cookie, origin: 'http://evil.example' })).toMatch(/401/);
    expect(await socket({ cookie })).toMatch(/401/);
    expect(await socket({ origin: host.origin })).toMatch(/401/);
    expect(await socket({ cookie, origin: host.origin, host: 'evil.example' })).toMatch(/401/);
    expect(await socket({ cookie, origin: host.origin }, '/other')).toMatch(/401/);
    expect(await socket({ cookie: cookie.replace(/=.{32}$/, `=${'\u00e9'.repeat(32)}`), origin: host.origin })).toMatch(/401/);
  });

  it('outlives a message that is too large', async () => {
    const opened = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: host.origin } });
    const closed = new Promise<number>((done) => {
      opened.on('close', done);
    });
    await new Promise((done) => {
      opened.on('message', done);
    });
    // The head of a frame of 100 MB: its length alone is too much.
    const head = Buffer.alloc(14);
    head.writeUInt8(0x82, 0);
    head.writeUInt8(0xff, 1);
    head.writeBigUInt64BE(BigInt(100 << 20), 2);
    (opened as unknown as { _socket: Socket })._socket.write(head);
    expect(await closed).toBe(1009);
    expect((await get('/', { cookie })).status).toBe(200);
  });
});
