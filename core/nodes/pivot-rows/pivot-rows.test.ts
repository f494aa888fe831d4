import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { PlainRecord, Value } from '../../base/value.ts';
import { naturalKey } from '../../spill/natural-order.ts';
import { batchOf, record } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { type PivotRowsConfig, spec } from './spec.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const kind = { spec, run };
const shown = (value: Value | undefined) => (value === null || value === undefined ? '' : String(value));
const isNumber = (text: string) => /^-?\d+$/.test(text.trim());

/** What it does, written down plainly for sums, counts and joined texts of whole numbers. */
function naively(rows: readonly PlainRecord[], config: PivotRowsConfig) {
  const alike = (value: Value | undefined) => (config.ignoreCase ? shown(value).trim().toLowerCase() : shown(value).trim());
  const listed = config.columns === 'listed';
  const columns: { key: string; name: string }[] = listed ? config.listed.map(({ value, name }) => ({ key: alike(value), name: name || value })) : [];
  const groups = new Map<string, { first: PlainRecord; cells: Map<string, string[]> }>();
  const [rejected, filtered]: [number[], number[]] = [[], []];
  rows.forEach((row, at) => {
    const text = shown(row['v']).trim();
    if (config.kind === 'sum' && config.notNumbers === 'reject' && text !== '' && !isNumber(text)) {
      rejected.push(at);
      return;
    }
    const key = alike(row['c']);
    if (!columns.some((column) => column.key === key)) {
      if (listed) {
        (config.others === 'reject' ? rejected : filtered).push(at);
        return;
      }
      columns.push({ key, name: shown(row['c']).trim() || config.emptyName });
    }
    const group = JSON.stringify(config.keys.map((name) => alike(row[name])));
    if (!groups.has(group)) groups.set(group, { first: row, cells: new Map() });
    const cells = groups.get(group)?.cells;
    cells?.set(key, [...(cells.get(key) ?? []), text]);
  });
  const cell = (texts: string[] = []): Value => {
    const filled = texts.filter((text) => text !== '');
    if (config.kind === 'count') return texts.length;
    if (config.kind === 'max') return filled.length === 0 ? null : filled.reduce((best, text) => (naturalKey(text) > naturalKey(best) ? text : best));
    if (config.kind === 'count-distinct') return new Set(filled.map((text) => (config.ignoreCase ? text.toLowerCase() : text))).size;
    if (config.kind === 'join') return filled.length === 0 ? null : filled.join(config.separator);
    const numbers = filled.filter(isNumber);
    return numbers.length === 0 ? null : String(numbers.reduce((sum, text) => sum + Number(text), 0));
  };
  const made = [...groups.values()].map(({ first, cells }) =>
    record([
      ...config.keys.map((name): [string, Value] => [name, first[name] ?? null]),
      ...columns.map(({ key, name }): [string, Value] => [name, cell(cells.get(key))]),
    ]),
  );
  return { made, rejected, filtered };
}

describe('rows to columns', () => {
  test('is what doing it by hand gives, in memory and on disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pivot-'));
    const row = fc.tuple(
      fc.constantFrom('a', 'A', 'b', ''),
      fc.constantFrom('x', '__proto__'),
      fc.constantFrom('jan', 'feb', 'Feb', ' jan', '', 'constructor'),
      fc.constantFrom('1', '-2', '30', '', 'no'),
    );
    const settings = fc
      .record({
        keys: fc.subarray(['k', '__proto__']),
        kind: fc.constantFrom('sum', 'count', 'join', 'max', 'count-distinct'),
        columns: fc.constantFrom('data', 'listed'),
        others: fc.constantFrom('reject', 'drop'),
        notNumbers: fc.constantFrom('reject', 'ignore'),
        ignoreCase: fc.boolean(),
      })
      .map((one) => spec.config.parse({ ...one, column: 'c', value: 'v', listed: [{ value: 'feb' }, { value: 'jan', name: 'January' }, { value: 'may' }] }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 60 }),
        settings,
        fc.constantFrom(1, 30_000, 1 << 28),
        fc.integer({ min: 1, max: 25 }),
        async (rows, config, memoryBudget, size) => {
          const records = rows.map(([k, p, c, v]) =>
            record([
              ['k', k],
              ['__proto__', p],
              ['c', c],
              ['v', v],
            ]),
          );
          const batches = [];
          for (let from = 0; from < records.length; from += size) batches.push(batchOf(records.slice(from, from + size), { as: 'bytes', first: from }));
          const outcome = await runTransform(kind, config, { in: batches }, { memoryBudget, folder });
          const expected = naively(records, config);
          expect(outcome.emitted['out'] ?? []).toEqual(expected.made);
          expect(outcome.rejects.map(({ ordinal }) => ordinal)).toEqual(expected.rejected);
          expect(outcome.filtered).toEqual(expected.filtered.map((at) => records[at]));
          expect(outcome.combined.length).toBe(records.length - expected.rejected.length - expected.filtered.length - expected.made.length);
        },
      ),
      { numRuns: 300 },
    );
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.spool'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  const months = (...names: string[]) => ({ in: [batchOf(names.map((month, at) => ({ employee: 'Ada', month, hours: at + 1 })))] });

  test('too many columns, and names that are taken, stop the run', async () => {
    const config = { keys: ['employee'], column: 'month', value: 'hours', most: 2 };
    expect((await runTransform(kind, config, months('jan', 'feb', 'jan'))).emitted['out']).toEqual([record({ employee: 'Ada', jan: '4', feb: '2' })]);
    await expect(runTransform(kind, config, months('jan', 'feb', 'mar'))).rejects.toMatchObject({
      code: 'too-many-columns',
      message: expect.stringContaining('more than 2'),
      hint: expect.stringContaining('Its first values are "jan", "feb".'),
    });
    await expect(runTransform(kind, config, months('employee'))).rejects.toMatchObject({ code: 'name-taken' });
    await expect(runTransform(kind, config, months('', '(empty)'))).rejects.toMatchObject({ code: 'name-taken' });
  });

  test('why a record is rejected', async () => {
    const config = { keys: ['employee'], column: 'month', value: 'hours', columns: 'listed', listed: [{ value: 'jan' }] };
    const batch = batchOf([
      { employee: 'Ada', month: 'jan', hours: 'many' },
      { employee: 'Ada', month: 'feb', hours: '1' },
    ]);
    const { rejects, emitted } = await runTransform(kind, config, { in: [batch] });
    expect(rejects.map(({ reason }) => `${reason.code} ${reason.field} ${reason.value}`)).toEqual(['not-a-number hours many', 'value-not-listed month feb']);
    expect(emitted['out'] ?? []).toEqual([]);
    await expect(runTransform(kind, { ...config, column: 'gone' }, { in: [batch] })).rejects.toMatchObject({ code: 'field-never-arrived' });
  });

  test('cancelled while it spills, it leaves no file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pivot-'));
    const abort = new AbortController();
    const batches = Array.from({ length: 3 }, (_, part) =>
      batchOf(
        Array.from({ length: 300 }, (_n, at) => ({ id: `${part}-${at}`, month: 'jan' })),
        { as: 'bytes', first: part * 300 },
      ),
    );
    const work = runTransform(
      kind,
      { keys: ['id'], column: 'month', kind: 'count' },
      { in: batches },
      { folder, memoryBudget: 1, signal: abort.signal, afterBatch: () => abort.abort() },
    );
    await expect(work).rejects.toThrow('abort');
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.spool'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('settings', () => {
  const parse = (config: object) => spec.config.parse(config);

  test('in words', () => {
    expect(spec.summary(parse({}))).toBe('no field for the columns chosen yet');
    expect(spec.summary(parse({ column: 'month', value: 'hours', keys: ['employee'] }))).toBe('sum of hours by month for each employee');
    expect(spec.summary(parse({ column: 'month', kind: 'count' }))).toBe('counts by month');
  });

  test('what is missing or wrong is told', () => {
    const problems = (config: object) => spec.check(parse(config), {}).map(({ code, field }) => `${code} ${field}`);
    expect(problems({})).toEqual(['missing-setting column', 'missing-setting value']);
    expect(problems({ column: 'c', kind: 'count', keys: ['', 'a', 'a'] })).toEqual(['missing-setting keys.0', 'wrong-setting keys.2']);
    const listed = [{ value: 'a' }, { value: 'x', name: 'b' }, { value: 'x ', name: 'c' }, { value: '' }, { value: 'k' }];
    expect(problems({ column: 'c', kind: 'count', keys: ['k'], columns: 'listed', listed })).toEqual([
      'wrong-setting listed.2.value',
      'missing-setting listed.3.name',
      'wrong-setting listed.4.name',
    ]);
    expect(problems({ column: 'c', kind: 'count', columns: 'listed' })).toEqual(['missing-setting listed']);
  });

  test('listed columns are known beforehand', async () => {
    const arriving = [
      { name: 'k', type: 'text' as const },
      { name: 'c', type: 'text' as const },
      { name: 'v', type: 'integer' as const },
    ];
    const config = parse({ keys: ['k'], column: 'c', value: 'v', columns: 'listed', listed: [{ value: 'a' }, { value: 'b', name: 'B' }] });
    const fields = spec.fields(config, { in: arriving })['out'];
    expect(fields?.map(({ name, type }) => `${name} ${type}`)).toEqual(['k text', 'a integer', 'B integer']);
    const batch = batchOf([{ k: 'x', c: 'a', v: '1' }], { as: 'bytes', types: { v: 'integer' } });
    const { batches } = await runTransform(kind, config, { in: [batch] });
    expect(batches['out']?.[0]?.columns.map((column, at) => `${batches['out']?.[0]?.names[at]} ${column.type}`)).toEqual(['k text', 'a integer', 'B integer']);
    expect(spec.fields(parse({ column: 'c' }), { in: arriving })).toEqual({ out: null });
  });

  test('fields are used and renamed', () => {
    const config = parse({ keys: ['a'], column: 'b', value: 'c' });
    expect(spec.uses(config).map(({ field, setting }) => `${field} ${setting}`)).toEqual(['a keys.0', 'b column', 'c value']);
    expect(spec.renameField?.(config, 'b', 'd')).toMatchObject({ keys: ['a'], column: 'd', value: 'c' });
  });
});
