import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchOf } from '../testing/batches.ts';
import { rehearseTarget, runTarget } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'json-target-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (config: object, rows: Parameters<typeof batchOf>[0]) =>
  runTarget(kind, { path: 'out.json', ...config }, rows.length > 0 ? [batchOf(rows)] : [], { folder });
const text = () => readFileSync(join(folder, 'out.json'), 'utf8');

test('a list, exact to the digit', async () => {
  const { receipt } = await write({}, [{ id: 12345678901234567890n, to: { city: 'Köln' }, none: null }]);
  expect(text()).toContain('"id":12345678901234567890');
  expect(JSON.parse(text())).toMatchObject([{ to: { city: 'Köln' }, none: null }]);
  expect(receipt).toMatchObject({ delivered: 1, holds: 1, bytes: Buffer.byteLength(text()), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('one record per line, and easy to read', async () => {
  await write({ shape: 'lines' }, [{ a: 1 }, { a: 2 }]);
  expect(text()).toBe('{"a":1}\n{"a":2}\n');
  await write({ indent: true }, [{ a: 1 }]);
  expect(text().split('\n').length).toBeGreaterThan(3);
});

test('fields that come later are simply there', async () => {
  const { receipt } = await runTarget(kind, { path: 'out.json' }, [batchOf([{ a: 1 }]), batchOf([{ a: 2, b: 3 }])], { folder });
  expect(JSON.parse(text())).toEqual([{ a: 1 }, { a: 2, b: 3 }]);
  expect(receipt?.delivered).toBe(2);
});

test('no record: an empty list, or the file from before', async () => {
  await write({}, []);
  expect(JSON.parse(text())).toEqual([]);
  writeFileSync(join(folder, 'out.json'), 'old');
  expect((await write({ emptyRun: 'skip' }, [])).receipt).toEqual({ target: join(folder, 'out.json'), delivered: 0 });
  expect(text()).toBe('old');
  expect(readdirSync(folder)).toEqual(['out.json']);
});

test('a file that must not be replaced stops the run, rehearsed or not', async () => {
  writeFileSync(join(folder, 'out.json'), 'old');
  expect((await write({ ifExists: 'fail' }, [{ a: 1 }])).error).toMatchObject({ code: 'file-exists' });
  await expect(rehearseTarget(kind, { path: 'out.json', ifExists: 'fail' }, [], { folder })).rejects.toMatchObject({ code: 'file-exists' });
  const { wouldDo } = await rehearseTarget(kind, { path: 'out.json' }, [batchOf([{ a: 1 }])], { folder });
  expect(wouldDo).toMatchObject({ insert: 1, sentence: expect.stringMatching(/^Would replace .* with 1 record\./) });
  expect(text()).toBe('old');
});
