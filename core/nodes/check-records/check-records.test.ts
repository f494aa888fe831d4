import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchOf } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { type Check, spec } from './spec.ts';

const kind = { spec, run };
const STARTED = Date.UTC(2026, 10, 20, 1);
type Rows = { [field: string]: string | number | null }[];

/** What became of one check over these records. */
async function tried(check: Partial<Check>, rows: Rows, other: Rows = [], surroundings: Parameters<typeof runTransform>[3] = {}) {
  const inputs = { other: other.length === 0 ? [] : [batchOf(other, { as: 'bytes' })], in: rows.length === 0 ? [] : [batchOf(rows, { as: 'bytes' })] };
  const { checks, notices, emitted } = await runTransform(kind, { checks: [{ outcome: 'warn', ...check }] }, inputs, { startedAt: STARTED, ...surroundings });
  expect(emitted['out'] ?? []).toHaveLength(rows.length);
  return { held: checks[0]?.held, found: checks[0]?.found, said: notices.map(({ message }) => message) };
}
const people = (count: number): Rows => Array.from({ length: count }, (_, i) => ({ id: i, pay: '10.10', city: i % 2 === 0 ? 'Ulm' : '' }));

test.each<[Partial<Check>, Rows, Rows, string, string | null]>([
  [{ check: 'count', least: '2', most: '4' }, people(4), [], '4', null],
  [{ check: 'count', least: '5' }, people(4), [], '4', '4 records arrived; wanted were ≥ 5.'],
  [{ check: 'count', least: '1' }, [], [], '0', '0 records arrived; wanted were ≥ 1.'],
  [{ check: 'count-same' }, people(3), people(3), '3 and 3', null],
  [{ check: 'count-same' }, people(3), people(2), '3 and 2', '3 records arrived, and 2 at the second input.'],
  [{ check: 'sum', field: 'pay', least: '30.3', most: '30.30' }, people(3), [], '30.3', null],
  [{ check: 'sum', field: 'pay', most: '30.29' }, people(3), [], '30.3', 'The sum of "pay" is 30.3; wanted was ≤ 30.29.'],
  [{ check: 'sum', field: 'city', least: '0' }, people(2), [], '0', '1 value of "city" is not a number, so the sum cannot be told.'],
  [
    { check: 'sum-same', field: 'pay', other: 'amount' },
    people(2),
    [{ amount: '20' }, { amount: '0.19' }],
    '20.2 and 20.19',
    'The sum of "pay" is 20.2, and at the second input 20.19: they differ by 0.01.',
  ],
  [{ check: 'sum-same', field: 'pay', other: 'amount', tolerance: '0.01' }, people(2), [{ amount: '20.19' }], '20.2 and 20.19', null],
  [{ check: 'unique', fields: ['id'] }, people(50), [], 'none', null],
  [{ check: 'unique', fields: ['city'] }, [{ city: 'Ulm' }, { city: 'ULM' }], [], 'none', null],
  [
    { check: 'unique', fields: ['city'], ignoreCase: true },
    [{ city: 'Ulm' }, { city: 'ULM ' }, { city: 'Bonn' }, { city: '' }, { city: '' }],
    [],
    '1',
    '1 value of city came more than once, for example "Ulm".',
  ],
  [{ check: 'filled', field: 'city', percent: 50 }, people(4), [], '50 %', null],
  [{ check: 'filled', field: 'city', percent: 60 }, people(4), [], '50 %', '"city" is filled in 50 % of the records; wanted were 60 %.'],
  [{ check: 'fresh', field: 'at', hours: 2 }, [{ at: '2026-11-19T23:30:00Z' }, { at: '2020-01-01' }], [], '2026-11-19T23:30:00Z', null],
  [
    { check: 'fresh', field: 'at', hours: 1 },
    [{ at: '2026-11-19T23:30:00Z' }],
    [],
    '2026-11-19T23:30:00Z',
    'The newest "at" is 2026-11-19T23:30:00Z, 1 h 30 min before the run; wanted was at most 1 h.',
  ],
  [{ check: 'fresh', field: 'at' }, [{ at: 'soon' }], [], 'no date', 'No record has a date or time in "at", so nobody can say how fresh the data is.'],
])('%o', async (check, rows, other, found, sentence) => {
  const result = await tried(check, rows, other);
  expect(result).toEqual({ held: sentence === null, found, said: sentence === null ? [] : [sentence] });
});

test('a check that stops says so only after all that is looked at; what is told names all that did not hold', async () => {
  const checks = [
    { check: 'count', least: '10', outcome: 'before-targets' },
    { check: 'unique', fields: ['city'], outcome: 'before-targets' },
  ];
  await expect(runTransform(kind, { checks }, { in: [batchOf(people(4).concat(people(4)))] })).rejects.toMatchObject({
    class: 'user',
    code: 'check-failed',
    message: '8 records arrived; wanted were ≥ 10. 1 further check did not hold either.',
  });
});

test('a check that stops at once does not wait for the rest', async () => {
  let batches = 0;
  const inputs = { in: Array.from({ length: 9 }, (_, i) => batchOf(people(10), { first: i * 10 })) };
  const surroundings = { afterBatch: () => void batches++ };
  await expect(runTransform(kind, { checks: [{ check: 'count', most: '25', outcome: 'stop' }] }, inputs, surroundings)).rejects.toMatchObject({
    code: 'check-failed',
  });
  expect(batches).toBe(2);
});

test('of a sample, and in a replay of some records, nothing is tried', async () => {
  for (const surroundings of [{ mode: 'preview', samples: ['in'] } as const, { mode: 'replay', partial: true } as const])
    expect(await tried({ check: 'count', least: '1000', outcome: 'stop' }, people(3), [], surroundings)).toEqual({ held: null, found: '', said: [] });
  expect((await tried({ check: 'count', least: '1000' }, people(3), [], { mode: 'replay' })).held).toBe(false);
});

test('a check that compares needs something to compare with', async () => {
  const checks = [{ check: 'count-same', outcome: 'warn' }];
  await expect(runTransform(kind, { checks }, { in: [batchOf(people(2))] })).rejects.toMatchObject({ code: 'reference-missing' });
});

test('a field that never arrives is no check that holds', async () => {
  await expect(tried({ check: 'sum', field: 'salary', least: '0' }, people(3))).rejects.toMatchObject({ code: 'field-never-arrived' });
});

test('repeated values are found beyond memory as a list would find them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom('a', 'b', 'ä', '1', '01', '', 'x'.repeat(300)), { maxLength: 40 }), { maxLength: 12 }),
      async (parts) => {
        const values = parts.flat();
        let first = 0;
        const inputs = parts
          .filter((part) => part.length > 0)
          .map((part) => {
            const batch = batchOf(
              part.map((v) => ({ v })),
              { first },
            );
            first += part.length;
            return batch;
          });
        const { checks } = await runTransform(kind, { checks: [{ check: 'unique', fields: ['v'], outcome: 'warn' }] }, { in: inputs }, { memoryBudget: 4096 });
        const repeated = new Set(values.filter((value, at) => value !== '' && values.indexOf(value) !== at));
        // "1" and "01" are texts here, not numbers.
        expect(checks[0]?.found).toBe(repeated.size === 0 ? 'none' : String(repeated.size));
      },
    ),
    { numRuns: 60 },
  );
});

test('settings that say nothing are told', () => {
  const problems = (check: Partial<Check>) => spec.check(spec.config.parse({ checks: [check] }), { in: [] }).map(({ message }) => message);
  expect(problems({ check: 'count' })).toEqual(['Neither a least nor a most is set.']);
  expect(problems({ check: 'count', least: '9', most: '3' })).toEqual(['The least is more than the most.']);
  expect(problems({ check: 'count', least: '1.5' })).toEqual(['A number of records is a whole number.']);
  expect(problems({ check: 'sum', field: 'x', least: 'ten' })).toEqual(['"ten" is not a number.']);
  expect(problems({ check: 'unique' })).toEqual(['No field is chosen whose values may not repeat.']);
  expect(problems({ check: 'sum-same', field: 'x' })).toEqual(['No field of the second input is chosen.']);
  expect(spec.check(spec.config.parse({}), { in: [] })).toMatchObject([{ code: 'missing-setting' }]);
});
