import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpEnds, until } from '../testing/http-ends.ts';
import { TestAuthority } from '../testing/http-identity.ts';
import { json } from '../testing/http-server.ts';

const { serve, open, later } = httpEnds();

/** A server that says these bytes to every request, and then does as it is told. */
async function rawServer(bytes: string, then: 'end' | 'reset' | 'hold'): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (then === 'end') socket.end();
        if (then === 'reset') setTimeout(() => socket.resetAndDestroy(), 10);
      });
    });
    later(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  later(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

describe('what is no whole answer is an error, never a shorter answer', () => {
  test.each([
    ['shorter than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"half":', 'end'],
    ['reset in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"half":', 'reset'],
    ['chunks that are none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello', 'hold'],
    ['chunks without an end', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n', 'end'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9\r\n', 'end'],
    ['closed without a word', '', 'end'],
    ['half a header', 'HTTP/1.1 200 OK\r\nContent-Le', 'end'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nok', 'end'],
  ] as const)('%s', async (_what, bytes, then) => {
    const { ask, http } = await open({ address: await rawServer(bytes, then) });
    await expect(ask({})).rejects.toMatchObject({ code: 'no-answer', class: 'operational', retryable: true });
    await expect(ask({ method: 'POST', body: 'x' })).rejects.toMatchObject({ code: 'no-answer', retryable: false });
    await until(() => http.open === 0, 'all sockets are closed');
  });

  test('what comes behind the announced length is not part of it', async () => {
    const { ask } = await open({ address: await rawServer('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokGARBAGE', 'hold') });
    expect((await ask({})).text).toBe('ok');
  });

  test.each(['gzip', 'br', 'zstd'])('what is packed as %s, and broken or cut', async (name) => {
    const pack = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync }[name] as (bytes: Buffer) => Buffer;
    const whole = pack(Buffer.from(Array.from({ length: 3000 }, (_, i) => `row ${i * 7919}`).join()));
    const at = await serve((request, response) => {
      const bytes = request.path === '/cut' ? whole.subarray(0, whole.length - 20) : Buffer.from(whole.map((byte, i) => (i < 20 ? byte ^ 255 : byte)));
      response.writeHead(200, { 'content-encoding': name }).end(bytes);
    });
    const { ask } = await open({ address: at.address });
    for (const url of ['/cut', '/broken']) await expect(ask({ url }), url).rejects.toMatchObject({ code: 'answer-broken' });
  });

  test('a packing that is not known', async () => {
    const at = await serve((_request, response) => void response.writeHead(200, { 'content-encoding': 'compress' }).end('?'));
    await expect((await open({ address: at.address })).ask({})).rejects.toMatchObject({ code: 'answer-broken' });
  });
});

describe('too large', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })],
    ['zstd', zstdCompressSync],
  ])('a bomb packed as %s is stopped at the limit', async (name, pack) => {
    const bomb = pack(Buffer.alloc(96 << 20));
    const at = await serve((_request, response) => void response.writeHead(200, { 'content-encoding': name }).end(bomb));
    const { ask, http } = await open({ address: at.address });
    const before = process.memoryUsage().rss;
    await expect(ask({ mostBytes: 1 << 20 })).rejects.toMatchObject({ code: 'answer-too-large', retryable: false });
    expect(process.memoryUsage().rss - before).toBeLessThan(80 << 20);
    // A bomb may be so small that it had come whole: then its connection is kept.
    expect(http.open).toBeLessThanOrEqual(1);
  });

  test('one that says so beforehand is not read; one that goes on and on is stopped', async () => {
    let written = 0;
    const at = await serve(async (request, response) => {
      if (request.path === '/announced') return void response.writeHead(200, { 'content-length': String(1 << 30) }).write('x');
      for (; !response.destroyed && written < 1 << 28; written += 1 << 16) {
        if (!response.write(Buffer.alloc(1 << 16))) await once(response, 'drain', { signal: AbortSignal.timeout(3000) }).catch(() => response.destroy());
      }
    });
    const { ask } = await open({ address: at.address });
    await expect(ask({ url: '/announced', mostBytes: 1000 })).rejects.toMatchObject({ code: 'answer-too-large' });
    await expect(ask({ mostBytes: 1 << 20 })).rejects.toMatchObject({ code: 'answer-too-large' });
    expect(written).toBeLessThan(64 << 20);
  });
});

describe('too slow', () => {
  test('no first byte, and a byte now and then: two limits, and both free the socket', async () => {
    const at = await serve((request, response) => {
      if (request.path === '/silent') return;
      response.writeHead(200, { 'content-length': '1000' });
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const hasty = await open({ address: at.address, firstByteMs: 100, totalMs: 60_000 });
    const silent = await hasty.ask({ url: '/silent' }).catch((thrown: unknown) => thrown);
    expect(silent).toMatchObject({ code: 'no-answer' });
    expect(String(silent)).toContain('did not answer within');
    const { ask, http } = await open({ address: at.address, firstByteMs: 30_000, totalMs: 500 });
    const drip = await ask({ url: '/drip' }).catch((thrown: unknown) => thrown);
    expect(drip).toMatchObject({ code: 'no-answer' });
    expect(String(drip)).toContain('The whole answer');
    await until(() => http.open === 0 && hasty.http.open === 0 && at.sockets.size === 0, 'all sockets are closed');
  });

  test('a cancel ends it at once, whatever it waits for, and frees the socket', async () => {
    const at = await serve(() => undefined);
    // Its own limits are longer than a test may take: nothing but the cancel ends it.
    const { ask, http } = await open({ address: at.address, firstByteMs: 600_000, totalMs: 600_000 });
    const abort = new AbortController();
    const waiting = ask({ signal: abort.signal });
    await until(() => at.arrived.length === 1, 'the request arrived');
    abort.abort(new Error('the run was cancelled'));
    await expect(waiting).rejects.toThrow('the run was cancelled');
    await until(() => http.open === 0 && at.sockets.size === 0, 'all sockets are closed');
  });
});

describe('nobody there', () => {
  test('each way has its own words, and nothing was sent', async () => {
    const gone = await serve(() => undefined);
    await gone.close();
    const refused = await (await open({ address: gone.address })).ask({ method: 'POST' }).catch((thrown: unknown) => thrown);
    expect(refused).toMatchObject({ code: 'connection-refused', retryable: true, message: `"HR API": nothing answers at ${gone.host}:${gone.port}.` });
    const unknown = await (await open({ address: 'https://no-such-host.invalid' })).ask({}).catch((thrown: unknown) => thrown);
    expect(unknown).toMatchObject({ code: 'name-not-found', message: '"HR API": no computer named no-such-host.invalid is known here.' });
  });
});

describe('certificates', () => {
  let authority: TestAuthority;
  let identities: Record<'good' | 'expired' | 'other', ReturnType<TestAuthority['identity']>>;
  beforeAll(() => {
    authority = new TestAuthority();
    identities = { good: authority.identity('localhost'), expired: authority.identity('localhost', -1), other: authority.identity('elsewhere.example') };
  });
  afterAll(() => authority.close());

  test.each([
    ['expired', 'has expired', true],
    ['other', 'was made for another host', true],
    ['good', 'was issued by nobody this machine trusts', false],
  ] as const)('%s: it %s, and nothing is sent', async (which, words, trusting) => {
    const at = await serve((_request, response) => void response.end(), { identity: identities[which] });
    const { ask } = await open({ address: at.address, authority: trusting ? authority.pem : '' });
    const error = await ask({ method: 'POST', body: 'secret' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'certificate-wrong', retryable: false });
    expect(String(error)).toContain(words);
    expect(at.arrived).toEqual([]);
  });

  test.each([false, true])('with the own authority it is spoken to, HTTP/2: %s', async (h2) => {
    const at = await serve((request, response) => json(response, { body: request.body }), {
      identity: identities.good,
      h2,
    });
    const { ask } = await open({ address: at.address, authority: authority.pem });
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => ask({ method: 'POST', url: `/${i}`, body: `${i}` })));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(at.arrived.map(({ body }) => body).sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  test('what does not speak TLS is told so', async () => {
    const at = await serve(() => undefined);
    await expect((await open({ address: `https://localhost:${at.port}` })).ask({})).rejects.toMatchObject({ code: 'not-encrypted' });
  });
});
