import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { batchOf } from '../testing/batches.ts';
import { type Answering, MemoryHttp } from '../testing/memory-http.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

type Row = { readonly [field: string]: Value };
const city = [{ from: 'address.city', to: 'City' }];

async function ask(config: object, rows: readonly Row[], answer: Answering, surroundings: Surroundings & { concurrency?: number } = {}) {
  const service = new MemoryHttp(answer, { secret: 'canary-81', concurrency: surroundings.concurrency ?? 4 });
  const outcome = await runTransform(
    { spec, run },
    { connection: 'c', path: '/p/{id}', fields: city, ...config },
    { in: [batchOf(rows)] },
    { connections: { c: service }, ...surroundings },
  );
  return { ...outcome, records: outcome.emitted['out'] ?? [], asked: service.asked, urls: service.asked.map((one) => service.addressOf(one)) };
}
const cityOf: Answering = ({ url }) => ({ body: { id: url.split('/').at(-1), address: { city: `City ${url.split('/').at(-1)}` } } });

describe('one call for each record', () => {
  test('adds what was answered, in the order of the records, whatever answer comes first', async () => {
    const rows = Array.from({ length: 30 }, (_, id) => ({ id, name: `n${id}` }));
    const { records, origins, asked } = await ask({}, rows, cityOf, { concurrency: 7 });
    expect(records.map(({ id, name, City }) => [id, name, City])).toEqual(rows.map(({ id, name }) => [id, name, `City ${id}`]));
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual(rows.map(({ id }) => id));
    expect(asked).toHaveLength(30);
  });

  test('asks the same only once, unless it is to ask each time', async () => {
    const rows = [1, 2, 1, 1, 2].map((id) => ({ id }));
    expect((await ask({}, rows, cityOf)).asked).toHaveLength(2);
    expect((await ask({ remember: false }, rows, cityOf)).asked).toHaveLength(5);
  });

  test('hostile values stay one part of the address, and what cannot stand there is rejected without a call', async () => {
    const { urls, rejects, records } = await ask({ query: [{ key: 'q', value: '{id}' }] }, [{ id: '../x?a=1&b#c' }, { id: '..' }, { id: '{name}' }], () => ({
      body: {},
    }));
    expect(urls).toEqual(['https://hr-api.example/p/..%2Fx%3Fa%3D1%26b%23c?q=..%2Fx%3Fa%3D1%26b%23c', 'https://hr-api.example/p/%7Bname%7D?q=%7Bname%7D']);
    expect([records.length, rejects.map(({ ordinal, reason }) => [ordinal, reason.code])]).toEqual([2, [[1, 'value-not-sendable']]]);
    expect((await ask({ headers: [{ key: 'X-A', value: '{id}' }] }, [{ id: 'a\nb' }], cityOf)).rejects).toMatchObject([
      { reason: { code: 'value-not-sendable' } },
    ]);
    expect((await ask({ path: '/{gone}' }, [{ id: 1 }], cityOf)).rejects).toMatchObject([{ reason: { code: 'field-missing' } }]);
  });

  test('a POST sends the template', async () => {
    const { asked } = await ask({ method: 'POST', path: '/search', template: '{"who": {id}, "note": "for {id}"}' }, [{ id: 'a"b' }], () => ({ body: {} }));
    expect(JSON.parse(String(asked[0]?.body))).toEqual({ who: 'a"b', note: 'for a"b' });
    const effects = (config: object) => spec.effects(spec.config.parse(config));
    expect([effects({}), effects({ method: 'POST' }), effects({ method: 'POST', onlyReads: true })]).toEqual(['reads', 'appending-write', 'reads']);
  });

  test('the whole answer, a part of it, and a name that is there already', async () => {
    expect((await ask({ join: 'whole', into: 'all' }, [{ id: 1 }], cityOf)).records).toMatchObject([{ id: 1, all: { address: { city: 'City 1' } } }]);
    expect(
      (
        await ask(
          {
            resultPath: 'data.0',
            fields: [
              { from: 'n', to: 'id' },
              { from: 'x.y', to: '' },
            ],
          },
          [{ id: 1 }],
          () => ({ body: { data: [{ n: 9, x: { y: [1] } }] } }),
        )
      ).records,
    ).toMatchObject([{ id: 9, y: [1] }]);
  });
});

describe('what is not there, refused or broken', () => {
  test.each([
    ['404', { status: 404 }],
    ['nothing at the path', { body: { data: null } }],
    ['an empty list', { body: { data: [] } }],
    ['204', { status: 204 }],
  ])('%s: the values stay empty, or the record is rejected, or the run ends', async (_what, answer) => {
    const config = { resultPath: 'data' };
    expect((await ask(config, [{ id: 1 }], () => answer)).records).toMatchObject([{ id: 1, City: null }]);
    expect(await ask({ ...config, missing: 'reject' }, [{ id: 1 }], () => answer)).toMatchObject({
      records: [],
      rejects: [{ reason: { code: 'nothing-found' } }],
    });
    await expect(ask({ ...config, missing: 'fail' }, [{ id: 1 }], () => answer)).rejects.toMatchObject({ code: 'nothing-found' });
  });

  test('a refusal rejects with what was said, without secrets; the others go on; or the run ends', async () => {
    const answer: Answering = (one, count) => (one.url.endsWith('/2') ? { status: 400, body: { message: 'bad id canary-81' } } : cityOf(one, count));
    const rows = [{ id: 1 }, { id: 2 }, { id: 3 }];
    const { records, rejects, counts } = await ask({}, rows, answer);
    expect([records.map(({ id }) => id), counts.rejected]).toEqual([[1, 3], 1]);
    expect(rejects).toMatchObject([{ ordinal: 1, reason: { code: 'request-refused', message: 'hr-api.example answered with 400. It says: bad id •••' } }]);
    await expect(ask({ refused: 'fail' }, rows, answer)).rejects.toMatchObject({ code: 'request-refused' });
    expect((await ask({}, [{ id: 1 }], () => ({ headers: { 'content-type': 'text/html' }, body: '<html>sign in' }))).rejects).toMatchObject([
      { reason: { code: 'answer-not-good' } },
    ]);
    expect((await ask({}, [{ id: 1 }], () => ({ body: 'hello' }))).rejects).toMatchObject([{ reason: { code: 'answer-not-good' } }]);
  });

  test('a busy service is tried again, and then ends the run without a record lost; a sign-in that is not taken ends it', async () => {
    const busy: Answering = (one, count) => (count <= 2 ? { status: 503 } : cityOf(one, count));
    expect((await ask({}, [{ id: 1 }], busy, { attempts: 3 })).records).toHaveLength(1);
    await expect(ask({}, [{ id: 1 }], busy, { attempts: 2 })).rejects.toMatchObject({ code: 'service-busy' });
    await expect(ask({}, [{ id: 1 }], () => ({ status: 401 }))).rejects.toMatchObject({ code: 'sign-in-failed', class: 'user' });
    await expect(ask({}, [{ id: 1 }], () => 'lost')).rejects.toMatchObject({ code: 'no-answer' });
  });
});

describe('several records with one call', () => {
  const config = { per: 'batch', batch: 3, path: '/p', key: 'id', keyName: 'ids', answerKey: 'id', resultPath: 'rows' };
  const answer: Answering = (one) => {
    const ids = one.body === undefined ? (one.query?.[0]?.[1] ?? '').split(',') : (JSON.parse(String(one.body)) as { ids: string[] }).ids;
    return {
      body: {
        rows: ids
          .filter((id) => id !== '4')
          .map((id) => ({ id: Number(id), address: { city: `City ${id}` } }))
          .reverse(),
      },
    };
  };

  test.each(['GET', 'POST'])('%s: each gets its own, in any order; equal keys are asked for once', async (method) => {
    const { records, asked } = await ask(
      { ...config, method },
      [1, 2, 3, 1, 4, 5, null].map((id) => ({ id })),
      answer,
    );
    expect(records.map(({ City }) => City)).toEqual(['City 1', 'City 2', 'City 3', 'City 1', null, 'City 5', null]);
    expect(asked).toHaveLength(2);
  });

  test('a refused call rejects just the records it was for', async () => {
    const { records, rejects } = await ask(
      config,
      [1, 2, 3, 7, 8].map((id) => ({ id })),
      (one, count) => (one.query?.[0]?.[1]?.includes('7') ? { status: 400 } : answer(one, count)),
    );
    expect([records.map(({ id }) => id), rejects.map(({ ordinal }) => ordinal)]).toEqual([
      [1, 2, 3],
      [3, 4],
    ]);
  });
});

test('what leaves is known while designing, and fields are renamed in it', () => {
  const config = spec.config.parse({
    path: '/{id}/{param.x}',
    fields: [
      { from: 'a.b', to: '' },
      { from: 'c', to: 'id' },
    ],
  });
  expect(
    spec
      .fields(config, {
        in: [
          { name: 'id', type: 'text' },
          { name: 'n', type: 'text' },
        ],
      })
      ['out']?.map(({ name }) => name),
  ).toEqual(['id', 'n', 'b']);
  expect(spec.uses(config)).toEqual([{ port: 'in', field: 'id', setting: 'path' }]);
  expect(spec.renameField?.(config, 'id', 'no').path).toBe('/{no}/{param.x}');
});
