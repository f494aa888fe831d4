import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { createCancel } from '../../engine/cancel.ts';
import { Previewer } from '../../engine/preview/preview.ts';
import { machineClock } from '../../engine/testing/machine-clock.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import type { PreviewHappening } from '../../engine/threads/messages.ts';
import { batchOf, record } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { openFilesIn, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { sameValues } from './same-values.ts';
import { BEFORE_PORT, STATUSES, spec } from './spec.ts';

const kind = { spec, run };
const BEFORE = [
  { id: '1', city: 'Bonn', since: '2026-01-01' },
  { id: '2', city: 'Metz', since: '2026-01-02' },
  { id: '4', city: 'Lyon', since: '2026-01-03' },
];
const NOW = [
  { id: '3', city: 'Nice', since: '2026-01-04' },
  { id: '1', city: 'Cologne', since: '2026-01-01' },
  { id: '4', city: ' Lyon ', since: '2026-01-03' },
];
const inputs = { in: [batchOf(NOW)], [BEFORE_PORT]: [batchOf(BEFORE, { source: 1 })] };
const compare = (config: object = {}, more: object = {}) => runTransform(kind, { keys: ['id'], ...config }, inputs, more);
const only = (...ports: string[]) => ({ connected: (port: string) => ports.includes(port) });

describe('compare', () => {
  test('one output with all differences, in the order of the inputs', async () => {
    const { emitted, filtered, counts, combined } = await compare({}, only(OUT_PORT));
    expect(emitted).toEqual({
      [OUT_PORT]: [
        record([...Object.entries(NOW[0] as object), ['difference', 'added'], ['changes', null]]),
        record([...Object.entries(NOW[1] as object), ['difference', 'changed'], ['changes', [{ field: 'city', old: 'Bonn', new: 'Cologne' }]]]),
        record([...Object.entries(BEFORE[1] as object), ['difference', 'removed'], ['changes', null]]),
      ],
    });
    expect(filtered.map(({ id }) => id)).toEqual(['4']);
    expect(counts).toMatchObject({ in: 6, out: 3, filtered: 1, fannedOut: -2 });
    expect(combined.sort()).toEqual([
      ['1:0', '0:1'],
      ['1:2', '0:2'],
    ]);
  });

  test('an output for each, and all in one besides', async () => {
    const { emitted, counts } = await compare({ withUnchanged: true, details: 'old-fields' });
    expect(Object.fromEntries(STATUSES.map((status) => [status, emitted[status]?.map(({ id }) => id)]))).toEqual({
      added: ['3'],
      changed: ['1'],
      removed: ['2'],
      unchanged: ['4'],
    });
    expect(emitted[OUT_PORT]?.map(({ id, difference }) => `${id} ${difference}`)).toEqual(['3 added', '1 changed', '4 unchanged', '2 removed']);
    expect(emitted['changed']).toEqual([record([...Object.entries(NOW[1] as object), ['old_city', 'Bonn'], ['old_since', '2026-01-01']])]);
    expect(emitted['added']).toEqual([record([...Object.entries(NOW[0] as object), ['old_city', null], ['old_since', null]])]);
    expect(counts).toMatchObject({ out: 8, fannedOut: 2 });
  });

  test.each([
    [{ compare: 'chosen', fields: ['since'] }, []],
    [{ compare: 'all-but', fields: ['city'] }, []],
    [{ trim: false }, ['1', '4']],
    [{ details: 'none' }, ['1']],
  ])('%j', async (config, changed) => {
    const { emitted } = await compare(config, only('changed'));
    expect((emitted['changed'] ?? []).map(({ id }) => id)).toEqual(changed);
  });

  test('records without a key, and those whose key another one has, are rejected', async () => {
    const now = batchOf([{ id: 'a' }, { id: '' }, { id: 'A' }, { id: ' a' }]);
    const before = batchOf([{ id: null }, { id: 'b' }, { id: 'b' }], { source: 1 });
    const { rejects, emitted } = await runTransform(kind, { keys: ['id'], ignoreCase: true }, { in: [now], [BEFORE_PORT]: [before] }, only(OUT_PORT));
    expect(rejects.map(({ reason, source, ordinal }) => [reason.code, `${source}:${ordinal}`])).toEqual([
      ['empty-key', '0:1'],
      ['duplicate-key', '0:2'],
      ['duplicate-key', '0:3'],
      ['empty-key', '1:0'],
      ['duplicate-key', '1:2'],
    ]);
    expect(rejects[1]?.reason.message).toBe('Record 1 of the input "Now" has the same key: id "A".');
    expect(rejects[4]?.reason).toMatchObject({ message: 'Record 2 of the input "Before" has the same key: id "b".', field: 'id', value: 'b' });
    expect(emitted[OUT_PORT]?.map(({ id, difference }) => `${id} ${difference}`)).toEqual(['a added', 'b removed']);
  });

  test('names that clash, and a key that never arrives, stop the run', async () => {
    await expect(compare({ statusField: 'city' })).rejects.toMatchObject({ code: 'field-clash' });
    await expect(compare({ keys: ['number'] })).rejects.toMatchObject({ code: 'field-never-arrived' });
  });

  test('a preview of a sample says what it cannot know', async () => {
    const notices = async (...samples: string[]) => (await compare({}, { mode: 'preview', samples })).notices.map(({ message }) => message);
    expect(await notices()).toEqual([]);
    expect(await notices(IN_PORT)).toEqual(['Only a sample of "Now" was read, so what is shown as removed may be in it after all. Run the flow to know.']);
    expect(await notices(IN_PORT, BEFORE_PORT)).toEqual([expect.anything(), expect.stringContaining('shown as added may be in it')]);
  });

  test('a preview knows of a sample also behind a step that leaves records out', async () => {
    const workspace = new KindWorkspace();
    try {
      workspace.rows.set(
        'now',
        Array.from({ length: 20 }, (_, id) => ({ id: String(id) })),
      );
      workspace.rows.set('before', [{ id: '1' }]);
      const keep = { conditions: { match: 'all', items: [{ field: 'id', operator: 'equals', value: '1' }] } };
      const flow = sketchFlow({
        nodes: { n: ['rows', { of: 'now' }], b: ['rows', { of: 'before' }], f: ['filter-rows', keep], c: ['compare-rows', { keys: ['id'] }], t: ['tray', {}] },
        edges: ['n>f', 'f>c', 'b>c.before', 'c>t'],
      });
      const { flow: _flow, folders, ...rest } = workspace.job(flow);
      const shown = async (limit: number) => {
        const told: PreviewHappening[] = [];
        const job = { ...rest, flow, flowId: 'f', nodeId: null, limit, fresh: true, folders };
        await new Previewer({ ...workspace.kinds(), clock: machineClock() }).preview(job, (event) => told.push(event), createCancel());
        return told.flatMap((event) => (event.kind === 'step' && event.nodeId === 'c' ? (event.step.notices ?? []) : []));
      };
      expect(await shown(10)).toEqual([expect.stringContaining('Only a sample of "Now" was read')]);
      expect(await shown(50)).toEqual([]);
    } finally {
      workspace.close();
    }
  });

  test('records that were rejected before it look removed or added, and the run says so', async () => {
    const workspace = new KindWorkspace();
    try {
      for (const name of ['now', 'before'])
        workspace.rows.set(
          name,
          Array.from({ length: 12 }, (_, id) => ({ id })),
        );
      const seen = await workspace.run(
        sketchFlow({
          nodes: {
            n: ['rows', { of: 'now' }],
            b: ['rows', { of: 'before' }],
            k: ['keep', { rejectEvery: 4 }],
            c: ['compare-rows', { keys: ['id'] }],
            t: ['tray', { name: 't' }],
          },
          edges: ['n>k', 'k>c', 'b>c.before', 'c>t'],
        }),
      );
      expect(seen.outcome.error).toBeUndefined();
      expect(workspace.trays.get('t')?.map(({ difference }) => difference)).toEqual(['removed', 'removed', 'removed']);
      expect(seen.logs).toEqual(['3 records of "Now" were rejected before this step: what the other input has of them counts as removed.']);
    } finally {
      workspace.close();
    }
  });

  test('stopped half-way on disk, it leaves nothing open', async () => {
    const many = (source: number) => Array.from({ length: 30 }, (_, at) => batchOf([{ id: at, v: source }], { first: at, source }));
    const stop = new AbortController();
    const stopped = runTransform(
      kind,
      { keys: ['id'] },
      { in: many(0), [BEFORE_PORT]: many(1) },
      { memoryBudget: 1, signal: stop.signal, afterBatch: (count) => (count === 60 ? stop.abort() : undefined) },
    );
    await expect(stopped).rejects.toThrow();
    expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
  });
});

describe('equal values', () => {
  const all = { trim: true, ignoreCase: true, numbers: true, dates: true, zone: 'Europe/Berlin' };
  const none = { trim: false, ignoreCase: false, numbers: false, dates: false, zone: 'UTC' };
  test.each<[Value, Value, boolean, boolean]>([
    [null, '', true, true],
    ['1', 1, true, true],
    ['1.0', 1, true, false],
    ['1.0', '1', true, false],
    ['007', '7', false, false],
    ['007', 7, false, false],
    [12345678901234567890n, '12345678901234567890.0', true, false],
    ['0.1000000000000000000001', '0.1', false, false],
    [' a ', 'a', true, false],
    ['a', 'A', true, false],
    [true, 'true', true, true],
    ['2026-01-01T12:00:00Z', '2026-01-01T13:00:00+01:00', true, false],
    ['2026-01-01T12:00:00Z', '2026-01-01T13:00', true, false],
    ['2026-01-01', '2026-01-02', false, false],
    [[1, 2], [1, 2], true, true],
    [{ a: 1 }, { a: 2 }, false, false],
    [null, 0, false, false],
  ])('pair %#', (a, b, with_, without) => {
    expect([sameValues(all)(a, b), sameValues(all)(b, a)]).toEqual([with_, with_]);
    expect([sameValues(none)(a, b), sameValues(none)(b, a)]).toEqual([without, without]);
  });
});

interface Row {
  readonly id: Value;
  readonly part: Value;
  readonly v: Value;
  readonly n: number;
}

/** What a comparison is, written down with maps. */
function naive(now: readonly Row[], before: readonly Row[]) {
  const keyOf = ({ id, part }: Row) => {
    const texts = [id, part].map((value) => (value === null ? '' : String(value).trim()));
    return texts.every((text) => text === '') ? null : JSON.stringify(texts);
  };
  const rejected: string[] = [];
  const unique = (rows: readonly Row[], side: number) => {
    const found = new Map<string, Row>();
    for (const row of rows) {
      const key = keyOf(row);
      if (key === null || found.has(key)) rejected.push(`${side}:${row.n}`);
      else found.set(key, row);
    }
    return found;
  };
  const [here, there] = [unique(now, 0), unique(before, 1)];
  const text = (value: Value) => (value === null ? '' : String(value));
  const out: string[] = [];
  const pairs: string[] = [];
  for (const [key, row] of here) {
    const old = there.get(key);
    out.push(`${row.n} ${old ? (text(old.v) === text(row.v) ? 'unchanged' : `changed from ${text(old.v)}`) : 'added'}`);
    if (old) pairs.push(`1:${old.n} 0:${row.n}`);
  }
  for (const [key, row] of there) if (!here.has(key)) out.push(`${row.n} removed`);
  return { out, rejected, pairs };
}

const rows = fc
  .array(
    fc.tuple(
      fc.constantFrom<Value>('a', 'b', ' b', 'c', '1', 1, 2, '', null, '__proto__'),
      fc.constantFrom<Value>('', null, 'x', 'y'),
      fc.constantFrom<Value>('v', 'w', 5, null),
    ),
    { maxLength: 50 },
  )
  .map((list) => list.map(([id, part, v], n): Row => ({ id, part, v, n })));
const batches = (list: readonly Row[], size: number, source: number) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    batchOf(
      list.slice(at * size, (at + 1) * size).map((row) => ({ ...row })),
      { source, first: at * size },
    ),
  );

test('any two inputs: the same as with maps, in the same order, in memory and on disk', async () => {
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.constantFrom(1, 4, 60), fc.constantFrom(1, 8000, 1 << 26), async (now, before, size, memoryBudget) => {
      const { emitted, rejects, combined } = await runTransform(
        kind,
        { keys: ['id', 'part'], compare: 'chosen', fields: ['v'], withUnchanged: true, details: 'old-fields' },
        { in: batches(now, size, 0), [BEFORE_PORT]: batches(before, size, 1) },
        { memoryBudget, connected: (port) => port === OUT_PORT },
      );
      const expected = naive(now, before);
      const told = (emitted[OUT_PORT] ?? []).map(
        (one) => `${one['n']} ${one['difference']}${one['difference'] === 'changed' ? ` from ${one['old_v'] ?? ''}` : ''}`,
      );
      expect(told).toEqual(expected.out);
      expect(rejects.map(({ source, ordinal }) => `${source}:${ordinal}`)).toEqual(expected.rejected);
      expect(combined.map((pair) => pair.join(' ')).sort()).toEqual(expected.pairs.sort());
    }),
    { numRuns: 150 },
  );
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('a preview shows what the step says of a sample', async () => {
    workspace.rows.set(
      'n',
      Array.from({ length: 20 }, (_, id) => ({ id })),
    );
    workspace.rows.set('b', [{ id: 19 }]);
    const flow = sketchFlow({
      nodes: { n: ['rows', { of: 'n' }], b: ['rows', { of: 'b' }], c: ['compare-rows', { keys: ['id'] }], z: ['tray'] },
      edges: ['n>c', 'b>c.before', 'c>z'],
    });
    const { folders, ...facts } = workspace.job(flow);
    const said: (string[] | undefined)[] = [];
    const previewer = new Previewer({ ...workspace.kinds(), clock: machineClock() });
    const hear = (event: PreviewHappening) => (event.kind === 'step' && event.nodeId === 'c' ? void said.push(event.step.notices) : undefined);
    await previewer.preview({ ...facts, folders, nodeId: null, limit: 6, fresh: false }, hear, createCancel());
    await previewer.preview({ ...facts, folders, nodeId: null, limit: 60, fresh: true }, hear, createCancel());
    expect(said).toEqual([['Only a sample of "Now" was read, so what is shown as removed may be in it after all. Run the flow to know.'], undefined]);
  });

  test('an old record has the fate of the new one; every record of both inputs is accounted for', async () => {
    const ids = fc.uniqueArray(fc.nat(12), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(ids, ids, fc.subarray(['out', 'changed', 'removed']), fc.constantFrom(0, 2), async (now, before, connected, rejectEvery) => {
        const value = (id: number, old: boolean) => (id % 3 === 0 && old ? 'old' : 'same');
        workspace.rows.set(
          'n',
          now.map((id) => ({ id, v: value(id, false) })),
        );
        workspace.rows.set(
          'b',
          before.map((id) => ({ id, v: value(id, true) })),
        );
        const flow = sketchFlow({
          nodes: {
            n: ['rows', { of: 'n' }],
            b: ['rows', { of: 'b' }],
            c: ['compare-rows', { keys: ['id'] }],
            x: ['tray', { name: 'x' }],
            ...Object.fromEntries(connected.map((port) => [`z${port}`, ['tray', { name: port, rejectEvery }] as [string, object]])),
          } as never,
          edges: ['n>c', 'b>c.before', 'c.added>x', ...connected.map((port) => (port === 'out' ? 'c>zout' : `c.${port}>z${port}`))],
        });
        const { outcome } = await workspace.run(flow);
        expect(outcome.error).toBeUndefined();
        const counts = { read: now.length + before.length, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 };
        const fate = (status: string, n: number) => {
          const ports = [...(status === 'unchanged' ? [] : ['out']), status].filter((port) => connected.includes(port));
          if (ports.length > 0 && rejectEvery > 0 && n % rejectEvery === rejectEvery - 1) return 'rejected';
          return ports.length > 0 || status === 'added' ? 'delivered' : 'filtered';
        };
        now.forEach((id, n) => {
          const status = !before.includes(id) ? 'added' : id % 3 === 0 ? 'changed' : 'unchanged';
          counts[fate(status, n)] += status === 'added' ? 1 : 2;
        });
        before.forEach((id, n) => {
          if (!now.includes(id)) counts[fate('removed', n)]++;
        });
        expect(outcome.counts).toEqual(counts);
      }),
      { numRuns: 60 },
    );
  });
});
