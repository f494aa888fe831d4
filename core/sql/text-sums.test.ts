import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TextSums } from './text-sums.ts';
import { canBeTextSummed, foundByTextSums, textSumsOf } from './text-sums.ts';

async function* some(keys: readonly unknown[]) {
  for (let from = 0; from < keys.length; from += 300) yield keys.slice(from, from + 300).map((key) => [key as string]);
}

it('the first and the last are those by their bytes, and the order they come in does not matter', async () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(text, { minLength: 1000, maxLength: 1100 }), async (keys) => {
      const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      const sums = (await textSumsOf(some(keys))) as TextSums;
      expect(sums).toMatchObject({ count: keys.length, least: sorted[0], most: sorted.at(-1) });
      expect(await textSumsOf(some(sorted))).toEqual(sums);
    }),
    { numRuns: 20 },
  );
});

it('one other key, one too few and one in the place of another are told apart', async () => {
  const keys = Array.from({ length: 1200 }, (_, at) => `key ${at}`);
  const sums = (await textSumsOf(some(keys))) as TextSums;
  const other = (await textSumsOf(some([...keys.slice(1), 'KEY 0']))) as TextSums;
  expect(foundByTextSums(sums, ['5000', '1200', String(sums.sum)])).toEqual({ rows: 5000, found: 1200 });
  expect(foundByTextSums(sums, ['1200', '1200', String(other.sum)])).toBeNull();
  expect(foundByTextSums(sums, ['1199', '1199', String(sums.sum)])).toBeNull();
  expect(foundByTextSums(sums, ['0', null, null])).toBeNull();
});

it('few keys, keys that are no text, and keys that may stand twice are not added up', async () => {
  expect(await textSumsOf(some(['a', 'b']))).toBeNull();
  expect(await textSumsOf(some([...Array.from({ length: 1200 }, (_, at) => `k${at}`), 7]))).toBeNull();
  const key = [{ name: 'k', declared: 'varchar(20)', type: 'text' as const, nullable: false, hasDefault: false, generated: false }];
  expect(canBeTextSummed({ primaryKey: ['k'], uniqueKeys: [] }, key)).toBe(true);
  expect(canBeTextSummed({ primaryKey: ['k', 'n'], uniqueKeys: [] }, key)).toBe(false);
});
