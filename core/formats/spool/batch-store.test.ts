import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { createBatch, ordinalAt, runningOrigin, select } from '../../data/batch-ops.ts';
import { batchBytes } from '../../data/batch-size.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { rowValues } from '../../data/records.ts';
import { arbitraryBatch } from '../../data/testing/arbitrary.ts';
import { BatchStore, compact } from './batch-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a store of batches', () => {
  test('gives back what it took, in memory or on disk', async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryBatch, { maxLength: 4 }), fc.constantFrom(0, 2000, 1 << 30), async (given, memory) => {
        const name = `${++files}.spool`;
        const store = new BatchStore({ memory, folder: () => folder, name });
        for (const batch of given) await store.append(batch);
        expect(store.spilled).toBe(given.reduce((sum, batch) => sum + batchBytes(compact(batch)), 0) > memory);
        expect(existsSync(join(folder, name))).toBe(store.spilled);
        const read = async () => {
          const found: unknown[] = [];
          for await (const batch of store.batches())
            for (const row of batch.selection.subarray(0, batch.count)) found.push([ordinalAt(batch, row), batch.names, rowValues(batch, row)]);
          return found;
        };
        const found = await read();
        expect(await read()).toEqual(found);
        await store.close();
        expect(existsSync(join(folder, name))).toBe(false);
        expect(found).toEqual(
          given.flatMap((batch) => Array.from(batch.selection.subarray(0, batch.count), (row) => [ordinalAt(batch, row), batch.names, rowValues(batch, row)])),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('closed before it was read, it leaves no open file behind', async () => {
    const store = new BatchStore({ memory: 0, folder: () => folder, name: 'left.spool' });
    await store.append(createBatch(['a'], [textColumn(['x'])], 1, runningOrigin(0, 0)));
    await store.close();
    expect(existsSync(join(folder, 'left.spool'))).toBe(false);
  });

  test('a small rest does not keep its chunk alive, a large one is not copied', () => {
    const batch = createBatch(['a'], [textColumn(Array.from({ length: 100 }, () => 'x'.repeat(1000)))], 100, runningOrigin(0, 0));
    const few = compact(select(batch, Int32Array.of(7, 9), 2));
    expect(few.rows).toBe(2);
    expect(ordinalAt(few, 1)).toBe(9);
    expect(batchBytes(few)).toBeLessThan(batchBytes(batch) / 5);
    expect(compact(batch)).toBe(batch);
  });
});
