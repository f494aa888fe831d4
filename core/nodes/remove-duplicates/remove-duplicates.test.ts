import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlainRecord } from '../../base/value.ts';
import { encodeUtf8 } from '../../data/utf8.ts';
import { naturalKey } from '../../spill/natural-order.ts';
import { batchOf, inOnes, record } from '../testing/batches.ts';
import type { Surroundings } from '../testing/step-context.ts';
import { runTransform } from '../testing/step-harness.ts';
import { hash128 } from './hash128.ts';
import { run } from './run.ts';
import { spec } from './spec.ts';

// Many small runs to disk, and a machine may be busy.
vi.setConfig({ testTimeout: 120_000 });

const kind = { spec, run };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seen-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const arriving = (...rows: string[]) => rows.map((row) => ({ id: row.split('|')[0] ?? '', name: row.split('|')[1] ?? '' }));
const shown = (records: readonly PlainRecord[] = []) => records.map((each) => Object.values(each).join('|'));
const once = async (config: object, rows: { [field: string]: string | null }[], surroundings: Surroundings = {}) => {
  const { emitted, duplicates } = await runTransform(kind, config, { in: [batchOf(rows, { as: 'bytes' })] }, surroundings);
  // Where all records are seen first, those of one key are dropped together.
  return { out: shown(emitted['out']), dropped: shown(duplicates).sort() };
};

describe('within a run', () => {
  test('the first of each key stays, in order', async () => {
    expect(await once({ keys: ['id'] }, arriving('1|a', '2|b', '1|c', '1|d', '3|e'))).toEqual({ out: ['1|a', '2|b', '3|e'], dropped: ['1|c', '1|d'] });
  });

  test('the last of each key stays, in the order in which they came', async () => {
    expect(await once({ keys: ['id'], keep: 'last' }, arriving('1|a', '2|b', '1|c', '3|e', '1|d'))).toEqual({
      out: ['2|b', '3|e', '1|d'],
      dropped: ['1|a', '1|c'],
    });
  });

  test('without keys the whole record counts, and fields do not run into one another', async () => {
    expect(await once({}, arriving('1|a', 'a|1', '1|a', '1a|'))).toEqual({ out: ['1|a', 'a|1', '1a|'], dropped: ['1|a'] });
  });

  test('blanks at the ends do not count unless asked for, capitals count unless asked not to', async () => {
    const rows = arriving('Ä1|a', ' Ä1 |b', 'ä1|c');
    expect((await once({ keys: ['id'] }, rows)).out).toEqual(['Ä1|a', 'ä1|c']);
    expect((await once({ keys: ['id'], trim: false }, rows)).out).toEqual(['Ä1|a', ' Ä1 |b', 'ä1|c']);
    expect((await once({ keys: ['id'], ignoreCase: true }, rows)).out).toEqual(['Ä1|a']);
  });

  test('an empty key is a key: null and the empty text are the same', async () => {
    expect(await once({ keys: ['id'] }, [...arriving('|a'), { id: null, name: 'b' }, ...arriving('0|c')])).toEqual({ out: ['|a', '0|c'], dropped: ['|b'] });
  });

  test('a key field that does not arrive stops the run', async () => {
    await expect(once({ keys: ['nr'] }, arriving('1|a'))).rejects.toMatchObject({ code: 'field-missing', message: expect.stringContaining('"nr"') });
  });

  test.each(['first', 'last'] as const)('keeping the %s does what a list of the keys does, in memory and on disk, whole and one by one', async (keep) => {
    const row = fc.record({ id: fc.constantFrom('1', '2', ' 2', 'x', 'X', '', '"q"', 'é'), name: fc.constantFrom('a', 'b') });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), fc.boolean(), fc.constantFrom(1, 1 << 20), async (rows, ignoreCase, memoryBudget) => {
        const keyOf = ({ id, name }: { id: string; name: string }) =>
          JSON.stringify([id, name].map((text) => (ignoreCase ? text.trim().toLowerCase() : text.trim())));
        const keys = rows.map(keyOf);
        const stays = (key: string, at: number) => (keep === 'first' ? keys.indexOf(key) : keys.lastIndexOf(key)) === at;
        const expected = rows.filter((each, at) => stays(keyOf(each), at)).map(({ id, name }) => record({ id, name }));
        const half = Math.floor(rows.length / 2);
        const batches = [batchOf(rows.slice(0, half), { as: 'bytes' }), batchOf(rows.slice(half), { as: 'bytes', first: half })].filter(
          ({ count }) => count > 0,
        );
        const config = { keys: ['id', 'name'], keep, ignoreCase };
        const outcome = await runTransform(kind, config, { in: batches }, { memoryBudget });
        expect(outcome.emitted['out']).toEqual(expected);
        expect(outcome.duplicates.length).toBe(rows.length - expected.length);
        const ones = await runTransform(kind, config, { in: inOnes(batches) }, { memoryBudget });
        expect([ones.emitted, ones.origins]).toEqual([outcome.emitted, outcome.origins]);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['smallest', 'largest'] as const)('keeping the %s value of a field, as numbers or as its type says', async (keep) => {
    const row = fc.record({ id: fc.constantFrom('1', '2', 'x'), value: fc.constantFrom('', '9', '10', '-1', 'a', 'B', '1.5', '1.50') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 30 }),
        fc.constantFrom('type', 'number'),
        fc.constantFrom(1, 1 << 20),
        async (rows, compare, memoryBudget) => {
          const rank = (text: string) => (compare === 'type' ? naturalKey(text) : text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text);
          const before = (a: string, b: string) => {
            if (a === '' || b === '') return a !== '' && b === '';
            const [x, y] = [rank(a), rank(b)];
            if (typeof x !== typeof y) return (typeof x === 'number') === (keep === 'smallest');
            const order = x < y ? -1 : x > y ? 1 : typeof x === 'number' ? 0 : a < b ? -1 : a > b ? 1 : 0;
            return keep === 'smallest' ? order < 0 : order > 0;
          };
          const winners = new Map<string, number>();
          rows.forEach(({ id, value }, at) => {
            const best = winners.get(id);
            if (best === undefined || before(value, rows[best]?.value ?? '')) winners.set(id, at);
          });
          const batches = rows.map((each, at) => batchOf([each], { as: 'bytes', first: at }));
          const { origins, duplicates } = await runTransform(kind, { keys: ['id'], keep, by: 'value', compare }, { in: batches }, { memoryBudget });
          expect((origins['out'] ?? []).map(({ ordinal }) => ordinal)).toEqual([...winners.values()].sort((a, b) => a - b));
          expect(duplicates.length).toBe(rows.length - winners.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keys beyond the memory go to disk: the first ones stay, in order, and no file is left', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: `${(i * 7919) % 9000}`, at: `${i}` }));
    const batches = Array.from({ length: 5 }, (_, part) => batchOf(rows.slice(part * 4000, part * 4000 + 4000), { as: 'bytes', first: part * 4000 }));
    for (const scope of ['run', 'across-runs']) {
      const spillFolder = mkdtempSync(join(tmpdir(), 'keys-'));
      let passedEarly = 0;
      const { origins, counts } = await runTransform(
        kind,
        { keys: ['id'], scope },
        { in: batches },
        { memoryBudget: 500_000, folder: spillFolder, afterBatch: () => void passedEarly++ },
      );
      expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 9000 }, (_, at) => at));
      expect(counts).toMatchObject({ in: 20_000, out: 9000, duplicates: 11_000 });
      expect(readdirSync(spillFolder, { recursive: true }).filter((name) => String(name).endsWith('.spool'))).toEqual([]);
      rmSync(spillFolder, { recursive: true });
    }
  });

  test('keys have memory of their own where they are given it: no record waits for the end as long as they fit', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: `${(i * 7919) % 9000}`, at: `${i}` }));
    const batches = Array.from({ length: 5 }, (_, part) => batchOf(rows.slice(part * 4000, part * 4000 + 4000), { as: 'bytes', first: part * 4000 }));
    const passed = async (keys: Surroundings) => {
      const { counts, batches: made } = await runTransform(kind, { keys: ['id'] }, { in: batches }, { memoryBudget: 100_000, ...keys });
      expect(counts).toMatchObject({ in: 20_000, out: 9000, duplicates: 11_000 });
      return made['out']?.map(({ count }) => count);
    };
    // What is passed on at once leaves in the batches in which it came.
    expect(await passed({ keyBudget: 8_000_000 })).toEqual([4000, 4000, 1000]);
    expect(await passed({})).not.toEqual([4000, 4000, 1000]);
  });

  test('records of different fields: a field that is missing is empty', async () => {
    const batches = [
      batchOf([{ a: 'x' }, { a: 'y' }]),
      batchOf(
        [
          { a: 'x', b: '' },
          { a: 'x', b: 'z' },
        ],
        { first: 2 },
      ),
      batchOf([{ b: '', a: 'y' }], { first: 4 }),
    ];
    for (const keep of ['first', 'last']) {
      const { origins } = await runTransform(kind, { keep }, { in: batches });
      expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual(keep === 'first' ? [0, 1, 3] : [2, 3, 4]);
    }
  });

  test('what does not fit in memory comes back from disk', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => ({ id: `${i % 3000}`, name: `Name ${i}` }));
    const batches = [batchOf(rows.slice(0, 2500), { as: 'bytes' }), batchOf(rows.slice(2500), { as: 'bytes', first: 2500 })];
    const { emitted, duplicates, origins } = await runTransform(kind, { keys: ['id'], keep: 'last' }, { in: batches }, { memoryBudget: 1000 });
    expect([emitted['out']?.length, duplicates.length]).toEqual([3000, 2000]);
    expect(emitted['out']?.[0]).toEqual(record({ id: '2000', name: 'Name 2000' }));
    expect(origins['out']?.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: 3000 }, (_, i) => i + 2000));
  });
});

describe('across runs', () => {
  const config = { keys: ['id'], scope: 'across-runs' };

  test.each(['first', 'last'] as const)('only new keys leave the second run: %s', async (keep) => {
    const settings = { ...config, keep };
    expect((await once(settings, arriving('1|a', '2|b', '1|c'), { stateFolder: folder })).out).toEqual(keep === 'first' ? ['1|a', '2|b'] : ['2|b', '1|c']);
    expect(await once(settings, arriving('2|d', '3|e', '1|f', '3|g'), { stateFolder: folder })).toEqual({
      out: keep === 'first' ? ['3|e'] : ['3|g'],
      dropped: keep === 'first' ? ['1|f', '2|d', '3|g'] : ['1|f', '2|d', '3|e'],
    });
    expect((await once(settings, arriving('3|h', '2|i', '4|j'), { stateFolder: folder })).out).toEqual(['4|j']);
    expect(readdirSync(folder)).toEqual(['seen-000001.keys', 'seen-000002.keys', 'seen-000003.keys', 'seen.head']);
  });

  test('a run that ends half-way leaves the keys as they were', async () => {
    await once(config, arriving('1|a'), { stateFolder: folder });
    const before = readFileSync(join(folder, 'seen-000001.keys'));
    const stop = () => {
      throw new Error('cancelled');
    };
    await expect(runTransform(kind, config, { in: [batchOf(arriving('2|b'), { as: 'bytes' })] }, { stateFolder: folder, afterBatch: stop })).rejects.toThrow(
      'cancelled',
    );
    expect(readFileSync(join(folder, 'seen-000001.keys'))).toEqual(before);
    expect(readdirSync(folder)).toEqual(['seen-000001.keys', 'seen.head']);
  });

  test('keys of the first version are taken over', async () => {
    const [a, b] = ['1', '2'].map((text) => {
      const words = new Uint32Array(4);
      hash128(encodeUtf8(text), 0, 1, words);
      return Buffer.from(words.buffer);
    }) as [Buffer, Buffer];
    writeFileSync(join(folder, 'seen-keys.bin'), Buffer.concat([Buffer.from('swivel-keys-1\n\n\n'), b, a]));
    expect((await once(config, arriving('1|a', '2|b', '3|c'), { stateFolder: folder })).out).toEqual(['3|c']);
    expect(readdirSync(folder)).toEqual(['seen-000001.keys', 'seen-000002.keys', 'seen.head']);
    expect((await once(config, arriving('1|a', '2|b', '3|c'), { stateFolder: folder })).out).toEqual([]);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, -3)],
    ['changed', (bytes: Buffer) => bytes.fill(7, 20, 24)],
    ['of something else', (bytes: Buffer) => bytes.fill(7, 0, 4)],
    ['empty', () => Buffer.alloc(0)],
  ])('a file of keys that is %s is refused, whichever way it is read', async (_what, damage) => {
    await once(config, arriving('1|a', '2|b'), { stateFolder: folder });
    const file = join(folder, 'seen-000001.keys');
    writeFileSync(file, damage(readFileSync(file)));
    for (const keep of ['first', 'last'])
      await expect(once({ ...config, keep }, arriving('1|a'), { stateFolder: folder })).rejects.toMatchObject({ code: 'seen-keys-damaged' });
  });

  test.each([
    ['', 'no keys'],
    ['swivel-keys-1\n\n\nshort', 'cut off'],
    ['something else....', 'another file'],
  ])('a damaged file is refused: %j', async (content) => {
    writeFileSync(join(folder, 'seen-keys.bin'), content);
    await expect(once(config, arriving('1|a'), { stateFolder: folder })).rejects.toMatchObject({ code: 'seen-keys-damaged' });
  });
});

test('hashes are those of MurmurHash3 x86 128', () => {
  const hex = (text: string) => {
    const bytes = encodeUtf8(`..${text}..`);
    const out = new Uint32Array(4);
    hash128(bytes, 2, bytes.length - 2, out);
    return [...out].map((word) => word.toString(16).padStart(8, '0')).join('');
  };
  expect(hex('')).toBe('00000000000000000000000000000000');
  expect(hex('The quick brown fox jumps over the lazy dog')).toBe('2f1583c3ecee2c675d7bf66ce5e91d2c');
  const all = Array.from({ length: 40 }, (_, length) => hex('a'.repeat(length)));
  expect(new Set(all).size).toBe(40);
});

describe('settings', () => {
  test.each([
    [{}, 'by the whole record'],
    [{ keys: ['a', 'b'], keep: 'last', scope: 'across-runs' }, 'by a, b, keeps the last, across runs'],
    [{ keys: ['a', 'b', 'c', 'd', 'e'] }, 'by a, b, c and 2 more'],
    [{ keys: ['a'], keep: 'largest', by: 'changed' }, 'by a, keeps the largest changed'],
  ])('%j: %s', (config, words) => {
    expect(spec.summary(spec.config.parse(config))).toBe(words);
  });

  test('problems name the setting', () => {
    const problems = (config: object) =>
      spec.check(spec.config.parse(config), {}).map(({ field, code, severity }) => `${severity ?? 'error'} ${code} ${field}`);
    expect(problems({ keys: ['a', '', 'a'] })).toEqual(['error missing-setting keys.1', 'error wrong-setting keys.2']);
    expect(problems({ scope: 'across-runs', keep: 'last' })).toEqual(['warning wrong-setting keep']);
    expect(problems({ keys: ['a'], keep: 'smallest' })).toEqual(['error missing-setting by']);
    expect(problems({ keys: ['a'] })).toEqual([]);
  });

  test('fields are used and renamed', () => {
    const config = spec.config.parse({ keys: ['a', 'b'] });
    expect(spec.uses(config)).toEqual([
      { port: 'in', field: 'a', setting: 'keys.0' },
      { port: 'in', field: 'b', setting: 'keys.1' },
    ]);
    expect(spec.renameField?.(config, 'b', 'c').keys).toEqual(['a', 'c']);
  });
});
