import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChosenFiles } from './chosen-files.ts';
import type { FilePick } from './files-to-read.ts';
import type { FoundFile } from './find-files.ts';
import { nextFiles } from './next-files.ts';
import type { SeenBy } from './seen-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seen-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string, at = 1_000_000): void => {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), at, at);
};
const notices: string[] = [];
const step = (position: unknown, more: object = {}) => ({
  mode: 'run' as const,
  signal: new AbortController().signal,
  again: null as unknown,
  state: { get: () => position },
  startedAt: 0,
  zone: 'UTC',
  runId: 'run',
  flowName: 'Test',
  parameters: {},
  happening: null,
  clock: { now: () => Date.now() },
  spill: { folder: () => folder },
  partFile: (path: string) => Promise.resolve(`${path}.part`),
  resolvePath: (path: string) => path,
  connection: () => Promise.reject(new Error('nothing outside')),
  notice: ({ code }: { code: string }) => void notices.push(code),
  ...more,
});
const settings = (pick: FilePick, seenBy: SeenBy) => ({
  connection: '',
  path: join(folder, 'in_*.txt'),
  pick,
  seenBy,
  after: 'leave' as const,
  afterFolder: '',
});
/** One run of a source: the names it read, those it left out, and where it stands then. */
async function runOnce(position: unknown, by: SeenBy = 'hash', pick: FilePick = 'new', more: object = {}) {
  const chosen = new ChosenFiles(settings(pick, by), step(position, more));
  const files: FoundFile[] = [];
  for await (const file of chosen.each()) files.push(file);
  return {
    chosen,
    read: files.map((file) => basename(file.path)),
    skipped: chosen.skipped.map((file) => `${basename(file.name)}: ${file.skipped?.replace(`${folder}/`, '')}`),
    position: chosen.position() ?? position,
    span: chosen.span(),
  };
}
const sentence = (position: unknown, by: SeenBy = 'hash') => nextFiles(join(folder, 'in_*.txt'), 'new', by, position);

/** What was changed less than 50 ms ago could change again unseen, so it is looked into once more. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 60));

test('only files that were not read before, in the order of their names; the others are named', async () => {
  put('in_b.txt', 'two');
  put('in_a.txt', 'one');
  expect(sentence(null)).toMatchObject({ position: null, sentence: '2 files were not read before.' });
  await settled();
  const first = await runOnce(null);
  expect(first.read).toEqual(['in_a.txt', 'in_b.txt']);
  expect(first.span).toMatchObject({ from: null, to: '2 files, lastly in_b.txt' });
  const second = await runOnce(first.position);
  expect([second.read, second.skipped]).toEqual([[], ['in_a.txt: already read', 'in_b.txt: already read']]);
  expect(second.chosen.position()).toBeNull();
  expect(notices).toContain('no-new-files');
  expect(sentence(first.position)).toMatchObject({ sentence: 'No new file: all 2 that match were read before.', files: { fresh: [], known: 2 } });
});

test('by content: a changed file is read, one that was only touched or copied is not, also not twice in one run', async () => {
  put('in_a.txt', 'one');
  const { position } = await runOnce(null);
  put('in_a.txt', 'One', 2_000_000);
  put('in_copy.txt', 'one');
  put('in_x.txt', 'new');
  put('in_y.txt', 'new');
  const second = await runOnce(position);
  expect(second.read).toEqual(['in_a.txt', 'in_x.txt']);
  expect(second.skipped).toEqual(['in_copy.txt: already read as in_a.txt', 'in_y.txt: already read as in_x.txt']);
  put('in_a.txt', 'One', 3_000_000);
  expect((await runOnce(second.position)).read).toEqual([]);
});

test('a program that sets the time back does not hide that it wrote', async () => {
  put('in_a.txt', 'one');
  const { position } = await runOnce(null);
  put('in_a.txt', 'two');
  expect((await runOnce(position)).read).toEqual(['in_a.txt']);
});

test.each<[SeenBy, string[]]>([
  ['modified', ['in_a.txt']],
  ['name', []],
])('by %s, a file written anew', async (by, read) => {
  put('in_a.txt', 'one');
  const { position } = await runOnce(null, by);
  expect((await runOnce(position, by)).read).toEqual([]);
  put('in_a.txt', 'two', 2_000_000);
  expect((await runOnce(position, by)).read).toEqual(read);
});

test('an empty folder is no failure for a source that waits for new files; a replay reads the files of then, whatever came since', async () => {
  expect((await runOnce(null)).read).toEqual([]);
  expect(notices).toContain('no-file-matches');
  expect(() => new ChosenFiles(settings('all', 'hash'), step(null))).toThrow(/matches/);
  put('in_a.txt', 'one');
  const newest = await runOnce(null, 'hash', 'newest');
  put('in_z.txt', 'later', 5_000_000);
  for (const pick of ['newest', 'new', 'all'] as const) {
    const again = await runOnce(newest.position, 'hash', pick, { mode: 'replay', again: newest.span.again });
    expect(again.read).toEqual(['in_a.txt']);
  }
  expect((await runOnce(null, 'hash', 'new', { mode: 'replay', again: { files: [] } })).read).toEqual([]);
});

test('a file that is replaced between the look and the reading is refused', async () => {
  put('in_a.txt', 'one');
  const { chosen } = await runOnce(null);
  const reading = { name: join(folder, 'in_a.txt'), bytes: 3, modifiedAt: 1_000_000_000 };
  expect(() => chosen.check(reading)).not.toThrow();
  expect(() => chosen.check({ ...reading, bytes: 4 })).toThrow(expect.objectContaining({ code: 'file-changed', retryable: true }));
});
