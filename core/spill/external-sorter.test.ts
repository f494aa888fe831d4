import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import { createBatch, ordinalAt, runningOrigin, select, sourceAt } from '../data/batch-ops.ts';
import { textColumn } from '../data/bytes-column.ts';
import { keyText } from '../data/record-keys.ts';
import { rowValues } from '../data/records.ts';
import { arbitraryBatch } from '../data/testing/arbitrary.ts';
import { ExternalSorter, type SorterOptions } from './external-sorter.ts';
import { KeyOrder } from './key-order.ts';
import { keyedBatch } from './testing/keyed-batch.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'sorter-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = <K>(more: Pick<SorterOptions<K>, 'order'> & Partial<SorterOptions<K>>): SorterOptions<K> => ({
  budget: 1 << 30,
  folder: () => folder,
  name: 'test',
  signal: new AbortController().signal,
  ...more,
});

interface Row {
  origin: [number, number];
  names: readonly string[];
  values: Value[];
}

async function rowsOf(batches: AsyncIterable<Batch>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches)
    for (const row of batch.selection.subarray(0, batch.count))
      rows.push({ origin: [sourceAt(batch, row), ordinalAt(batch, row)], names: batch.names, values: rowValues(batch, row) });
  return rows;
}

/** How a run is made small: everything in memory, or run after run to disk and merged two at a time. */
const surroundings = fc.constantFrom({ budget: 1 << 30 }, { budget: 1, mergeWidth: 2 }, { budget: 3000, mergeWidth: 3 }, { budget: 20_000 });

async function sorted(batches: readonly Batch[], order: KeyOrder, more: Partial<SorterOptions<never>>): Promise<Row[]> {
  const sorter = new ExternalSorter(options({ order, ...(more as object) }));
  for (const batch of batches) await sorter.add(batch);
  const rows = await rowsOf(sorter.sorted());
  await sorter.close();
  return rows;
}

describe('an external sorter', () => {
  test('gives every record once, equal keys together and in the order they came, whatever the budget and however the batches were cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'B', ' b', '', '7', '007', 'é'), fc.nat(3)), { maxLength: 400 }),
        fc.integer({ min: 1, max: 90 }),
        surroundings,
        async (rows, size, more) => {
          const batches: Batch[] = [];
          for (let from = 0; from < rows.length; from += size) batches.push(keyedBatch(rows.slice(from, from + size), from));
          const found = await sorted(batches, new KeyOrder(['key', 'n']), more);
          const keys = rows.map((row) => JSON.stringify(row));
          const order = [...new Set(found.map(({ values }) => JSON.stringify([values[0], values[1]])))];
          // Whatever order the keys have, each stands in one place, with its records as they came.
          const expected = order.flatMap((key) => rows.flatMap((row, at) => (keys[at] === key ? [{ origin: [0, at], values: [...row, at] }] : [])));
          expect(found.map(({ origin, values }) => ({ origin, values }))).toEqual(expected);
          expect(expected.length).toBe(rows.length);
          expect(found).toEqual(await sorted(batches, new KeyOrder(['key', 'n']), { budget: 1 << 30 }));
        },
      ),
      { numRuns: 120 },
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('batches with any fields and any columns: in memory and on disk the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryBatch, { maxLength: 6 }), surroundings, async (batches, more) => {
        const spilled = await sorted(batches, new KeyOrder([], { trim: true, ignoreCase: true }), more);
        expect(spilled).toEqual(await sorted(batches, new KeyOrder([], { trim: true, ignoreCase: true }), { budget: 1 << 30 }));
        const names = [...new Set(batches.filter(({ count }) => count > 0).flatMap((batch) => batch.names))];
        const keyOf = (batch: Batch, row: number) =>
          JSON.stringify(
            names.map((name) => {
              const column = batch.columns[batch.names.indexOf(name)];
              return column ? keyText(column, row, true, true) : '';
            }),
          );
        const came = batches.flatMap((batch) =>
          Array.from(batch.selection.subarray(0, batch.count), (row) => ({
            key: keyOf(batch, row),
            origin: [sourceAt(batch, row), ordinalAt(batch, row)],
            values: names.map((name) => (batch.names.includes(name) ? (rowValues(batch, row)[batch.names.indexOf(name)] ?? null) : null)),
          })),
        );
        expect(spilled.every((row) => row.names.join('|') === names.join('|'))).toBe(true);
        // As many groups of equal neighbours as there are different keys, and nothing lost or changed.
        const left = [...came];
        const keys = spilled.map((row) => {
          const at = left.findIndex((one) => JSON.stringify(one.origin) === JSON.stringify(row.origin) && sameValues(one.values, row.values));
          expect(at).toBeGreaterThanOrEqual(0);
          return left.splice(at, 1)[0]?.key;
        });
        expect(keys.filter((key, at) => key !== keys[at - 1]).length).toBe(new Set(came.map(({ key }) => key)).size);
        expect(left).toEqual([]);
      }),
      { numRuns: 80 },
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a field that came in two forms is given by its value, also where the records on disk had only one of them', async () => {
    const whole = createBatch(['n'], [{ ...textColumn(['007', '8']), type: 'integer' }], 2, runningOrigin(0, 0));
    const text = createBatch(['n'], [textColumn(['007'])], 1, runningOrigin(1, 0));
    for (const budget of [1, 1 << 20]) {
      const rows = await sorted([whole, text], new KeyOrder(['n']), { budget });
      expect(rows.map(({ values }) => values[0]).sort()).toEqual(['007', 7, 8]);
    }
  });

  test('stopped while it spills, merges or gives, it leaves no file', async () => {
    const files = 16;
    for (let stopAt = 1; stopAt <= files + 1; stopAt++) {
      const abort = new AbortController();
      let asked = 0;
      const inFolder = () => {
        if (++asked === stopAt) abort.abort();
        return folder;
      };
      const sorter = new ExternalSorter(options({ order: new KeyOrder(['key']), budget: 1, mergeWidth: 2, signal: abort.signal, folder: inFolder }));
      const work = async () => {
        for (let at = 0; at < 9; at++)
          await sorter.add(
            keyedBatch(
              Array.from({ length: 1000 }, (_, n) => ['a', n]),
              at * 1000,
            ),
          );
        for await (const _batch of sorter.sorted()) abort.abort();
      };
      await expect(work()).rejects.toThrow('abort');
      await sorter.close();
      expect(asked).toBe(Math.min(stopAt, files));
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test('closed half-way through what is merged, it leaves no file', async () => {
    const sorter = new ExternalSorter(options({ order: new KeyOrder(['key']), budget: 1 }));
    for (let at = 0; at < 5; at++) await sorter.add(keyedBatch([['a', at]], at));
    expect(sorter.spilled).toBe(true);
    const walk = sorter.sorted();
    expect((await walk.next()).done).toBe(false);
    await sorter.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('many records, also large ones: memory stays within the budget, batches stay small', async () => {
    const sorter = new ExternalSorter(options({ order: new KeyOrder(['key']), budget: 4_000_000 }));
    const filling = 'x'.repeat(2000);
    for (let from = 0; from < 20_000; from += 1000)
      await sorter.add(
        keyedBatch(
          Array.from({ length: 1000 }, (_, at): [string, number] => [`${(((from + at) * 7919) % 20_000) + 100_000}${filling}`, at]),
          from,
        ),
      );
    expect(sorter.spilled).toBe(true);
    let before = '';
    let records = 0;
    for await (const batch of sorter.sorted()) {
      expect(batch.count).toBeLessThan(300);
      for (let row = 0; row < batch.count; row++) {
        const key = String(rowValues(batch, row)[0]);
        expect(key > before).toBe(true);
        before = key;
        records++;
      }
    }
    expect(records).toBe(20_000);
    await sorter.close();
  });

  test('nothing comes of nothing; a batch that lacks a key field is an error', async () => {
    expect(await sorted([], new KeyOrder(['key']), {})).toEqual([]);
    expect(await sorted([select(keyedBatch([['a', 1]], 0), new Int32Array(0), 0)], new KeyOrder(['key']), {})).toEqual([]);
    await expect(sorted([keyedBatch([['a', 1]], 0)], new KeyOrder(['gone']), {})).rejects.toMatchObject({ code: 'field-missing', place: { field: 'gone' } });
  });
});

function sameValues(a: readonly Value[], b: readonly Value[]): boolean {
  const text = (values: readonly Value[]) => JSON.stringify(values, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return text(a) === text(b);
}
