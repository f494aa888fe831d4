import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlainRecord } from '../../base/value.ts';
import { createCancel } from '../../engine/cancel.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { freePort } from './free-port.ts';
import { httpEnds, until } from './http-ends.ts';
import { type Answering, type Arrived, json } from './http-server.ts';
import { api, CANARY, HttpWorkspace } from './http-workspace.ts';

/** A way in which a step speaks to a service. */
export interface HttpStepUnderTest {
  readonly kind: string;
  readonly role: 'source' | 'transform' | 'target';
  readonly config: Record<string, unknown>;
  /** The right answer, given the records of the test. */
  answer(request: Arrived, records: readonly Row[]): object;
  /** What became of a request that was cut while its answer came is not known: it may have been acted on. */
  readonly acts?: true;
}

interface Row {
  readonly [field: string]: string;
}

const PEOPLE: readonly Row[] = Array.from({ length: 12 }, (_, id) => ({ id: `${id}`, name: `Name of ${id}` }));
/** Longer than a test may take. */
const NEVER = { firstByteMs: 600_000, totalMs: 600_000 };
const RETRY = { retry: { attempts: 4, firstDelayMs: 10 } };

/** What every step that speaks to an HTTP service must keep, in a flow of the real engine and with a real server. */
export function httpSuite(step: HttpStepUnderTest): void {
  const { serve } = httpEnds();
  let workspace: HttpWorkspace;
  beforeEach(() => {
    workspace = new HttpWorkspace();
  });
  afterEach(() => workspace.close());

  const flowOf = (records: readonly Row[], settings: object = {}) => {
    workspace.rows.set('people', records);
    const here = [step.kind, { connection: 'api', ...step.config }, settings] as const;
    const nodes = {
      read: step.role === 'source' ? here : (['rows', { of: 'people' }] as const),
      ...(step.role === 'transform' ? { ask: here } : {}),
      out: step.role === 'target' ? here : (['tray', { name: 't' }] as const),
    };
    return sketchFlow({ nodes: nodes as never, edges: step.role === 'transform' ? ['read>ask', 'ask>out'] : ['read>out'] });
  };
  const right =
    (records: readonly Row[]): Answering =>
    (request, response) => {
      if (request.headers['authorization'] !== `Bearer ${CANARY}`) return json(response, {}, 401);
      return json(response, step.answer(request, records));
    };
  /** The records that are there at the end: on the other side, or in the target behind. */
  const arrived = (requests: readonly Arrived[]): PlainRecord[] =>
    step.role === 'target' ? requests.filter(({ method }) => method !== 'GET').map(({ body }) => JSON.parse(body)) : (workspace.trays.get('t') ?? []);
  /** What a look-up has found stands beside what it was asked for. */
  const names = (records: readonly PlainRecord[]) => records.map(({ name, found }) => (step.role === 'transform' ? found : name));
  const given = (records: readonly Row[]) => records.map(({ name }) => name);

  describe(step.kind, () => {
    test('signs in, and every record is there once', async () => {
      const at = await serve(right(PEOPLE));
      const seen = await workspace.run(flowOf(PEOPLE), { connections: [api(at.address)] });
      expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE.length, delivered: PEOPLE.length } });
      expect(names(arrived(at.arrived))).toEqual(given(PEOPLE));
      expect(JSON.stringify([seen.outcome, seen.events])).not.toContain(CANARY);
    });

    test('a sign-in that is not taken ends the run; nothing is delivered, and the secret is not told', async () => {
      const at = await serve((request, response) => json(response, { said: request.headers['authorization'] }, 401));
      const seen = await workspace.run(flowOf(PEOPLE, RETRY), { connections: [api(at.address)] });
      expect(seen.outcome).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('401') }, counts: { delivered: 0 } });
      expect(JSON.stringify([seen.outcome, seen.events])).not.toContain(CANARY);
    });

    test('where nobody is there that is said, with who and where', async () => {
      const port = await freePort();
      const seen = await workspace.run(flowOf(PEOPLE), { connections: [api(`http://127.0.0.1:${port}`)] });
      expect(seen.outcome).toMatchObject({ status: 'failed', counts: { delivered: 0 } });
      expect(seen.outcome.error?.message).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}`));
      expect(seen.outcome.error?.hint).toMatch(/\w/);
    });

    test('an answer that is cut in the middle is no answer: nothing of it goes on, and what may have been acted on is not sent again', async () => {
      const at = await serve((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('[{"id":"0","name":"Na');
        setTimeout(() => response.destroy(), 20);
      });
      const seen = await workspace.run(flowOf(PEOPLE.slice(0, 1)), { connections: [api(at.address)] });
      expect(seen.outcome).toMatchObject({ status: 'failed', counts: { delivered: 0 } });
      expect(workspace.trays.get('t') ?? []).toEqual([]);
      if (step.acts) expect([seen.outcome.error?.code, at.arrived.length]).toEqual(['effect-unknown', 1]);
    });

    test('a service that is back after a while is gone on with, and nothing is there twice', async () => {
      let busy = 2;
      const at = await serve((request, response) => (busy-- > 0 ? json(response, {}, 503) : right(PEOPLE)(request, response, request as never)));
      const accepted: Arrived[] = [];
      const answer = at.answer;
      at.answer = (request, response, socket) => {
        if (busy <= 0) accepted.push(request);
        return answer(request, response, socket);
      };
      const seen = await workspace.run(flowOf(PEOPLE, RETRY), { connections: [api(at.address, { concurrency: 1 })] });
      expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE.length, delivered: PEOPLE.length } });
      expect(names(arrived(accepted))).toEqual(given(PEOPLE));
    });

    test('who does not answer in time is not waited for', async () => {
      const at = await serve(() => undefined);
      const seen = await workspace.run(flowOf(PEOPLE.slice(0, 1)), { connections: [api(at.address, { firstByteMs: 200 })] });
      expect(seen.outcome).toMatchObject({ status: 'failed', counts: { delivered: 0 } });
      await until(() => at.sockets.size === 0, 'all sockets are closed');
    });

    test('a cancel ends it while no answer comes, and no socket is left', async () => {
      const at = await serve(() => undefined);
      const cancel = createCancel();
      const running = workspace.run(flowOf(PEOPLE), { connections: [api(at.address, NEVER)] }, { cancel });
      await until(() => at.arrived.length > 0, 'a request arrived');
      cancel.raise();
      expect((await running).outcome.status).toBe('cancelled');
      await until(() => at.sockets.size === 0, 'all sockets are closed');
    });

    test('a rehearsal changes nothing outside', async () => {
      const at = await serve(right(PEOPLE));
      const seen = await workspace.run(flowOf(PEOPLE), { connections: [api(at.address)], mode: 'rehearsal' });
      expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 0, pending: PEOPLE.length } });
      expect(at.arrived.filter(({ method }) => method !== 'GET')).toEqual([]);
      if (step.role === 'target') expect(at.arrived).toEqual([]);
    });

    test('hostile values are only values', async () => {
      const hostile = [
        '../../admin?x=1#y',
        '"; DROP TABLE people; --',
        '{{constructor}}',
        '__proto__',
        'a\r\nX-Evil: 1',
        '<b>bold</b>',
        '=1+1',
        '%2e%2e%2f',
        '\u{1F600}',
      ];
      const records = hostile.map((value, id) => ({ id: `${id}`, name: value }));
      const at = await serve(right(records));
      const seen = await workspace.run(flowOf(records), { connections: [api(at.address)] });
      expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: records.length, delivered: records.length } });
      expect(names(arrived(at.arrived))).toEqual(hostile);
      expect(at.arrived.every(({ path, headers }) => /^\/people(\/|\?|$)/.test(path) && headers['x-evil'] === undefined)).toBe(true);
    });
  });
}
