import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runSource } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'json-source-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content);
const read = (config: object) => runSource(kind, config, { folder });

test('nested values stay nested, long numbers keep their digits', async () => {
  put('a.json', '{"data": {"items": [{"id": 12345678901234567890, "to": {"city": "Köln"}}, {"id": 2, "tags": ["x"]}]}}');
  const { emitted, origins, readings } = await read({ path: 'a.json', recordsPath: 'data.items' });
  expect(emitted['out']).toMatchObject([
    { id: 12345678901234567890n, to: { city: 'Köln' } },
    { id: 2, tags: ['x'] },
  ]);
  expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
  expect(readings).toMatchObject([{ name: join(folder, 'a.json') }]);
});

test('one record per line is detected; a bad line is rejected with file and line, the others are read', async () => {
  put('a.ndjson', '{"a":1}\n{"a":\n\n{"a":3}\n');
  const { emitted, rawRejects, counts } = await read({ path: 'a.ndjson' });
  expect(emitted['out']).toMatchObject([{ a: 1 }, { a: 3 }]);
  expect(rawRejects).toMatchObject([{ text: '{"a":', ordinal: 1, place: { file: join(folder, 'a.ndjson'), row: 2 }, reason: { code: 'not-json' } }]);
  expect(counts).toMatchObject({ in: 3, out: 2, rejected: 1 });
});

test('a list over many lines and in UTF-16 is read alike', async () => {
  put('a.json', Buffer.from(`\uFEFF${JSON.stringify([{ a: 'ä' }, { a: 'ö' }], null, 2)}`, 'utf16le'));
  expect((await read({ path: 'a.json' })).emitted['out']).toMatchObject([{ a: 'ä' }, { a: 'ö' }]);
});

test('all files of a pattern are one stream of records', async () => {
  put('a1.json', '[{"x":1},{"x":2}]');
  put('a2.json', '{"x":3}\n{"x":4}\n');
  const { emitted, origins } = await read({ path: 'a*.json', pick: 'all' });
  expect(emitted['out']).toMatchObject([{ x: 1 }, { x: 2 }, { x: 3 }, { x: 4 }]);
  expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3]);
});

test.each([
  ['[{"a":1}', '', 'json-truncated'],
  ['{"a":[1]}', 'b', 'json-path-not-found'],
  ['{"a":[1]}', 'a[', 'json-path'],
  ['{"a":1}', 'a', 'json-no-records'],
  ['', '', 'file-empty'],
  ['a,b\n1,2\n', '', 'not-json-file'],
])('%s with the path "%s" is %s, with the file', async (content, recordsPath, code) => {
  put('a.json', content);
  await expect(read({ path: 'a.json', recordsPath })).rejects.toMatchObject({ code, class: 'user', place: { file: join(folder, 'a.json') } });
});

test('a file with one record per line may be empty, an empty list too', async () => {
  put('a.ndjson', '');
  put('b.json', '[]');
  expect(await read({ path: 'a.ndjson', shape: 'lines' })).toMatchObject({ emitted: {}, notices: [{ code: 'no-records' }] });
  expect(await read({ path: 'b.json' })).toMatchObject({ emitted: {}, notices: [{ code: 'no-records' }] });
});
