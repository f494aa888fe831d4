import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { batchOf, inOnes } from '../testing/batches.ts';
import { runTransform } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
const plain = (records: readonly object[] = []) => records.map((record) => ({ ...record }));
const config = { keys: [{ left: 'centre', right: 'number' }], fields: [{ from: 'name', to: 'centre_name' }] };
const people = batchOf(
  [
    { who: 'Ana', centre: '4100' },
    { who: 'Jo', centre: ' 4205 ' },
    { who: 'Sean', centre: '9999' },
    { who: 'Wei', centre: '' },
  ],
  { as: 'bytes' },
);
const centres = batchOf(
  [
    { number: '4100', name: 'Sales' },
    { number: '4205', name: 'Marketing' },
    { number: '4205', name: 'Marketing 2' },
    { number: '', name: 'None' },
  ],
  { as: 'bytes', source: 1 },
);

describe('look up', () => {
  test('adds fields of the first partner; records without one keep them empty', async () => {
    const { emitted, notices } = await runTransform(kind, config, { in: [people], reference: [centres] });
    expect(plain(emitted['out']).map((record) => Object.values(record))).toEqual([
      ['Ana', '4100', 'Sales'],
      ['Jo', ' 4205 ', 'Marketing'],
      ['Sean', '9999', null],
      ['Wei', '', null],
    ]);
    expect(notices.map(({ code }) => code)).toEqual(['reference-not-unique']);
  });

  test.each(['drop', 'reject'] as const)('with "%s" records without a partner do not leave', async (noMatch) => {
    const { emitted, filtered, rejects } = await runTransform(kind, { ...config, noMatch }, { in: [people], reference: [centres] });
    expect(emitted['out']).toHaveLength(2);
    expect(filtered).toHaveLength(noMatch === 'drop' ? 2 : 0);
    expect(rejects.map(({ reason }) => [reason.code, reason.field, reason.value])).toEqual(
      noMatch === 'reject'
        ? [
            ['no-match', 'centre', '9999'],
            ['no-match', 'centre', ''],
          ]
        : [],
    );
  });

  test('takes all partners, in the order in which they came, and says how many more left', async () => {
    const { emitted, counts, origins } = await runTransform(kind, { ...config, many: 'all' }, { in: [people], reference: [centres] });
    expect(plain(emitted['out']).map((record) => (record as { centre_name: string }).centre_name)).toEqual(['Sales', 'Marketing', 'Marketing 2', null, null]);
    expect(counts.fannedOut).toBe(1);
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual([0, 1, 1, 2, 3]);
  });

  test('rejects records with several partners when asked to', async () => {
    const { emitted, rejects } = await runTransform(kind, { ...config, many: 'reject' }, { in: [people], reference: [centres] });
    expect(emitted['out']).toHaveLength(3);
    expect(rejects.map(({ reason }) => reason.code)).toEqual(['several-matches']);
  });

  test('an empty second input finds nothing, and its field is empty', async () => {
    const { emitted } = await runTransform(kind, config, { in: [people], reference: [] });
    expect(plain(emitted['out']).map((record) => (record as { centre_name: Value }).centre_name)).toEqual([null, null, null, null]);
  });

  test('names the field that does not arrive', async () => {
    const wrong = { ...config, keys: [{ left: 'center', right: 'number' }] };
    await expect(runTransform(kind, wrong, { in: [people], reference: [centres] })).rejects.toMatchObject({
      code: 'unknown-field',
      place: { field: 'center' },
    });
  });

  test('agrees with a look-up written plainly, whatever comes and however it is cut', async () => {
    const key = fc.constantFrom('1', '2', '3', ' 1', 'A', 'a', 'Ä', '');
    const rows = (field: string) => fc.array(fc.record({ [field]: key, n: fc.nat(9) }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        rows('left'),
        rows('right'),
        fc.constantFrom('keep', 'drop'),
        fc.constantFrom('first', 'all'),
        fc.boolean(),
        async (left, right, noMatch, many, ignoreCase) => {
          const settings = { keys: [{ left: 'left', right: 'right' }], fields: [{ from: 'n', to: 'found' }], noMatch, many, ignoreCase };
          const same = (value: unknown) => (ignoreCase ? String(value).trim().toLowerCase() : String(value).trim());
          const expected = left.flatMap((record) => {
            const partners = same(record['left']) === '' ? [] : right.filter((one) => same(one['right']) === same(record['left']));
            if (partners.length === 0) return noMatch === 'keep' ? [{ ...record, found: null }] : [];
            return (many === 'first' ? partners.slice(0, 1) : partners).map((partner) => ({ ...record, found: partner['n'] ?? null }));
          });
          const inputs = { in: [batchOf(left as Record<string, Value>[])], reference: [batchOf(right as Record<string, Value>[], { source: 1 })] };
          const whole = await runTransform(kind, settings, inputs);
          expect(plain(whole.emitted['out'])).toEqual(expected);
          const ones = await runTransform(kind, settings, { in: inOnes(inputs.in), reference: inOnes(inputs.reference) });
          expect(plain(ones.emitted['out'])).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});
