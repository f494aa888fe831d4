import { OAuth2Server } from 'oauth2-mock-server';
import { expect, test } from 'vitest';
import { httpEnds } from '../testing/http-ends.ts';
import { machineClock, testHttp } from '../testing/http-open.ts';
import { json } from '../testing/http-server.ts';

const { serve, open, later } = httpEnds();
const CANARY = 'canary-5d1e9 ä/+';

async function signInService() {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  later(() => server.stop().catch(() => undefined));
  const asked: { authorization: string | undefined; body: Record<string, unknown> }[] = [];
  const life = { seconds: 3600, error: null as null | { status: number; body: Record<string, unknown> } };
  server.service.on(
    'beforeResponse',
    (answer: { body: Record<string, unknown>; statusCode: number }, request: { headers: Record<string, string>; body: Record<string, unknown> }) => {
      asked.push({ authorization: request.headers['authorization'], body: { ...request.body } });
      answer.body['expires_in'] = life.seconds;
      if (life.error) {
        answer.statusCode = life.error.status;
        answer.body = life.error.body;
      }
    },
  );
  let made = 0;
  server.service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }) => {
    token.payload['jti'] = `${++made}`;
  });
  const { port } = server.address();
  const issuer = server.issuer.url ?? '';
  return { server, asked, life, port, issuer, tokenAddress: `http://127.0.0.1:${port}/token` };
}

test.each([
  [{ signIn: 'none' }, {}, 'authorization', undefined],
  [{ signIn: 'basic', user: 'jörg' }, { password: 'pä:ss' }, 'authorization', `Basic ${Buffer.from('jörg:pä:ss').toString('base64')}`],
  [{ signIn: 'bearer' }, { token: 'tok\n' }, 'authorization', 'Bearer tok'],
  [{ signIn: 'api-key', keyName: 'X-Key' }, { key: 'k' }, 'x-key', 'k'],
])('%j puts on what it should', async (settings, secrets, header, value) => {
  const at = await serve((_request, response) => void response.end());
  await (await open({ address: at.address, ...settings }, secrets)).ask({});
  expect(at.arrived[0]?.headers[header]).toBe(value);
});

test('a secret address stands for itself, and is never shown', async () => {
  const at = await serve((_request, response) => void response.end());
  for (const part of ['/hooks/catch/123/canary-77aa?sig=abc', `${at.address}/hooks/catch/123/canary-77aa?sig=abc`]) {
    const { ask, http } = await open({ address: at.address, signIn: 'secret-address' }, { 'secret-part': part });
    const answer = await ask({ method: 'POST', body: '{}', query: [['dry', '1']] });
    expect(at.arrived.at(-1)?.path).toBe('/hooks/catch/123/canary-77aa?sig=abc&dry=1');
    expect(answer.url).not.toContain('canary');
    expect(http.addressOf({ url: '' })).toBe(`${at.address}/•••`);
    await expect(ask({ url: '/more' })).rejects.toMatchObject({ code: 'request-wrong' });
  }
  await expect(open({ address: at.address, signIn: 'secret-address' }, { 'secret-part': 'https://elsewhere.example/x' })).rejects.toMatchObject({
    code: 'address-not-allowed',
  });
});

test.each([
  [{ signIn: 'bearer' }, {}],
  [{ signIn: 'bearer' }, { token: 'a\r\nX: y' }],
  [{ signIn: 'basic', user: '' }, { password: 'x' }],
  [{ signIn: 'api-key', keyName: 'Host' }, { key: 'k' }],
  [{ signIn: 'secret-address' }, {}],
  [{ signIn: 'oauth2', clientId: 'me', tokenAddress: 'https://x.example/token' }, {}],
])('%j with %j is not set up', async (settings, secrets) => {
  await expect(open({ address: 'https://x.example', ...settings }, secrets)).rejects.toMatchObject({ code: 'connection-unset', class: 'user' });
});

test.each(['address', 'discovery'])('a token is got once for all who wait, by %s, and kept', async (tokenFrom) => {
  const { asked, tokenAddress, issuer } = await signInService();
  const at = await serve((request, response) => json(response, { signed: request.headers['authorization'] }));
  const settings = {
    address: at.address,
    signIn: 'oauth2',
    tokenFrom,
    tokenAddress,
    issuer,
    clientId: 'me',
    scope: 'read write',
    audience: 'hr',
    concurrency: 20,
  };
  const { ask } = await open(settings, { 'client-secret': CANARY });
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask({})));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.text).toContain('Bearer ey');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.body).toMatchObject({ grant_type: 'client_credentials', scope: 'read write', audience: 'hr' });
  expect(asked[0]?.authorization).toMatch(/^Basic /);
});

test('a token that is refused in the middle of 20 parallel calls is got anew exactly once; a second refusal is the answer', async () => {
  const { asked, tokenAddress } = await signInService();
  let good = '';
  const at = await serve((request, response) => {
    const given = String(request.headers['authorization']);
    if (good === '') good = given;
    json(response, {}, given === good && request.path !== '/never' ? 200 : 401);
  });
  const { ask } = await open(
    { address: at.address, signIn: 'oauth2', tokenAddress, clientId: 'me', clientIn: 'body', concurrency: 20 },
    { 'client-secret': CANARY },
  );
  await ask({});
  const old = good;
  good = '';
  at.answer = (request, response) => {
    const given = String(request.headers['authorization']);
    json(response, {}, given === old || request.path === '/never' ? 401 : 200);
  };
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask({})));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.body).toMatchObject({ client_id: 'me', client_secret: CANARY });
  expect((await ask({ url: '/never' })).status).toBe(401);
  expect(asked).toHaveLength(3);
});

test('a token is got anew before it ends', async () => {
  const { asked, tokenAddress, life } = await signInService();
  life.seconds = 100;
  const at = await serve((_request, response) => void response.end());
  let now = 0;
  const clock = { ...machineClock, monotonic: () => now };
  const { ask } = await open({ address: at.address, signIn: 'oauth2', tokenAddress, clientId: 'me' }, { 'client-secret': CANARY }, { clock });
  for (const [at, times] of [
    [0, 1],
    [89_000, 1],
    [91_000, 2],
    [180_000, 2],
    [182_000, 3],
  ] as const) {
    now = at;
    await ask({});
    expect(asked, `after ${at} ms`).toHaveLength(times);
  }
});

test('a refusal says why and names no secret; one that may pass can be tried again, and is', async () => {
  const { tokenAddress, life, server } = await signInService();
  const at = await serve((_request, response) => void response.end());
  const { ask } = await open({ address: at.address, signIn: 'oauth2', tokenAddress, clientId: 'me' }, { 'client-secret': CANARY });
  life.error = { status: 401, body: { error: 'invalid_client', error_description: `no client with ${CANARY} or ${encodeURIComponent(CANARY)}` } };
  const refused = await ask({}).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: 'sign-in-failed', class: 'user' });
  expect(String(refused)).toContain('invalid_client');
  expect(JSON.stringify(refused) + String(refused)).not.toContain('canary');
  life.error = { status: 503, body: {} };
  await expect(ask({})).rejects.toMatchObject({ code: 'connection-lost', retryable: true });
  life.error = null;
  expect((await ask({})).status).toBe(200);
  await server.stop();
  const gone = await open({ address: at.address, signIn: 'oauth2', tokenAddress, clientId: 'me' }, { 'client-secret': CANARY });
  await expect(gone.ask({})).rejects.toMatchObject({ code: 'connection-refused' });
});

test('a sign-in service may not send the secret to another host', async () => {
  const { asked, issuer, server } = await signInService();
  server.service.on('beforeWellKnownOpenIdConfiguration' as never, (answer: { body: Record<string, unknown> }) => {
    answer.body['token_endpoint'] = 'http://127.0.0.2:1/token';
  });
  const { ask } = await open({ address: 'https://x.example', signIn: 'oauth2', tokenFrom: 'discovery', issuer, clientId: 'me' }, { 'client-secret': CANARY });
  await expect(ask({})).rejects.toMatchObject({
    code: 'sign-in-failed',
    message: `"HR API": localhost:${new URL(issuer).port} names 127.0.0.2:1 for tokens.`,
  });
  expect(asked).toEqual([]);
});

test('the test of a connection says each part, and stops at what is wrong', async () => {
  const at = await serve((request, response) => void response.writeHead(request.headers['x-api-key'] === 'right' ? 200 : 401).end());
  const settings = { address: at.address, signIn: 'api-key', testPath: '/me' };
  expect((await testHttp(settings, { key: 'right' })).map(({ part, ok }) => [part, ok])).toEqual([
    ['address', true],
    ['reach', true],
    ['encryption', true],
    ['sign-in', true],
  ]);
  const wrong = await testHttp(settings, { key: 'wrong-canary' });
  expect(wrong.at(-1)).toMatchObject({ part: 'sign-in', ok: false, message: `${at.address}/me answers with 401: the sign-in was not accepted.` });
  expect(JSON.stringify(wrong)).not.toContain('canary');
  expect((await testHttp({ ...settings, internal: false }, { key: 'right' })).map(({ part, ok }) => [part, ok])).toEqual([['address', false]]);
  expect((await testHttp({ ...settings, address: 'no address' }, { key: 'right' })).map(({ part, ok }) => [part, ok])).toEqual([['address', false]]);
  const calls = at.arrived.length;
  const hook = await testHttp({ address: at.address, signIn: 'secret-address', testPath: '/me' }, { 'secret-part': '/hook/canary' });
  expect(hook.at(-1)).toMatchObject({ part: 'sign-in', ok: true, untried: true });
  expect([at.arrived.length, JSON.stringify(hook).includes('canary')]).toEqual([calls, false]);
  await at.close();
  expect(await testHttp(settings, { key: 'right' })).toMatchObject([
    { part: 'address', ok: true },
    { part: 'reach', ok: false, message: `"HR API": nothing answers at 127.0.0.1:${at.port}.` },
  ]);
});
