import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FilePlace } from '../../catalog/families/file-place.ts';
import { type LineUnderTest, lines } from './file-places/lines.ts';

/** A place to be tested: `outside` is the local folder that its root is. */
export interface PlaceUnderTest {
  place: FilePlace;
  outside: string;
  /** Where it lies elsewhere. */
  line?: LineUnderTest;
  close(): Promise<void>;
}

const signal = new AbortController().signal;
const MEGABYTE = 1 << 20;
/** Where there is one, ten thousand files are made without waiting for a drive. */
const IN_MEMORY = '/dev/shm';
/** Bytes that repeat nowhere near, so that a piece in the wrong place is seen. */
export function telling(bytes: number): Buffer {
  const all = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) all.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
  return all;
}
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/**
 * What every place that holds files must keep; one that is reached over a line keeps more. `makePlace` is given an empty local folder that is to be the root;
 * `many` files are listed at once.
 */
export function filePlaceSuite(title: string, reached: 'here' | 'over a line', makePlace: (root: string) => Promise<PlaceUnderTest>, many = 10_000): void {
  describe(title, () => {
    let base: string;
    let here: string;
    let under: PlaceUnderTest;
    const there = (name: string) => join(under.outside, name);
    const put = (name: string, text: string | Buffer = name) => writeFileSync(there(name), text);
    beforeAll(async () => {
      base = mkdtempSync(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'place-'));
      here = join(base, 'here');
      mkdirSync(here);
      mkdirSync(join(base, 'root'));
      under = await makePlace(join(base, 'root'));
    });
    afterAll(async () => {
      await under.close();
      rmSync(base, { recursive: true, force: true });
    });
    beforeEach(() => {
      for (const name of readdirSync(under.outside)) rmSync(there(name), { recursive: true, force: true });
      for (const name of readdirSync(here)) rmSync(join(here, name), { recursive: true, force: true });
    });

    test('lists a folder in order, with sizes, times and kinds', async () => {
      mkdirSync(there('in'));
      put('in/b.csv', 'bb');
      put('in/a.csv', 'a');
      mkdirSync(there('in/deep'));
      utimesSync(there('in/a.csv'), 1_700_000_000, 1_700_000_000);
      const files = await under.place.list('in', signal);
      expect(files.map(({ name, bytes, kind }) => [name, kind === 'file' ? bytes : 0, kind])).toEqual([
        ['a.csv', 1, 'file'],
        ['b.csv', 2, 'file'],
        ['deep', 0, 'folder'],
      ]);
      expect(files[0]?.modifiedAt).toBe(1_700_000_000_000);
      expect((await under.place.stat(files[0]?.path ?? '', signal))?.name).toBe('a.csv');
      expect((await under.place.list('', signal)).map(({ name }) => name)).toEqual(['in']);
    });

    test(`lists ${many} files`, async () => {
      for (let i = 0; i < many; i++) writeFileSync(there(`f${String(i).padStart(5, '0')}`), '');
      const files = await under.place.list('', signal);
      expect(files).toHaveLength(many);
      expect(files.at(-1)?.name).toBe(`f${String(many - 1).padStart(5, '0')}`);
    });

    test('says what is not there', async () => {
      expect(await under.place.stat('none.csv', signal)).toBeNull();
      expect(await under.place.stat('none/none.csv', signal)).toBeNull();
      await expect(under.place.list('none', signal)).rejects.toMatchObject({ class: 'user', code: 'folder-not-found' });
      await expect(under.place.fetch('none.csv', join(here, 'x'), { signal })).rejects.toMatchObject({ class: 'user', code: 'file-not-found' });
      put('local.csv');
      await expect(under.place.deliver(there('local.csv'), 'none/a.csv', { signal })).rejects.toMatchObject({ class: 'user', code: 'folder-not-found' });
      await expect(under.place.move('none.csv', 'a.csv', { replace: true, signal })).rejects.toMatchObject({ code: 'file-not-found' });
      await under.place.remove('none.csv', signal);
      expect(existsSync(join(here, 'x'))).toBe(false);
    });

    test.each([
      ['an empty file', 0],
      ['a small one', 17],
      ['one of several megabytes', 3 * MEGABYTE + 11],
    ])('brings and delivers %s byte for byte', async (_what, size) => {
      const bytes = telling(size);
      put('in.bin', bytes);
      const got = await under.place.fetch('in.bin', join(here, 'got'), { signal });
      expect(got).toEqual({ bytes: size, hash: hashOf(bytes) });
      expect(readFileSync(join(here, 'got')).equals(bytes)).toBe(true);
      const placed = await under.place.deliver(join(here, 'got'), 'out.bin', { signal });
      expect(placed).toMatchObject({ name: 'out.bin', bytes: size, kind: 'file' });
      expect(readFileSync(there('out.bin')).equals(bytes)).toBe(true);
      expect(readdirSync(under.outside).sort()).toEqual(['in.bin', 'out.bin']);
    });

    test('brings only the beginning where that is asked for', async () => {
      put('in.bin', telling(MEGABYTE));
      expect(await under.place.fetch('in.bin', join(here, 'got'), { signal, most: 100_000 })).toEqual({ bytes: 100_000, hash: null });
      expect(readFileSync(join(here, 'got')).equals(telling(MEGABYTE).subarray(0, 100_000))).toBe(true);
    });

    test('a file waits aside until it is shown, and nothing stays of one that is dropped', async () => {
      writeFileSync(join(here, 'new'), 'new');
      put('a.csv', 'old');
      const aside = await under.place.bring(join(here, 'new'), 'a.csv', { signal });
      expect(aside.bytes).toBe(3);
      expect(readFileSync(there('a.csv'), 'utf8')).toBe('old');
      expect(readdirSync(under.outside).filter((name) => !name.startsWith('.'))).toEqual(['a.csv']);
      await aside.show(signal);
      expect(readFileSync(there('a.csv'), 'utf8')).toBe('new');
      await aside.drop();
      const other = await under.place.bring(join(here, 'new'), 'b.csv', { signal });
      await other.drop();
      expect(readdirSync(under.outside)).toEqual(['a.csv']);
    });

    test('what was brought says how it was read back, and what is shown is what was brought', async () => {
      writeFileSync(join(here, 'new'), telling(MEGABYTE));
      const aside = await under.place.bring(join(here, 'new'), 'a.bin', { signal });
      // The drive of this machine tells itself when it fails.
      expect([aside.bytes, aside.readBack]).toEqual([MEGABYTE, reached === 'over a line' ? 'whole' : 'size']);
      expect(await aside.show(signal)).toMatchObject({ name: 'a.bin', bytes: MEGABYTE, kind: 'file' });
      expect(hashOf(readFileSync(there('a.bin')))).toBe(hashOf(telling(MEGABYTE)));
    });

    if (reached === 'over a line') lines(() => ({ place: under.place, outside: under.outside, here, line: under.line }), telling);

    test('nothing is replaced that must not be', async () => {
      writeFileSync(join(here, 'new'), 'new');
      put('a.csv', 'old');
      await expect(under.place.deliver(join(here, 'new'), 'a.csv', { signal, replace: false })).rejects.toMatchObject({ class: 'user', code: 'file-exists' });
      const aside = await under.place.bring(join(here, 'new'), 'b.csv', { signal, replace: false });
      put('b.csv', 'somebody was quicker');
      await expect(aside.show(signal)).rejects.toMatchObject({ code: 'file-exists' });
      await aside.drop();
      await expect(under.place.move('a.csv', 'b.csv', { replace: false, signal })).rejects.toMatchObject({ code: 'file-exists' });
      expect(readdirSync(under.outside)).toEqual(['a.csv', 'b.csv']);
      expect(readFileSync(there('b.csv'), 'utf8')).toBe('somebody was quicker');
    });

    test('makes folders, moves, replaces and removes', async () => {
      put('a.csv', 'a');
      put('b.csv', 'b');
      await under.place.makeFolder('done/2026/11', signal);
      await under.place.makeFolder('done/2026/11', signal);
      await under.place.move('a.csv', 'done/2026/11/a.csv', { replace: false, signal });
      await under.place.move('b.csv', 'done/2026/11/a.csv', { replace: true, signal });
      expect(readFileSync(there('done/2026/11/a.csv'), 'utf8')).toBe('b');
      await under.place.remove('done/2026/11/a.csv', signal);
      expect(readdirSync(there('done/2026/11'))).toEqual([]);
      expect(readdirSync(under.outside)).toEqual(['done']);
    });

    test.each([
      'Gehälter 2026 (final).csv',
      '😀 👩‍👩‍👧.csv',
      'é.csv'.normalize('NFC'),
      'é.csv'.normalize('NFD'),
      ' begins with a blank.csv',
      'quote\'s $HOME `x` "y".csv',
      '-rf',
      '__proto__',
      `${'ä'.repeat(125)}.csv`,
    ])('a file called %j is a file like any other', async (name) => {
      writeFileSync(join(here, 'x'), name);
      await under.place.deliver(join(here, 'x'), `${under.place === null ? '' : './'}${name}`, { signal });
      expect(readdirSync(under.outside)).toEqual([name]);
      const [file] = await under.place.list('', signal);
      expect(file).toMatchObject({ name, kind: 'file' });
      await under.place.fetch(file?.path ?? '', join(here, 'got'), { signal });
      expect(readFileSync(join(here, 'got'), 'utf8')).toBe(name);
    });

    test.each(['a\nb.csv', 'a\0b.csv', 'a\tb.csv', 'x'.repeat(256), 'ä'.repeat(128)])('a file called %j is refused', async (name) => {
      writeFileSync(join(here, 'x'), 'x');
      const refused = { class: 'user', code: 'bad-file-name', hint: expect.any(String) };
      await expect(under.place.deliver(join(here, 'x'), name, { signal })).rejects.toMatchObject(refused);
      await expect(under.place.fetch(name, join(here, 'got'), { signal })).rejects.toMatchObject(refused);
      await expect(under.place.makeFolder(name, signal)).rejects.toMatchObject(refused);
      expect(readdirSync(under.outside)).toEqual([]);
    });

    test.each(['../outside.csv', 'in/../../outside.csv', '/etc/passwd', '..', '/../..', 'link/outside.csv', 'leaf'])(
      'no way leads out of the folder: %s',
      async (path) => {
        writeFileSync(join(base, 'outside.csv'), 'outside');
        mkdirSync(there('in'));
        symlinkSync(base, there('link'));
        symlinkSync(join(base, 'outside.csv'), there('leaf'));
        writeFileSync(join(here, 'x'), 'x');
        const refused = { class: 'user', code: 'outside-folder' };
        await expect(under.place.fetch(path, join(here, 'got'), { signal })).rejects.toMatchObject(refused);
        await expect(under.place.deliver(join(here, 'x'), path, { signal })).rejects.toMatchObject(refused);
        await expect(under.place.stat(path, signal)).rejects.toMatchObject(refused);
        await expect(under.place.remove(path, signal)).rejects.toMatchObject(refused);
        put('own.csv');
        await expect(under.place.move('own.csv', path, { replace: true, signal })).rejects.toMatchObject(refused);
        expect(readFileSync(join(base, 'outside.csv'), 'utf8')).toBe('outside');
        expect((await under.place.list('', signal)).find(({ name }) => name === 'leaf')?.kind).toBe('other');
      },
    );

    test('a link within the folder leads to its file', async () => {
      put('real.csv', 'real');
      symlinkSync(there('real.csv'), there('link.csv'));
      expect((await under.place.list('', signal)).find(({ name }) => name === 'link.csv')).toMatchObject({ kind: 'file', bytes: 4 });
      await under.place.fetch('link.csv', join(here, 'got'), { signal });
      expect(readFileSync(join(here, 'got'), 'utf8')).toBe('real');
      await under.place.deliver(join(here, 'got'), 'link.csv', { signal });
      expect(statSync(there('link.csv')).isFile()).toBe(true);
    });

    test('a file that changes while it is brought is told, and nothing stays of it', async () => {
      put('in.bin', telling(4 * MEGABYTE));
      let grown = false;
      const grow = (bytes: number) => {
        if (bytes <= MEGABYTE || grown) return;
        grown = true;
        appendFileSync(there('in.bin'), 'more');
      };
      await expect(under.place.fetch('in.bin', join(here, 'got'), { signal, progress: grow })).rejects.toMatchObject({ code: 'file-changed', retryable: true });
      expect(readdirSync(here)).toEqual([]);
    });

    test.each(['fetch', 'bring'] as const)('a %s that is cancelled ends at once and leaves nothing', async (way) => {
      const stop = new AbortController();
      put('in.bin', telling(8 * MEGABYTE));
      writeFileSync(join(here, 'out'), telling(8 * MEGABYTE));
      let asked = 0;
      const options = {
        signal: stop.signal,
        progress: (bytes: number) => {
          if (bytes > MEGABYTE && asked === 0) {
            asked = performance.now();
            stop.abort(new Error('stopped'));
          }
        },
      };
      const work = way === 'fetch' ? under.place.fetch('in.bin', join(here, 'got'), options) : under.place.bring(join(here, 'out'), 'out.bin', options);
      await expect(work).rejects.toThrow('stopped');
      expect(performance.now() - asked).toBeLessThan(1000);
      expect(readdirSync(here)).toEqual(['out']);
      await expect.poll(() => readdirSync(under.outside)).toEqual(['in.bin']);
    });
  });
}
