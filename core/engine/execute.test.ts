import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../base/sample.ts';
import { sketchFlow, ToyWorkspace } from './testing/toy-flow.ts';
import type { EngineEvent } from './threads/messages.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const idsIn = (name: string) => workspace.world.written.get(name)?.map((row) => Number(row.split(':')[2]));
const range = (count: number) => Array.from({ length: count }, (_, id) => id);

describe('promise 1, bounded memory', () => {
  it('ends a run whose step passes records on without waiting, instead of letting them pile up', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 3 }], flood: ['keep', { ignoreWaits: true }], slow: ['slow', { ms: 1 }], out: ['collect'] },
      edges: ['read>flood', 'flood>slow', 'slow>out'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome.error).toMatchObject({ class: 'defect', code: 'no-back-pressure', place: { node: 'slow' } });
    expect(workspace.world.happened).toContain('abort collected');
  });

  it('lets a source wait for a slow step, batch by batch', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 40, batch: 1 }], slow: ['slow', { ms: 5 }], out: ['collect'] },
      edges: ['read>slow', 'slow>out'],
    });
    let most = 0;
    const pressures: number[] = [];
    await workspace.run(
      flow,
      {},
      {
        report(event) {
          if (event.kind !== 'progress') return;
          const [read, slow] = event.steps;
          most = Math.max(most, (read?.counts.out ?? 0) - (slow?.counts.out ?? 0));
          pressures.push(event.pressure['e00 read>slow'] ?? 0);
        },
      },
    );
    expect(most).toBeLessThanOrEqual(1);
    expect(Math.max(...pressures)).toBeGreaterThan(0.5);
  });
});

describe('promise 2, conservation', () => {
  it('accounts for every record of a run with filter, duplicates, rejects and a look-up', async () => {
    const flow = sketchFlow({
      nodes: {
        go: ['start'],
        read: ['count', { count: 20, rawEvery: 10 }],
        some: ['keep', { dropEvery: 4, rejectEvery: 5 }],
        once: ['distinct', { of: 7 }],
        known: ['count', { count: 5 }],
        match: ['match'],
        out: ['collect', { name: 'out' }],
      },
      edges: ['go>read', 'read>some', 'some>once', 'once>match', 'known>match.reference', 'match>out'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome.status).toBe('succeeded-with-rejects');
    expect(idsIn('out')).toEqual([0, 1, 2]);
    expect(seen.outcome.counts).toEqual({ read: 20, delivered: 3, filtered: 8, duplicates: 5, rejected: 4, pending: 0 });
    expect(seen.step('match').counts).toMatchObject({ in: 12, out: 3, used: 5, filtered: 4 });
    expect(seen.step('read').counts).toMatchObject({ in: 20, out: 18, rejected: 2 });
  });

  it('ends a run whose target says it delivered something else than it took', async () => {
    const seen = await workspace.run(sketchFlow({ nodes: { read: ['count'], out: ['collect', { lies: true }] }, edges: ['read>out'] }));
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { class: 'defect', code: 'receipt-differs' } });
  });

  it('counts a record of which a snippet made nothing as filtered, and one that went two ways once', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 6 }], copies: ['copies', { times: 3, noneEvery: 2 }], a: ['collect', { name: 'a' }], b: ['collect', { name: 'b' }] },
      edges: ['read>copies', 'copies>a', 'copies>b'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome.counts).toEqual({ read: 6, delivered: 3, filtered: 3, duplicates: 0, rejected: 0, pending: 0 });
    expect(seen.step('copies').counts).toMatchObject({ in: 6, fannedOut: 3, out: 9 });
    expect(idsIn('a')).toEqual(idsIn('b'));
  });
});

describe('promise 4, a bad record is data', () => {
  it('is kept with its reason, origin, place and the record as it was', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 5, rawEvery: 4 }], some: ['keep', { rejectEvery: 5 }], out: ['collect'] },
      edges: ['read>some', 'some>out'],
    });
    const { rejects } = await workspace.run(flow);
    expect(rejects).toEqual([
      {
        nodeId: 'read',
        deadLetter: true,
        code: 'toy-raw',
        message: 'The toy cannot read this.',
        origin: { source: 'read', ordinal: 3 },
        file: 'toy.txt',
        row: 4,
        raw: 'line 3',
      },
      {
        nodeId: 'some',
        deadLetter: true,
        code: 'toy',
        message: 'The toy rejects this record.',
        field: 'id',
        value: '4',
        origin: { source: 'read', ordinal: 4 },
        file: 'toy.txt',
        row: 5,
        record: { id: 4, text: 'record 4' },
      },
    ]);
  });

  it('goes to the steps on the reject port with four more fields, and counts as rejected although it was written', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 6 }], some: ['keep', { rejectEvery: 3 }], good: ['collect', { name: 'good' }], bad: ['collect', { name: 'bad' }] },
      edges: ['read>some', 'some>good', 'some.rejected>bad'],
    });
    const seen = await workspace.run(flow);
    expect([idsIn('good'), idsIn('bad')]).toEqual([
      [0, 1, 3, 4],
      [2, 5],
    ]);
    expect(seen.outcome.counts).toEqual({ read: 6, delivered: 4, filtered: 0, duplicates: 0, rejected: 2, pending: 0 });
    expect(seen.rejects.map(({ deadLetter }) => deadLetter)).toEqual([false, false]);
    const sample = sampleOf(seen.events, 'some', 'rejected');
    expect(sample?.reasons?.[0]).toMatchObject({ code: 'toy', field: 'id', value: '2' });
  });

  it('goes from a source to the reject port even when it never became a record', async () => {
    const flow = sketchFlow({
      nodes: {
        read: ['count', { count: 4, rawEvery: 2 }],
        good: ['collect', { name: 'good' }],
        bad: ['slow', { ms: 0 }],
        aside: ['write', { path: 'bad.txt' }],
      },
      edges: ['read>good', 'read.rejected>bad', 'bad>aside'],
    });
    const seen = await workspace.run(flow);
    expect(seen.step('aside').counts.out).toBe(2);
    expect(seen.outcome.counts).toMatchObject({ read: 4, delivered: 2, rejected: 2 });
  });

  it('is taken from a target while it commits, too', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 6 }], good: ['collect', { name: 'good', rejectAtCommit: 3 }], bad: ['collect', { name: 'bad' }] },
      edges: ['read>good', 'good.rejected>bad'],
    });
    const seen = await workspace.run(flow);
    expect(idsIn('bad')).toEqual([2, 5]);
    expect(seen.outcome.counts).toMatchObject({ delivered: 4, rejected: 2 });
  });

  it.each([
    ['a number', { stopAfterCount: 3 }, 'the run stops at 3'],
    ['a share, once enough have come', { stopAbovePercent: 20, minimum: 8 }, '%'],
  ])('ends the run at %s', async (_what, rejects, words) => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 100 }], some: ['keep', { rejectEvery: 2 }, { rejects: { minimum: 100, ...rejects } }], out: ['collect'] },
      edges: ['read>some', 'some>out'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { class: 'user', code: 'too-many-rejects', place: { node: 'some' } } });
    expect(seen.outcome.error?.message).toContain(words);
    expect(seen.outcome.counts.read).toBeLessThan(20);
    expect(workspace.world.happened).toContain('abort collected');
    expect(seen.step('some').status).toBe('failed');
  });

  it('cuts what is kept of a huge record', async () => {
    const { rejectedRecord } = await import('./rejects/rejected-record.ts');
    const { textColumn } = await import('../data/bytes-column.ts');
    const batch = {
      rows: 1,
      count: 1,
      selection: Int32Array.of(0),
      names: ['a'],
      columns: [textColumn(['x'.repeat(9_999_999)])],
      origin: { source: 0, first: 0, ordinals: null },
    };
    const kept = rejectedRecord(
      { nodeId: 'n', deadLetter: true },
      batch,
      0,
      { code: 'c', message: 'm', value: 'y'.repeat(999) },
      { source: 's', ordinal: 0 },
      null,
    );
    expect(JSON.stringify(kept).length).toBeLessThan(3_000);
    expect(kept.value).toHaveLength(200);
  });
});

describe('promise 5, origin is never lost', () => {
  it('comes through every kind of step to the target', async () => {
    const flow = sketchFlow({
      nodes: { a: ['count', { count: 5, from: 100 }], b: ['count', { count: 3, from: 200 }], back: ['reverse'], out: ['collect', { name: 'out' }] },
      edges: ['a>back', 'b>back', 'back>out'],
    });
    await workspace.run(flow);
    expect(workspace.world.written.get('out')).toEqual(['1:2:202', '1:1:201', '1:0:200', '0:4:104', '0:3:103', '0:2:102', '0:1:101', '0:0:100']);
  });
});

describe('promise 6, nothing is written in a rehearsal', () => {
  it('never opens the writing side of a target, and says what it would do', async () => {
    const flow = sketchFlow({ nodes: { read: ['count', { count: 7 }], out: ['collect', { name: 'tattler', rejectEvery: 7 }] }, edges: ['read>out'] });
    const seen = await workspace.run(flow, { mode: 'rehearsal' });
    expect(seen.outcome.status).toBe('succeeded-with-rejects');
    expect(workspace.world.happened).toEqual(['open read', 'rehearse tattler', 'close read']);
    expect(seen.events.find((event) => event.kind === 'would-do')).toMatchObject({ nodeId: 'out', wouldDo: { insert: 6 } });
    expect(seen.outcome.counts).toEqual({ read: 7, delivered: 0, filtered: 0, duplicates: 0, rejected: 1, pending: 6 });
    expect(seen.events.some((event) => event.kind === 'intent' || event.kind === 'delivered')).toBe(false);
  });

  it('refuses a step of another role that would write', async () => {
    const flow = sketchFlow({ nodes: { read: ['count'], mail: ['mail'], out: ['collect'] }, edges: ['read>mail', 'mail>out'] });
    const seen = await workspace.run(flow, { mode: 'rehearsal' });
    expect(seen.outcome.error?.code).toBe('would-write');
    expect(workspace.world.happened).not.toContain('mail sent');
  });
});

describe('promise 11, the same result every time', () => {
  it('joins branches in plan order, not in the order of timing', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 6, batch: 2 }], slow: ['slow', { ms: 3 }], fast: ['keep'], out: ['collect', { name: 'out' }] },
      edges: ['read>slow', 'read>fast', 'slow>out', 'fast>out'],
    });
    await workspace.run(flow);
    expect(idsIn('out')).toEqual([0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5]);
  });
});

describe('a port that is read first', () => {
  it('gets its source first, whatever the order of the nodes', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 9 }], known: ['count', { count: 3 }], match: ['match'], out: ['collect', { name: 'out' }] },
      edges: ['read>match', 'known>match.reference', 'match>out'],
    });
    const seen = await workspace.run(flow);
    expect(idsIn('out')).toEqual([0, 1, 2]);
    expect(seen.outcome.counts).toMatchObject({ read: 9, delivered: 3, filtered: 6 });
  });

  it('works when one source feeds both ports: the other records wait on disk, and the source is read once', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 5_000, batch: 500 }], few: ['keep', { dropEvery: 2 }], match: ['match'], out: ['collect', { name: 'out' }] },
      edges: ['read>few', 'few>match.reference', 'read>match.in', 'match>out'],
    });
    const seen = await workspace.run(flow);
    expect(seen.outcome.error).toBeUndefined();
    expect(idsIn('out')).toEqual(range(5_000).filter((id) => id % 2 === 0));
    expect(workspace.world.happened.filter((what) => what === 'open read')).toHaveLength(1);
    expect(seen.outcome.counts).toMatchObject({ read: 5_000, delivered: 2_500, filtered: 2_500 });
  });
});

describe('samples', () => {
  it('are told for every port with data, and for what was left out', async () => {
    const flow = sketchFlow({
      nodes: { read: ['count', { count: 500 }], some: ['keep', { dropEvery: 2 }], out: ['collect'] },
      edges: ['read>some', 'some>out'],
    });
    const seen = await workspace.run(flow);
    const told = seen.events.flatMap((event) => (event.kind === 'sample' ? [[event.nodeId, event.port, event.sample.total, event.sample.first]] : []));
    expect(told).toEqual([
      ['read', 'out', 500, 100],
      ['some', 'filtered', 250, 100],
      ['some', 'out', 250, 100],
    ]);
  });
});

function sampleOf(events: readonly EngineEvent[], nodeId: string, port: string): Sample | undefined {
  for (const event of events) if (event.kind === 'sample' && event.nodeId === nodeId && event.port === port) return event.sample;
  return undefined;
}
