import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpEnds } from '../testing/http-ends.ts';
import { TestAuthority } from '../testing/http-identity.ts';

const { serve, open } = httpEnds();
let authority: TestAuthority;
beforeAll(() => {
  authority = new TestAuthority();
});
afterAll(() => authority.close());

const moved = (location: string, status = 302) => ({ writeHead: [status, { location }] as const });

test('five are followed, a sixth is not; a loop ends by that', async () => {
  const at = await serve((request, response) => {
    const step = Number(request.path.slice(1));
    if (request.path === '/loop') return void response.writeHead(...moved('/loop').writeHead).end();
    if (step === 0) return void response.end('arrived');
    response.writeHead(...moved(`/${step - 1}`, step % 2 === 0 ? 301 : 307).writeHead).end();
  });
  const { ask } = await open({ address: at.address });
  expect(await ask({ url: '/5' })).toMatchObject({ text: 'arrived', url: `${at.address}/0` });
  await expect(ask({ url: '/6' })).rejects.toMatchObject({ code: 'redirect-refused', retryable: false });
  await expect(ask({ url: '/loop' })).rejects.toMatchObject({ code: 'redirect-refused' });
});

test('to another origin nothing goes along that signs in, and data is not sent on', async () => {
  const other = await serve((_request, response) => void response.end('other'));
  const at = await serve(
    (request, response) => void response.writeHead(request.path.startsWith('/keep') ? 307 : 302, { location: `${other.address}/x` }).end(),
  );
  const { ask } = await open(
    { address: at.address, signIn: 'api-key', keyName: 'X-API-Key', headers: [{ key: 'X-Team', value: 'hr' }] },
    { key: 'canary-7f3a' },
  );
  expect((await ask({ headers: { Cookie: 'a=b', 'X-Other': '1' } })).text).toBe('other');
  expect(at.arrived[0]?.headers).toMatchObject({ 'x-api-key': 'canary-7f3a', 'x-team': 'hr', cookie: 'a=b' });
  expect(Object.keys(other.arrived[0]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
  await expect(ask({ method: 'POST', url: '/keep', body: 'salary' })).rejects.toMatchObject({ code: 'redirect-refused' });
  const inQuery = await open({ address: at.address, signIn: 'api-key', keyIn: 'query', keyName: 'key' }, { key: 'canary-7f3a' });
  await inQuery.ask({});
  expect([at.arrived.at(-1)?.path, other.arrived.at(-1)?.path]).toEqual(['/?key=canary-7f3a', '/x']);
  expect(other.arrived).toHaveLength(2);
});

test('a POST that is sent elsewhere is not turned into a GET, but 303 says: look there', async () => {
  const at = await serve((request, response) => {
    if (request.path === '/there') return void response.end(request.method);
    response.writeHead(Number(request.path.slice(1)), { location: '/there' }).end();
  });
  const { ask } = await open({ address: at.address });
  for (const status of [301, 302]) expect(await ask({ method: 'POST', url: `/${status}`, body: 'x' })).toMatchObject({ status, text: '' });
  for (const status of [307, 308]) expect((await ask({ method: 'POST', url: `/${status}`, body: 'x' })).text).toBe('POST');
  expect((await ask({ method: 'POST', url: '/303', body: 'x' })).text).toBe('GET');
  expect(at.arrived.filter(({ path }) => path === '/there').map(({ body }) => body)).toEqual(['x', 'x', '']);
});

test('to an address of a private network, to something odd, and from https to http: refused', async () => {
  const inside = await serve((_request, response) => void response.end('inside'));
  const at = await serve((request, response) => void response.writeHead(302, { location: decodeURIComponent(request.path.slice(1)) }).end(), {
    identity: authority.identity('localhost'),
  });
  const { ask } = await open({ address: at.address, authority: authority.pem });
  for (const target of [inside.address, `http://localhost:${at.port}/`, 'file:///etc/passwd', 'javascript:alert(1)', 'http://[broken'])
    await expect(ask({ url: `/${encodeURIComponent(target)}` }), target).rejects.toMatchObject({ code: 'redirect-refused' });
  expect(inside.arrived).toEqual([]);
});
