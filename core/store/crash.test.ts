import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startable } from '../engine/testing/startable.ts';
import { Db } from './database.ts';
import { readHolder } from './lease.ts';
import { openStore } from './open-store.ts';
import { aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';

/** A process of its own with the workspace open; `heard` are the lines it printed, each durable before it was printed. */
async function startChild(workspace: string, what: 'hold' | 'write'): Promise<{ child: ChildProcess; heard: string[]; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [startable('core/store/testing/child.ts'), workspace, what], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const heard: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => heard.push(line));
  await once(lines, 'line');
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  };
  onTestFinished(kill);
  return { child, heard, kill };
}

test('killed in mid-write, again and again: the database is whole, nothing told is lost, no run stays open', async () => {
  const folder = temporaryFolder();
  const told = new Set<string>();
  for (let round = 0; round < 6; round++) {
    const { heard, kill } = await startChild(folder, 'write');
    // Somewhere in its work, each time elsewhere.
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(1 + (round % 3)), { timeout: 30_000, interval: 1 });
    await new Promise((resolve) => setTimeout(resolve, round * 17));
    await kill();
    for (const line of heard.slice(1)) told.add(line);
    const store = openStore({ workspace: folder, kind: 'host', now: 9_000 });
    const statuses = new Map(store.runList.page({ limit: 10_000 }).runs.map((run) => [run.runId, run.status]));
    for (const id of told) expect(statuses.get(id)).toBe('succeeded');
    for (const run of store.interrupted) expect(store.steps.of(run.runId).map((step) => step.status)).not.toContain('running');
    expect([...statuses.values()].filter((status) => status !== 'succeeded' && status !== 'interrupted')).toEqual([]);
    expect(store.runList.page({ limit: 1 }).total).toBe(statuses.size);
    store.close();
    const db = new Db(join(folder, 'swivel.sqlite'), { readOnly: true });
    expect(db.pragma('integrity_check')).toBe('ok');
    db.close();
  }
  expect(told.size).toBeGreaterThan(5);
});

test('a second program is told who holds the workspace, and takes over at once when the holder is killed', async () => {
  const folder = temporaryFolder();
  const { child, kill } = await startChild(folder, 'hold');
  const open = () => openStore({ workspace: folder, kind: 'desktop', now: 2_000 });
  const refused = expect.objectContaining({
    code: 'workspace-in-use',
    message: expect.stringContaining(`a Swivel host for the browser (process ${child.pid}, since `),
  });
  expect(open).toThrow(refused);
  expect(open).toThrow(refused);
  expect(readHolder(folder)).toMatchObject({ kind: 'host', pid: child.pid });
  const reader = openStore({ workspace: folder, kind: 'command line', now: 2_000, readOnly: true });
  expect(reader.runList.page({ limit: 5 }).runs).toEqual([]);
  expect(() => reader.settings.set('x', 1)).toThrow(expect.objectContaining({ code: 'workspace-not-writable' }));
  reader.close();
  await kill();
  // The first try: nothing of the holder has to grow old before.
  open().close();
});

test('within one program a workspace is held only once too, and given back on closing', () => {
  const folder = temporaryFolder();
  const first = temporaryStore(folder);
  expect(() => openStore({ workspace: folder, kind: 'command line', now: 2_000 })).toThrow(expect.objectContaining({ code: 'workspace-in-use' }));
  first.close();
  openStore({ workspace: folder, kind: 'command line', now: 3_000 }).close();
  expect(readHolder(folder)).toMatchObject({ kind: 'command line', since: 3_000 });
});

test('captured files that no row knows of are gone at the next start; those of kept runs stay', () => {
  const folder = temporaryFolder();
  const store = temporaryStore(folder);
  store.runs.queue(aRun('kept'));
  store.runs.queue(aRun('dropped'));
  const capture = { nodeId: 'a', side: 'out' as const, port: 'out', file: 'a.spool', records: 1, bytes: 4, complete: true, createdAt: 2_000 };
  for (const runId of ['kept', 'dropped', 'never-put-down']) {
    mkdirSync(join(folder, 'captures', runId), { recursive: true });
    writeFileSync(join(folder, 'captures', runId, 'a.spool'), 'kept');
    if (runId !== 'never-put-down') store.captures.put({ runId, ...capture });
  }
  store.captures.drop('dropped', 3_000);
  store.close();
  openStore({ workspace: folder, kind: 'host', now: 4_000 }).close();
  expect(readdirSync(join(folder, 'captures'))).toEqual(['kept']);
});

/** The workspace as a kill leaves it in the midst of a change that is made without a write-ahead log: pages changed in the file, and a journal to take them back. */
function halfChanged(workspace: string): string {
  const [file, folder] = [join(workspace, 'swivel.sqlite'), temporaryFolder()];
  const db = new Db(file);
  onTestFinished(() => db.close());
  db.exec('PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN; CREATE TABLE half (x)');
  for (let row = 0; row < 50; row++) db.run('INSERT INTO half VALUES (?)', 'x'.repeat(4_000));
  for (const name of ['swivel.sqlite', 'swivel.sqlite-journal']) copyFileSync(join(workspace, name), join(folder, name));
  return folder;
}

test('killed before the file had its write-ahead log: whoever may write takes the half change back, whoever reads is told', () => {
  const before = temporaryFolder();
  const store = temporaryStore(before);
  store.runs.queue(aRun('r1'));
  store.close();
  const folder = halfChanged(before);
  expect(() => openStore({ workspace: folder, kind: 'command line', now: 2_000, readOnly: true })).toThrow(
    expect.objectContaining({ code: 'workspace-half-made', message: expect.stringContaining('is just being made') }),
  );
  const again = openStore({ workspace: folder, kind: 'host', now: 2_000 });
  expect([again.health.notices, again.runs.find('r1')?.status, existsSync(join(folder, 'swivel.sqlite-journal'))]).toEqual([[], 'interrupted', false]);
  again.close();
});

test('killed before the first table was made: whoever reads is not told of an older version', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
  expect(() => openStore({ workspace: folder, kind: 'command line', now: 2_000, readOnly: true })).toThrow(
    expect.objectContaining({ code: 'workspace-half-made' }),
  );
});

test('killed while the very first file was being made: an empty one is made anew', () => {
  const folder = halfChanged(temporaryFolder());
  const store = openStore({ workspace: folder, kind: 'host', now: 2_000 });
  expect([store.health.notices, store.runList.page({ limit: 5 }).runs]).toEqual([[], []]);
  store.close();
});
