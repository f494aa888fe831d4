import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from './capture/capture-manifest.ts';
import { DEFAULT_LIMITS, type ReplayChoice } from './run-job.ts';
import { type Seen, sketchFlow, ToyWorkspace } from './testing/toy-flow.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const idsIn = (name: string) => workspace.world.written.get(name)?.map((row) => Number(row.split(':')[2]));
const opened = () => workspace.world.happened.filter((what) => what === 'open read').length;

const flow = (capture: string, rejectEvery = 5) =>
  sketchFlow({
    settings: { capture },
    nodes: {
      read: ['count', { count: 20 }],
      known: ['count', { count: 15 }],
      some: ['keep', { rejectEvery }],
      match: ['match'],
      out: ['collect', { name: 'out' }],
    },
    edges: ['read>some', 'some>match', 'known>match.reference', 'match>out'],
  });

const choice = (of: Seen, more: Partial<ReplayChoice> = {}): ReplayChoice => ({
  captures: of.job.folders.captures,
  fromNode: null,
  ordinals: null,
  readOutside: [],
  state: 'none',
  ...more,
});

describe('capture', () => {
  it('keeps what the sources read, with a manifest', async () => {
    const seen = await workspace.run(flow('input'));
    const manifest = readManifest(seen.job.folders.captures);
    expect(manifest?.ports.map(({ nodeId, port, side, records, complete }) => ({ nodeId, port, side, records, complete }))).toEqual([
      { nodeId: 'read', port: 'out', side: 'out', records: 20, complete: true },
      { nodeId: 'known', port: 'out', side: 'out', records: 15, complete: true },
    ]);
    expect(seen.events.flatMap((event) => (event.kind === 'capture' ? [existsSync(event.file)] : []))).toEqual([true, true]);
  });

  it('keeps nothing where the flow says so, and nothing of a replay', async () => {
    const none = await workspace.run(flow('none'));
    expect(existsSync(none.job.folders.captures)).toBe(false);
    const kept = await workspace.run(flow('input'));
    const replay = await workspace.run(flow('input'), { mode: 'replay', replay: choice(kept) });
    expect(existsSync(replay.job.folders.captures)).toBe(false);
  });

  it('stops with a notice when the space is used up; the run goes on', async () => {
    const many = sketchFlow({
      settings: { capture: 'input' },
      nodes: { read: ['count', { count: 60, batch: 4 }], out: ['collect', { name: 'out' }] },
      edges: ['read>out'],
    });
    const seen = await workspace.run(many, { limits: { ...DEFAULT_LIMITS, captureBytes: 4 } });
    expect(seen.outcome.status).toBe('succeeded');
    expect(idsIn('out')).toHaveLength(60);
    expect(seen.logs.join()).toContain('space for kept data is used up');
    expect(readManifest(seen.job.folders.captures)?.ports[0]).toMatchObject({ complete: false, stopped: 'quota', passed: 60 });
    const replay = await workspace.run(many, { mode: 'replay', replay: choice(seen) });
    expect(replay.outcome.error?.code).toBe('capture-incomplete');
  });

  it('marks what a failed run kept as incomplete', async () => {
    const broken = sketchFlow({ settings: { capture: 'input' }, nodes: { read: ['count', { count: 9, failAt: 6 }], out: ['collect'] }, edges: ['read>out'] });
    const seen = await workspace.run(broken);
    expect(readManifest(seen.job.folders.captures)?.ports[0]).toMatchObject({ records: 4, complete: false, stopped: 'run-ended' });
  });
});

describe('a replay', () => {
  it('gives the same result without the outside world', async () => {
    const first = await workspace.run(flow('input'));
    const before = { written: idsIn('out'), counts: first.outcome.counts };
    workspace.world.written.clear();
    const replay = await workspace.run(flow('input'), { mode: 'replay', replay: choice(first) });
    expect(replay.outcome.error).toBeUndefined();
    expect({ written: idsIn('out'), counts: replay.outcome.counts }).toEqual(before);
    expect(opened()).toBe(1);
  });

  it('takes only the rejected records, with the flow that was mended', async () => {
    const first = await workspace.run(flow('input'));
    const rejected = first.rejects.map(({ origin }) => origin?.ordinal ?? -1);
    expect(rejected).toEqual([4, 9, 14, 19]);
    const replay = await workspace.run(flow('input', 0), { mode: 'replay', replay: choice(first, { ordinals: { read: rejected } }) });
    expect(idsIn('out')).toEqual([4, 9, 14]);
    expect(workspace.world.written.get('out')?.[0]).toBe('0:4:4');
    expect(replay.outcome.counts).toEqual({ read: 4, delivered: 3, filtered: 1, duplicates: 0, rejected: 0, pending: 0 });
  });

  it('reads a source again where it is told to, and hears nothing of records it does not take', async () => {
    const first = await workspace.run(flow('none'));
    const replay = await workspace.run(flow('none', 0), {
      mode: 'replay',
      replay: choice(first, { ordinals: { read: [4, 9] }, readOutside: ['read', 'known'] }),
    });
    expect(idsIn('out')).toEqual([4, 9]);
    expect(opened()).toBe(2);
    expect(replay.outcome.counts).toMatchObject({ read: 2, delivered: 2 });
  });

  it('starts at a step with what arrived there', async () => {
    const first = await workspace.run(flow('every'));
    workspace.world.written.clear();
    workspace.world.happened.length = 0;
    const replay = await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { fromNode: 'match' }) });
    expect(replay.outcome.error).toBeUndefined();
    expect(idsIn('out')).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]);
    expect(workspace.world.happened).toEqual(['open out', 'commit out']);
    expect(replay.outcome.counts).toEqual({ read: 16, delivered: 12, filtered: 4, duplicates: 0, rejected: 0, pending: 0 });
    const one = await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { fromNode: 'out', ordinals: { read: [7] } }) });
    expect(idsIn('out')).toEqual([7]);
    expect(one.outcome.counts).toMatchObject({ read: 1, delivered: 1 });
    expect(one.events.find((event) => event.kind === 'sample')).toBeUndefined();
  });

  it('takes what a person corrected where it failed, and says what became of each record', async () => {
    const first = await workspace.run(flow('input'));
    const corrections = [{ nodeId: 'some', source: 'read', ordinal: 4, values: { id: 3 } }];
    const replay = await workspace.run(flow('input'), {
      mode: 'replay',
      replay: choice(first, { ordinals: { read: [4, 9, 19] }, corrections, settle: { read: [0, 4, 9, 19] } }),
    });
    expect(workspace.world.written.get('out')).toEqual(['0:4:3']);
    expect(replay.outcome.counts).toMatchObject({ read: 3, delivered: 1, rejected: 2 });
    expect(replay.outcome.settled).toEqual([{ source: 'read', ordinal: 4, as: 'delivered' }]);
    const wrong = [{ nodeId: 'some', source: 'read', ordinal: 4, values: { salary: 3 } }];
    const refused = await workspace.run(flow('input'), { mode: 'replay', replay: choice(first, { ordinals: { read: [4] }, corrections: wrong }) });
    expect(refused.outcome).toMatchObject({ status: 'failed', error: { code: 'field-missing', place: { node: 'some', field: 'salary' } } });
  });

  it('takes what a person wrote in the place of what a source could not read, and does not read it', async () => {
    const raw = sketchFlow({
      settings: { capture: 'input' },
      nodes: { read: ['count', { count: 6, rawEvery: 3 }], out: ['collect', { name: 'out' }] },
      edges: ['read>out'],
    });
    const first = await workspace.run(raw);
    const lost = first.rejects.map(({ origin }) => origin?.ordinal ?? -1);
    expect(lost).toEqual([2, 5]);
    const fields = [
      { name: 'id', type: 'integer' as const },
      { name: 'text', type: 'text' as const },
    ];
    const corrections = lost.map((ordinal) => ({ nodeId: 'read', source: 'read', ordinal, fields, values: { id: ordinal * 10, text: 'by hand' } }));
    const replay = await workspace.run(raw, { mode: 'replay', replay: choice(first, { ordinals: { read: lost }, corrections, settle: { read: lost } }) });
    expect(workspace.world.written.get('out')).toEqual(['0:2:20', '0:5:50']);
    expect(replay.outcome).toMatchObject({
      status: 'succeeded',
      counts: { read: 2, delivered: 2 },
      settled: [{ ordinal: 2, as: 'delivered' }, { ordinal: 5 }],
    });
    expect(opened()).toBe(1);
  });

  it('takes records by key from what was read or from what arrived at a step; a key that is not found stops it before anything is written', async () => {
    const first = await workspace.run(flow('every'));
    const keys = { nodeId: 'read', fields: ['id'], values: [['3'], [' 7 ']], allowMissing: false };
    const chosen = await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { keys }) });
    expect(idsIn('out')).toEqual([3, 7]);
    expect(chosen.outcome.counts).toMatchObject({ read: 2, delivered: 2 });
    await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { keys: { ...keys, nodeId: 'match', values: [['8']] }, fromNode: 'match' }) });
    expect(idsIn('out')).toEqual([8]);
    workspace.world.written.clear();
    for (const more of [{}, { readOutside: ['read', 'known'] }, { fromNode: 'match' }]) {
      const missing = { ...keys, nodeId: 'fromNode' in more ? 'match' : 'read', values: [['3'], ['99']] };
      const refused = await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { keys: missing, ...more }) });
      expect(refused.outcome).toMatchObject({ status: 'failed', error: { code: 'keys-not-found', message: '1 of 2 keys were not found: 99.' } });
      expect(workspace.world.written.size).toBe(0);
    }
    const masks = { key: 'ab', fields: [{ field: 'id', way: 'hide' as const }] };
    const personal = await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { keys: { ...keys, values: [['99']] } }), masks });
    expect(personal.outcome.error?.message).toBe('None of the keys was found.');
    const lenient = { ...keys, values: [['3'], ['99']], allowMissing: true };
    expect((await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { keys: lenient }) })).outcome.counts.delivered).toBe(1);
    const none = { ...lenient, values: [['99']] };
    expect((await workspace.run(flow('every'), { mode: 'replay', replay: choice(first, { keys: none }) })).outcome.error?.code).toBe('keys-not-found');
  });

  it('reads the others along where a step needs them, from the capture or from outside; counts, rejects and targets hold only what was asked for', async () => {
    const groups = sketchFlow({
      settings: { capture: 'input' },
      nodes: {
        read: ['count', { count: 20, batch: 6 }],
        some: ['keep', { rejectEvery: 10, dropEvery: 8 }],
        group: ['gather', { of: 5 }],
        out: ['collect', { name: 'out' }],
        copy: ['collect', { name: 'copy' }],
      },
      edges: ['read>some', 'some>group', 'group>out', 'some>copy'],
    });
    const first = await workspace.run(groups);
    expect(first.rejects.map(({ origin }) => origin?.ordinal)).toEqual([9, 19]);
    const keys = { nodeId: 'read', fields: ['id'], values: [['17']], allowMissing: false };
    for (const more of [{ keys }, { keys, readOutside: ['read'] }, { ordinals: { read: [17] } }, { ordinals: { read: [17] }, readOutside: ['read'] }]) {
      workspace.world.written.clear();
      const replay = await workspace.run(groups, { mode: 'replay', replay: choice(first, more) });
      expect(replay.outcome.error).toBeUndefined();
      expect([idsIn('out'), idsIn('copy')]).toEqual([[2], [17]]);
      expect(replay.outcome.counts).toEqual({ read: 1, delivered: 1, filtered: 0, duplicates: 0, rejected: 0, pending: 0 });
      expect(replay.rejects).toEqual([]);
      expect(replay.step('some').counts).toMatchObject({ in: 1, out: 1, filtered: 0, rejected: 0, fannedOut: 0, partners: 19 });
      // Of the group of 2, 7, 12 and 17 the record 7 was filtered.
      expect(replay.step('group').counts).toMatchObject({ in: 1, out: 1, pending: 0, alsoSent: 2 });
      expect(replay.step('out').counts).not.toHaveProperty('partners');
    }
    const rejected = await workspace.run(groups, { mode: 'replay', replay: choice(first, { ordinals: { read: [9] }, settle: { read: [9, 19] } }) });
    expect(rejected.outcome).toMatchObject({ counts: { read: 1, rejected: 1 }, settled: [] });
    expect(rejected.rejects.map(({ origin }) => origin?.ordinal)).toEqual([9]);
  });

  it('says why it is not possible', async () => {
    const first = await workspace.run(flow('input'));
    const from = (more: Partial<ReplayChoice>) => workspace.run(flow('input'), { mode: 'replay', replay: choice(first, more) });
    expect((await from({ fromNode: 'match' })).outcome.error).toMatchObject({ class: 'user', code: 'not-captured', place: { node: 'match' } });
    expect((await from({ fromNode: 'gone' })).outcome.error?.code).toBe('replay-start-missing');
    expect((await from({ captures: join(workspace.root, 'nowhere') })).outcome.error?.code).toBe('not-captured');
  });
});

describe('state of a step', () => {
  const daily = (more: object = {}) =>
    sketchFlow({
      nodes: {
        read: ['count', { count: 8, ...more }],
        once: ['distinct', { of: 100, acrossRuns: true }],
        out: ['collect', { name: 'out', ...('failCommit' in more ? more : {}) }],
      },
      edges: ['read>once', 'once>out'],
    });

  it('is kept once the targets have committed, and not before', async () => {
    const failed = await workspace.run(daily({ failCommit: true }));
    expect(failed.outcome.status).toBe('failed');
    expect(existsSync(join(workspace.root, 'state'))).toBe(false);
    await workspace.run(daily(), { mode: 'rehearsal' });
    expect(existsSync(join(workspace.root, 'state'))).toBe(false);
    const first = await workspace.run(daily());
    expect(first.outcome.stateOf).toEqual(['once']);
    expect((await workspace.run(daily())).outcome.counts).toMatchObject({ read: 8, duplicates: 8 });
    expect((await workspace.run(daily({ count: 10 }))).outcome.counts).toMatchObject({ read: 10, duplicates: 8, delivered: 2 });
  });

  it('holds nothing of records that a step behind rejected: mended, they are delivered the next day', async () => {
    const nodes = (rejectEvery: number, reversed: string) =>
      sketchFlow({
        nodes: { read: ['count', { count: 8 }], once: ['distinct', { of: 100, acrossRuns: true }], [reversed]: ['collect', { name: 'out', rejectEvery }] },
        edges: ['read>once', `once>${reversed}`],
      });
    const first = await workspace.run(nodes(4, 'out'));
    expect(first.outcome.counts).toMatchObject({ read: 8, delivered: 6, rejected: 2 });
    const second = await workspace.run(nodes(0, 'out'));
    expect(second.outcome.counts).toMatchObject({ read: 8, delivered: 2, duplicates: 6 });
    expect(idsIn('out')).toEqual(first.rejects.map(({ origin }) => origin?.ordinal));
    expect((await workspace.run(nodes(0, 'out'))).outcome.counts).toMatchObject({ delivered: 0, duplicates: 8 });
  });

  it('does not stand in the way of a replay of a run that kept it', async () => {
    const kept = { ...daily(), settings: { ...daily().settings, capture: 'input' as const } };
    const first = await workspace.run(kept);
    const replay = await workspace.run(kept, { mode: 'replay', replay: choice(first) });
    expect(replay.outcome.counts).toMatchObject({ delivered: 8, duplicates: 0 });
    expect(replay.outcome.stateOf).toEqual([]);
  });

  it('holds the position of a source, which is kept only with the records before it', async () => {
    const further = (count: number, more: object = {}) =>
      sketchFlow({ nodes: { read: ['count', { count, position: true }], out: ['collect', { name: 'out', ...more }] }, edges: ['read>out'] });
    await workspace.run(further(5, { failCommit: true }));
    await workspace.run(further(5));
    expect(idsIn('out')).toEqual([0, 1, 2, 3, 4]);
    await workspace.run(further(8));
    expect(idsIn('out')).toEqual([5, 6, 7]);
  });

  it('is put right after a move that was interrupted', async () => {
    const { keepState, FileState } = await import('./step-state.ts');
    const [kept, staging] = [join(workspace.root, 'state'), join(workspace.root, 'staging')];
    const open = () => new FileState({ kept, staging, nodeId: 'a/../b', seesKept: true });
    const first = open();
    first.set('n', 1n);
    first.stage();
    keepState(kept, staging, 'a/../b');
    expect(readdirSync(kept)).toHaveLength(1);
    const { renameSync } = await import('node:fs');
    const [folder = ''] = readdirSync(kept);
    renameSync(join(kept, folder), join(kept, `${folder}.old`));
    expect(open().get('n')).toBe(1n);
    expect(readdirSync(kept)).toEqual([folder]);
    // What was being forgotten when the program ended.
    renameSync(join(kept, folder), join(kept, `${folder}.gone`));
    expect(open().get('n')).toBe(undefined);
    expect(readdirSync(kept)).toEqual([]);
  });
});
