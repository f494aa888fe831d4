import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { idleThreads } from './guest-thread.ts';
import { openSandbox } from './sandbox.ts';
import { attempt, evaluate, REAL_CLOCK, SHORT_LIMITS } from './testing/attempt.ts';

/** Records inherit nothing; this is how they look when written down. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)));
const recordsOf = async (code: string, given: { [field: string]: Value }[], style: 'record' | 'batch' = 'record') => {
  const outcome = await attempt(code, { given, style });
  if (!outcome.ok) throw new Error(outcome.message);
  return { records: plain(outcome.records), refused: outcome.result.refused, logs: outcome.result.logs };
};

describe('for each record', () => {
  test('fields are set, changed and deleted; the others stay', async () => {
    const { records } = await recordsOf('record.total = record.a * 2; record.b += "!"; delete record.c; return record', [
      { a: 1, b: 'x', c: 'gone', d: null },
      { a: 2.5, b: 'y', c: 'gone', d: 'kept' },
    ]);
    expect(records).toEqual([
      { a: 1, b: 'x!', d: null, total: 2 },
      { a: 2.5, b: 'y!', d: 'kept', total: 5 },
    ]);
  });

  test('a field deleted in some records is empty there', async () => {
    const { records } = await recordsOf('if (record.a > 1) delete record.b; return record', [
      { a: 1, b: 'x' },
      { a: 2, b: 'y' },
    ]);
    expect(records).toEqual([
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ]);
  });

  test('records are left out, multiplied, replaced and rejected', async () => {
    const code = `switch (record.a) {
  case 1: return null;
  case 2: emit(record); record.b = 'again'; return record;
  case 3: reject('too many', 'a');
  case 4: return [{ only: record.a }, record];
  case 5: emit({ lost: 1 }); null.x;
}`;
    const { records, refused } = await recordsOf(
      code,
      [1, 2, 3, 4, 5].map((a) => ({ a, b: 'x' })),
    );
    expect(records).toEqual([
      { a: 2, b: 'x', only: null },
      { a: 2, b: 'again', only: null },
      { a: null, b: null, only: 4 },
      { a: 4, b: 'x', only: null },
    ]);
    expect(refused).toMatchObject([
      { row: 2, code: 'snippet-reject', message: 'too many', field: 'a' },
      { row: 4, code: 'snippet-error', line: 6, message: "TypeError: cannot read property 'x' of null" },
    ]);
  });

  test('a reject cannot be caught away', async () => {
    const { records, refused } = await recordsOf('try { reject("no") } catch {} return record', [{ a: 1 }]);
    expect([records, refused.length]).toEqual([[], 1]);
  });

  test('state lasts from record to record and from batch to batch', async () => {
    const snippet = {
      name: 's',
      language: 'javascript' as const,
      style: 'record' as const,
      code: 'state.n = (state.n ?? 0) + 1; return { n: state.n }',
      names: [],
    };
    const sandbox = await openSandbox({ snippet: { ...snippet, sets: null, seed: [1, 2, 3, 4], now: 0, today: '1970-01-01' }, clock: REAL_CLOCK });
    const numbers = async () => {
      const [column] = (await sandbox.run(2, [])).columns;
      return column?.kind === 'numbers' ? [...column.values] : column?.kind;
    };
    expect([await numbers(), await numbers()]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    await sandbox.close();
    await sandbox.close();
  });

  test('batches given ahead are answered in their order; behind one that fails none is', async () => {
    const code = 'if (state.n === 4) null.x; state.n = (state.n ?? 0) + 1; return { n: state.n }';
    const sandbox = await openSandbox({
      snippet: { name: 's', language: 'javascript', style: 'record', code, names: [], sets: null, seed: [1, 2, 3, 4], now: 0, today: '' },
      clock: REAL_CLOCK,
      limits: SHORT_LIMITS,
    });
    const first = [2, 2, 1].map((count) => sandbox.run(count, []));
    expect((await Promise.all(first)).map(({ rows, refused }) => [rows.length, refused.length])).toEqual([
      [2, 0],
      [2, 0],
      [0, 1],
    ]);
    await sandbox.close();
    const stopped = await openSandbox({
      snippet: { name: 's', language: 'javascript', style: 'record', code: 'for (;;);', names: [], sets: null, seed: [1, 2, 3, 4], now: 0, today: '' },
      clock: REAL_CLOCK,
      limits: SHORT_LIMITS,
    });
    const [failed, behind] = await Promise.allSettled([stopped.run(1, []), stopped.run(1, [])]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'snippet-time' } });
    expect(behind).toMatchObject({ status: 'rejected' });
    await stopped.close();
  });

  test('nothing of a snippet is left for the next one in its thread', async () => {
    await attempt('globalThis.left = 1; Array.prototype.left = 1; return record');
    expect(await evaluate('typeof left + typeof [].left')).toBe('undefinedundefined');
  });

  test('code that cannot be understood leaves no thread behind', async () => {
    const thread = idleThreads.take();
    idleThreads.giveBack(thread);
    expect(await attempt('return record +')).toMatchObject({ ok: false, code: 'snippet-syntax' });
    const left = idleThreads.take();
    idleThreads.giveBack(left);
    expect(left).toBe(thread);
  });

  test('hostile names are data', async () => {
    const given = JSON.parse('[{"__proto__":"a","constructor":"b","toString":"c","a\\"b\\\\n":"d"}]');
    const outcome = await attempt('record.__proto__ += record.constructor; record["hasOwnProperty"] = Object.keys(record).join(); return record', { given });
    expect(outcome.ok && Object.entries(outcome.records[0] ?? {})).toEqual([
      ['__proto__', 'ab'],
      ['constructor', 'b'],
      ['toString', 'c'],
      ['a"b\\n', 'd'],
      ['hasOwnProperty', '__proto__,constructor,toString,a"b\\n'],
    ]);
  });
});

describe('for many records', () => {
  test('a list comes in and a list goes out', async () => {
    const code = `records.sort((a, b) => b.a - a.a);
reject(records[0], 'largest');
emit({ a: 0, sum: records.reduce((sum, one) => sum + one.a, 0) });
return records.filter((one) => one.a !== 2);`;
    const { records, refused } = await recordsOf(code, [{ a: 1 }, { a: 3 }, { a: 2 }], 'batch');
    expect(records).toEqual([
      { a: 0, sum: 6 },
      { a: 1, sum: null },
    ]);
    expect(refused).toMatchObject([{ row: 1, code: 'snippet-reject', message: 'largest' }]);
  });

  test('new records of a list of the same length come from the record in their place', async () => {
    const outcome = await attempt('return records.map((one) => ({ b: one.a }))', { style: 'batch', given: [{ a: 1 }, { a: 2 }] });
    expect(outcome.ok && [...outcome.result.rows]).toEqual([0, 1]);
  });

  test('the records that make the code fail are found; the others leave once, in order', async () => {
    const given = Array.from({ length: 1_000 }, (_, a) => ({ a }));
    const bad = [0, 499, 500, 999];
    const code = `
for (const one of records) { if (${JSON.stringify(bad)}.includes(one.a)) throw new Error('no ' + one.a); one.b = one.a * 2; emit({ c: one.a }); }
return records;`;
    const { records, refused } = await recordsOf(code, given, 'batch');
    expect(refused.map(({ row, code: why, message, line }) => [row, why, message, line])).toEqual(bad.map((a) => [a, 'snippet-error', `Error: no ${a}`, 2]));
    const good = given.map(({ a }) => a).filter((a) => !bad.includes(a));
    const left = records as { [field: string]: Value }[];
    expect(left.filter(({ b }) => typeof b === 'number').map(({ a, b }) => [a, b])).toEqual(good.map((a) => [a, a * 2]));
    expect(left.flatMap(({ c }) => (typeof c === 'number' ? [c] : []))).toEqual(good);
  });

  test('code that keeps state is not repeated, and where nearly all records fail the search ends', async () => {
    const given = Array.from({ length: 500 }, (_, a) => ({ a }));
    const stateful = await recordsOf('state.n = (state.n ?? 0) + 1; throw new Error("n " + state.n)', given, 'batch');
    expect(new Set(stateful.refused.map(({ message }) => message))).toEqual(new Set(['Error: n 1']));
    expect(stateful.refused).toHaveLength(500);
    expect((await recordsOf('throw new Error("no")', given, 'batch')).refused).toHaveLength(500);
  });

  test('a failure refuses all of them', async () => {
    const { refused } = await recordsOf('\nthrow new Error("no")', [{ a: 1 }, { a: 2 }], 'batch');
    expect(refused).toMatchObject([{ row: 0, code: 'snippet-error', line: 2 }, { row: 1 }]);
    const notAList = await recordsOf('return 5', [{ a: 1 }], 'batch');
    expect(notAList.refused).toMatchObject([{ code: 'snippet-result' }]);
  });
});

describe('values', () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '\u001f', '\0', '"', 'é', '😀', '\ud800', '\n', '\u2028', '$') }),
    fc.constantFrom('', '007', '$bigint', -0.5, 1e300, 0, 2 ** 53 - 1, 12345678901234567890n, -(2n ** 70n), null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  );
  const nested = fc.oneof(
    value,
    fc.array(value, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', '__proto__', '$bigint', '$object', 'constructor'), value),
  ) as fc.Arbitrary<Value>;

  test('come in and go out as they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(nested, nested), { minLength: 1, maxLength: 6 }), fc.boolean(), async (rows, homogeneous) => {
        const same = rows.map(([a, b]) => ({ a: homogeneous ? (typeof a === 'string' ? a : 'x') : a, b: homogeneous ? rows.length : b }));
        const outcome = await attempt('return { first: record.a, second: record.b }', { given: same });
        if (!outcome.ok) throw new Error(outcome.message);
        expect(outcome.records.map(({ first, second }) => [readable(first), readable(second)])).toEqual(same.map(({ a, b }) => [readable(a), readable(b)]));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['new Date(Date.UTC(2026, 10, 20))', '2026-11-20T00:00:00.000Z'],
    ['undefined', null],
    ['[1, [2n, "x"], undefined]', [1, ['2n', 'x'], null]],
    ['new Map([[1, 2]])', {}],
    ['{ date: new Date(0), f() {} }', { date: '1970-01-01T00:00:00.000Z', f: null }],
  ])('%s', async (expression, expected) => {
    expect(plain(await evaluate(`(${expression})`))).toEqual(expected);
  });

  test('objects are taken as they are at that moment, and seen to change', async () => {
    const { records } = await recordsOf('record.list.push(9); emit(record); record.list.push(10); return record', [{ list: [1] as unknown as Value }]);
    expect(records).toEqual([{ list: [1, 9] }, { list: [1, 9, 10] }]);
  });

  function readable(part: Value | undefined): string {
    return JSON.stringify(part ?? null, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : typeof one === 'string' ? one.toWellFormed() : one));
  }
});

describe('time, chance and words', () => {
  test.each([
    ['Date.now()', Date.UTC(2026, 10, 20, 1, 2, 3)],
    ['new Date().toISOString()', '2026-11-20T01:02:03.000Z'],
    ['new Date(2026, 0, 31, 12).toISOString()', '2026-01-31T12:00:00.000Z'],
    ['new Date("2026-07-01T10:00").getHours()', 10],
    ['new Date("2026-07-01T10:00+02:00").getHours()', 8],
    ['new Date(0).getTimezoneOffset()', 0],
    ['new Date(new Date(5)).getTime()', 5],
    ['new (class extends Date { x() { return this.getTime() } })(7).x()', 7],
    ['new Date(0) instanceof Date', true],
    ['new Date(0).constructor === Date', true],
    ['Date.parse("2026-01-01")', Date.UTC(2026, 0, 1)],
    ['typeof Date()', 'string'],
  ])('%s', async (expression, expected) => {
    expect(await evaluate(expression)).toBe(expected);
  });

  test('chance is the same for the same seed, and another for another', async () => {
    const run = async (seed: [number, number, number, number]) => {
      const outcome = await attempt('return { x: Math.random() }', { seed, given: [{}, {}, {}].map((_, n) => ({ n })) });
      return outcome.ok ? outcome.records.map(({ x }) => x as number) : [];
    };
    const first = await run([1, 2, 3, 4]);
    expect(await run([1, 2, 3, 4])).toEqual(first);
    expect(await run([1, 2, 3, 5])).not.toEqual(first);
    for (const x of first) expect(x >= 0 && x < 1).toBe(true);
    expect(new Set(first).size).toBe(3);
  });

  test('console.log goes to the log, in words and not without end', async () => {
    const { logs } = await recordsOf(
      'console.log("a", 1, 2n, null, { x: [1] }, () => 1, new Error("e")); for (let i = 0; i < 500; i++) console.warn("x".repeat(5000)); return record',
      [{ a: 1 }],
    );
    expect(logs[0]).toBe('a 1 2 null {"x":[1]} function Error: e');
    expect([logs.length, logs[1]?.length]).toEqual([100, 1000]);
  });
});

describe('helpers', () => {
  test.each([
    ['today()', '2026-11-20'],
    ['now()', '2026-11-20T01:02:03.000Z'],
    ['parseDate("20.11.2026", "dd.MM.yyyy")', '2026-11-20'],
    ['parseDate("1/2/69", "d/M/yy")', '2069-02-01'],
    ['parseDate("29.02.2026", "dd.MM.yyyy")', null],
    ['parseDate("x")', null],
    ['formatDate("2026-01-05", "d.M.yy")', '5.1.26'],
    ['formatDate(new Date(0), "dd/MM/yyyy")', '01/01/1970'],
    ['addDays("2026-02-27", 2)', '2026-03-01'],
    ['addMonths("2026-01-31", 1)', '2026-02-28'],
    ['addMonths("2026-03-31", -13)', '2025-02-28'],
    ['daysBetween("2026-03-28", "2026-03-30")', 2],
    ['weekday("2026-11-22")', 7],
    ['decimal.add("0.1", "0.2")', '0.3'],
    ['decimal.subtract("1", "1.05")', '-0.05'],
    ['decimal.multiply("12345678901234567890.12", "3")', '37037036703703703670.36'],
    ['decimal.divide("10", "3")', '3.33'],
    ['decimal.divide("-1", "8", 2)', '-0.13'],
    ['decimal.round("2.345", 2)', '2.35'],
    ['decimal.round("-2.345", 2)', '-2.35'],
    ['decimal.round(7, 2)', '7.00'],
    ['decimal.compare("1.10", 1.1)', 0],
    ['decimal.compare("-2", "1")', -1],
  ])('helpers.%s', async (call, expected) => {
    expect(await evaluate(`helpers.${call}`)).toBe(expected);
  });

  test.each(['addDays("soon", 1)', 'addDays("2026-02-30", 1)', 'decimal.add("1,5", "1")', 'decimal.divide("1", "0.00")'])(
    'helpers.%s refuses',
    async (call) => {
      expect(await evaluate(`helpers.${call}`)).toMatch(/^failed: RangeError/);
    },
  );
});

describe('verdicts', () => {
  test.each([
    ['let x = ;', 'javascript', 'snippet-syntax', 1, 9],
    ['let y = 1;\n\nreturn {', 'javascript', 'snippet-syntax', 4, 2],
    ['const a: number = 1;\nlet b = ;', 'typescript', 'snippet-syntax', 2, 9],
    ['enum A { B }', 'typescript', 'snippet-syntax', 1, 1],
    ['let i = 0;\nwhile (true) {}', 'javascript', 'snippet-time', 2, 1],
    ['let i = 0;\n\n  for (;;);', 'javascript', 'snippet-time', 3, 3],
    ['const f = (n) =>\n  f(n + 1) + 1;\nf(0)', 'javascript', 'snippet-recursion', 2, 4],
    ['const x: string[] = [];\nfor (;;) x.push("y".repeat(1e6) + x.length)', 'typescript', 'snippet-memory', 2, 27],
  ] as const)('%s', async (code, language, which, line, column) => {
    const outcome = await attempt(code, { language, ...(which === 'snippet-time' ? { limits: SHORT_LIMITS } : {}) });
    expect(outcome).toMatchObject({ ok: false, code: which, line, column });
    if (!outcome.ok) expect(outcome.message).toContain(line > 0 ? `"Add totals", line ${line}` : '"Add totals"');
  });

  test('types are only types', async () => {
    const code = 'interface Row { a: number }\nconst row = record as Row;\nrow.a! += 1 satisfies number;\nreturn row';
    expect(await attempt(code, { language: 'typescript', given: [{ a: 1 }] })).toMatchObject({ ok: true, records: [{ a: 2 }] });
  });

  test('a cancelled run ends the code at once', async () => {
    const abort = new AbortController();
    const snippet = { name: 's', language: 'javascript' as const, style: 'record' as const, code: 'for (;;);', names: [], sets: null, now: 0, today: '' };
    const sandbox = await openSandbox({
      snippet: { ...snippet, seed: [1, 2, 3, 4] },
      clock: REAL_CLOCK,
      signal: abort.signal,
      // Longer than a test may take: nothing but the cancel ends it.
      limits: { callMs: 600_000, batchMs: 600_000 },
    });
    setTimeout(() => abort.abort(new Error('cancelled')), 50);
    await expect(sandbox.run(1, [])).rejects.toThrow('cancelled');
    await sandbox.close();
  });
});
