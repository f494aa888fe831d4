import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpenConnection, Secrets } from '../../../catalog/connection-spec.ts';
import type { FilePlace } from '../../../catalog/families/file-place.ts';
import type { FaultProxy } from '../fault-proxy.ts';

/** How a place is reached that lies elsewhere: everything goes through the proxy. */
export interface LineUnderTest {
  readonly proxy: FaultProxy;
  /** What the other side does not accept. */
  readonly wrong: Secrets;
  /** Signs in once more; with its own secrets unless others are given. */
  open(secrets?: Secrets): Promise<OpenConnection<'files'>>;
}

/** What the tests of lines go about with. */
export interface LineGround {
  readonly place: FilePlace;
  /** Local folder that is the root of the place. */
  readonly outside: string;
  /** Empty local folder. */
  readonly here: string;
  readonly line: LineUnderTest | undefined;
}

const signal = new AbortController().signal;
const MEGABYTE = 1 << 20;
const SIZE = 6 * MEGABYTE;

/** What every place that is reached over a line keeps: signing in, and lines that are cut. `telling` makes bytes of which none repeats nearby. */
export function lines(ground: () => LineGround, telling: (bytes: number) => Buffer): void {
  const lineOf = (): LineUnderTest => {
    const { line } = ground();
    if (!line) throw new Error('nothing lies in between');
    return line;
  };
  const carry = (way: 'fetch' | 'bring', progress: (bytes: number) => void): Promise<unknown> => {
    const { place, here } = ground();
    return way === 'fetch' ? place.fetch('in.bin', join(here, 'got'), { signal, progress }) : place.deliver(join(here, 'out'), 'out.bin', { signal, progress });
  };
  const put = () => {
    writeFileSync(join(ground().outside, 'in.bin'), telling(SIZE));
    writeFileSync(join(ground().here, 'out'), telling(SIZE));
  };
  const result = (way: 'fetch' | 'bring') => (way === 'fetch' ? join(ground().here, 'got') : join(ground().outside, 'out.bin'));

  describe('over a line', () => {
    test('nobody answers: that is told, and may be tried again', async () => {
      const { proxy, open } = lineOf();
      proxy.faults = { refuse: true };
      try {
        await expect(open()).rejects.toMatchObject({ class: 'operational', code: 'connection-lost', retryable: true, hint: expect.any(String) });
      } finally {
        proxy.faults = {};
      }
      const opened = await open();
      expect(await opened.use.list('', signal)).toEqual([]);
      await opened.close();
    });

    test('a wrong secret is told as that, and never said', async () => {
      const { wrong, open } = lineOf();
      const error = await open(wrong).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ class: 'user', code: 'sign-in-failed', hint: expect.any(String) });
      for (const secret of Object.values(wrong)) expect(JSON.stringify([error, (error as Error).message])).not.toContain(secret);
    });

    test.each(['fetch', 'bring'] as const)('a %s that is cut in the middle goes on by itself, whole and byte for byte', async (way) => {
      const { proxy } = lineOf();
      put();
      let cut = 0;
      await carry(way, (bytes) => {
        if (bytes > SIZE / 2 && cut++ === 0) proxy.cutAll();
      });
      expect(cut).toBeGreaterThan(0);
      expect(readFileSync(result(way)).equals(telling(SIZE))).toBe(true);
      expect(readdirSync(ground().outside).sort()).toEqual(way === 'fetch' ? ['in.bin'] : ['in.bin', 'out.bin']);
    });

    test.each(['fetch', 'bring'] as const)(
      'a %s whose other side is gone fails, with nothing under its name; back again, the next one is whole',
      async (way) => {
        const { proxy } = lineOf();
        put();
        let gone = false;
        const go = (bytes: number) => {
          if (gone || bytes < SIZE / 2) return;
          gone = true;
          proxy.faults = { refuse: true };
          proxy.cutAll();
        };
        try {
          await expect(carry(way, go)).rejects.toMatchObject({ class: 'operational', retryable: true });
        } finally {
          proxy.faults = {};
        }
        expect(readdirSync(ground().here)).toEqual(['out']);
        expect(readdirSync(ground().outside).filter((name) => !name.startsWith('.'))).toEqual(['in.bin']);
        await carry(way, () => undefined);
        expect(readFileSync(result(way)).equals(telling(SIZE))).toBe(true);
        expect(readdirSync(ground().outside).sort()).toEqual(way === 'fetch' ? ['in.bin'] : ['in.bin', 'out.bin']);
      },
    );
  });
}
