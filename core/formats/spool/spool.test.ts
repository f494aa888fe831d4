import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, ordinalAt, runningOrigin, sourceAt } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { textAt } from '../../data/column-value.ts';
import { rowValues } from '../../data/records.ts';
import { arbitraryBatch } from '../../data/testing/arbitrary.ts';
import { SpoolReader } from './spool-reader.ts';
import { type SpoolPacking, SpoolWriter } from './spool-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'spool-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Seen {
  names: readonly string[];
  kinds: string[];
  types: string[];
  values: Value[];
  texts: string[];
  origin: [number, number];
}

function seen(batch: Batch): Seen[] {
  return Array.from(batch.selection.subarray(0, batch.count), (row) => ({
    names: batch.names,
    kinds: batch.columns.map((column) => column.kind),
    types: batch.columns.map((column) => column.type),
    values: rowValues(batch, row),
    texts: batch.columns.map((column) => textAt(column, row)),
    origin: [sourceAt(batch, row), ordinalAt(batch, row)],
  }));
}

async function keep(path: string, batches: readonly Batch[], packing: SpoolPacking = 'zstd'): Promise<number> {
  const writer = await SpoolWriter.create(path, packing);
  for (const batch of batches) await writer.append(batch);
  const summary = await writer.finish();
  expect(summary.bytes).toBe(readFileSync(path).length);
  return summary.records;
}

async function all(batches: AsyncIterable<Batch>): Promise<Seen[]> {
  const found: Seen[] = [];
  for await (const batch of batches) found.push(...seen(batch));
  return found;
}

/** Many frames: 40,000 records with every tenth ordinal missing. */
function manyBatches(): Batch[] {
  return Array.from({ length: 20 }, (_, part) => {
    const texts = Array.from({ length: 2000 }, (_, row) => `record ${part * 2000 + row} ${Math.imul(row + part, 2654435761) >>> 0} ${'x'.repeat(row % 90)}`);
    const ordinals = Float64Array.from({ length: 2000 }, (_, row) => Math.floor(((part * 2000 + row) * 10) / 9));
    return createBatch(['text'], [textColumn(texts)], 2000, { source: 1, first: 0, ordinals });
  });
}

describe('spool', () => {
  it('gives back every kind of column with its types, texts and origins', async () => {
    const path = join(folder, 'any.spool');
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryBatch, { maxLength: 4 }), fc.constantFrom<SpoolPacking>('zstd', 'raw'), async (batches, packing) => {
        const expected = batches.flatMap(seen);
        expect(await keep(path, batches, packing)).toBe(expected.length);
        const reader = await SpoolReader.open(path);
        expect(reader.records).toBe(expected.length);
        expect(await all(reader.batches())).toEqual(expected);
        await reader.close();
      }),
      { numRuns: 150 },
    );
  });

  it('finds records by number and by ordinal over many frames', async () => {
    const path = join(folder, 'many.spool');
    const batches = manyBatches();
    const expected = batches.flatMap(seen);
    await keep(path, batches);
    const reader = await SpoolReader.open(path);
    expect(await all(reader.range(12_345, 12_348))).toEqual(expected.slice(12_345, 12_348));
    expect(await all(reader.range(1999, 4001))).toEqual(expected.slice(1999, 4001));
    expect(await all(reader.range(39_999, 50_000))).toEqual(expected.slice(39_999));
    expect(await all(reader.ordinals(100, 120))).toEqual(expected.filter(({ origin }) => origin[1] >= 100 && origin[1] < 120));
    const wanted = new Set([0, 9, 30_000, 44_443, 99_999_999]);
    expect(await all(reader.pick(wanted))).toEqual(expected.filter(({ origin }) => wanted.has(origin[1])));
    await reader.close();
  });

  it('keeps texts of any length', async () => {
    const path = join(folder, 'long.spool');
    const batch = createBatch(['short', 'long'], [textColumn(['', 'a', null]), textColumn(['x'.repeat(70_000), '', 'é'.repeat(300)])], 3, runningOrigin(0, 0));
    await keep(path, [batch]);
    const reader = await SpoolReader.open(path);
    expect(await all(reader.batches())).toEqual(seen(batch));
    await reader.close();
  });

  it.each<SpoolPacking>(['zstd', 'raw'])('refuses what is cut off, damaged or something else (%s)', async (packing) => {
    const path = join(folder, 'bad.spool');
    await keep(path, manyBatches(), packing);
    const good = readFileSync(path);
    const opening = async (bytes: Uint8Array): Promise<unknown> => {
      writeFileSync(path, bytes);
      const reader = await SpoolReader.open(path);
      try {
        return await all(reader.batches());
      } finally {
        await reader.close();
      }
    };
    for (const length of [0, 5, 24, good.length >> 1, good.length - 1])
      await expect(opening(good.subarray(0, length))).rejects.toMatchObject({ code: 'spool-damaged' });
    for (const at of [0, 60, good.length >> 1, good.length - 30, good.length - 12, good.length - 3]) {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] as number) ^ 0x55;
      await expect(opening(bytes)).rejects.toMatchObject({ code: 'spool-damaged' });
    }
    await expect(SpoolReader.open(join(folder, 'missing.spool'))).rejects.toMatchObject({ code: 'file-not-found' });
    truncateSync(path, 0);
  });

  it('keeps what is appended even if the batch changes afterwards, and leaves nothing behind when given up', async () => {
    const path = join(folder, 'copy.spool');
    const column = textColumn(['first']);
    const writer = await SpoolWriter.create(path);
    await writer.append(createBatch(['a'], [column], 1, runningOrigin(0, 0)));
    column.bytes.fill(120);
    await writer.finish();
    const reader = await SpoolReader.open(path);
    expect((await all(reader.batches()))[0]?.values).toEqual(['first']);
    await reader.close();
    const given = await SpoolWriter.create(path);
    await given.abort();
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });
});

it('writes all of what the system takes only in parts', async () => {
  const probe = await open(join(folder, 'probe'), 'w');
  const handles = Object.getPrototypeOf(probe) as FileHandle;
  const write = handles.write as (...values: unknown[]) => Promise<{ bytesWritten: number }>;
  const short = vi.spyOn(handles, 'write').mockImplementation(function (this: FileHandle, bytes: unknown, at: unknown, length: unknown, position: unknown) {
    return write.call(this, bytes, at, Math.min(Number(length), 1000), position);
  } as never);
  try {
    const path = join(folder, 'short.spool');
    expect(await keep(path, manyBatches())).toBe(40_000);
    const reader = await SpoolReader.open(path);
    expect((await all(reader.batches())).length).toBe(40_000);
    await reader.close();
  } finally {
    short.mockRestore();
    await probe.close();
  }
});
