import { createHmac } from 'node:crypto';
import { request, type Server } from 'node:http';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NO_COUNTS } from '../base/run-facts.ts';
import { type RequestSettings, requestSettingsSchema } from '../base/trigger-settings.ts';
import { spec } from '../nodes/webhook/spec.ts';
import { settleEnded } from '../store/run-ended.ts';
import { aFlow, aRun, temporaryFolder, temporaryStore } from '../store/testing/workspace.ts';
import { WebhookListener } from './webhook-listener.ts';

const CLOCK = {
  zone: 'UTC',
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** A listener with one live webhook at `/in`, set up as its form would. */
async function listening(config: object = {}, secret: string | null = null, changes: Partial<RequestSettings> = {}) {
  const store = temporaryStore(temporaryFolder());
  store.flows.add(aFlow('f', 'Hooked'), 1);
  const settings = requestSettingsSchema.parse({ ...spec.starts?.(spec.config.parse({ path: '/in/', proof: 'none', ...config })), ...changes });
  store.triggers.replace('f', [{ flowId: 'f', nodeId: 'hook', version: 1, settings, nextDue: null, trouble: null }]);
  const port = await freePort();
  const listener = new WebhookListener({
    store,
    clock: CLOCK,
    address: () => ({ port, open: false }),
    secret: () => Promise.resolve(secret),
    arrived: () => undefined,
  });
  onTestFinished(() => listener.close());
  listener.refresh();
  await vi.waitFor(() => expect(listener.url).not.toBeNull(), { timeout: 15_000 });
  const bodies = () => {
    const happening = store.inbox.last('f', 'hook', 1_000);
    return happening?.kind === 'requests' ? happening.requests : [];
  };
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, path = '/in') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> };
  };
  return { store, listener, port, post, bodies };
}

test('a request is on disk when it is acknowledged, with what it was, and without what signs in', async () => {
  const { post, bodies, store } = await listening(
    { proof: 'token', proofName: 'Authorization', keepHeaders: ['X-Kind', 'authorization', 'cookie'] },
    'open sesame',
  );
  const answer = await post('{"n":1}', { authorization: 'Bearer open sesame', 'x-kind': 'order', cookie: 'a=b' }, '/in?from=shop');
  expect(answer).toMatchObject({ status: 202, body: { id: '1', state: 'received' } });
  expect(bodies()).toMatchObject([{ id: '1', method: 'POST', path: 'in', query: { from: 'shop' }, contentType: 'application/json', body: '{"n":1}' }]);
  expect(bodies()[0]?.headers).toEqual({ 'x-kind': 'order' });
  expect(JSON.stringify(store.inbox.last('f', 'hook', 9))).not.toContain('sesame');
});

test.each([
  ['a wrong secret', { proof: 'token' }, '{}', { 'x-webhook-secret': 'guess' }, 401],
  ['no secret', { proof: 'token' }, '{}', {}, 401],
  ['a wrong signature', { proof: 'hmac', proofName: 'X-Sig' }, '{}', { 'x-sig': `sha256=${'0'.repeat(64)}` }, 401],
  [
    'a signature without what stands before it',
    { proof: 'hmac', proofName: 'X-Sig' },
    '{}',
    { 'x-sig': createHmac('sha256', 'secret!!').update('{}').digest('hex') },
    401,
  ],
  ['a page in a browser', {}, '{}', { origin: 'https://page.example' }, 403],
  ['what says JSON and is not', {}, '{"a":', {}, 400],
  ['text that is not UTF-8', {}, Uint8Array.of(34, 255, 34), {}, 400],
  ['parts of a form with files', {}, '--x--', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
  ['a packed body', {}, '{}', { 'content-encoding': 'gzip' }, 415],
  ['another encoding', {}, '{}', { 'content-type': 'application/json; charset=utf-7' }, 415],
  ['a body that is too large', { mostKb: 1 }, `"${'x'.repeat(2_000)}"`, {}, 413],
] as const)('%s is refused, and nothing of it is kept', async (_what, config, body, headers, status) => {
  const { post, store } = await listening(config, 'secret!!');
  const answer = await post(body, headers);
  expect([answer.status, typeof answer.body['error']]).toEqual([status, 'string']);
  expect(store.inbox.counts('f', 'hook').waiting).toBe(0);
});

test('a right signature is taken, of the body to the byte; so is a secret in the address', async () => {
  const signed = await listening({ proof: 'hmac', proofName: 'X-Hub-Signature-256' }, 'secret!!');
  const body = '{"a":  "ü"}';
  const signature = `sha256=${createHmac('sha256', 'secret!!').update(body).digest('hex')}`;
  expect((await signed.post(body, { 'x-hub-signature-256': signature })).status).toBe(202);
  expect((await signed.post(body.replace('  ', ' '), { 'x-hub-signature-256': signature })).status).toBe(401);
  const asked = await listening({ proof: 'token', proofIn: 'query', proofName: 'key' }, 'secret!!');
  expect((await asked.post('{}', {}, '/in?key=secret!!&a=1')).status).toBe(202);
  expect(asked.bodies()[0]?.query).toEqual({ a: '1' });
});

test.each([
  ['IFTTT', 'application/json', '{"value1":"a","value2":"b","value3":"c"}'],
  ['Zapier', 'application/json; charset=utf-8', '{"id":"17","event":"created","querystring":{"x":"1"}}'],
  ['Make', 'application/json', '[{"id":1},{"id":2}]'],
  ['Power Automate', 'application/json; charset=utf-8', '{"body":{"Name":"Ann"},"headers":{"Accept":"*/*"}}'],
  ['a form', 'application/x-www-form-urlencoded', 'name=Ann&tag=a&tag=b'],
  ['text', 'text/plain', 'just words'],
])('what %s sends is taken as it comes', async (_who, type, body) => {
  const { post, bodies } = await listening();
  expect((await post(body, { 'content-type': type })).status).toBe(202);
  expect(bodies()).toMatchObject([{ contentType: type, body }]);
});

test('nothing else is on the listener, and other kinds of requests are refused with what is taken', async () => {
  const { post, port } = await listening();
  for (const path of ['/', '/rpc', '/index.html', '/in/other', '/%']) expect((await post('{}', {}, path)).status, path).toBe(path === '/%' ? 400 : 404);
  const got = await fetch(`http://127.0.0.1:${port}/in`);
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a request that is sent again under the same key is said to be known', async () => {
  const { post, store } = await listening({ sameBy: 'body', sameName: 'data.id' });
  expect((await post('{"data":{"id":7}}')).status).toBe(202);
  expect(await post('{"data":{"id":7},"again":true}')).toMatchObject({ status: 200, body: { state: 'known' } });
  for (const _ of [1, 2]) expect((await post('{"data":{}}')).status).toBe(202);
  expect(store.inbox.counts('f', 'hook').waiting).toBe(3);
});

test('what a request is known by is remembered in few characters, however long it is, and what was remembered whole still counts', async () => {
  const { post, store } = await listening({ sameBy: 'body', sameName: 'id' });
  const add = vi.spyOn(store.inbox, 'add');
  const keys = () => add.mock.calls.flatMap(([happenings]) => happenings.map(({ key }) => key ?? ''));
  const long = (last: string) => `{"id":"${'x'.repeat(50_000)}${last}"}`;
  const answers = async (bodies: string[]) => {
    const statuses: number[] = [];
    for (const body of bodies) statuses.push((await post(body)).status);
    return statuses;
  };
  expect(await answers([long('a'), long('b'), long('a'), '{"id":"short"}', '{"id":"short"}'])).toEqual([202, 202, 200, 202, 200]);
  expect(Math.max(...keys().map((key) => key.length))).toBeLessThan(100);
  expect(keys()).toContain('same:"short"');
  store.inbox.note('f', 'hook', [`same:${JSON.stringify(`${'x'.repeat(50_000)}c`)}`], 0);
  expect(await answers([long('c'), long('d')])).toEqual([200, 202]);
});

test('too many are told when to come again, never taken and dropped', async () => {
  const fast = await listening({ perMinute: 3 });
  const answers = await Promise.all(Array.from({ length: 9 }, () => fast.post('{}')));
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(fast.store.inbox.counts('f', 'hook').waiting);
  expect(answers.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/);
  const full = await listening({ backlog: 2 });
  for (const status of [202, 202, 503]) expect((await full.post('{}')).status).toBe(status);
});

test('when nothing can be written the sender is told, and nothing is acknowledged', async () => {
  const { post, store } = await listening();
  vi.spyOn(store.inbox, 'add').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  expect(await post('{}')).toMatchObject({ status: 503, body: { error: expect.stringContaining('not accepted') } });
});

test('many at once are all taken, each once', async () => {
  const { post, store } = await listening();
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => post(JSON.stringify({ n }))));
  expect(new Set(answers.map(({ status, body }) => `${status} ${String(body['id'])}`)).size).toBe(200);
  expect(store.inbox.counts('f', 'hook').waiting).toBe(200);
});

test('who wants the result waits for the end of the run, or for as long as is set', async () => {
  const { post, store, listener } = await listening({ answer: 'result', waitSeconds: 1 });
  const answer = post('{}');
  await vi.waitFor(() => expect(store.inbox.counts('f', 'hook').waiting).toBe(1), { timeout: 15_000 });
  store.runs.queue(aRun('r', { flowId: 'f' }));
  store.inbox.take([1], 'r');
  store.runs.finish('r', { status: 'succeeded', at: 5, durationMs: 1, counts: { ...NO_COUNTS, read: 1, delivered: 1 } });
  settleEnded(
    store,
    { runId: 'r', flowId: 'f', flowName: 'F', mode: 'run', status: 'succeeded', startedAt: 1, counts: NO_COUNTS, trouble: null, closing: false },
    9,
  );
  listener.settled();
  expect(await answer).toMatchObject({ status: 200, body: { id: '1', state: 'done', run: 'r', status: 'succeeded', delivered: 1 } });
  expect(await post('{}')).toMatchObject({ status: 202, body: { id: '2', state: 'received' } });
});

test('a sender that never ends its headers or body keeps nobody else from being heard, and the end waits for none of them', async () => {
  const { port, post, listener, store } = await listening();
  const slow = ['POST /in HTTP/1.1\r\nHost: x\r\nX-', 'POST /in HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nhalf'].map(
    (text) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket.on('error', () => undefined);
      return socket;
    },
  );
  expect((await post('{}')).status).toBe(202);
  for (const socket of slow) socket.destroy();
  await listener.close();
  expect(store.inbox.counts('f', 'hook').waiting).toBe(1);
  await expect(post('{}')).rejects.toThrow();
});

test('a port that another program has is trouble until it is free', async () => {
  const { store, port, listener } = await listening();
  const other = new WebhookListener({
    store,
    clock: CLOCK,
    address: () => ({ port, open: false }),
    secret: () => Promise.resolve(null),
    arrived: () => undefined,
  });
  onTestFinished(() => other.close());
  other.refresh();
  await vi.waitFor(
    () => expect(other.sign('f', 'hook').trouble).toBe(`Port ${port} is taken by another program. Close that, or choose another port in the settings.`),
    { timeout: 15_000 },
  );
  await listener.close();
  other.restart();
  await vi.waitFor(() => expect(other.sign('f', 'hook')).toMatchObject({ trouble: null, place: `http://127.0.0.1:${port}/in`, lastLook: expect.any(Number) }), {
    timeout: 15_000,
  });
});

test('it listens only while a live flow needs it', async () => {
  const { store, listener, post } = await listening();
  store.triggers.replace('f', []);
  listener.refresh();
  expect(listener.url).toBeNull();
  await expect(post('{}')).rejects.toThrow();
});

test('an address that is none is refused as such, and nobody is told to come again', async () => {
  const { port } = await listening();
  const status = await new Promise((done, failed) => {
    request({ host: '127.0.0.1', port, path: '//', method: 'POST' }, (answer) => done(answer.resume().statusCode))
      .on('error', failed)
      .end();
  });
  expect(status).toBe(400);
});

test('what goes wrong with the port while it is listened on is over once it is listened on anew', async () => {
  const made = vi.spyOn(process.getBuiltinModule('node:http'), 'createServer');
  onTestFinished(() => made.mockRestore());
  const { listener, post } = await listening();
  const [server] = made.mock.results.map(({ value }) => value as Server);
  server?.emit('error', Object.assign(new Error('too many open files'), { code: 'EMFILE' }));
  expect(listener.sign('f', 'hook').trouble).toContain('be listened on');
  listener.restart();
  await vi.waitFor(() => expect(listener.sign('f', 'hook')).toMatchObject({ trouble: null, lastLook: expect.any(Number) }), { timeout: 15_000 });
  expect((await post('{}')).status).toBe(202);
});
