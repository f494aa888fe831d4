import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { batchOf, record } from '../testing/batches.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';
import { openFilesIn, runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
type Rows = readonly { readonly [field: string]: Value }[];
const GERMANY: Rows = [{ id: 1, city: 'Bonn' }];
const FRANCE: Rows = [{ id: 2, region: 'Alsace' }];
const text = (name: string) => ({ name, type: 'text' as const });

describe('union', () => {
  test('gives every record every field, also when they are not known beforehand', async () => {
    const { emitted } = await runTransform(kind, {}, { in: [batchOf(GERMANY), batchOf(FRANCE)] });
    expect(emitted[OUT_PORT]).toEqual([
      record([
        ['id', 1],
        ['city', 'Bonn'],
        ['region', null],
      ]),
      record([
        ['id', 2],
        ['city', null],
        ['region', 'Alsace'],
      ]),
    ]);
  });

  test('known fields let records pass as they come, in the planned order', async () => {
    const surroundings = { arriving: { in: [text('region'), text('id'), text('city')] } };
    const order = ['region', 'id', 'city'];
    const { batches } = await runTransform(kind, {}, { in: [batchOf(GERMANY), batchOf(FRANCE)] }, surroundings);
    expect(batches[OUT_PORT]?.map(({ names }) => names)).toEqual([order, order]);
    // Nothing waits: were it stopped before the end, what came would have left.
    const stopped = new AbortController();
    stopped.abort();
    const passed = await runTransform(kind, {}, { in: [batchOf(GERMANY)] }, { ...surroundings, signal: stopped.signal });
    expect(passed.emitted[OUT_PORT]).toHaveLength(1);
    await expect(runTransform(kind, {}, { in: [batchOf(GERMANY)] }, { signal: stopped.signal })).rejects.toThrow();
  });

  test('a field nobody foresaw is passed on, and said', async () => {
    const { emitted, notices } = await runTransform(kind, {}, { in: [batchOf(GERMANY), batchOf(FRANCE)] }, { arriving: { in: [text('id'), text('city')] } });
    expect(emitted[OUT_PORT]?.[1]).toMatchObject({ region: 'Alsace', city: null });
    expect(notices.map(({ code }) => code)).toEqual(['field-appeared']);
  });

  test.each([
    [true, ['Email', 'id', 'ID']],
    [false, ['Email', 'EMAIL', 'id', 'ID']],
  ])('capitals in names ignored: %s', async (ignoreCase, names) => {
    const { batches, emitted } = await runTransform(kind, { ignoreCase }, { in: [batchOf([{ Email: 'a' }]), batchOf([{ EMAIL: 'b', id: 1, ID: 2 }])] });
    expect(batches[OUT_PORT]?.map((batch) => batch.names)).toEqual([names, names]);
    expect(emitted[OUT_PORT]?.map((one) => one['Email'])).toEqual(['a', ignoreCase ? 'b' : null]);
    expect(emitted[OUT_PORT]?.[1]).toMatchObject({ id: 1, ID: 2 });
  });

  test('different types are told once, or stop the run', async () => {
    const inputs = {
      in: [batchOf([{ n: '1' }], { as: 'bytes' }), batchOf([{ n: 1 }], { types: { n: 'integer' } }), batchOf([{ n: true }], { types: { n: 'boolean' } })],
    };
    const { emitted, notices } = await runTransform(kind, {}, inputs);
    expect(emitted[OUT_PORT]?.map(({ n }) => n)).toEqual(['1', 1, true]);
    expect(notices.map(({ code, place }) => [code, place?.field])).toEqual([['types-differ', 'n']]);
    await expect(runTransform(kind, { conflicts: 'stop' }, inputs)).rejects.toMatchObject({ code: 'types-differ', place: { field: 'n' } });
  });

  test('names the source of each record; a name that is taken stops the run', async () => {
    const inputs = { in: [batchOf(GERMANY, { source: 3 }), batchOf(FRANCE, { source: 5 })] };
    const { emitted } = await runTransform(kind, { sourceField: 'from' }, inputs);
    expect(emitted[OUT_PORT]?.map((one) => one['from'])).toEqual(['Source 3', 'Source 5']);
    await expect(runTransform(kind, { sourceField: 'city' }, inputs)).rejects.toMatchObject({ code: 'field-exists' });
  });

  test('any batches: the same as laying the records side by side by hand, in memory and on disk', async () => {
    const names = ['a', 'b', '__proto__', 'constructor', 'A'];
    const row = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), fc.constantFrom<Value>(null, '', 'x', 1, true)), {
      selector: ([name]) => name,
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(row, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), fc.constantFrom(1, 1 << 20), async (parts, memoryBudget) => {
        const batches = parts.map((rows, at) => batchOf(rows.map(record), { first: parts.slice(0, at).flat().length }));
        const { emitted, origins } = await runTransform(kind, {}, { in: batches }, { memoryBudget });
        const all = [...new Set(parts.flatMap((rows) => rows.flatMap((fields) => fields.map(([name]) => name))))];
        const expected = parts.flat().map((fields) => record(all.map((name) => [name, fields.find(([own]) => own === name)?.[1] ?? null] as const)));
        expect(emitted[OUT_PORT] ?? []).toEqual(expected);
        expect((origins[OUT_PORT] ?? []).map(({ ordinal }) => ordinal)).toEqual(expected.map((_, at) => at));
      }),
      { numRuns: 100 },
    );
  });

  test('cancelled while all waits on disk, it leaves nothing open', async () => {
    const stop = new AbortController();
    const many = Array.from({ length: 20 }, (_, at) => batchOf(GERMANY, { first: at }));
    await expect(
      runTransform(kind, {}, { in: many }, { memoryBudget: 1, signal: stop.signal, afterBatch: (count) => (count === 20 ? stop.abort() : undefined) }),
    ).rejects.toThrow();
    expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
  });
});

describe('settings of union', () => {
  const parse = (config: object) => spec.config.parse(config);
  test('fields are foretold', () => {
    const arriving = { in: [text('Email'), { name: 'EMAIL', type: 'integer' as const }, text('id')] };
    expect(spec.fields(parse({ ignoreCase: true, sourceField: 'from' }), arriving)[OUT_PORT]).toEqual([
      { name: 'Email', type: 'any' },
      text('id'),
      text('from'),
    ]);
    expect(spec.fields(parse({}), { in: null })).toEqual({ out: null });
    expect(spec.check(parse({ sourceField: 'ID', ignoreCase: true }), arriving).map(({ field }) => field)).toEqual(['sourceField']);
    expect(spec.check(parse({ conflicts: 'stop' }), { in: [{ name: 'x', type: 'any' }] })).toMatchObject([{ severity: 'warning', field: 'conflicts' }]);
    expect(spec.madeOf?.(parse({ ignoreCase: true }), 'Email', ['EMAIL', 'id'])).toEqual({ from: ['EMAIL'], copied: true });
  });
  test('its card', () => expect(spec.summary(parse({ ignoreCase: true, sourceField: 'from' }))).toBe('by name, capitals ignored, with from'));
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('every record is delivered, with the name of its source', async () => {
    workspace.rows.set('g', GERMANY);
    workspace.rows.set('f', FRANCE);
    const { outcome } = await workspace.run(
      sketchFlow({
        nodes: { g: ['rows', { of: 'g' }], f: ['rows', { of: 'f' }], u: ['union-rows', { sourceField: 'from' }], z: ['tray', { name: 'z' }] },
        edges: ['g>u', 'f>u', 'u>z'],
      }),
    );
    expect(outcome.error).toBeUndefined();
    expect(outcome.counts).toMatchObject({ read: 2, delivered: 2 });
    expect(workspace.trays.get('z')?.map(({ id, from }) => [id, from])).toEqual([
      [1, 'g'],
      [2, 'f'],
    ]);
  });
});
