import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EffectScope } from './accounts/settled-effects.ts';
import { createCancel } from './cancel.ts';
import type { RunJob } from './run-job.ts';
import { type FlowSketch, type Seen, sketchFlow, ToyWorkspace } from './testing/toy-flow.ts';
import type { EngineEvent } from './threads/messages.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const post = (config: Record<string, unknown> = {}, settings: Record<string, unknown> = {}, count = 95): FlowSketch => ({
  nodes: { read: ['count', { count, batch: 7 }], out: ['post', config, settings] },
  edges: ['read>out'],
});

/** Requests that arrived at the other side. */
function arrived(): { key: string; ids: number[] }[] {
  const file = join(workspace.root, 'files', 'other-side.txt');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ key: line.split(' ')[0] ?? '', ids: (line.split(' ')[1] ?? '').split(',').filter(Boolean).map(Number) }));
}
const arrivedIds = () => arrived().flatMap(({ ids }) => ids);
const upTo = (count: number) => Array.from({ length: count }, (_, id) => id);
const ledger = (seen: Seen) => seen.events.filter((event) => ['intent', 'sent', 'not-sent', 'unknown-effect', 'delivered'].includes(event.kind));
const groups = (seen: Seen) => seen.events.flatMap((event) => (event.kind === 'intent' && event.group ? [{ ...event.group, key: event.key }] : []));

describe('a target that sends in groups', () => {
  it('sends nothing before everything has arrived, then each group between its intent and its receipt', async () => {
    const seen = await workspace.run(
      sketchFlow(post()),
      {},
      {
        report(event: EngineEvent) {
          if (event.kind === 'intent')
            expect(
              arrived().some(({ key }) => key === event.key),
              'the intent comes first',
            ).toBe(false);
          if (event.kind === 'sent') expect(arrived().at(-1)?.key).toBe(event.key);
        },
      },
    );
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: 95, delivered: 95 }, receipts: [{ target: 'the toy system', delivered: 95 }] });
    expect(arrived().map(({ ids }) => ids.length)).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 5]);
    expect(arrivedIds()).toEqual(upTo(95));
    expect(new Set(arrived().map(({ key }) => key)).size).toBe(10);
    expect(ledger(seen).map((event) => event.kind)).toEqual([...Array.from({ length: 10 }, () => ['intent', 'sent']).flat(), 'delivered']);
    expect(groups(seen)[3]).toMatchObject({ id: 'read 30+10', origins: [['read', 30, 10, 1]] });
  });

  it('keeps what the other side answers without personal values', async () => {
    const masks = { key: 'ab', fields: [{ field: 'id', way: 'hide' as const }] };
    const answers = (seen: Seen) => seen.events.flatMap((event) => (event.kind === 'sent' ? [event.answer] : []));
    expect(answers(await workspace.run(sketchFlow(post({}, {}, 3))))).toEqual(['201 for 0, 1, 2']);
    expect(answers(await workspace.run(sketchFlow(post({}, {}, 3)), { masks }))).toEqual(['201 for •••, •••, •••']);
  });

  it('uses a key that is the same in every try of the same run, and another in another run, version, step or group', async () => {
    const keysOf = async (effects?: EffectScope) => groups(await workspace.run(sketchFlow(post()), effects ? { effects } : {})).map(({ key }) => key);
    const scope = (flowVersion: number, firstRun: string): EffectScope => ({ flowVersion, firstRun, settled: {} });
    const first = await keysOf(scope(1, 'a'));
    expect(await keysOf(scope(1, 'a'))).toEqual(first);
    const all = [first, await keysOf(scope(2, 'a')), await keysOf(scope(1, 'b')), await keysOf()].flat();
    expect(new Set(all).size).toBe(40);
    for (const key of all) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells groups apart that are made of the same source records', async () => {
    const seen = await workspace.run(
      sketchFlow({
        nodes: { read: ['count', { count: 2 }], more: ['copies', { times: 25 }], out: ['post', { groupSize: 10 }] },
        edges: ['read>more', 'more>out'],
      }),
    );
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: 2 } });
    expect(arrived()).toHaveLength(5);
    expect(new Set(arrived().map(({ key }) => key)).size).toBe(5);
  });

  it('is not opened in a rehearsal', async () => {
    const seen = await workspace.run(sketchFlow(post()), { mode: 'rehearsal' });
    expect(seen.events.find((event) => event.kind === 'would-do')).toMatchObject({ wouldDo: { insert: 95 } });
    expect(arrived()).toEqual([]);
  });

  it('tries a group again that was certainly not sent, under its key', async () => {
    const retry = { attempts: 3, firstDelayMs: 10 };
    const seen = await workspace.run(sketchFlow(post({ busyAt: [2, 3] }, { retry })));
    expect(seen.outcome.status).toBe('succeeded');
    expect(arrivedIds()).toEqual(upTo(95));
    expect(seen.step('out').counts.retries).toBe(2);
    const given = await workspace.run(sketchFlow(post({ busyAt: [2, 3, 4] }, { retry })));
    expect(given.outcome).toMatchObject({ status: 'failed', error: { code: 'toy-busy' }, counts: { read: 95, delivered: 20, pending: 75 } });
    expect(given.outcome.error?.message).toContain('Written before that, and left as it is: the toy system.');
    expect(ledger(given).map((event) => event.kind)).toEqual(['intent', 'sent', 'intent', 'sent', 'intent', 'not-sent', 'delivered']);
  });

  it('finds the records that the other side refuses, by halves, and sends the others once', async () => {
    const seen = await workspace.run(sketchFlow(post({ refuses: [0, 33, 94], refusesInAnswer: [50] })));
    expect(seen.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 95, delivered: 91, rejected: 4 } });
    expect(arrivedIds()).toEqual(upTo(95).filter((id) => ![0, 33, 50, 94].includes(id)));
    expect(seen.rejects.map(({ origin, code }) => [origin?.ordinal, code])).toEqual([
      [0, 'toy-refused'],
      [33, 'toy-refused'],
      [50, 'toy-not-taken'],
      [94, 'toy-refused'],
    ]);
  });

  it('ends the run when a setting is wrong', async () => {
    const seen = await workspace.run(sketchFlow(post({ wrongAt: 1 })));
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { class: 'user', code: 'toy-setting' }, counts: { delivered: 10, pending: 85 } });
  });

  it.each([false, true])('counts what was sent when it is cancelled between two groups (fates by origin: %s)', async (byOrigin) => {
    const cancel = createCancel();
    const flow = byOrigin
      ? sketchFlow({ nodes: { read: ['count', { count: 95, batch: 7 }], out: ['post'], zlast: ['collect'] }, edges: ['read>out', 'read>zlast'] })
      : sketchFlow(post());
    let sent = 0;
    const seen = await workspace.run(flow, {}, { cancel, report: (event) => void (event.kind === 'sent' && ++sent === 3 && cancel.raise()) });
    expect(seen.outcome.status).toBe('cancelled');
    expect(arrivedIds()).toEqual(upTo(30));
    expect(workspace.world.written.size).toBe(0);
    expect(seen.outcome.counts).toMatchObject({ read: 95, delivered: 30, pending: 65 });
  });
});

describe('a group of which nobody knows whether it was sent', () => {
  it('ask: ends the run, whatever the retries, and is in the ledger as unknown', async () => {
    const seen = await workspace.run(sketchFlow(post({ lostAfter: [3] }, { retry: { attempts: 5, firstDelayMs: 10 } })));
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { code: 'effect-unknown', place: { node: 'out' } }, counts: { delivered: 30, pending: 65 } });
    expect(seen.outcome.error?.message).toContain('Nobody knows whether these 10 records were sent: The toy system did not answer.');
    expect(ledger(seen).slice(-3)).toMatchObject([
      { kind: 'intent' },
      { kind: 'unknown-effect', why: 'The toy system did not answer.' },
      { kind: 'delivered' },
    ]);
    expect(arrived()).toHaveLength(4);
  });

  it('resend: is sent again under its key', async () => {
    const seen = await workspace.run(sketchFlow(post({ lostAfter: [3], lostBefore: [7] }, { unknownEffects: 'resend' })));
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 95 } });
    const keys = arrived().map(({ key }) => key);
    expect([keys.length, new Set(keys).size, keys[3] === keys[4]]).toEqual([11, 10, true]);
    const never = await workspace.run(sketchFlow(post({ lostBefore: [0, 1, 2] }, { unknownEffects: 'resend' })));
    expect(never.outcome).toMatchObject({ status: 'failed', error: { code: 'effect-unknown' } });
  });

  it('is sent again where the other side knows the key, whatever the choice', async () => {
    const seen = await workspace.run(sketchFlow(post({ lostAfter: [3], knowsKeys: true })));
    expect(seen.outcome.status).toBe('succeeded');
    expect(arrived()[3]?.key).toBe(arrived()[4]?.key);
  });

  it('skip: goes to the dead letters, and the run goes on', async () => {
    const seen = await workspace.run(sketchFlow(post({ lostAfter: [3] }, { unknownEffects: 'skip' })));
    expect(seen.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { delivered: 85, rejected: 10 } });
    expect(new Set(seen.rejects.map(({ code }) => code))).toEqual(new Set(['effect-unknown']));
  });
});

describe('another try of a run', () => {
  const scope = (settled: EffectScope['settled']): Partial<RunJob> => ({ effects: { flowVersion: 1, firstRun: 'first', settled } });

  it('leaves out what was sent and what is to be left, and sends again what was decided so, under its key', async () => {
    const seen = await workspace.run(
      sketchFlow(post()),
      scope({
        out: {
          done: [['read', 0, 30, 1]],
          skip: [['read', 30, 10, 1]],
          resend: [{ group: 'read 40+10', key: 'the-key-of-then', origins: [['read', 40, 10, 1]] }],
          leaveOut: false,
        },
      }),
    );
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: 95, delivered: 55, duplicates: 30, filtered: 10 } });
    expect(arrivedIds()).toEqual(upTo(95).slice(40));
    expect(arrived()[0]).toEqual({ key: 'the-key-of-then', ids: upTo(50).slice(40) });
    expect(arrived().map(({ ids }) => ids.length)).toEqual([10, 10, 10, 10, 10, 5]);
  });

  it('finds records of which several were made of one source record as often as they were sent', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 3 }], more: ['copies', { times: 4 }], out: ['post', { groupSize: 3 }] },
      edges: ['read>more', 'more>out'],
    });
    const seen = await workspace.run(
      flow,
      scope({
        out: {
          done: [
            ['read', 0, 3, 1],
            ['read', 1, 2, 1],
          ],
          skip: [],
          resend: [],
          leaveOut: false,
        },
      }),
    );
    expect(seen.step('out').counts).toMatchObject({ in: 12, duplicates: 5, out: 7 });
    expect(arrivedIds()).toHaveLength(7);
  });

  it('has the same counts where fates are told by origin', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 95, batch: 7 }], out: ['post'], zlast: ['post', { path: 'elsewhere.txt' }] },
      edges: ['read>out', 'read>zlast'],
    });
    const leftAt = { done: [['read', 0, 30, 1]], skip: [['read', 30, 10, 1]], resend: [], leaveOut: false } as const;
    const both = await workspace.run(flow, scope({ out: leftAt, zlast: leftAt }));
    expect(both.outcome.counts).toMatchObject({ read: 95, delivered: 55, duplicates: 30, filtered: 10 });
    expect((await workspace.run(flow, scope({ out: leftAt }))).outcome.counts).toMatchObject({ read: 95, delivered: 95 });
  });

  it('does not open a target that wrote everything at once and is to be left at that', async () => {
    const flow = sketchFlow({ nodes: { read: ['count'], out: ['collect'] }, edges: ['read>out'] });
    const seen = await workspace.run(flow, scope({ out: { done: [], skip: [], resend: [], leaveOut: true } }));
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { read: 10, delivered: 0, filtered: 10 } });
    expect(workspace.world.happened).not.toContain('open collected');
  });
});
