import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Batch } from '../data/batch.ts';
import { ordinalAt } from '../data/batch-ops.ts';
import { keyText } from '../data/record-keys.ts';
import type { ByteKeys } from './byte-keys.ts';
import { ExternalSorter } from './external-sorter.ts';
import { groupsOf } from './groups-of.ts';
import { KeyCursor } from './key-cursor.ts';
import { KeyOrder } from './key-order.ts';
import { ID_BITS } from './row-order.ts';
import { sortByteKeys } from './sort-byte-keys.ts';
import { keyedBatch } from './testing/keyed-batch.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'cursor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = fc.array(fc.tuple(fc.constantFrom('a', 'A', ' a', 'b', 'bb', '', null), fc.nat(9)), { maxLength: 120 });
type Rows = [string | null, number][];

async function sorterOf(list: Rows, order: KeyOrder, budget: number, name: string): Promise<ExternalSorter<ByteKeys>> {
  const sorter = new ExternalSorter({ order, budget, name, folder: () => folder, signal: new AbortController().signal, mergeWidth: 2 });
  for (let from = 0; from < list.length; from += 13) await sorter.add(keyedBatch(list.slice(from, from + 13), from));
  return sorter;
}

const ordinals = (batch: Batch) => Array.from(batch.selection.subarray(0, batch.count), (row) => ordinalAt(batch, row));
const plainKey = (key: string | null) => (key ?? '').trim().toLowerCase();

describe('walking sorted records by key', () => {
  test('two sides meet at every key they share, with all records of it', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.constantFrom(1, 1 << 20), async (left, right, budget) => {
        const [a, b] = [new KeyOrder(['key'], { trim: true, ignoreCase: true }), new KeyOrder(['key'], { trim: true, ignoreCase: true })];
        const sorters = [await sorterOf(left, a, budget, 'left'), await sorterOf(right, b, budget, 'right')] as const;
        const [x, y] = [await KeyCursor.open(sorters[0].sortedWithKeys(), a), await KeyCursor.open(sorters[1].sortedWithKeys(), b)];
        const met: { left: number[]; right: number[]; empty: number }[] = [];
        while (!x.ended || !y.ended) {
          const order = x.compare(y);
          const one = { left: [] as number[], right: [] as number[], empty: order <= 0 ? x.emptyFields : y.emptyFields };
          if (order <= 0)
            await x.takeGroup((part) => {
              one.left.push(...ordinals(part));
            });
          if (order >= 0)
            await y.takeGroup((part) => {
              one.right.push(...ordinals(part));
            });
          met.push(one);
        }
        for (const sorter of sorters) await sorter.close();
        const keys = [...new Set([...left, ...right].map(([key]) => plainKey(key)))];
        const of = (list: Rows, key: string) => list.flatMap((row, at) => (plainKey(row[0]) === key ? [at] : []));
        const expected = keys.map((key) => ({ left: of(left, key), right: of(right, key), empty: key === '' ? 1 : 0 }));
        const byText = (list: typeof expected) => list.map((one) => JSON.stringify(one)).sort();
        expect(byText(met)).toEqual(byText(expected));
      }),
      { numRuns: 120 },
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('groups begin where keys begin, also across batches', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(1, 1 << 20), async (list, budget) => {
        const order = new KeyOrder(['key', 'n']);
        const sorter = await sorterOf(list, order, budget, 'groups');
        const groups: number[][] = [];
        for await (const { batch, begins } of groupsOf(sorter.sortedWithKeys()))
          ordinals(batch).forEach((ordinal, position) => {
            if (begins[position] === 1) groups.push([]);
            groups.at(-1)?.push(ordinal);
          });
        await sorter.close();
        const expected = Object.values(
          Object.groupBy(
            list.map((_, at) => at),
            (at) => JSON.stringify([list[at]?.[0] ?? '', list[at]?.[1]]),
          ),
        );
        const byText = (some: unknown[]) => some.map((one) => JSON.stringify(one)).sort();
        expect(byText(groups)).toEqual(byText(expected));
      }),
      { numRuns: 80 },
    );
  });

  test('a group larger than a batch is given in parts', async () => {
    const order = new KeyOrder(['key']);
    const list: Rows = Array.from({ length: 10_000 }, (_, n) => [n < 9_000 ? 'a' : 'b', n]);
    const sorter = await sorterOf(list, order, 1 << 30, 'large');
    const cursor = await KeyCursor.open(sorter.sortedWithKeys(), order);
    const parts: number[] = [];
    await cursor.takeGroup((part) => {
      parts.push(part.count);
    });
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.reduce((sum, count) => sum + count, 0)).toBe(9_000);
    let rest = 0;
    await cursor.takeGroup((part) => {
      rest += part.count;
    });
    expect([rest, cursor.ended]).toEqual([1_000, true]);
    expect(() => cursor.takeGroup(() => undefined)).toThrow(RangeError);
    await cursor.close();
    await sorter.close();
  });
});

describe('key orders', () => {
  test('keys are those of the record keys, and count their empty fields', () => {
    const batch = keyedBatch(
      [
        [' Ä ', 7],
        [null, 0],
      ],
      0,
    );
    const order = new KeyOrder(['key', 'n'], { trim: true, ignoreCase: true });
    const keys = order.prepare(batch);
    expect([0, 1].map((row) => order.emptyFields(keys, row))).toEqual([0, 1]);
    const text = Buffer.from(keys.bytes.subarray(0, keys.starts[1])).toString();
    expect(text).toContain(keyText(batch.columns[0] as never, 0, true, true));
  });

  test('sorting bytes is what comparing them gives, and stable', () => {
    const key = fc.array(fc.constantFrom(0, 1, 97, 98, 255), { maxLength: 30 });
    const stem = fc.array(fc.constantFrom(0, 97), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(key, { minLength: 1, maxLength: 500 }), stem, fc.integer({ min: 1, max: 200 }), (list, common, size) => {
        const all = list.map((one) => Uint8Array.from([...common, ...one]));
        const keys: ByteKeys[] = [];
        const ids: number[] = [];
        for (let from = 0; from < all.length; from += size) {
          const part = all.slice(from, from + size);
          part.forEach((_, position) => {
            ids.push((keys.length << ID_BITS) | position);
          });
          const starts = Int32Array.from({ length: part.length + 1 }, (_, at) => part.slice(0, at).reduce((sum, { length }) => sum + length, 0));
          keys.push({ bytes: Buffer.concat(part), starts });
        }
        const order = Int32Array.from(ids);
        sortByteKeys(keys, order);
        const expected = all
          .map((bytes, at) => ({ bytes, id: ids[at] as number }))
          .sort((a, b) => Buffer.compare(a.bytes, b.bytes) || a.id - b.id)
          .map(({ id }) => id);
        expect([...order]).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
