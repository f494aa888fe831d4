import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { seededRandom } from '../../engine/seeded-random.ts';
import { compareWords, type HashWords } from './hash-words.ts';
import { KeptKeys, UNKNOWN } from './kept-keys.ts';
import { BlockRoom, KeySegment } from './key-segment.ts';
import { isMostlyUseless, toPutTogether } from './segment-sizes.ts';
import { SegmentWriter } from './segment-writer.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'segments-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NO_LIMITS = { days: 0, most: 0 };
const ROOM = { memory: 1 << 20, adds: true };

/** Sorted hashes that nobody chose. */
function hashes(count: number, seed: string): HashWords[] {
  const random = seededRandom(seed);
  const word = () => Math.floor(random() * 2 ** 32);
  return Array.from({ length: count }, (): HashWords => [word(), word(), word(), word()]).sort(compareWords);
}

function segmentOf(keys: readonly HashWords[], day: (at: number) => number): string {
  const path = join(folder, 'seen-000001.keys');
  const writer = new SegmentWriter(path);
  for (const [at, key] of keys.entries()) writer.add(...key, day(at));
  writer.close(new Map());
  return path;
}

describe('a segment', () => {
  test('finds each key with its day, and none that is not there, with at most a block read for each', () => {
    const keys = hashes(20_000, 'a');
    const room = new BlockRoom(0);
    const segment = new KeySegment(
      segmentOf(keys, (at) => at % 7),
      room,
    );
    try {
      expect(keys.every((key, at) => segment.find(...key) === at % 7)).toBe(true);
      room.reads = 0;
      for (const key of hashes(10, 'b')) expect(segment.find(...key)).toBe(UNKNOWN);
      expect(room.reads).toBeLessThanOrEqual(10);
    } finally {
      segment.close();
    }
  });

  test('keys that begin alike are told apart, also beyond a block', () => {
    const keys = Array.from({ length: 1500 }, (_, at): HashWords => [at < 100 ? 6 : at < 1400 ? 7 : 8, 0xffffffff, Math.floor(at / 10), at]);
    const segment = new KeySegment(
      segmentOf(keys, (at) => at),
      new BlockRoom(1 << 20),
    );
    try {
      expect(keys.map((key) => segment.find(...key))).toEqual(keys.map((_, at) => at));
      for (const other of [0, 5, 6, 7, 8, 9]) expect(segment.find(other, 0, 0, 0)).toBe(UNKNOWN);
      expect(segment.find(7, 0xffffffff, 0xffffffff, 0)).toBe(UNKNOWN);
    } finally {
      segment.close();
    }
  });

  test('a block that was changed is told when it is read, whichever it is', () => {
    const keys = hashes(2000, 'c');
    const path = segmentOf(keys, () => 1);
    const whole = readFileSync(path);
    for (const at of [0, 700, 1999]) {
      const damaged = Buffer.from(whole);
      // The first word of each block stands in front of the others of its column.
      const position = 16 + Math.floor(at / 256) * (256 * 5 + 1) * 4 + (at % 256) * 4;
      damaged.writeUInt8((damaged.readUInt8(position) + 1) % 256, position);
      writeFileSync(path, damaged);
      const segment = new KeySegment(path, new BlockRoom(1 << 20));
      try {
        expect(() => segment.find(...(keys[at] as HashWords))).toThrow(expect.objectContaining({ code: 'seen-keys-damaged', place: { file: path } }));
      } finally {
        segment.close();
      }
    }
  });
});

describe('the files of a memory', () => {
  const key = (number: number) => {
    const hash = new Uint8Array(16);
    new DataView(hash.buffer).setUint32(4, number);
    return hash;
  };
  async function* listed(numbers: readonly number[]) {
    for (const number of numbers) yield { hash: key(number), before: UNKNOWN };
  }
  const fill = async (...runs: number[][]) => {
    for (const numbers of runs) {
      const kept = new KeptKeys(folder, 100, NO_LIMITS, ROOM);
      await kept.add(listed(numbers));
      kept.close();
    }
  };

  test.each<[string, string, (path: string) => void]>([
    ['a segment cut off', 'seen-000002.keys', (path) => writeFileSync(path, readFileSync(path).subarray(0, -4))],
    ['a segment with more behind it', 'seen-000001.keys', (path) => appendFileSync(path, 'more')],
    ['an empty segment', 'seen-000001.keys', (path) => writeFileSync(path, '')],
    ['a segment that is gone', 'seen-000001.keys', (path) => rmSync(path)],
    ['a head cut off', 'seen.head', (path) => writeFileSync(path, readFileSync(path).subarray(0, -4))],
    ['an empty head', 'seen.head', (path) => writeFileSync(path, '')],
    ['a changed head', 'seen.head', (path) => writeFileSync(path, readFileSync(path).fill(1, 20, 21))],
    ['a changed end of a segment', 'seen-000002.keys', (path) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, -12), Buffer.alloc(12)]))],
  ])('%s is told with its name, before anything is read from it', async (_what, name, damage) => {
    await fill([1, 2, 3], [4, 5]);
    damage(join(folder, name));
    expect(() => new KeptKeys(folder, 100, NO_LIMITS, ROOM)).toThrow(
      expect.objectContaining({ code: 'seen-keys-damaged', place: { file: join(folder, name) } }),
    );
  });

  test('damage met when targets have committed costs nothing that was delivered, and is told by the next run before it begins', async () => {
    const limits = { days: 0, most: 600 };
    const numbers = Array.from({ length: 600 }, (_, at) => at);
    await fill(numbers);
    const path = join(folder, 'seen-000001.keys');
    writeFileSync(path, readFileSync(path).fill(7, 16 + 5200, 16 + 5204));
    const kept = new KeptKeys(folder, 101, limits, ROOM);
    expect(await kept.add(listed([1000, 1001]))).toEqual({ old: 0, tooMany: 0, remembered: 602 });
    kept.close();
    const unlimited = new KeptKeys(folder, 101, { days: 30, most: 0 }, ROOM);
    expect(unlimited.dayOf(0, 1001, 0, 0)).toBe(101);
    unlimited.close();
    expect(() => new KeptKeys(folder, 101, limits, ROOM)).toThrow(expect.objectContaining({ code: 'seen-keys-damaged', place: { file: path } }));
  });

  test('looking without adding leaves the files as they are', async () => {
    await fill([1], [2], [3], [4]);
    const before = readdirSync(folder);
    new KeptKeys(folder, 100, NO_LIMITS, { ...ROOM, adds: false }).close();
    expect(readdirSync(folder)).toEqual(before);
    new KeptKeys(folder, 100, NO_LIMITS, ROOM).close();
    expect(readdirSync(folder)).toEqual(['seen-000005.keys', 'seen.head']);
  });

  test('of a key in several segments the latest day stays when they are put together', async () => {
    const limits = { days: 50, most: 0 };
    for (let day = 100; day < 104; day++) {
      const kept = new KeptKeys(folder, day, limits, ROOM);
      async function* seen() {
        yield { hash: key(1), before: day === 100 ? UNKNOWN : day - 1 };
        yield { hash: key(day), before: UNKNOWN };
      }
      expect((await kept.add(seen())).remembered).toBe(day - 98);
      kept.close();
    }
    const kept = new KeptKeys(folder, 104, limits, ROOM);
    expect(readdirSync(folder)).toEqual(['seen-000005.keys', 'seen.head']);
    expect([1, 100, 101, 102, 103].map((number) => kept.dayOf(0, number, 0, 0))).toEqual([103, 100, 101, 102, 103]);
    kept.close();
  });

  test('segments without their head are no empty memory', async () => {
    await fill([1, 2, 3]);
    rmSync(join(folder, 'seen.head'));
    expect(() => new KeptKeys(folder, 100, NO_LIMITS, ROOM)).toThrow(expect.objectContaining({ code: 'seen-keys-damaged' }));
  });

  test('those of Swivel 2 are taken over: all of their keys, each with its latest day', async () => {
    const older = (name: string, entries: readonly [number, number][]) => {
      const body = Buffer.concat(entries.map(([number, day]) => Buffer.concat([key(number), Buffer.from(Uint32Array.of(day).buffer)])));
      const tail = Uint32Array.of(entries.length, entries.length, Math.min(...entries.map(([, day]) => day)), crc32(body));
      writeFileSync(join(folder, name), Buffer.concat([Buffer.from('swivel-keys-2\n\n\n'), body, Buffer.from(tail.buffer)]));
    };
    const numbers = Array.from({ length: 20_000 }, (_, at) => at);
    older(
      'seen-000003.keys',
      numbers.map((number) => [number * 2, 90]),
    );
    older('seen-000004.keys', [
      [6, 95],
      [7, 95],
    ]);
    const kept = new KeptKeys(folder, 100, { days: 7, most: 0 }, ROOM);
    expect([4, 5, 6, 7].map((number) => kept.dayOf(0, number, 0, 0))).toEqual([90, UNKNOWN, 95, 95]);
    expect([4, 6].map((number) => kept.counts(kept.dayOf(0, number, 0, 0), 0, number, 0, 0))).toEqual([false, true]);
    expect(await kept.add(listed([1, 3]))).toEqual({ old: 19_999, tooMany: 0, remembered: 4 });
    kept.close();
    await fill([9]);
    const later = new KeptKeys(folder, 100, NO_LIMITS, ROOM);
    expect([1, 3, 4, 6, 7, 9].map((number) => later.dayOf(0, number, 0, 0))).toEqual([100, 100, UNKNOWN, 95, 95, 100]);
    later.close();
  });

  test.each<[string, (whole: Buffer) => Uint8Array]>([
    ['cut off', (whole) => whole.subarray(0, -3)],
    ['changed', (whole) => whole.fill(7, 20, 24)],
    ['empty', () => Buffer.alloc(0)],
  ])('one of Swivel 2 that is %s is told with its name', (_what, damage) => {
    const body = Buffer.concat([key(1), Buffer.from(Uint32Array.of(90).buffer)]);
    const whole = Buffer.concat([Buffer.from('swivel-keys-2\n\n\n'), body, Buffer.from(Uint32Array.of(1, 1, 90, crc32(body)).buffer)]);
    const path = join(folder, 'seen-000001.keys');
    writeFileSync(path, damage(whole));
    expect(() => new KeptKeys(folder, 100, NO_LIMITS, ROOM)).toThrow(expect.objectContaining({ code: 'seen-keys-damaged', place: { file: path } }));
    expect(readdirSync(folder)).toContain('seen-000001.keys');
  });
});

test.each([
  ['without a limit', false, 0],
  ['with a limit', true, 100_000],
])('segments stay few, and keys are written a few times each: %s', (_what, limited, most) => {
  let entries: number[] = [];
  let [left, written, files] = [0, 0, 0];
  const [runs, each] = [30_000, 10];
  for (let at = 0; at < runs; at++) {
    entries.push(each);
    left = Math.min(limited ? most : Number.POSITIVE_INFINITY, left + each);
    if (isMostlyUseless(entries, left)) {
      written += left;
      entries = [left];
    }
    for (;;) {
      const chosen = toPutTogether(entries, left, limited);
      if (chosen.length === 0) break;
      const sum = chosen.reduce((total, one) => total + (entries[one] as number), 0);
      written += sum;
      entries = [...entries.filter((_, index) => !chosen.includes(index)), sum];
    }
    files = Math.max(files, entries.length);
  }
  expect(files).toBeLessThan(32);
  expect(written / (runs * each)).toBeLessThan(16);
});
