import { describe, expect, test } from 'vitest';
import type { PlainRecord } from '../../base/value.ts';
import { batchOf, inOnes, record } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { STARTER_CODE, spec } from './spec.ts';

const kind = { spec, run };
const ROWS = Array.from({ length: 10 }, (_, i) => ({ id: `${i}`, price: i * 1.5, name: i % 4 === 0 ? '' : `Name ${i}` }));
const types = { id: 'text', price: 'number', name: 'text' } as const;
const step = (config: object, rows: readonly { [field: string]: string | number }[] = ROWS) => runTransform(kind, config, { in: [batchOf(rows, { types })] });
const plain = (records: readonly PlainRecord[] = []) => records.map((each) => ({ ...each }));

describe('records', () => {
  test('the code a new step starts with changes nothing', async () => {
    const { emitted, batches } = await step({ code: STARTER_CODE });
    expect(plain(emitted['out'])).toEqual(ROWS);
    expect(batches['out']?.[0]?.columns).toEqual(batchOf(ROWS, { types }).columns);
  });

  test('fields the code does not name keep their columns', async () => {
    const batch = batchOf(ROWS, { as: 'bytes', types });
    const { batches } = await runTransform(kind, { code: 'record.total = record.price * 2; record.price = "x"; return record' }, { in: [batch] });
    const out = batches['out']?.[0];
    expect(out?.names).toEqual(['id', 'price', 'name', 'total']);
    expect(out?.columns[0]).toBe(batch.columns[0]);
    expect(out?.columns[2]).toBe(batch.columns[2]);
    expect(out?.columns[3]).toMatchObject({ kind: 'float64', type: 'number' });
    expect(out?.columns[1]).toMatchObject({ kind: 'bytes', type: 'text' });
  });

  test.each([
    'record.total = record.price * 2; return record',
    'record.price = record.price > 6 ? "much" : record.price; return record',
    'if (record.price > 6) { record.big = true; } return record',
    'if (record.price > 3 && record.price < 9) { record.note = undefined; }\nelse { record.note = record.name; }\nreturn record',
    'delete record.name; if (record.id === "7") return null; return record',
    'if (record.id === "2" || record.id === "9") { reject("no", "id") } record.n = record.price; return record',
    'if (record.id === "5") { record.n = 1; null.x } record.n = 2; return record',
    'if (record.id === "0") { record.n = 0 / 0; } record.m = record.id; return record',
    'if (record.id === "4") return { id: record.id, own: 1 }; record.name = record.id; return record',
    'if (record.id === "3") { try { reject("caught") } catch (error) { record.n = 3 } } record.m = 1; return record',
    'return record.price > 4 ? null : null',
    'record.seen = state.last; state.last = record.id; return record',
  ])('a record that is filled anew for each call makes no difference: %s', async (code) => {
    const [anew, own] = await Promise.all([step({ code }), step({ code: `const unused = () => 0; ${code}` })]);
    expect(plain(anew.emitted['out'])).toEqual(plain(own.emitted['out']));
    expect(anew.origins).toEqual(own.origins);
    expect(anew.filtered).toEqual(own.filtered);
    expect(anew.rejects.map(({ ordinal, reason }) => [ordinal, reason])).toEqual(own.rejects.map(({ ordinal, reason }) => [ordinal, reason]));
    expect(anew.counts).toEqual(own.counts);
  });

  test('left out, rejected, multiplied: every record is accounted for', async () => {
    const code = `if (record.id === '1') return null;
if (record.id === '2') reject('not this one', 'id');
if (record.id === '3') null.x;
if (record.id === '4') { emit(record); emit({ id: '4b' }); }
return record;`;
    const { emitted, filtered, rejects, counts, origins } = await step({ code });
    expect(plain(emitted['out']).map(({ id }) => id)).toEqual(['0', '4', '4b', '4', '5', '6', '7', '8', '9']);
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual([0, 4, 4, 4, 5, 6, 7, 8, 9]);
    expect(filtered).toEqual([record(ROWS[1] as (typeof ROWS)[number])]);
    expect(rejects.map(({ reason, ordinal }) => [ordinal, reason.code, reason.message, reason.field])).toEqual([
      [2, 'snippet-reject', 'not this one', 'id'],
      [3, 'snippet-error', "Line 3 of the code failed: TypeError: cannot read property 'x' of null", undefined],
    ]);
    expect(counts).toMatchObject({ in: 10, out: 9, filtered: 1, rejected: 2, fannedOut: 2 });
  });

  test('a record that multiplies beyond the size of a batch leaves in several', async () => {
    const { batches, counts } = await step({ code: 'for (let i = 0; i < 1000; i++) emit({ id: record.id, i })' });
    expect(batches['out']?.map(({ count }) => count)).toEqual([4096, 4096, 1808]);
    expect(counts).toMatchObject({ out: 10_000, fannedOut: 9_990 });
  });

  test('batches of any size give the same, and state goes on from one to the next', async () => {
    const config = { code: 'state.sum = (state.sum ?? 0) + record.price; record.sum = state.sum; return record.name === "" ? null : record' };
    const whole = await runTransform(kind, config, { in: [batchOf(ROWS, { types })] });
    const ones = await runTransform(kind, config, { in: inOnes([batchOf(ROWS, { types })]) });
    expect(ones.emitted).toEqual(whole.emitted);
    expect(ones.counts).toEqual(whole.counts);
    expect(plain(whole.emitted['out']).at(-1)).toMatchObject({ sum: 67.5 });
  });

  test('many at once: a list in, a list out', async () => {
    const { emitted, counts } = await step({ style: 'batch', code: 'return [{ count: records.length, most: Math.max(...records.map((one) => one.price)) }]' });
    expect(plain(emitted['out'])).toEqual([{ count: 10, most: 13.5 }]);
    expect(counts).toMatchObject({ in: 10, out: 1, filtered: 9 });
  });

  test('TypeScript, the log, helpers and the day of the run in the zone of the flow', async () => {
    const code = 'const day: string = helpers.today();\nconsole.log(day, record.id);\nrecord.due = helpers.addDays(day, 30);\nreturn record as unknown;';
    const { emitted, logs } = await runTransform(
      kind,
      { language: 'typescript', code },
      { in: [batchOf(ROWS.slice(0, 1), { types })] },
      { zone: 'Pacific/Auckland', startedAt: Date.UTC(2026, 10, 20, 12) },
    );
    expect(logs).toEqual(['2026-11-21 0']);
    expect(emitted['out']?.[0]?.['due']).toBe('2026-12-21');
  });

  test('when other fields arrive, the code begins anew and says so', async () => {
    const code = 'state.n = (state.n ?? 0) + 1; return { ...record, n: state.n }';
    const { emitted, notices } = await runTransform(kind, { code }, { in: [batchOf([{ a: 1 }, { a: 2 }]), batchOf([{ b: 3 }], { first: 2 })] });
    expect(plain(emitted['out'])).toEqual([
      { a: 1, n: 1 },
      { a: 2, n: 2 },
      { b: 3, n: 1 },
    ]);
    expect(notices.map(({ code: which }) => which)).toEqual(['snippet-restarted']);
  });

  test('many batches that come at once leave in their order, also where other fields arrive', async () => {
    const batches = Array.from({ length: 12 }, (_, at) => batchOf([{ [at < 7 ? 'a' : 'b']: at }], { first: at }));
    const { emitted, origins } = await runTransform(kind, { code: 'state.n = (state.n ?? 0) + 1; return { ...record, n: state.n }' }, { in: batches });
    expect(plain(emitted['out'])).toEqual(Array.from({ length: 12 }, (_, at) => (at < 7 ? { a: at, n: at + 1 } : { b: at, n: at - 6 })));
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 12 }, (_, at) => at));
  });
});

describe('declared types', () => {
  test('values are of the type, and those that are not reject their record', async () => {
    const config = {
      code: 'record.n = record.id === "3" ? "three" : record.id; record.day = "2026-11-20"; record.list = record.id === "4" ? 1 : [record.price]; return record',
      fields: [
        { name: 'n', type: 'integer' },
        { name: 'day', type: 'date' },
        { name: 'list', type: 'list' },
        { name: 'extra', type: 'decimal' },
      ],
    };
    const { emitted, batches, rejects } = await step(config);
    expect(batches['out']?.[0]?.names).toEqual(['id', 'price', 'name', 'n', 'day', 'list', 'extra']);
    expect(emitted['out']?.[1]).toEqual(record({ id: '1', price: 1.5, name: 'Name 1', n: 1, day: '2026-11-20', list: [1.5], extra: null }));
    expect(emitted['out']).toHaveLength(8);
    expect(rejects.map(({ reason, record: { id } }) => [id, reason.code, reason.field, reason.value])).toEqual([
      ['3', 'wrong-type', 'n', 'three'],
      ['4', 'wrong-type', 'list', '1'],
    ]);
  });
});

describe('verdicts end the run', () => {
  test.each([
    ['let x = ;', 'snippet-syntax', 'line 1'],
    ['const f = () => f() + 1; f()', 'snippet-recursion', 'line 1'],
    ['// endless\nfor (;;);', 'snippet-time', 'line 2'],
  ])('%s', async (code, which, where) => {
    await expect(step({ code })).rejects.toMatchObject({ code: which, message: expect.stringContaining(`"Step under test", ${where}`) });
  });
});

describe('settings', () => {
  const fields = [
    { name: 'a', type: 'text' as const },
    { name: 'b', type: 'number' as const },
  ];
  const leaving = (config: object) => spec.fields(spec.config.parse(config), { in: fields })['out']?.map(({ name, type }) => `${name} ${type}`) ?? null;

  test('fields that leave are known where the code can be followed', () => {
    expect(leaving({})).toEqual(['a text', 'b number']);
    expect(leaving({ code: 'record.c = record.a; delete record.b; return record' })).toEqual(['a text', 'c any']);
    expect(leaving({ code: 'record.c = 1; return record', fields: [{ name: 'c', type: 'number' }] })).toEqual(['a text', 'b number', 'c number']);
    expect(leaving({ code: 'return { x: 1 }' })).toBeNull();
    expect(leaving({ code: 'return { x: 1 }', fields: [{ name: 'x', type: 'integer' }] })).toEqual(['a text', 'b number', 'x integer']);
    expect(leaving({ style: 'batch', code: 'return records', fields: [{ name: 'x', type: 'integer' }] })).toEqual(['x integer']);
    expect(leaving({ style: 'batch', code: 'return records' })).toBeNull();
  });

  test('summary and problems', () => {
    const problems = (config: object) =>
      spec.check(spec.config.parse(config), {}).map(({ field, code, severity }) => `${severity ?? 'error'} ${code} ${field}`);
    expect(spec.summary(spec.config.parse({}))).toBe('no code yet');
    expect(spec.summary(spec.config.parse({ language: 'typescript', code: '// Adds a.\n\n  record.a = 1;\n' }))).toBe('Adds a.');
    expect(spec.summary(spec.config.parse({ language: 'typescript', code: '\n// x\n  record.a = 1;\n' }))).toBe('1 line of TypeScript');
    expect(spec.summary(spec.config.parse({ code: 'record.a = 1;\nrecord.b = 2;' }))).toBe('2 lines of JavaScript');
    expect(problems({ code: ' ' })).toEqual(['error missing-setting code']);
    expect(problems({ code: 'record.a = 1' })).toEqual(['warning wrong-setting code']);
    expect(
      problems({
        fields: [
          { name: 'a', type: 'text' },
          { name: '', type: 'text' },
          { name: 'a', type: 'date' },
        ],
      }),
    ).toEqual(['error missing-setting fields.1.name', 'error wrong-setting fields.2.name']);
    expect(problems({})).toEqual([]);
  });
});
