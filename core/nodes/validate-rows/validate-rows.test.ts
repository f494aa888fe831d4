import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import { REFERENCE_PORT, spec } from './spec.ts';

const kind = { spec, run };
const validate = (rules: object[], values: readonly Value[], more: object = {}) =>
  runTransform(kind, { rules: rules.map((rule) => ({ field: 'v', ...rule })), ...more }, { in: [batchOf(values.map((v) => ({ v })))] });

describe('a rule for one value', () => {
  test.each<[object, string, Value[], Value[]]>([
    [{ check: 'required' }, 'value-missing', ['a', 0, false], ['', '  ', null]],
    [{ check: 'type', type: 'integer' }, 'wrong-type', ['', null, '12', 12, 12n, '-3'], ['1.5', 1.5, 'x', true, [1]]],
    [{ check: 'type', type: 'decimal', format: '1.234,56' }, 'wrong-type', ['1.234,50', 5], ['1,234.5', 'x']],
    [{ check: 'type', type: 'date' }, 'wrong-type', ['2026-02-28'], ['2026-02-30', '28.02.2026', 20260228]],
    [{ check: 'type', type: 'date', format: 'dd.MM.yyyy' }, 'wrong-type', ['28.02.2026'], ['2026-02-28', '30.02.2026']],
    [{ check: 'type', type: 'boolean' }, 'wrong-type', [true, 'yes', 'false'], ['perhaps', 1]],
    [{ check: 'type', type: 'list' }, 'wrong-type', [[1], null], ['[1]', { a: 1 }]],
    [{ check: 'type', type: 'object' }, 'wrong-type', [{ a: 1 }], ['{}', [1]]],
    [{ check: 'range', least: '1', most: '10.5' }, 'out-of-range', ['', 1, '10.50', '1e1', 2n], [0, '10.51', '10.5000000000000000001', 'many', true]],
    [{ check: 'range', most: '5' }, 'out-of-range', [-100, 5], [6]],
    [
      { check: 'range', least: '2026-01-01', most: '2026-12-31T23:59:59Z' },
      'out-of-range',
      ['2026-01-01', '2026-06-01T10:00:00+02:00'],
      ['2025-12-31', '2027-01-01', 'soon', 5],
    ],
    [{ check: 'length', least: '2', most: '3' }, 'wrong-length', ['ab', '😀😀', [1, 2], 123, ''], ['a', 'abcd', [1], 1]],
    [{ check: 'pattern', pattern: '^[a-z]+$' }, 'pattern-mismatch', ['abc', null], ['ABC', 'a1', 7]],
    [{ check: 'pattern', pattern: '^[a-z]+$', ignoreCase: true }, 'pattern-mismatch', ['ABC'], ['1']],
    [{ check: 'one-of', values: ' a \n\nb c\n1' }, 'not-allowed', ['a', ' b c', 1, ''], ['A', 'b', '1.0']],
    [{ check: 'one-of', values: 'a', ignoreCase: true }, 'not-allowed', ['A'], ['b']],
  ])('%o', async (rule, code, good, bad) => {
    const { emitted, rejects } = await validate([rule], [...good, ...bad]);
    expect(emitted[OUT_PORT]?.map(({ v }) => v)).toEqual(good);
    expect(rejects.map(({ record: { v }, reason }) => [v, reason.code, reason.field])).toEqual(bad.map((v) => [v, code, 'v']));
  });

  test('a pattern that would take for ever does not', async () => {
    const { rejects } = await validate([{ check: 'pattern', pattern: '^(a+)+$' }], [`${'a'.repeat(50_000)}!`]);
    expect(rejects.map(({ reason }) => reason.code)).toEqual(['pattern-mismatch']);
  });

  test.each(['^(a+)+$', '(a+)+$', '(a|aa)+$', '^(.*)*x$'])('the pattern %s on a text made to hang it ends at once', async (pattern) => {
    const before = process.cpuUsage();
    const { rejects } = await validate([{ check: 'pattern', pattern }], [`${'a'.repeat(50_000)}!`]);
    expect(rejects.map(({ reason }) => reason.code)).toEqual(['pattern-mismatch']);
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
  });

  test('a pattern that is too large for its text is given up, and the record rejected', async () => {
    const before = process.cpuUsage();
    const { rejects } = await validate([{ check: 'pattern', pattern: '(a{0,1000})*b' }], [`${'a'.repeat(100_000)}!`]);
    expect(rejects.map(({ reason }) => [reason.code, reason.message])).toEqual([
      ['pattern-too-slow', expect.stringMatching(/in field v took too long to be compared with the pattern/)],
    ]);
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  test.each(['email', 'url', 'uri', 'uri-reference', 'uri-template', 'hostname', 'ipv6', 'json-pointer', 'duration', 'date-time', 'uuid'])(
    'no text makes the format %s run long',
    async (format) => {
      const schema = JSON.stringify({ properties: { v: { type: 'string', format } } });
      const parts = ['a', 'a.', 'a-', 'a@a.', 'http://a-', 'http://a@', '1:', '/a', '%41', '{a}', '0-'];
      const values = parts.flatMap((part) => [2_000, 60_000].map((length) => `${part.repeat(length / part.length)}\n!`));
      const before = process.cpuUsage();
      const { rejects } = await validate([], values, { schemaFrom: 'text', schema });
      expect(rejects.filter(({ reason }) => reason.message.includes('too long to be looked at')).length).toBeGreaterThanOrEqual(parts.length);
      expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
    },
  );

  test.each([
    [{ check: 'pattern', pattern: '(' }, 'pattern-unusable'],
    [{ check: 'pattern', pattern: '(?=a)b' }, 'pattern-unusable'],
    [{ check: 'range', least: '1', most: '2026-01-01' }, 'limit-unusable'],
    [{ check: 'exists', other: 'x' }, 'reference-missing'],
  ])('%o stops the run', async (rule, code) => {
    await expect(validate([rule], ['a'])).rejects.toMatchObject({ code });
  });
});

test('one reject lists all that is wrong, in the order of the rules', async () => {
  const { rejects } = await validate([{ check: 'unique' }, { check: 'length', most: '2' }, { check: 'one-of', values: 'abc' }], ['abc', 'abcd', 'abc']);
  expect(rejects.map(({ reason }) => reason)).toMatchObject([
    { code: 'wrong-length', field: 'v', value: 'abc', message: '"abc" in field v has 3 characters, not at most 2.' },
    { code: 'wrong-length', message: '"abcd" in field v has 4 characters, not at most 2. Also: "abcd" in field v is none of abc.' },
    { code: 'not-unique', message: '"abc" in field v is not unique: record 1 has it too. Also: "abc" in field v has 3 characters, not at most 2.' },
  ]);
});

test('marked records go on, with their problems in a field', async () => {
  const { emitted, rejects } = await validate([{ check: 'required' }, { check: 'type', type: 'integer' }], ['x', 5, ''], { mode: 'mark' });
  expect(rejects).toEqual([]);
  expect(emitted[OUT_PORT]?.map(({ problems }) => problems)).toEqual(['"x" in field v is not of the type integer.', null, 'Field v is empty.']);
  await expect(validate([], ['x'], { mode: 'mark', problemsField: 'v' })).rejects.toMatchObject({ code: 'field-exists' });
});

test('a field that some records lack is empty there; one that none has stops the run', async () => {
  const rules = [{ check: 'required', field: 'v' }];
  const { rejects, notices } = await runTransform(kind, { rules }, { in: [batchOf([{ v: 1 }]), batchOf([{ w: 1 }], { first: 1 })] });
  expect(rejects.map(({ ordinal }) => ordinal)).toEqual([1]);
  expect(notices.map(({ code }) => code)).toEqual(['field-missing']);
  await expect(runTransform(kind, { rules }, { in: [batchOf([{ w: 1 }])] })).rejects.toMatchObject({ code: 'field-never-arrived' });
});

describe('a JSON Schema', () => {
  const schema = {
    type: 'object',
    required: ['id', 'constructor'],
    properties: {
      id: { type: 'integer', minimum: 1 },
      code: { type: 'string', pattern: '^[A-Z]+$' },
      other: { type: 'string', pattern: '^[0-9]+$' },
      day: { type: 'string', format: 'date' },
      price: { type: 'number', maximum: 5 },
      items: { type: 'array', items: { $ref: '#/$defs/item' } },
    },
    $defs: { item: { type: 'object', required: ['toString'] } },
  };
  const check = (rows: readonly { [field: string]: Value }[], more: object = {}) =>
    runTransform(kind, { schemaFrom: 'text', schema: JSON.stringify(schema), ...more }, { in: [batchOf(rows, { types: { price: 'decimal' } })] });

  test('tells what is wrong, with field and value', async () => {
    const good = { id: 1, constructor: 'c', code: 'AB', other: '12', day: '2026-02-28', price: '4.99', items: [record([['toString', 1]])] };
    const { rejects, emitted } = await check([
      good,
      { ...good, id: 0, code: 'ab' },
      { ...good, constructor: '' },
      { ...good, day: '2026-02-30', other: 'AB' },
      { ...good, price: '5.01' },
      { ...good, items: [{}] },
      { ...good, id: 9007199254740993n, code: null },
    ]);
    expect(emitted[OUT_PORT]?.map(({ id }) => id)).toEqual([1, 9007199254740993n]);
    expect(rejects.map(({ reason }) => [reason.code, reason.field, reason.value])).toEqual([
      ['schema-mismatch', 'id', '0'],
      ['schema-mismatch', 'constructor', ''],
      ['schema-mismatch', expect.stringMatching(/day|other/), expect.any(String)],
      ['schema-mismatch', 'price', '5.01'],
      ['schema-mismatch', 'items', '{}'],
    ]);
    expect(rejects[0]?.reason.message).toBe('Field id must be >= 1 ("0"). Also: Field code must match pattern "^[A-Z]+$" ("ab").');
    expect(rejects[2]?.reason.message).toMatch(/other must match pattern/);
    expect(rejects[2]?.reason.message).toMatch(/day must match format "date"/);
  });

  test('an empty field counts as not there, or as null', async () => {
    const rows = [{ id: 1, constructor: 'c', code: null }];
    expect((await check(rows)).rejects).toEqual([]);
    expect((await check(rows, { schemaEmpty: 'null' })).rejects.map(({ reason }) => reason.field)).toEqual(['code']);
  });

  test('from a file, also of an older draft', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'schema-'));
    writeFileSync(join(folder, 'contract.json'), JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', required: ['id'] }));
    const { rejects } = await runTransform(kind, { schemaFrom: 'file', schemaPath: 'contract.json' }, { in: [batchOf([{ id: null }])] }, { folder });
    expect(rejects.map(({ reason }) => reason.field)).toEqual(['id']);
    await expect(runTransform(kind, { schemaFrom: 'file', schemaPath: 'gone.json' }, { in: [] }, { folder })).rejects.toMatchObject({ class: 'user' });
    rmSync(folder, { recursive: true });
  });

  test('a pattern of a schema that would take for ever does not', async () => {
    const slow = JSON.stringify({ properties: { id: { pattern: '^(a|a)*$' } } });
    const { rejects } = await check([{ id: `${'a'.repeat(50_000)}!` }], { schema: slow });
    expect(rejects).toHaveLength(1);
  });

  let deep: object = {};
  for (let level = 0; level < 80; level++) deep = { not: deep };
  test.each<[string, string]>([
    ['{', 'not JSON'],
    ['[]', 'not an object'],
    ['{"type":"strange"}', 'schema is invalid'],
    ['{"unknownWord":1}', 'unknown keyword'],
    ['{"$ref":"https://example.org/schema.json"}', 'another document'],
    ['{"properties":{"a":{"$ref":"other.json#/a"}}}', 'another document'],
    ['{"$ref":"#/$defs/gone"}', 'resolve'],
    ['{"properties":{"__proto__":{"type":"string"}}}', '__proto__'],
    ['{"$async":true}', '\\$async'],
    ['{"properties":{"a":{"pattern":"(?<=a)b"}}}', 'pattern'],
    [JSON.stringify(deep), 'nested deeper'],
    [JSON.stringify({ description: 'x'.repeat(300_000) }), 'larger'],
  ])('%.60s cannot be used', async (text, words) => {
    await expect(check([], { schema: text })).rejects.toMatchObject({ code: 'schema-unusable', message: expect.stringMatching(new RegExp(words)) });
  });
});

interface Row {
  readonly a: Value;
  readonly b: Value;
  readonly n: number;
}
const text = (value: Value, ignoreCase: boolean) => {
  const shown = value === null ? '' : String(value).trim();
  return ignoreCase ? shown.toLowerCase() : shown;
};

/** The rules that look at other records, written down with loops. */
function naive(rows: readonly Row[], reference: readonly Value[], ignoreCase: boolean): Map<number, string[]> {
  const broken = new Map<number, string[]>();
  rows.forEach((row, at) => {
    const list: string[] = [];
    const key = (one: Row) => [text(one.a, ignoreCase), text(one.b, ignoreCase)];
    const first = rows.findIndex((one) => key(one).join('|') === key(row).join('|'));
    if (first < at && key(row).some((part) => part !== '')) list.push(`record ${first + 1}`);
    if (text(row.a, ignoreCase) !== '' && !reference.some((value) => text(value, ignoreCase) === text(row.a, ignoreCase))) list.push('second input');
    if (row.b !== null && String(row.b).length > 1) list.push('characters');
    if (list.length > 0) broken.set(at, list);
  });
  return broken;
}

const value = fc.constantFrom<Value>('a', 'A', ' b ', 'b', 'cc', '1', 1, 22, '', null, '__proto__');
test('any records: unique and existing values as in loops, in the same order, in memory and on disk', async () => {
  let onDisk = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(value, value), { maxLength: 60 }),
      fc.array(value, { maxLength: 8 }),
      fc.boolean(),
      fc.constantFrom(1, 7, 100),
      fc.constantFrom(1, 1 << 26),
      async (pairs, reference, ignoreCase, size, memoryBudget) => {
        const rows = pairs.map(([a, b], n): Row => ({ a, b, n }));
        const batches = Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
          batchOf(
            rows.slice(at * size, (at + 1) * size).map((row) => ({ ...row })),
            { first: at * size },
          ),
        );
        const rules = [
          { check: 'unique', field: 'a', together: ['b'], ignoreCase },
          { check: 'exists', field: 'a', other: 'x', ignoreCase },
          { check: 'length', field: 'b', most: '1' },
        ];
        const { emitted, rejects } = await runTransform(
          kind,
          { rules },
          { in: batches, [REFERENCE_PORT]: reference.map((x, at) => batchOf([{ x }], { source: 1, first: at })) },
          { memoryBudget },
        );
        if (memoryBudget === 1) onDisk++;
        const broken = naive(rows, reference, ignoreCase);
        expect((emitted[OUT_PORT] ?? []).map(({ n }) => n)).toEqual(rows.map(({ n }) => n).filter((n) => !broken.has(n)));
        expect(rejects.map(({ ordinal }) => ordinal)).toEqual([...broken.keys()]);
        for (const { ordinal, reason } of rejects) {
          const sentences = reason.message.split(/(?<=\.) (?:Also: )?/);
          expect(sentences).toHaveLength(broken.get(ordinal)?.length ?? 0);
          broken.get(ordinal)?.forEach((words, at) => {
            expect(sentences[at]).toContain(words);
          });
        }
      },
    ),
    { numRuns: 150 },
  );
  expect(onDisk).toBeGreaterThan(30);
});

test('beyond memory the table is left as it is, and the rest is decided on disk', async () => {
  const rows = Array.from({ length: 30_000 }, (_, n) => ({ id: `key ${n % 25_000}`, n }));
  const batches = Array.from({ length: 10 }, (_, at) => batchOf(rows.slice(at * 3000, (at + 1) * 3000), { first: at * 3000 }));
  const check = (memoryBudget: number) => runTransform(kind, { rules: [{ check: 'unique', field: 'id' }] }, { in: batches }, { memoryBudget });
  const [memory, disk] = [await check(1 << 26), await check(400_000)];
  expect(memory.rejects.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 5000 }, (_, at) => 25_000 + at));
  expect(memory.rejects[7]?.reason.message).toBe('"key 7" in field id is not unique: record 8 has it too.');
  expect(disk.rejects).toEqual(memory.rejects);
  expect(disk.emitted).toEqual(memory.emitted);
  expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
});

test('stopped while records wait on disk, it leaves nothing open', async () => {
  const stop = new AbortController();
  const many = Array.from({ length: 20 }, (_, at) => batchOf([{ v: at }], { first: at }));
  const stopped = runTransform(
    kind,
    { rules: [{ check: 'unique', field: 'v' }] },
    { in: many },
    { memoryBudget: 1, signal: stop.signal, afterBatch: (count) => (count === 20 ? stop.abort() : undefined) },
  );
  await expect(stopped).rejects.toThrow();
  expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
});

describe('in a run', () => {
  let workspace: KindWorkspace;
  beforeAll(() => {
    workspace = new KindWorkspace();
  });
  afterAll(() => workspace.close());

  test('every record is accounted for; records of the second input are only looked at', async () => {
    workspace.rows.set('r', [{ v: 'a' }, { v: 'b' }, { v: 'x' }, { v: 'a' }]);
    workspace.rows.set('ref', [{ ok: 'a' }, { ok: 'b' }, { ok: 'c' }]);
    const rules = [
      { check: 'exists', field: 'v', other: 'ok' },
      { check: 'unique', field: 'v' },
    ];
    const { outcome } = await workspace.run(
      sketchFlow({
        nodes: { r: ['rows', { of: 'r' }], ref: ['rows', { of: 'ref' }], v: ['validate-rows', { rules }], z: ['tray', { name: 'z' }] },
        edges: ['r>v', 'ref>v.reference', 'v>z'],
      }),
    );
    expect(outcome.error).toBeUndefined();
    expect(outcome.counts).toEqual({ read: 4, delivered: 2, filtered: 0, duplicates: 0, rejected: 2, pending: 0 });
  });
});
