import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Environment } from '../base/environment.ts';
import { type FileSettings, fileSettingsSchema } from '../base/trigger-settings.ts';
import { aFlow, temporaryFolder, temporaryStore } from '../store/testing/workspace.ts';
import { fitsPatterns } from './arrivals.ts';
import { FileWatcher } from './file-watcher.ts';
import { FolderLooks } from './folder-look.ts';
import { type LookPlace, localPlace } from './look-place.ts';
import { FakeClock } from './testing/fake-clock.ts';

const SIGNAL = new AbortController().signal;

/** A watched folder; `look` lets two seconds pass and looks, and gives the names that have arrived until then. */
function watched(changes: Partial<FileSettings> = {}) {
  const clock = new FakeClock(Date.UTC(2026, 5, 1));
  const store = temporaryStore(temporaryFolder(), clock.now());
  const folder = join(temporaryFolder(), 'in');
  mkdirSync(folder);
  store.flows.add(aFlow('f', 'Watching'), 1);
  const settings = fileSettingsSchema.parse({ on: 'files', connection: '', folder, pattern: '*.csv', ...changes });
  const trigger = { flowId: 'f', nodeId: 'n', version: 1, environment: 'production' as const, settings, nextDue: null, trouble: null };
  store.triggers.replace('f', [trigger]);
  let environment: Environment = 'production';
  const open = () => new FolderLooks({ store, clock, trigger: { ...trigger, environment }, place: localPlace(folder), arrived: () => undefined });
  let looks = open();
  const arrived = () =>
    store.inbox
      .page('f', 'n', 100_000)
      .reverse()
      .flatMap(({ seq }) => {
        const happening = store.inbox.happening([seq]);
        return happening?.kind === 'files' ? happening.files.map(({ name }) => name) : [];
      });
  return {
    store,
    folder,
    clock,
    settings,
    write: (name: string, text = name) => writeFileSync(join(folder, name), text),
    async look() {
      clock.pass(2_000);
      await looks.look(SIGNAL);
      return arrived();
    },
    /** The program is started again, or the flow published for an environment. */
    again: (published = environment) => {
      environment = published;
      looks = open();
    },
    notes: () => looks.notes,
  };
}

test('a file is taken once two looks found it the same, and only once; one that still grows waits', async () => {
  const { write, look, folder, again } = watched();
  write('a.csv');
  write('b.csv');
  write('other.txt');
  expect(await look()).toEqual([]);
  appendFileSync(join(folder, 'b.csv'), 'more');
  expect(await look()).toEqual(['a.csv']);
  expect(await look()).toEqual(['a.csv', 'b.csv']);
  again();
  await look();
  expect(await look()).toEqual(['a.csv', 'b.csv']);
});

test('a file that cannot be written down is tried at each look, and each says so, until it can be', async () => {
  const { write, look, store } = watched();
  write('a.csv');
  write('empty.csv', '');
  await look();
  const full = vi.spyOn(store, 'write').mockImplementation(() => {
    throw new Error('the disk is full');
  });
  for (let time = 0; time < 3; time++) await expect(look()).rejects.toThrow('the disk is full');
  full.mockRestore();
  expect(await look()).toEqual(['a.csv', 'empty.csv']);
  expect(await look()).toEqual(['a.csv', 'empty.csv']);
});

test('the same content under another name or time is the same file, by the rule that is set', async () => {
  const byHash = watched();
  const byTime = watched({ knownBy: 'modified' });
  const byName = watched({ knownBy: 'name' });
  for (const { write, look, folder } of [byHash, byTime, byName]) {
    write('a.csv', 'one');
    await look();
    await look();
    renameSync(join(folder, 'a.csv'), join(folder, 'b.csv'));
    write('a.csv', 'two');
    utimesSync(join(folder, 'a.csv'), 5, 5);
    await look();
  }
  expect(await byHash.look()).toEqual(['a.csv', 'a.csv']);
  expect(byHash.notes().repeated).toBe(1);
  expect(await byTime.look()).toEqual(['a.csv', 'a.csv', 'b.csv']);
  expect(await byName.look()).toEqual(['a.csv', 'b.csv']);
});

test('with markers a file is complete when its marker is there, whichever way that is named; markers are no files', async () => {
  const { write, look, notes } = watched({ complete: 'marker', pattern: '*' });
  write('a.csv');
  write('b.csv');
  write('b.csv.done', '');
  write('c.csv');
  write('c.done', '');
  expect(await look()).toEqual(['b.csv', 'c.csv']);
  expect(notes().waiting).toBe(1);
  write('a.csv.DONE', '');
  write('a.csv.done', '');
  expect(await look()).toEqual(['b.csv', 'c.csv', 'a.csv']);
});

test('links, pipes and folders are left alone and named; what is gone before it is read is no trouble', async () => {
  const { write, look, folder, notes } = watched();
  write('real.csv');
  write('gone.csv');
  symlinkSync('/etc/passwd', join(folder, 'link.csv'));
  execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
  mkdirSync(join(folder, 'folder.csv'));
  await look();
  unlinkSync(join(folder, 'gone.csv'));
  expect(await look()).toEqual(['real.csv']);
  expect(notes().odd.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'link.csv', why: 'link' },
    { name: 'pipe.csv', why: 'special' },
  ]);
});

test('a file that another program holds is taken when it lets go; hostile names are only names', async () => {
  const { write, look, folder, store, settings, clock } = watched();
  const names = ['emoji 🎉.csv', 'new\nline.csv', 'CON.csv', ' spaces .csv', '%2e%2e.csv', 'a'.repeat(251).concat('.csv'), 'u\u0308.csv', '__proto__.csv'];
  for (const name of names) write(name);
  await look();
  expect((await look()).toSorted()).toEqual(names.toSorted());
  let held = true;
  const place = localPlace(folder);
  const locking = {
    ...place,
    hash: (...of: Parameters<typeof place.hash>) => (held ? Promise.reject(Object.assign(new Error(), { code: 'file-locked' })) : place.hash(...of)),
  };
  const trigger = { flowId: 'f', nodeId: 'other', version: 1, environment: 'production' as const, settings, nextDue: null, trouble: null };
  const looks = new FolderLooks({ store, clock, trigger, place: locking, arrived: () => undefined });
  for (let i = 0; i < 3; i++) {
    clock.pass(2_000);
    await looks.look(SIGNAL);
  }
  expect([looks.notes.locked.length, store.inbox.counts('f', 'other').waiting]).toEqual([names.length, 0]);
  held = false;
  for (let i = 0; i < 2; i++) {
    clock.pass(2_000);
    await looks.look(SIGNAL);
  }
  expect([looks.notes.locked, store.inbox.counts('f', 'other').waiting]).toEqual([[], names.length]);
});

test('empty files and those from before are taken or left, as it is set', async () => {
  const { write, look } = watched({ existing: 'leave', empty: 'ignore' });
  write('old.csv');
  await look();
  write('empty.csv', '');
  write('new.csv');
  await look();
  expect(await look()).toEqual(['new.csv']);
  const taking = watched();
  taking.write('empty.csv', '');
  await taking.look();
  expect(await taking.look()).toEqual(['empty.csv']);
});

test('an empty file that is to be left out is not waited for again and again, and is taken once it holds something', async () => {
  const { write, look, notes } = watched({ knownBy: 'name', empty: 'ignore' });
  write('late.csv', '');
  await look();
  await look();
  expect(await look()).toEqual([]);
  expect(notes().waiting).toBe(0);
  write('late.csv', 'here');
  await look();
  expect(await look()).toEqual(['late.csv']);
});

test('a folder where something changes all the time is looked at all the same', async () => {
  const { store, clock } = watched();
  let looks = 0;
  let change: () => void = () => undefined;
  const place: LookPlace = {
    title: '',
    list: () => Promise.resolve({ files: [], odd: [] }).finally(() => looks++),
    hash: () => Promise.resolve(null),
    listen: (changed) => {
      change = changed;
      return () => undefined;
    },
    close: () => Promise.resolve(),
  };
  const watcher = new FileWatcher({ store, clock, place: () => place, arrived: () => undefined });
  onTestFinished(() => watcher.close());
  watcher.refresh(false);
  clock.pass(0);
  await vi.waitFor(() => expect(watcher.sign('f', 'n').lastLook).not.toBeNull(), { timeout: 15_000 });
  for (let i = 0; i < 10; i++) {
    change();
    clock.pass(100);
  }
  await vi.waitFor(() => expect(looks).toBeGreaterThan(1), { timeout: 3_000 });
});

test('10,000 files at once come in once each, also when the program dies in between', async () => {
  const { folder, look, again, store } = watched({ knownBy: 'modified' });
  for (let i = 0; i < 10_000; i++) writeFileSync(join(folder, `f${i}.csv`), '');
  await look();
  await look();
  again();
  await look();
  await look();
  expect(store.inbox.page('f', 'n', 20_000)).toHaveLength(10_000);
});

test.each([
  ['employees_1.csv', 'employees_*.csv', true],
  ['employees_1.csv', '*.xml, employees_?.csv', true],
  ['employees_1.csv.part', 'employees_*', false],
  ['x.tmp', '*.tmp', true],
  ['.hidden', '*', false],
  ['~$book.xlsx', '*.xlsx', false],
  ['a.csv', '', true],
  ['a+b(1).csv', 'a+b(?).csv', true],
  ['u\u0308.csv', 'ü.csv', true],
])('whether %j fits %j', (name, patterns, fits) => expect(fitsPatterns(name, patterns, false)).toBe(fits));

test('a watched folder that is not there is trouble until it is; then files are found soon, and a pause and the end leave nothing open', async () => {
  const { store, folder, settings } = watched({ steadySeconds: 0, lookSeconds: 1 });
  rmSync(folder, { recursive: true });
  const clock = {
    zone: 'UTC',
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (ms: number, callback: () => void) => {
      const timer = setTimeout(callback, ms / 10);
      return () => clearTimeout(timer);
    },
  };
  let arrivals = 0;
  const watcher = new FileWatcher({ store, clock, place: () => localPlace(settings.folder), arrived: () => arrivals++ });
  onTestFinished(() => watcher.close());
  watcher.refresh(false);
  await vi.waitFor(() => expect(watcher.sign('f', 'n').trouble).toBe(`There is no folder ${folder}.`), { timeout: 15_000 });
  mkdirSync(folder);
  writeFileSync(join(folder, 'a.csv'), 'a');
  await vi.waitFor(() => expect(arrivals).toBe(1), { timeout: 15_000 });
  expect(watcher.sign('f', 'n')).toMatchObject({ trouble: null, place: folder, lastLook: expect.any(Number) });
  watcher.refresh(true);
  writeFileSync(join(folder, 'b.csv'), 'b');
  expect(watcher.sign('f', 'n').lastLook).toBeNull();
  watcher.refresh(false);
  await vi.waitFor(() => expect(arrivals).toBe(2), { timeout: 15_000 });
});

test('a file of the server for tests says nothing of the one of production; a folder of this machine is one and the same for both', async () => {
  for (const [connection, expected] of [
    ['sftp', ['a.csv', 'a.csv']],
    ['', ['a.csv']],
  ] as const) {
    const { write, look, again } = watched({ connection });
    again('test');
    write('a.csv');
    await look();
    expect(await look()).toEqual(['a.csv']);
    again('production');
    await look();
    expect(await look(), connection).toEqual(expected);
    again();
    await look();
    expect(await look(), connection).toEqual(expected);
  }
});
