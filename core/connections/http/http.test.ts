import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { SharedTurns } from '../../base/shared-turns.ts';
import { httpEnds, until } from '../testing/http-ends.ts';
import { json } from '../testing/http-server.ts';
import { retryAfter } from './retry-after.ts';

const { serve, open } = httpEnds();

describe('a request and its answer', () => {
  test('goes behind the address, with query, headers and body; the answer is whole', async () => {
    const at = await serve((_request, response) => json(response, { ok: true }, 201, { 'x-page': '2' }));
    const { ask } = await open({ address: `${at.address}/v1/`, headers: [{ key: 'X-Team', value: 'hr' }] });
    const answer = await ask({
      method: 'POST',
      url: '/people?active=1',
      query: [
        ['q', 'a b&c'],
        ['q', 'ü'],
      ],
      headers: { 'Content-Type': 'text/plain' },
      body: 'Grüße',
    });
    const path = '/v1/people?active=1&q=a+b%26c&q=%C3%BC';
    expect([answer.status, answer.text, answer.headers['x-page'], answer.url]).toEqual([201, '{"ok":true}', '2', at.address + path]);
    expect(at.arrived[0]).toMatchObject({ method: 'POST', path, body: 'Grüße', headers: { 'x-team': 'hr', 'content-type': 'text/plain' } });
  });

  test.each([500, 404, 204, 429, 304])('status %i is an answer like any other', async (status) => {
    const at = await serve((_request, response) => void response.writeHead(status).end());
    const { ask } = await open({ address: at.address });
    expect((await ask({})).status).toBe(status);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
    ['deflate', deflateSync],
    ['identity', (bytes: Buffer) => bytes],
  ])('%s is unpacked', async (name, pack) => {
    const at = await serve((_request, response) => void response.writeHead(200, { 'content-encoding': name }).end(pack(Buffer.from('packed'.repeat(50_000)))));
    const { ask } = await open({ address: at.address });
    expect((await ask({})).text).toBe('packed'.repeat(50_000));
  });

  test('a HEAD has no body, whatever its headers say', async () => {
    const at = await serve((_request, response) => void response.writeHead(200, { 'content-length': '500', 'content-encoding': 'gzip' }).end());
    const { ask } = await open({ address: at.address });
    expect(await ask({ method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });
});

test.each([
  ['120', 120_000],
  ['0', 0],
  ['1.5', 1500],
  ['315360000', 315_360_000_000],
  ['99999999999999', 10 * 366 * 86_400_000],
  ['Fri, 20 Nov 2026 01:00:30 GMT', 30_000],
  ['Friday, 20-Nov-26 00:59:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
])('Retry-After "%s" asks for %s ms', (text, ms) => {
  expect(retryAfter({ 'retry-after': text }, Date.UTC(2026, 10, 20, 1))).toBe(ms);
});

describe('pace', () => {
  test('never more at once than allowed, in the order of asking', async () => {
    let busy = 0;
    let most = 0;
    const at = await serve(async (_request, response) => {
      most = Math.max(most, ++busy);
      // The first wait for each other: however late they come, three are there at once.
      await until(() => most >= 3, 'three are asked at once');
      await new Promise((resolve) => setTimeout(resolve, 3));
      busy--;
      response.end();
    });
    const { ask } = await open({ address: at.address, concurrency: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, i) => ask({ url: `/${i}` })));
    expect(most).toBe(3);
    expect(at.arrived.map(({ path }) => path).sort()).toEqual(Array.from({ length: 12 }, (_, i) => `/${i}`).sort());
  });

  test('two that share the turns of a connection keep its rate together', async () => {
    const at = await serve((_request, response) => json(response, {}));
    const starts: number[] = [];
    at.answer = (_request, response) => {
      starts.push(performance.now());
      json(response, {});
    };
    const turns = new SharedTurns();
    const both = await Promise.all([1, 2].map(() => open({ address: at.address, rate: 20, ratePer: 'second' }, {}, { turns })));
    const begun = performance.now();
    await Promise.all(both.flatMap(({ ask }) => Array.from({ length: 4 }, () => ask({ url: '/' }))));
    // Eight requests: the last one begins seven gaps of 50 ms behind the first.
    expect(performance.now() - begun).toBeGreaterThan(7 * 50 - 5);
    expect(starts).toHaveLength(8);
  });

  test('a rate is never gone beyond, and waiting ends with a cancel', async () => {
    const at = await serve((_request, response) => void response.end());
    const abort = new AbortController();
    const { ask } = await open({ address: at.address, rate: 50, ratePer: 'second' });
    const begun = performance.now();
    await Promise.all(Array.from({ length: 4 }, () => ask({})));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
    const slow = await open({ address: at.address, rate: 1, ratePer: 'minute' });
    await slow.ask({});
    const waiting = slow.ask({ signal: abort.signal });
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    expect(at.arrived).toHaveLength(5);
  });
});

describe('where a request may go', () => {
  test('only to the host of the connection', async () => {
    const at = await serve((_request, response) => void response.end('here'));
    const { ask } = await open({ address: `${at.address}/v1` });
    expect((await ask({ url: `${at.address}/v1/next?page=2` })).text).toBe('here');
    for (const url of ['https://elsewhere.example/x', `http://localhost:${at.port}/x`, '//elsewhere.example/x', 'ftp://127.0.0.1/', 'file:///etc/passwd'])
      await expect(ask({ url }), url).rejects.toMatchObject({ class: 'user' });
    await expect(ask({ url: at.address.replace('//', '//user:pw@') })).rejects.toMatchObject({ code: 'connection-unset' });
    expect(at.arrived).toHaveLength(1);
  });

  test.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '127.1',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '169.254.169.254',
    '10.0.0.1',
    '[fd00::1]',
    '[64:ff9b::7f00:1]',
  ])('%s is refused unless internal addresses are allowed, and nothing arrives', async (host) => {
    const at = await serve((_request, response) => void response.end('reached'));
    const { ask } = await open({ address: `http://${host}:${at.port}`, internal: false });
    const error = await ask({}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'address-not-allowed', class: 'user' });
    expect(String(error)).toContain('private network');
    expect([at.arrived.length, at.sockets.size]).toEqual([0, 0]);
  });

  test.each([
    { 'X-A': 'a\r\nX-B: b' },
    { 'X-A': 'a\nb' },
    { 'X-A': 'a\u0000' },
    { 'X-A': 'ł' },
    { 'X-A\r\nX-B': 'b' },
    { 'X A': 'b' },
    { Host: 'elsewhere.example' },
    { 'Content-Length': '5' },
    { 'Transfer-Encoding': 'chunked' },
    { Connection: 'close' },
  ])('the header %j is refused before anything is sent', async (headers) => {
    const at = await serve((_request, response) => void response.end());
    const { ask } = await open({ address: at.address });
    await expect(ask({ headers: headers as unknown as Record<string, string> })).rejects.toMatchObject({ code: 'request-wrong', class: 'user' });
    expect(at.arrived).toEqual([]);
  });
});
