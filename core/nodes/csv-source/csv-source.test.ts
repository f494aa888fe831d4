import { once } from 'node:events';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { openFilesIn, runSource } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-source-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array, at?: number): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  if (at !== undefined) utimesSync(path, at, at);
  return path;
};
const read = (config: object, surroundings: Surroundings & { afterBatch?: () => void } = {}) => runSource(kind, config, { folder, ...surroundings });
const plain = (rows: readonly object[] | undefined) => (rows ?? []).map((row) => ({ ...row }));

test('a file of nothing but bad rows comes to rest on its way, so that rejects do not pile up', async () => {
  put('ragged.csv', `a,b\n${'1\n'.repeat(300_000)}`);
  put('wrong.csv', `a,b\n${'1,x\n'.repeat(150_000)}`);
  let rests = 0;
  const afterBatch = () => {
    rests++;
  };
  const ragged = await read({ path: 'ragged.csv' }, { afterBatch });
  expect(ragged.counts).toMatchObject({ in: 300_000, rejected: 300_000 });
  expect(rests).toBeGreaterThan(1);
  rests = 0;
  await read({ path: 'wrong.csv', fields: [{ name: 'b', type: 'integer' }] }, { afterBatch });
  expect(rests).toBeGreaterThan(1);
});

describe('reading', () => {
  test('every value stays the text it was, leading zeros and long numbers too', async () => {
    put('a.csv', 'id,big,name\n007,12345678901234567890,"O""Neil, Ann"\n8,,\n');
    const { emitted, counts, readings } = await read({ path: 'a.csv' });
    expect(plain(emitted['out'])).toEqual([
      { id: '007', big: '12345678901234567890', name: 'O"Neil, Ann' },
      { id: '8', big: '', name: '' },
    ]);
    expect(counts).toMatchObject({ in: 2, out: 2, rejected: 0 });
    expect(readings).toMatchObject([{ name: join(folder, 'a.csv'), bytes: 56 }]);
  });

  test('delimiter and encoding are detected', async () => {
    put('a.csv', Buffer.from('Name;Ort\nMüller;Köln\nSchäfer;Zürich\n', 'latin1'));
    expect(plain((await read({ path: 'a.csv' })).emitted['out'])).toEqual([
      { Name: 'Müller', Ort: 'Köln' },
      { Name: 'Schäfer', Ort: 'Zürich' },
    ]);
  });

  test('settings win over detection', async () => {
    put('a.txt', 'note\nx|y\n1|2;3\n');
    const { emitted } = await read({ path: 'a.txt', delimiter: '|', skipRows: 1, header: 'none' });
    expect(plain(emitted['out'])).toEqual([
      { column_1: 'x', column_2: 'y' },
      { column_1: '1', column_2: '2;3' },
    ]);
  });

  test('a name may hold the date of the run and a parameter', async () => {
    put('a_20261120.csv', 'x\n1\n');
    expect((await read({ path: '{param.what}_{date:yyyyMMdd}.csv' }, { parameters: { what: 'a' } })).emitted['out']).toHaveLength(1);
    await expect(read({ path: '{param.gone}.csv' })).rejects.toMatchObject({ code: 'bad-template' });
  });

  test('every record has its ordinal, over all files and past rejected ones', async () => {
    put('a1.csv', 'x,y\n1,1\n2\n3,3\n');
    put('a2.csv', 'y,x\n4,4\n');
    const { origins, rawRejects, emitted, counts } = await read({ path: 'a*.csv', pick: 'all', delimiter: ',' }, { index: 3 });
    expect(origins['out']).toEqual([
      { source: 3, ordinal: 0 },
      { source: 3, ordinal: 2 },
      { source: 3, ordinal: 3 },
    ]);
    expect(rawRejects).toMatchObject([{ ordinal: 1, text: '2', place: { file: join(folder, 'a1.csv'), row: 3 }, reason: { code: 'too-few-fields' } }]);
    expect(plain(emitted['out']).at(-1)).toEqual({ x: '4', y: '4' });
    expect(counts).toMatchObject({ in: 4, out: 3, rejected: 1 });
  });

  test('a limit ends the reading early', async () => {
    put('a.csv', `x\n${'1\n'.repeat(500_000)}`);
    const { emitted } = await read({ path: 'a.csv' }, { limit: 10 });
    expect((emitted['out'] ?? []).length).toBeGreaterThanOrEqual(10);
    expect((emitted['out'] ?? []).length).toBeLessThan(300_000);
  });
});

describe('types', () => {
  const fields = [
    { name: 'id', type: 'integer' },
    { name: 'pay', type: 'decimal', format: '1.234,56' },
    { name: 'on', type: 'date', format: 'dd.MM.yyyy' },
  ];

  test('dates and decimals become exact text, integers keep theirs, empty cells are null', async () => {
    put('a.csv', 'id;pay;on;name\n0012;1.234,50;20.11.2026;\n9007199254740993;;;x\n');
    const { emitted, batches } = await read({ path: 'a.csv', fields });
    expect(plain(emitted['out'])).toEqual([
      { id: 12, pay: '1234.50', on: '2026-11-20', name: '' },
      { id: 9007199254740993n, pay: null, on: null, name: 'x' },
    ]);
    expect(batches['out']?.[0]?.columns.map((column) => column.type)).toEqual(['integer', 'decimal', 'date', 'text']);
  });

  test('a value that does not fit rejects its record with line, field and value', async () => {
    put('a.csv', 'id;pay;on\n"1";2,00;31.02.2026\n\n"two\nlines";1,00;01.01.2026\n3;x;01.01.2026\n4;1,00;01.01.2026\n');
    const { emitted, rejects, counts } = await read({ path: 'a.csv', fields });
    expect(rejects.map(({ ordinal, place, reason, record }) => [ordinal, place?.row, reason.field, reason.value, record['pay']])).toEqual([
      [0, 2, 'on', '31.02.2026', '2,00'],
      [1, 4, 'id', 'two\nlines', '1,00'],
      [2, 6, 'pay', 'x', 'x'],
    ]);
    expect(rejects.every(({ reason, place }) => reason.code === 'wrong-type' && reason.message.startsWith(`Line ${place?.row}, ${reason.field}: `))).toBe(true);
    expect(rejects[0]?.place?.file).toBe(join(folder, 'a.csv'));
    expect(emitted['out']).toHaveLength(1);
    expect(counts).toMatchObject({ in: 4, out: 1, rejected: 3 });
  });

  test('a type for a column that is not there stops before the first record', async () => {
    put('a.csv', 'id\n1\n');
    await expect(read({ path: 'a.csv', fields: [{ name: 'ID', type: 'integer' }] })).rejects.toMatchObject({ code: 'field-missing', place: { field: 'ID' } });
  });
});

describe('which file', () => {
  test('the newest by time, the last by name between equals', async () => {
    put('e_3.csv', 'x\nold\n', 1000);
    put('e_1.csv', 'x\nnew\n', 2000);
    put('e_2.csv', 'x\nnew too\n', 2000);
    put('.e_9.csv', 'x\nhidden\n', 3000);
    mkdirSync(join(folder, 'e_4.csv'));
    expect(plain((await read({ path: 'e_?.csv' })).emitted['out'])).toEqual([{ x: 'new too' }]);
  });

  test('files with other columns are refused, both named', async () => {
    put('a1.csv', 'x,y\n1,1\n');
    put('a2.csv', 'x,z\n1,1\n');
    await expect(read({ path: 'a*.csv', pick: 'all' })).rejects.toMatchObject({
      code: 'different-columns',
      message: expect.stringMatching(/a1\.csv.*a2\.csv/),
    });
  });

  test.each([
    ['gone.csv', 'file-not-found'],
    ['nowhere/gone.csv', 'folder-not-found'],
    ['nowhere/*.csv', 'folder-not-found'],
    ['sub', 'not-a-file'],
    ['*.csv', 'no-file-matches'],
    ['empty.txt', 'file-empty'],
    ['blank.txt', 'file-empty'],
    ['list.txt', 'not-delimited'],
    ['picture.txt', 'not-text'],
  ])('%s is %s', async (path, code) => {
    mkdirSync(join(folder, 'sub'));
    put('empty.txt', '');
    put('blank.txt', '\n\n');
    put('list.txt', '[{"a":1}]');
    put('picture.txt', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]));
    const error = await read({ path }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(folder) });
  });

  if (process.platform !== 'win32')
    test('a pipe is refused instead of waited for', async () => {
      const server = createServer().listen(join(folder, 'pipe.csv'));
      await once(server, 'listening');
      await expect(read({ path: 'pipe.csv' })).rejects.toMatchObject({ code: 'not-a-file' });
      server.close();
    });

  test('a header without records is worth a warning, and shows the fields', async () => {
    put('a.csv', 'x,y\n');
    const { notices, emitted, batches } = await read({ path: 'a.csv' });
    expect(emitted).toEqual({ out: [] });
    expect(batches['out']?.map(({ names }) => names)).toEqual([['x', 'y']]);
    expect(notices).toMatchObject([{ code: 'no-records' }]);
  });
});

describe('while it is being read', () => {
  const big = `x,y\n${'1,2\n'.repeat(300_000)}`;
  const changes: [string, (path: string) => void][] = [
    ['cut short', (path) => writeFileSync(path, 'x,y\n1,2\n')],
    ['written on', (path) => appendFileSync(path, '3,4\n')],
    ['replaced', (path) => renameSync(put('other.csv', big), path)],
    ['removed', (path) => rmSync(path)],
  ];
  test.each(changes)('a file %s is no success', async (_, change) => {
    const path = put('a.csv', big);
    let done = false;
    const changeOnce = () => {
      if (!done) change(path);
      done = true;
    };
    await expect(read({ path: 'a.csv' }, { afterBatch: changeOnce })).rejects.toMatchObject({ code: 'file-changed', class: 'operational', retryable: true });
    expect(openFilesIn(folder)).toEqual([]);
  });

  test('cancelling stops it and closes the file', async () => {
    put('a.csv', big);
    const abort = new AbortController();
    await expect(read({ path: 'a.csv' }, { signal: abort.signal, afterBatch: () => abort.abort() })).rejects.toThrow();
    expect(openFilesIn(folder)).toEqual([]);
  });
});

test('whatever stands in the cells comes out again', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ä', '"', ',', ';', '\n', ' ', '0', '€') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (rows) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      put('p.csv', `a,b\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`);
      const { emitted } = await read({ path: 'p.csv', delimiter: ',', encoding: 'utf-8' });
      expect((emitted['out'] ?? []).map((record) => [record['a'], record['b']])).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});

test('only new files: their position is given, those read before are shown, and nothing new is no failure', async () => {
  put('in_1.csv', 'id\n1\n');
  put('in_2.csv', 'id\n2\n');
  const state = new Map<string, Value>();
  const settings = { path: 'in_*.csv', pick: 'new' };
  const first = await read(settings, { state });
  expect(plain(first.emitted['out'])).toEqual([{ id: '1' }, { id: '2' }]);
  state.set('position', first.position as Value);
  put('in_3.csv', 'id\n3\n');
  const second = await read(settings, { state });
  expect(plain(second.emitted['out'])).toEqual([{ id: '3' }]);
  expect(second.readings.map(({ name, skipped }) => [name.replace(/.*\//, ''), skipped])).toEqual([
    ['in_3.csv', undefined],
    ['in_1.csv', 'already read'],
    ['in_2.csv', 'already read'],
  ]);
  state.set('position', second.position as Value);
  const third = await read(settings, { state });
  expect([third.counts.in, third.position]).toEqual([0, null]);
  const replay = await read(settings, { state, mode: 'replay', again: first.span?.again ?? null });
  expect(plain(replay.emitted['out'])).toEqual([{ id: '1' }, { id: '2' }]);
});
