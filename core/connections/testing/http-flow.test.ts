import { afterEach, beforeEach, expect, test } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { httpEnds } from './http-ends.ts';
import { json } from './http-server.ts';
import { api, CANARY, HttpWorkspace } from './http-workspace.ts';

const { serve } = httpEnds();

let workspace: HttpWorkspace;
beforeEach(() => {
  workspace = new HttpWorkspace();
});
afterEach(() => workspace.close());

const people = Array.from({ length: 25 }, (_, id) => ({ id: `${id}` }));

test('pages are read, each record is asked for, and what is refused and what arrives adds up', async () => {
  const at = await serve((request, response) => {
    const url = new URL(request.path, 'http://x');
    if (request.headers['authorization'] !== `Bearer ${CANARY}`) return json(response, {}, 401);
    if (url.pathname === '/people')
      return json(response, { rows: people.slice((Number(url.searchParams.get('page')) - 1) * 10, Number(url.searchParams.get('page')) * 10) });
    if (request.method === 'GET')
      return url.pathname === '/centre/7'
        ? json(response, { message: `bad, ${CANARY}` }, 422)
        : json(response, { centre: `C${url.pathname.split('/').at(-1)}` });
    return json(response, { said: CANARY }, JSON.parse(request.body).id === '11' ? 409 : 201);
  });
  const seen = await workspace.run(
    sketchFlow({
      nodes: {
        read: ['http-source', { connection: 'api', path: '/people', recordsPath: 'rows', paging: 'page' }],
        ask: ['http-lookup', { connection: 'api', path: '/centre/{id}', fields: [{ from: 'centre', to: 'centre' }] }],
        out: ['http-target', { connection: 'api', path: '/payroll' }],
      },
      edges: ['read>ask', 'ask>out'],
    }),
    { connections: [api(at.address)] },
  );
  expect(seen.outcome).toMatchObject({
    status: 'succeeded-with-rejects',
    counts: { read: 25, delivered: 23, rejected: 2 },
    receipts: [{ target: at.address.replace('http://', ''), delivered: 23 }],
  });
  expect(seen.rejects.map(({ code, origin }) => [code, origin?.ordinal]).sort()).toEqual(
    [
      ['request-refused', 11],
      ['request-refused', 7],
    ].sort(),
  );
  const posted = at.arrived.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));
  expect(posted).toHaveLength(24);
  expect(posted[3]).toEqual({ id: '3', centre: 'C3' });
  expect(JSON.stringify(seen.events) + JSON.stringify(seen.outcome)).not.toContain(CANARY);
});

test('a service that acts and then says nothing leaves the record unknown: it is never sent a second time silently', async () => {
  const at = await serve((request, response) => (request.body.includes('"3"') ? undefined : json(response, {}, 201)));
  workspace.rows.set('people', people.slice(0, 6));
  const flow = (settings: Record<string, unknown>, config: object = {}) =>
    sketchFlow({ nodes: { read: ['rows', { of: 'people' }], out: ['http-target', { connection: 'api', ...config }, settings] }, edges: ['read>out'] });
  const job = { connections: [api(at.address)] };
  const asked = await workspace.run(flow({ retry: { attempts: 5, firstDelayMs: 10 } }), job);
  expect(asked.outcome).toMatchObject({ status: 'failed', error: { code: 'effect-unknown' }, counts: { delivered: 3, pending: 3 } });
  expect(asked.events.filter(({ kind }) => kind === 'unknown-effect')).toHaveLength(1);
  expect(at.arrived.map(({ body }) => JSON.parse(body).id)).toEqual(['0', '1', '2', '3']);
  at.arrived.length = 0;
  const left = await workspace.run(flow({ unknownEffects: 'skip' }), job);
  expect(left.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { delivered: 5, rejected: 1 } });
  expect(at.arrived.map(({ body }) => JSON.parse(body).id)).toEqual(['0', '1', '2', '3', '4', '5']);
  at.arrived.length = 0;
  let silent = 1;
  at.answer = (request, response) => (request.body.includes('"3"') && silent-- > 0 ? undefined : json(response, {}, 201));
  const known = await workspace.run(flow({}, { knowsKeys: true, keyHeader: 'X-Key' }), job);
  expect(known.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 6 } });
  const keys = at.arrived.filter(({ body }) => body.includes('"3"')).map(({ headers }) => headers['x-key']);
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
});

test('a busy service is tried again under the same key, after the wait it asks for', async () => {
  let busy = 2;
  const at = await serve((_request, response) => (busy-- > 0 ? json(response, {}, 429, { 'retry-after': '0' }) : json(response, {}, 201)));
  workspace.rows.set('people', people.slice(0, 3));
  const seen = await workspace.run(
    sketchFlow({
      nodes: { read: ['rows', { of: 'people' }], out: ['http-target', { connection: 'api' }, { retry: { attempts: 3, firstDelayMs: 10 } }] },
      edges: ['read>out'],
    }),
    { connections: [api(at.address)] },
  );
  expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 3 } });
  const keys = at.arrived.map(({ headers }) => headers['idempotency-key']);
  expect([keys.length, new Set(keys.slice(0, 3)).size, new Set(keys).size]).toEqual([5, 1, 3]);
});

test('a page that fails in the middle is asked for again as the step is set to, and what came before is not read twice', async () => {
  let asked = 0;
  const at = await serve((request, response) => {
    const page = Number(new URL(request.path, 'http://x').searchParams.get('page'));
    if (++asked === 2 || asked === 3) return asked === 2 ? json(response, {}, 503) : void response.destroy();
    return json(response, people.slice((page - 1) * 10, page * 10));
  });
  const flow = (attempts: number) =>
    sketchFlow({
      nodes: {
        read: ['http-source', { connection: 'api', path: '/people', paging: 'page' }, { retry: { attempts, firstDelayMs: 10 } }],
        out: ['tray', { name: 't' }],
      },
      edges: ['read>out'],
    });
  const seen = await workspace.run(flow(3), { connections: [api(at.address)] });
  expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: 25, delivered: 25 } });
  expect(workspace.trays.get('t')?.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
  expect(seen.step('read').counts.retries).toBe(2);
  asked = 0;
  const given = await workspace.run(flow(2), { connections: [api(at.address)] });
  expect(given.outcome).toMatchObject({ status: 'failed', error: { code: 'no-answer' } });
  expect(asked, 'its tries are not counted a second time').toBe(3);
});

test('a rehearsal reads and asks, and sends nothing', async () => {
  const at = await serve((request, response) => json(response, request.path === '/people' ? people : { n: 1 }));
  const seen = await workspace.run(
    sketchFlow({
      nodes: { read: ['http-source', { connection: 'api', path: '/people' }], out: ['http-target', { connection: 'api', path: '/p/{id}', method: 'PUT' }] },
      edges: ['read>out'],
    }),
    { connections: [api(at.address)], mode: 'rehearsal' },
  );
  expect(seen.events.find(({ kind }) => kind === 'would-do')).toMatchObject({
    wouldDo: { insert: 25, sentence: expect.stringContaining('25 requests would be sent') },
  });
  expect(at.arrived.map(({ method }) => method)).toEqual(['GET']);
});

test('a token that was got to sign in is kept out of all that is told and kept, in whatever form the service repeats it', async () => {
  const token = 'tok/9f+canary=5b1c7e';
  const forms = [token, encodeURIComponent(token), Buffer.from(`me:${token}`).toString('base64'), JSON.stringify(token).slice(1, -1)];
  const at = await serve((request, response) => {
    if (request.path === '/token') return json(response, { access_token: token, token_type: 'bearer', expires_in: 3600 });
    if (request.headers['authorization'] !== `Bearer ${token}`) return json(response, {}, 401);
    if (request.method === 'GET') return json(response, { message: `no rights: ${forms.join(' ')}` }, 403);
    return json(response, { message: `refused: ${forms.join(' ')}` }, JSON.parse(request.body).id === '1' ? 422 : 201);
  });
  const connections = [
    {
      ...api(at.address, { signIn: 'oauth2', tokenFrom: 'address', tokenAddress: `${at.address}/token`, clientId: 'me' }),
      secrets: { 'client-secret': CANARY },
    },
  ];
  workspace.rows.set('people', people.slice(0, 3));
  const sent = await workspace.run(
    sketchFlow({ nodes: { read: ['rows', { of: 'people' }], out: ['http-target', { connection: 'api' }] }, edges: ['read>out'] }),
    { connections },
  );
  expect(sent.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { delivered: 2, rejected: 1 } });
  const read = await workspace.run(
    sketchFlow({ nodes: { read: ['http-source', { connection: 'api', path: '/people' }], out: ['tray', { name: 't' }] }, edges: ['read>out'] }),
    { connections },
  );
  expect(read.outcome.status).toBe('failed');
  for (const seen of [sent, read]) {
    const told = JSON.stringify([seen.events, seen.outcome, seen.rejects]);
    expect(told).toContain('•••');
    for (const secret of [...forms, CANARY]) expect(told).not.toContain(secret);
  }
});
