import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { type Answering, MemoryHttp } from '../testing/memory-http.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { runSource } from '../testing/step-harness.ts';
import { earlier, isBeyond } from './growing-value.ts';
import { nextLink } from './pager.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ id: from + i }));
const ids = (emitted: Record<string, { [field: string]: Value }[]>) => (emitted['out'] ?? []).map(({ id }) => id);

async function read(config: object, answer: Answering, surroundings: Surroundings = {}) {
  const service = new MemoryHttp(answer, { secret: 'canary-81' });
  const outcome = await runSource({ spec, run }, { connection: 'c', ...config }, { connections: { c: service }, ...surroundings });
  return { ...outcome, asked: service.asked, urls: service.asked.map((one) => service.addressOf(one)) };
}

describe('one answer', () => {
  test('its list, with origins, places and nothing lost of long numbers', async () => {
    const body = '{"data":{"items":[{"id":12345678901234567890},{"id":2,"to":{"city":"Köln"}}]}}';
    const { emitted, origins, readings, urls } = await read({ path: '/people', query: [{ key: 'active', value: 'a b' }], recordsPath: 'data.items' }, () => ({
      body,
    }));
    expect(ids(emitted)).toEqual([12345678901234567890n, 2]);
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
    expect(urls).toEqual(['https://hr-api.example/people?active=a+b']);
    expect(readings).toMatchObject([{ name: urls[0], bytes: Buffer.byteLength(body) }]);
  });

  test.each([
    ['one record per line', { headers: { 'content-type': 'application/x-ndjson' }, body: '{"id":1}\n{"id":2}\n' }],
    ['lines that nobody announced', { body: '{"id":1}\n{"id":2}\n' }],
    ['CSV', { headers: { 'content-type': 'text/csv; charset=utf-8' }, body: 'id;name\n1;a\n2;b\n' }],
    ['a list', { body: [{ id: 1 }, { id: 2 }] }],
  ])('%s is read', async (_what, answer) => {
    expect(ids((await read({}, () => answer)).emitted).map(Number)).toEqual([1, 2]);
  });

  test('another encoding is understood', async () => {
    const service = new MemoryHttp(() => ({}));
    service.send = async () => ({
      status: 200,
      headers: { 'content-type': 'text/csv; charset=windows-1252' },
      body: Buffer.from('id,ort\n1,K\xf6ln\n', 'latin1'),
      url: 'https://x/',
    });
    expect((await runSource({ spec, run }, { connection: 'c' }, { connections: { c: service } })).emitted['out']).toMatchObject([{ ort: 'Köln' }]);
  });

  test('a bad line is rejected with the page and the line; the others are read', async () => {
    const { emitted, rawRejects, counts } = await read({ format: 'lines' }, () => ({ body: '{"id":1}\n{"id":\n{"id":3}\n' }));
    expect(ids(emitted)).toEqual([1, 3]);
    expect(rawRejects).toMatchObject([{ ordinal: 1, place: { file: 'https://hr-api.example/', row: 2 }, reason: { code: 'not-json' } }]);
    expect(counts).toMatchObject({ in: 3, out: 2, rejected: 1 });
  });

  test('nothing at all is told', async () => {
    expect((await read({}, () => ({ status: 204 }))).notices).toMatchObject([{ code: 'no-records' }]);
    expect((await read({}, () => ({ body: [] }))).notices).toMatchObject([{ code: 'no-records' }]);
  });

  test('parameters of the flow stay where they are put', async () => {
    const parameters = { who: 'a/b?c=1&d', q: '"}{' };
    const { asked, urls } = await read(
      {
        method: 'POST',
        path: '/people/{param.who}/x',
        query: [{ key: 'day', value: '{date}' }],
        headers: [{ key: 'X-Run', value: '{run}' }],
        body: '{"name": "{param.q}", "from": {"day": "{date}"}}',
      },
      () => ({ body: [] }),
      { parameters },
    );
    expect(urls).toEqual(['https://hr-api.example/people/a%2Fb%3Fc%3D1%26d/x?day=2026-11-20']);
    expect(asked[0]?.headers).toMatchObject({ 'x-run': 'run1', 'content-type': 'application/json' });
    expect(JSON.parse(String(asked[0]?.body))).toEqual({ name: '"}{', from: { day: '2026-11-20' } });
    await expect(read({ path: '/people/{param.who}' }, () => ({ body: [] }), { parameters: { who: '..' } })).rejects.toMatchObject({ code: 'bad-template' });
  });
});

describe('an answer that is no data is an error', () => {
  const page = '<!DOCTYPE html><html><body>Please sign in canary-81</body></html>';
  test.each<[string, object, ReturnType<Answering>, object]>([
    ['a page to sign in', {}, { headers: { 'content-type': 'text/html' }, body: page }, { code: 'answer-not-good' }],
    ['a page that says it is JSON', {}, { headers: { 'content-type': 'application/json' }, body: page }, { code: 'answer-not-good' }],
    ['an error with status 200', {}, { body: { error: { message: 'no such tenant canary-81' } } }, { code: 'answer-not-good' }],
    [
      'a condition that does not hold',
      { mustPath: 'status', mustBe: 'ok', recordsPath: 'rows' },
      { body: { status: 'late', rows: [] } },
      { code: 'answer-not-good' },
    ],
    ['a list that is not there', { recordsPath: 'data.rows' }, { body: { data: { items: [] } } }, { code: 'answer-not-read' }],
    ['JSON that is cut', {}, { headers: { 'content-type': 'application/json' }, body: '[{"id":1}' }, { code: 'answer-not-read' }],
    ['nothing where JSON should be', { format: 'json' }, { body: '' }, { code: 'answer-not-read' }],
    [
      '401',
      {},
      { status: 401 },
      { code: 'sign-in-failed', class: 'user', message: '"HR API": hr-api.example answered with 401: the sign-in was not accepted.' },
    ],
    ['403', {}, { status: 403 }, { code: 'not-allowed', class: 'user', message: '"HR API": hr-api.example answered with 403: this is not allowed.' }],
    ['404', {}, { status: 404, body: { message: 'gone canary-81' } }, { code: 'request-refused', retryable: false }],
    ['302', {}, { status: 302 }, { code: 'redirected' }],
    ['a status that was not asked for', { statuses: '200' }, { status: 201, body: [] }, { code: 'request-refused' }],
  ])('%s', async (_what, config, answer, error) => {
    const thrown = await read(config, () => answer).catch((one: unknown) => one);
    expect(thrown).toMatchObject(error);
    expect(JSON.stringify(thrown) + String(thrown)).not.toContain('canary');
  });

  test('an error field that is empty is none, and a field of a record is not one of the answer', async () => {
    expect(ids((await read({ recordsPath: 'rows' }, () => ({ body: { error: null, errors: [], rows: [{ id: 1, error: 'x' }] } }))).emitted)).toEqual([1]);
    expect(ids((await read({}, () => ({ body: [{ id: 1, error: 'x' }] }))).emitted)).toEqual([1]);
  });

  test.each([429, 500, 502, 503, 504])('%i is tried again, also in the middle of the pages', async (status) => {
    const { emitted, asked } = await read(
      { paging: 'page' },
      (request, count) =>
        count === 2
          ? { status, retryAfterMs: 5000 }
          : { body: request.query?.[0]?.[1] === '3' ? [] : rows(Number(request.query?.[0]?.[1]) * 2, Number(request.query?.[0]?.[1]) * 2 + 2) },
      { attempts: 2 },
    );
    expect([ids(emitted), asked.length]).toEqual([[2, 3, 4, 5], 4]);
    await expect(read({}, () => ({ status, retryAfterMs: 5000 }))).rejects.toMatchObject({ code: 'service-busy', retryable: true, retryAfterMs: 5000 });
  });
});

describe('pages', () => {
  const all = rows(0, 250);
  const asNumber = (request: { query?: readonly (readonly [string, string])[] }, name: string) =>
    Number(request.query?.find(([key]) => key === name)?.[1] ?? Number.NaN);
  test.each<[string, object, Answering, number]>([
    [
      'page number',
      { paging: 'page', sizeName: 'per_page', size: 100 },
      (one) => ({ body: all.slice((asNumber(one, 'page') - 1) * 100, asNumber(one, 'page') * 100) }),
      4,
    ],
    [
      'page number from 0, with 404 at the end',
      { paging: 'page', firstPage: 0, endStatus: 404 },
      (one) => (asNumber(one, 'page') > 2 ? { status: 404 } : { body: all.slice(asNumber(one, 'page') * 100, asNumber(one, 'page') * 100 + 100) }),
      4,
    ],
    [
      'first record, although the service gives fewer than asked for',
      { paging: 'offset', sizeName: 'limit', size: 1000 },
      (one) => ({ body: all.slice(asNumber(one, 'offset'), asNumber(one, 'offset') + 90) }),
      4,
    ],
    [
      'mark in the answer',
      { paging: 'cursor', recordsPath: 'rows', cursorPath: 'meta.next' },
      (one) => {
        const at = asNumber(one, 'cursor') || 0;
        return { body: { rows: all.slice(at, at + 100), meta: { next: at + 100 < 250 ? at + 100 : null } } };
      },
      3,
    ],
    [
      'mark in a header',
      { paging: 'cursor', cursorIn: 'header', cursorHeader: 'X-Next' },
      (one) => {
        const at = asNumber(one, 'cursor') || 0;
        return { body: all.slice(at, at + 100), headers: at + 100 < 250 ? { 'x-next': `${at + 100}` } : {} };
      },
      3,
    ],
    [
      'header Link',
      { paging: 'link', path: '/v1/people', query: [{ key: 'a', value: 'b' }] },
      (one) => {
        const at = Number(new URL(one.url, 'https://hr-api.example').searchParams.get('from') ?? 0);
        return {
          body: all.slice(at, at + 100),
          headers: at + 100 < 250 ? { link: `</v1/people?from=0>; rel="first", </v1/people?from=${at + 100}>; title="x, y"; rel="next last"` } : {},
        };
      },
      3,
    ],
    [
      'next address',
      { paging: 'next', recordsPath: 'rows', nextPath: 'links.next' },
      (one) => {
        const at = Number(new URL(one.url, 'https://hr-api.example').searchParams.get('from') ?? 0);
        return { body: { rows: all.slice(at, at + 100), links: { next: at + 100 < 250 ? `https://hr-api.example/?from=${at + 100}` : '' } } };
      },
      3,
    ],
  ])('by %s, all records once and in order', async (_what, config, answer, requests) => {
    const { emitted, origins, asked, counts } = await read(config, answer);
    expect(ids(emitted)).toEqual(all.map(({ id }) => id));
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual(all.map(({ id }) => id));
    expect([asked.length, counts.in]).toEqual([requests, 250]);
  });

  test.each<[string, object, Answering]>([
    ['the same page for ever', { paging: 'page' }, () => ({ body: rows(0, 3) })],
    ['the same page for ever, by first record', { paging: 'offset' }, () => ({ body: rows(0, 3) })],
    ['a mark that comes again', { paging: 'cursor', recordsPath: 'rows' }, (_one, count) => ({ body: { rows: rows(0, 3), next_cursor: `m${count % 3}` } })],
    ['a link to the page itself', { paging: 'link' }, () => ({ body: rows(0, 3), headers: { link: '<?>; rel=next' } })],
    ['a circle of addresses', { paging: 'next', recordsPath: 'rows' }, (_one, count) => ({ body: { rows: rows(0, 3), next: `/p${count % 4}` } })],
  ])('%s ends with an error after a few requests', async (_what, config, answer) => {
    let asked = 0;
    const counted: Answering = (one, count) => {
      asked = count;
      return answer(one, count);
    };
    await expect(read(config, counted)).rejects.toMatchObject({ code: 'pages-repeat', class: 'operational' });
    expect(asked).toBeLessThan(8);
  });

  test('one that never ends is stopped at the most pages', async () => {
    let asked = 0;
    const endless: Answering = (_one, count) => {
      asked = count;
      return { body: rows(count * 10, count * 10 + 10) };
    };
    await expect(read({ paging: 'page', maxPages: 20 }, endless)).rejects.toMatchObject({ code: 'too-many-pages', class: 'user' });
    expect(asked).toBe(20);
  });

  test('of many pages the first are named, the others counted', async () => {
    const { readings } = await read({ paging: 'page' }, (_one, count) => ({ body: count <= 30 ? rows(count, count + 1) : [] }));
    expect(readings).toHaveLength(21);
    expect(readings.at(-1)).toMatchObject({ name: 'and 11 more pages of hr-api.example' });
  });

  test('a preview takes no more pages than it needs', async () => {
    const { emitted, asked } = await read({ paging: 'page' }, (_one, count) => ({ body: rows(count * 10, count * 10 + 10) }), { mode: 'preview', limit: 25 });
    expect([ids(emitted).length, asked.length]).toEqual([25, 3]);
  });

  test('a cancel between two pages ends it', async () => {
    const abort = new AbortController();
    const reading = read({ paging: 'page' }, (_one, count) => ({ body: rows(count, count + 1) }), { signal: abort.signal });
    setTimeout(() => abort.abort(new Error('cancelled')), 5);
    await expect(reading).rejects.toThrow('cancelled');
  });

  test.each([
    ['<https://a/?p=2>; rel="next"', 'https://a/?p=2'],
    ['<a,b>; rel=prev, </c>;rel=next', '/c'],
    ['</x>; rel="prev"', ''],
    ['</x>; title="rel=next"', ''],
    ['', ''],
    ['<<>>; rel=next', ''],
  ])('the Link header %s leads to "%s"', (header, url) => {
    expect(nextLink(header)).toBe(url);
  });
});

describe('only what is new', () => {
  const config = { watermark: 'updated_at', watermarkName: 'since', watermarkStart: '2026-01-01' };
  const answer: Answering = (one) => {
    const since = one.query?.find(([key]) => key === 'since')?.[1] ?? '';
    return {
      body: [
        { id: 2, updated_at: '2026-11-02' },
        { id: 3, updated_at: '2026-11-03' },
        { id: 1, updated_at: '2026-11-01' },
      ].filter(({ updated_at }) => updated_at > since),
    };
  };

  test('the largest value is asked for in the next run; a replay asks as the run did', async () => {
    const state = new Map<string, Value>();
    const first = await read(config, answer, { state });
    expect([ids(first.emitted), first.position, first.urls]).toEqual([
      [2, 3, 1],
      { value: '2026-11-03', tie: null },
      ['https://hr-api.example/?since=2026-01-01'],
    ]);
    state.set('position', first.position as Value);
    const second = await read(config, answer, { state });
    expect([ids(second.emitted), second.position, second.urls]).toEqual([[], { value: '2026-11-03', tie: null }, ['https://hr-api.example/?since=2026-11-03']]);
    const again = await read(config, answer, { state, again: first.span?.again ?? null });
    expect(ids(again.emitted)).toEqual([2, 3, 1]);
    expect((await read(config, answer, { state, mode: 'preview', limit: 200 })).urls).toEqual(['https://hr-api.example/?since=2026-01-01']);
    expect(run.role === 'source' && run.next?.(spec.config.parse(config), { position: first.position } as never)).toMatchObject({
      position: 'updated_at 2026-11-03',
      sentence: 'What the service gives for since = 2026-11-03.',
    });
  });

  test.each([
    ['gives what is equal or larger', '>=', 0],
    ['gives only what is larger', '>', 1],
  ])('a service that %s: nothing with the same stamp is lost or read twice, at the end of a run or of a page', async (_what, gives, watermarkBack) => {
    const people: { id: number; at: string }[] = [];
    const add = (...rows: [number, string][]) => people.push(...rows.map(([id, at]) => ({ id, at: `2026-11-20T08:00:${at}Z` })));
    const state = new Map<string, Value>();
    const next = async () => {
      const service: Answering = (one) => {
        const [since, page] = ['since', 'page'].map((name) => one.query?.find(([key]) => key === name)?.[1] ?? '');
        const from = since === '' ? Number.NEGATIVE_INFINITY : Date.parse(since ?? '');
        const all = people
          .filter(({ at }) => (gives === '>' ? Date.parse(at) > from : Date.parse(at) >= from))
          .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
        // Between two pages another record slips in before them, so that the last of one page is the first of the next.
        const shift = Number(page) > 1 ? 1 : 0;
        return { body: all.slice(Math.max(0, (Number(page) - 1) * 3 - shift), Number(page) * 3 - shift) };
      };
      const settings = { watermark: 'at', watermarkName: 'since', watermarkKey: 'id', watermarkBack, paging: 'page' };
      const seen = await read(settings, service, { state });
      state.set('position', seen.position as Value);
      return { ids: ids(seen.emitted), told: seen.notices.map(({ code }) => code), counts: seen.counts };
    };
    add([1, '01'], [2, '02'], [3, '02.5'], [4, '02.5']);
    const first = await next();
    expect([first.ids, first.told, first.counts['in']]).toEqual([[1, 2, 3, 4], ['read-before'], 4]);
    // With the same stamp as the last one read; and a record that was read before and has changed since.
    add([5, '02.5'], [6, '02.5']);
    people.splice(0, 1, { id: 1, at: '2026-11-20T08:00:03Z' });
    expect((await next()).ids).toEqual([5, 6, 1]);
    expect((await next()).ids).toEqual([]);
    add([7, '03']);
    expect((await next()).ids).toEqual([7]);
  });

  test('of a mass of records with one stamp as many are remembered as there is room for; that more may come again is told', async () => {
    const stamped = { watermark: 'at', watermarkName: 'since', watermarkKey: 'id' };
    const many = Array.from({ length: 20_050 }, (_, id) => ({ id, at: 7 }));
    const state = new Map<string, Value>();
    const first = await read(stamped, () => ({ body: many }), { state });
    expect([ids(first.emitted).length, first.notices.map(({ code }) => code)]).toEqual([20_050, ['many-at-once']]);
    expect(first.position?.['seen']).toHaveLength(20_000);
    state.set('position', first.position as Value);
    const second = await read(stamped, () => ({ body: many }), { state });
    expect(ids(second.emitted)).toHaveLength(50);
    const others = await read({ ...stamped, watermarkKey: 'other' }, () => ({ body: [{ id: 1, other: 2, at: 7 }] }), { state });
    expect(ids(others.emitted), 'another field names records now: nothing is known of those').toEqual([1]);
  });

  test.each([
    ['2026-03-01', 1, '2026-02-28'],
    ['2026-11-20T00:00:00.123456+01:00', 1, '2026-11-19T23:59:59.123456+01:00'],
    ['2026-11-20 00:00:10', 60, '2026-11-19 23:59:10'],
    ['100', 1, '99'],
    [100, 7, 93],
    [12345678901234567890n, 1, 12345678901234567889n],
    ['a mark', 5, 'a mark'],
  ])('from %s back by %i is %s', (value, by, asked) => {
    expect(earlier(value, by)).toBe(asked);
  });

  test('moments grow by their value, with digits of the second or without, in any zone', () => {
    expect(isBeyond('2026-11-20T08:00:00.5Z', '2026-11-20T08:00:00Z')).toBe(true);
    expect(isBeyond('2026-11-20T08:30:00+01:00', '2026-11-20T08:00:00Z')).toBe(false);
    expect(isBeyond('2026-11-20T08:00:00.0000002Z', '2026-11-20T08:00:00.0000001Z')).toBe(true);
  });

  test('numbers grow by their value, also beyond what a double holds', async () => {
    const growing = { watermark: 'n', watermarkName: 'after' };
    const { position } = await read(growing, () => ({ body: '[{"n":9},{"n":10},{"n":12345678901234567890},{"n":12345678901234567889}]' }));
    expect(position).toEqual({ value: 12345678901234567890n, tie: null });
    expect((await read(growing, () => ({ body: [{ n: '9' }, { n: '10' }, { n: '9.5' }, {}] }))).position).toEqual({ value: '10', tie: null });
  });
});

test('asking by POST counts as writing until it is said that it only reads', () => {
  const effects = (config: object) => spec.effects(spec.config.parse(config));
  expect([effects({}), effects({ method: 'POST' }), effects({ method: 'POST', onlyReads: true })]).toEqual(['reads', 'appending-write', 'reads']);
});
