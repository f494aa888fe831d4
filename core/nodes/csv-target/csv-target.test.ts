import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { batchOf } from '../testing/batches.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { openFilesIn, rehearseTarget, runTarget } from '../testing/step-harness.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

const kind = { spec, run };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-target-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (config: object, batches: ReturnType<typeof batchOf>[], surroundings: Surroundings & { afterBatch?: () => void } = {}) =>
  runTarget(kind, { path: 'out.csv', ...config }, batches, { folder, ...surroundings });
const text = (name = 'out.csv', encoding: BufferEncoding = 'utf8') => readFileSync(join(folder, name), encoding);
const two = () => [batchOf([{ id: '007', name: 'Ann, "A"' }], { as: 'bytes' }), batchOf([{ id: '8', name: null }], { first: 1 })];

describe('writing', () => {
  test('the file is whole, and the receipt says what it holds', async () => {
    const { receipt, counts } = await write({}, two());
    expect(text()).toBe('id,name\n007,"Ann, ""A"""\n8,\n');
    expect(receipt).toEqual({
      target: join(folder, 'out.csv'),
      delivered: 2,
      holds: 2,
      bytes: statSync(join(folder, 'out.csv')).size,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(counts).toMatchObject({ in: 2, out: 2 });
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  test('the name is filled in from the run', async () => {
    const { receipt } = await write({ path: '{flow}_{date}_{time}_{run}.csv' }, two(), { flowName: 'HR/Pay', runId: 'r7', zone: 'Europe/Berlin' });
    expect(receipt?.target).toBe(join(folder, 'HR_Pay_2026-11-20_020000_r7.csv'));
  });

  test('a parameter cannot lead out of the folder', async () => {
    const { error } = await write({ path: 'sub/{param.name}.csv' }, two(), { parameters: { name: '../../evil' } });
    expect(error).toMatchObject({ code: 'bad-template' });
  });

  test('dialect and encoding are those of the settings', async () => {
    await write({ delimiter: ';', quoting: 'all', lineEnding: 'crlf', encoding: 'utf-8-bom' }, [batchOf([{ a: 'ä', b: 1 }])]);
    expect(text()).toBe('\uFEFF"a";"b"\r\n"ä";"1"\r\n');
    await write({ encoding: 'utf-16le', header: false }, [batchOf([{ a: 'ä' }])]);
    expect(text('out.csv', 'utf16le')).toBe('\uFEFFä\n');
  });

  test('a character that the encoding lacks rejects its record, nothing becomes a question mark', async () => {
    const batch = batchOf([{ a: 'Zoë €' }, { a: '漢' }, { a: 'b' }], { as: 'bytes' });
    const { rejects, receipt } = await write({ encoding: 'windows-1252' }, [batch]);
    expect(text('out.csv', 'latin1')).toBe('a\nZo\u00eb \u0080\nb\n');
    expect(rejects).toMatchObject([{ ordinal: 1, reason: { code: 'not-in-encoding', field: 'a', value: '漢' } }]);
    expect(receipt).toMatchObject({ delivered: 2 });
  });

  test('a field that appears later stops the run: the header is written', async () => {
    writeFileSync(join(folder, 'out.csv'), 'old');
    const { error } = await write({}, [batchOf([{ a: 1 }]), batchOf([{ a: 1, extra: 2 }])]);
    expect(error).toMatchObject({ code: 'field-appeared', place: { field: 'extra' } });
    expect(text()).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });
});

describe('no record', () => {
  test('a file with the header the planning knows, or none', async () => {
    const arriving = {
      in: [
        { name: 'a', type: 'text' as const },
        { name: 'b', type: 'text' as const },
      ],
    };
    const { receipt } = await write({}, [], { arriving });
    expect(text()).toBe('a,b\n');
    expect(receipt).toMatchObject({ delivered: 0, bytes: 4 });
  });

  test('emptyRun skip leaves what was there', async () => {
    writeFileSync(join(folder, 'out.csv'), 'old');
    const { receipt } = await write({ emptyRun: 'skip' }, []);
    expect(receipt).toEqual({ target: join(folder, 'out.csv'), delivered: 0 });
    expect(text()).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });
});

test('ifExists fail stops before anything is read', async () => {
  writeFileSync(join(folder, 'out.csv'), 'old');
  expect((await write({ ifExists: 'fail' }, two())).error).toMatchObject({ code: 'file-exists' });
  expect(text()).toBe('old');
});

test('cancelling half-way leaves nothing', async () => {
  const abort = new AbortController();
  const { error } = await write({ path: 'new/out.csv' }, two(), { signal: abort.signal, afterBatch: () => abort.abort() });
  expect(error).toBeDefined();
  expect(readdirSync(folder)).toEqual([]);
  expect(openFilesIn(folder)).toEqual([]);
});

describe('rehearsal', () => {
  test('says what would be, and writes nothing', async () => {
    const first = await rehearseTarget(kind, { path: 'sub/out.csv' }, two(), { folder });
    expect(first.wouldDo).toMatchObject({ insert: 2, update: 0, sentence: `Would create ${join(folder, 'sub', 'out.csv')} with 2 records.` });
    expect(existsSync(join(folder, 'sub'))).toBe(false);
    writeFileSync(join(folder, 'out.csv'), 'old');
    const second = await rehearseTarget(kind, { path: 'out.csv' }, two(), { folder });
    expect(second.wouldDo.sentence).toMatch(/^Would replace .*out\.csv with 2 records\. The file there now has 3 bytes, of \d{4}-\d\d-\d\d \d\d:\d\d\.$/);
    expect(second.wouldDo.sample[0]?.after).toMatchObject({ id: '007' });
    expect(text()).toBe('old');
  });

  test('fails as the run would', async () => {
    writeFileSync(join(folder, 'out.csv'), 'old');
    await expect(rehearseTarget(kind, { path: 'out.csv', ifExists: 'fail' }, [], { folder })).rejects.toMatchObject({ code: 'file-exists' });
    await expect(rehearseTarget(kind, { path: 'a/b/out.csv' }, [], { folder })).rejects.toMatchObject({ code: 'folder-not-found' });
  });
});
