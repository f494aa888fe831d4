import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { batchOf } from '../testing/batches.ts';
import { type Answering, MemoryHttp } from '../testing/memory-http.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { rehearseTarget, runTarget } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

type Row = { readonly [field: string]: Value };
const kind = { spec, run };
const OK: Answering = () => ({ status: 201, body: { id: 7 } });

async function send(config: object, rows: readonly Row[], answer: Answering = OK, surroundings: Surroundings = {}) {
  const service = new MemoryHttp(answer, { secret: 'canary-81' });
  const outcome = await runTarget(kind, { connection: 'c', ...config }, [batchOf(rows, { types: { pay: 'decimal' } })], {
    connections: { c: service },
    ...surroundings,
  });
  const sent = service.asked.map((one) => ({
    how: `${one.method} ${service.addressOf(one)}`,
    headers: one.headers,
    body: one.body === undefined ? null : String(one.body),
  }));
  return { ...outcome, sent };
}

describe('what is sent', () => {
  test('each record as JSON, with its key; digits are kept and nested values stay', async () => {
    const { sent, receipt } = await send({ path: '/people' }, [
      { id: 12345678901234567890n, pay: '1234567890.12345678901234567890', to: { city: 'Köln' } },
      { id: 2, pay: null, to: null },
    ]);
    expect(sent.map(({ how, body }) => [how, body])).toEqual([
      ['POST https://hr-api.example/people', '{"id":12345678901234567890,"pay":1234567890.12345678901234567890,"to":{"city":"Köln"}}'],
      ['POST https://hr-api.example/people', '{"id":2,"pay":null,"to":null}'],
    ]);
    expect(sent[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(new Set(sent.map(({ headers }) => headers?.['idempotency-key'])).size).toBe(2);
    expect(receipt).toMatchObject({ target: 'hr-api.example', delivered: 2 });
  });

  test('several at once as a list, bare or under a name', async () => {
    const rows = Array.from({ length: 5 }, (_, id) => ({ id }));
    expect((await send({ per: 'batch', batch: 2 }, rows)).sent.map(({ body }) => body && JSON.parse(body))).toEqual([
      [{ id: 0 }, { id: 1 }],
      [{ id: 2 }, { id: 3 }],
      [{ id: 4 }],
    ]);
    expect((await send({ per: 'batch', batch: 9, listName: 'items' }, rows)).sent.map(({ body }) => body && JSON.parse(body))).toEqual([{ items: rows }]);
  });

  test('hostile values stay in their place: in the path, in parameters, between quotes and without', async () => {
    const hostile = 'a/../b?x=1&y#z "\\}{Other}{param.p}\n\u2028';
    const { sent } = await send(
      {
        method: 'PUT',
        path: '/people/{name}/x?in={name}',
        query: [{ key: 'q', value: '{name}-{date}' }],
        body: 'template',
        template: '{"text": "Dear {name}, {param.p}", "raw": {name}, "n": {n}, "list": {list}, "none": {none}}',
      },
      [{ name: hostile, n: 12345678901234567890n, list: [1, 'a'], none: null, Other: 'leaked' }],
      OK,
      { parameters: { p: '"p"{Other}' } },
    );
    const [{ how, body } = { how: '', body: '' }] = sent;
    const url = new URL(how.replace('PUT ', ''));
    expect(url.pathname).toBe(`/people/${encodeURIComponent(hostile)}/x`);
    expect([url.searchParams.get('in'), url.searchParams.get('q'), url.hash]).toEqual([hostile, `${hostile}-2026-11-20`, '']);
    expect(JSON.parse(body ?? '')).toMatchObject({ text: `Dear ${hostile}, "p"{Other}`, raw: hostile, list: [1, 'a'], none: null });
    expect(body).toContain('12345678901234567890');
  });

  test('a form, nothing, and chosen fields', async () => {
    expect((await send({ body: 'form' }, [{ a: 'x&y=z', b: 2 }])).sent).toMatchObject([
      { body: 'a=x%26y%3Dz&b=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ]);
    expect((await send({ method: 'DELETE', body: 'none', path: '/p/{id}' }, [{ id: 7 }])).sent).toMatchObject([
      { how: 'DELETE https://hr-api.example/p/7', body: null },
    ]);
    expect((await send({ fields: ['b'] }, [{ a: 1, b: 2 }])).sent.map(({ body }) => body)).toEqual(['{"b":2}']);
  });

  test.each([
    ['ifttt', { value1: 'name', value3: 'pay' }, '{"value1":"Ann \\"A\\"","value3":"3.5"}'],
    ['zapier', {}, '{"name":"Ann \\"A\\"","pay":3.5}'],
    ['make', { fields: ['name'] }, '{"name":"Ann \\"A\\""}'],
    ['power-automate', { per: 'batch' }, '[\n{"name":"Ann \\"A\\"","pay":3.5}\n]'],
  ])('%s gets what it expects', async (preset, more, body) => {
    const { sent } = await send({ preset, method: 'DELETE', path: '/ignored', ...more }, [{ name: 'Ann "A"', pay: '3.5' }], () => ({
      status: preset === 'power-automate' ? 202 : 200,
      body: '',
    }));
    expect(sent).toMatchObject([{ how: 'POST https://hr-api.example/', body, headers: { 'content-type': 'application/json' } }]);
  });
});

describe('what becomes of it', () => {
  test.each([
    [{ path: '/p/{id}' }, { id: '..' }, 'value-not-sendable'],
    [{ headers: [{ key: 'X-Who', value: '{id}' }] }, { id: 'a\r\nX-Evil: 1' }, 'value-not-sendable'],
    [{ body: 'template', template: '{"a": {id} {id}}' }, { id: 1 }, 'template-not-json'],
    [{ path: '/p/{gone}' }, { id: 1 }, 'field-missing'],
  ])('%j: a record that cannot be sent is rejected, and nothing is asked', async (config, row, code) => {
    const { sent, rejects, counts } = await send(config, [row]);
    expect([sent.length, rejects.map(({ reason }) => reason.code), counts.rejected]).toEqual([0, [code], 1]);
  });

  test('a refusal rejects with what the service said, without secrets; the others arrive', async () => {
    const { rejects, receipt, counts } = await send({}, [{ id: 1 }, { id: 2 }, { id: 3 }], (one) =>
      String(one.body).includes('2') ? { status: 422, body: { errors: [{ message: 'id 2 is taken, token canary-81' }] } } : { status: 200 },
    );
    expect(rejects).toMatchObject([
      { ordinal: 1, reason: { code: 'request-refused', message: 'hr-api.example answered with 422. It says: id 2 is taken, token •••' } },
    ]);
    expect([receipt?.delivered, counts.rejected]).toEqual([2, 1]);
  });

  test('a failure that comes with status 200 is one', async () => {
    const { rejects } = await send({}, [{ id: 1 }], () => ({ status: 200, body: { error: 'closed' } }));
    expect(rejects).toMatchObject([{ reason: { code: 'answer-not-good' } }]);
    expect((await send({ mustPath: 'ok' }, [{ id: 1 }], () => ({ status: 200, body: { ok: true } }))).receipt?.delivered).toBe(1);
  });

  test('results of single records reject only those', async () => {
    const config = { per: 'batch', batch: 3, itemsPath: 'results', itemErrorPath: 'problem.text' };
    const { rejects, receipt } = await send(config, [{ id: 1 }, { id: 2 }, { id: 3 }], () => ({
      status: 200,
      body: { results: [{}, { problem: { text: 'no such place' } }, { problem: null }] },
    }));
    expect(rejects).toMatchObject([{ ordinal: 1, reason: { code: 'record-refused', message: 'hr-api.example did not take the record: no such place' } }]);
    expect(receipt?.delivered).toBe(2);
    expect((await send(config, [{ id: 1 }], () => ({ status: 200, body: {} }))).notices).toMatchObject([{ code: 'results-missing' }]);
  });

  const outcome = async (config: object, answer: Answering) => {
    const service = new MemoryHttp(answer);
    if (run.role !== 'sender') throw new Error('no sender');
    const { createTestContext } = await import('../testing/step-context.ts');
    const made = createTestContext({ connections: { c: service } });
    const sender = await run.open(spec.config.parse({ connection: 'c', ...config }), made.context);
    try {
      return await sender.send(batchOf([{ id: 1 }]), 'k').catch((error: unknown) => ({ outcome: 'unknown', error }));
    } finally {
      made.close();
    }
  };

  test.each([
    [429, {}, 'not-done', true],
    [503, {}, 'not-done', true],
    [500, {}, 'unknown', true],
    [504, {}, 'unknown', true],
    [500, { knowsKeys: true }, 'not-done', true],
    [400, {}, 'not-done', false],
    [302, {}, 'not-done', false],
  ])('status %i with %j is %s', async (status, config, what, retryable) => {
    expect(await outcome(config, () => ({ status, retryAfterMs: 1000 }))).toMatchObject({ outcome: what, error: { retryable } });
  });

  test('no answer is unknown; a sign-in that is not taken ends the run', async () => {
    expect(await outcome({}, () => 'lost')).toMatchObject({ outcome: 'unknown' });
    expect(await outcome({}, () => ({ status: 401 }))).toMatchObject({ outcome: 'not-done', error: { class: 'user', code: 'sign-in-failed' } });
  });
});

test('a rehearsal says what would be sent, and sends nothing', async () => {
  const service = new MemoryHttp(OK);
  const rows = Array.from({ length: 7 }, (_, id) => ({ id: id === 3 ? '..' : id }));
  const { wouldDo, rejects } = await rehearseTarget(kind, { connection: 'c', path: '/p/{id}', method: 'PUT' }, [batchOf(rows)], {
    connections: { c: service },
  });
  expect(wouldDo).toMatchObject({ insert: 6, sentence: '6 requests would be sent to hr-api.example.' });
  expect(wouldDo.sample).toHaveLength(5);
  expect(wouldDo.sample[0]).toMatchObject({ key: 'PUT https://hr-api.example/p/0', after: { body: '{"id":0}' } });
  expect([rejects.length, service.asked.length]).toEqual([1, 0]);
});

test('fields that templates name are known, and renamed with the others', () => {
  const config = spec.config.parse({ path: '/{a}', body: 'template', template: '{"x": {a}, "y": {b}}', headers: [{ key: 'X', value: '{a}' }] });
  expect(spec.uses(config).map(({ field, setting }) => `${setting} ${field}`)).toEqual(['path a', 'headers a', 'template a', 'template b']);
  expect(spec.renameField?.(config, 'a', 'c')).toMatchObject({ path: '/{c}', template: '{"x": {c}, "y": {b}}', headers: [{ value: '{c}' }] });
  expect(spec.check(spec.config.parse({ connection: 'c', per: 'batch', path: '/{a}' }), {}).map(({ field }) => field)).toEqual(['path']);
});

test.each([{ failPath: 'a[' }, { mustPath: 'a[' }, { per: 'batch', itemsPath: 'a[' }])(
  '%j: a path that cannot be understood is told before anything is sent',
  async (config) => {
    const { error, sent } = await send(config, [{ id: 1 }]);
    expect(error).toMatchObject({ code: 'json-path', class: 'user' });
    expect(sent).toEqual([]);
  },
);
