import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Batch } from '../../data/batch.ts';
import { drop, ordinalAt, select, slice, withColumns } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { textAt } from '../../data/column-value.ts';
import type { CsvReadOptions } from '../csv/dialect.ts';
import { CsvScanner } from '../csv/scanner.ts';
import { SpoolReader } from './spool-reader.ts';
import { type SpoolPacking, SpoolWriter } from './spool-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'kept.spool');

function batchesOf(text: string, options: Partial<CsvReadOptions> = {}): Batch[] {
  const scanner = new CsvScanner(options);
  return [...scanner.push(Buffer.from(text)).batches, ...scanner.finish().batches];
}

const seen = (batch: Batch) =>
  Array.from(batch.selection.subarray(0, batch.count), (row) => [
    ordinalAt(batch, row),
    ...batch.columns.map((column, at) => `${batch.names[at]} ${column.type} ${textAt(column, row)}`),
  ]);

async function keptAndRead(batches: readonly Batch[], packing: SpoolPacking): Promise<unknown[]> {
  const writer = await SpoolWriter.create(path, packing);
  for (const batch of batches) await writer.append(batch);
  await writer.finish();
  return read();
}

async function read(): Promise<unknown[]> {
  const reader = await SpoolReader.open(path);
  const found: unknown[] = [];
  for await (const batch of reader.batches()) found.push(...seen(batch));
  await reader.close();
  return found;
}

const LONG = 'x'.repeat(300);
const HUGE = 'y'.repeat(70_000);

describe.each<SpoolPacking>(['raw', 'zstd'])('records as they stand in their source (%s)', (packing) => {
  test.each<[string, string, Partial<CsvReadOptions>]>([
    ['lines that end with a feed', 'a,b\n1,2\n3,4\n', {}],
    ['with both', 'a,b,c\r\n1,2,\r\n3,,4\r\n,,', {}],
    ['quotes, line ends and other letters in them', 'a,b\n"1, ""x""","2\n3"\nZoë,"東京"\n', {}],
    ['blank lines and bad records between them', 'a,b\n1,2\n\n\n\nbad\n3,4\n1,2,3\n"x"y,1\n5,6\n', {}],
    ['long fields', `a,b\n1,${LONG}\n${HUGE},2\n3,4\n`, {}],
    ['a long delimiter', 'a||b\n1||2\n3||4\n', { delimiter: '||' }],
    ['no quotes', 'a;b\n"1;2"\n', { delimiter: ';', quote: '' }],
    ['records that were filled up', 'a,b,c\n1\n1,2,3\n', { ragged: 'pad' }],
    ['one field', 'a\n1\n2\n', {}],
  ])('%s', async (_, text, options) => {
    const batches = batchesOf(text, options);
    const expected = batches.flatMap(seen);
    expect(expected.length).toBeGreaterThan(0);
    expect(await keptAndRead(batches, packing)).toEqual(expected);
  });

  test('some of them, in a row or not', async () => {
    const [batch] = batchesOf(`a,b\n${Array.from({ length: 100 }, (_, i) => `${i},v${i}`).join('\n')}\n`);
    if (!batch) throw new Error('no batch');
    const parts = [slice(batch, 10, 20), slice(batch, 99), select(batch, Int32Array.of(3, 5, 4), 3), slice(batch, 0, 1)];
    expect(await keptAndRead(parts, packing)).toEqual(parts.flatMap(seen));
  });
});

test('what is no longer in the batch is not in the file', async () => {
  const batches = batchesOf('id,secret\n1,hush\n2,hush\nnot a record, hush, hush\n3,hush\n');
  const hidden = batches.flatMap((batch) => [drop(batch, ['secret']), withColumns(batch, [{ name: 'secret', column: textColumn(['•', '•', '•']) }])]);
  expect(await keptAndRead(hidden, 'raw')).toEqual(hidden.flatMap(seen));
  expect(readFileSync(path).includes('hush')).toBe(false);
  const whole = batchesOf('id,name\n1,a\nnot, a record, hush\n2,b\n');
  expect(await keptAndRead(whole, 'raw')).toEqual(whole.flatMap(seen));
  expect(readFileSync(path).includes('hush')).toBe(false);
});

test('a file of many records takes the memory and the room of its records', async () => {
  const text = `a,b\n${Array.from({ length: 50_000 }, (_, i) => `${i},some text ${i}`).join('\n')}\n`;
  const batches = batchesOf(text);
  expect(await keptAndRead(batches, 'raw')).toEqual(batches.flatMap(seen));
  expect(readFileSync(path).length).toBeLessThan(text.length + 50_000 * 3 + 20_000);
});

test.each([
  'U1dTUE9PTDEotS/9BEh1AgDUAwMAAAACAAIAAABpZAADAAAA/H8AADEyMwEAAAADAAEBAQQAAABuYW1lAA4AWm/DqywgIngicGxhaW4JAAUGAF5tBQYMeAqyBWbjgSIjtse1AAAAAAAAIEAAAAAAAMBWQAAAAAAAYGBAAAAAAAAACEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA4AAAAF5l0ZVNXU1BFTkQx',
  'U1dTUE9PTDEDAAAAAgAAAAAAAAAAAAAAAAAAAAAAAAACAAAAaWQAAAAAAAAAAAAAAABtYS1wcm8DAAAAb3JzLjEyMwEAAAADAAAAIHsgZXgBAQEEAAAAbmFtZQAAAAAAAAAAAAAAAGkOAAAAaXplQ1pvw6ssICJ4InBsYWluAQAAAAMAAAAgfQkABVcVqwYAAAAAAAAgQAAAAAAA4GBAAAAAAABgYEAAAAAAAAAIQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQDgAAABuxhqvU1dTUEVORDE=',
])('what earlier versions kept is read', async (base64) => {
  writeFileSync(path, Buffer.from(base64, 'base64'));
  expect(await read()).toEqual([
    [0, 'id text 1', 'name text Zoë, "x"'],
    [1, 'id text 2', 'name text '],
    [2, 'id text 3', 'name text plain'],
  ]);
});
