import { copyFileSync as cpTo, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { aRun } from './testing/workspace.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const workspace = () => join(root, 'workspace');
const open = () => openStore({ workspace: workspace(), kind: 'host', now: 1_000 });
const LONG_AGO = 1_000_000;

function begun(folder: string, name: string, at: number | null): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, 'half');
  if (at !== null) utimesSync(path, at, at);
  return path;
}

test('after a power cut, half products without a note are removed from folders that were written to, and told', () => {
  const out = join(root, 'out');
  const store = open();
  const old = begun(out, '.a.csv.0VbdNVUQYE3og320qfoI.part', LONG_AGO);
  store.partFolders.note(old);
  store.partFolders.note(join(root, 'gone', '.b.csv.0VbdNVUQYE3og320qfoI.part'));
  const live = begun(out, '.c.csv.0VbdNVUQYE3og320qfoJ.part', null);
  const others = [begun(out, 'a.csv.part', LONG_AGO), begun(out, '.a.csv.part', LONG_AGO), begun(out, '.a.csv.0VbdNVUQYE3og320qfoI.bak', LONG_AGO)];
  const elsewhere = begun(join(root, 'elsewhere'), '.a.csv.0VbdNVUQYE3og320qfoI.part', LONG_AGO);
  // The program dies: nothing says that it left.
  const copy = join(root, 'copy');
  mkdirSync(copy);
  for (const name of readdirSync(workspace())) if (name.startsWith('swivel.sqlite')) cpTo(join(workspace(), name), join(copy, name));
  store.close();
  expect(existsSync(old)).toBe(true);
  const next = openStore({ workspace: copy, kind: 'host', now: 2_000 });
  expect(next.health.unclean).toBe(true);
  expect(existsSync(old)).toBe(false);
  expect(next.health.notices.join()).toContain(old);
  for (const path of [live, ...others, elsewhere]) expect(existsSync(path), path).toBe(true);
  next.close();
});

test('what runs left that were killed is removed from the folders that are known, and nothing of other runs', () => {
  const out = join(root, 'out');
  const store = open();
  const run = '0VbdNVUQYE3og320qfoI';
  store.runs.queue({ ...aRun(run), runId: run });
  const left = begun(out, `.a.csv.${run}.part`, null);
  store.partFolders.note(left);
  const others = [
    begun(out, '.a.csv.0VbdNVUQYE3og320qfoJ.part', null),
    begun(out, `a.csv.${run}.part`, null),
    begun(join(root, 'elsewhere'), `.a.csv.${run}.part`, null),
  ];
  store.close();
  const next = open();
  expect(next.interrupted.map(({ runId }) => runId)).toEqual([run]);
  expect(existsSync(left)).toBe(false);
  for (const path of others) expect(existsSync(path), path).toBe(true);
  next.close();
});

test('of very many folders those that were written to last are known, and one that fell out comes back', () => {
  const store = open();
  const file = (n: number) => join(root, `f${n}`, '.a.csv.0VbdNVUQYE3og320qfoI.part');
  for (let n = 0; n <= 500; n++) store.partFolders.note(file(n));
  const kept = () => store.settings.get('part-folders') as string[];
  expect([kept().length, kept().includes(join(root, 'f0'))]).toEqual([500, false]);
  store.partFolders.note(file(0));
  expect([kept().length, kept().at(-1)]).toEqual([500, join(root, 'f0')]);
  store.close();
});

test('a folder is written down once, and is known to the next program', () => {
  const first = open();
  const path = begun(join(root, 'out'), '.a.csv.0VbdNVUQYE3og320qfoI.part', LONG_AGO);
  first.partFolders.note(path);
  first.partFolders.note(path);
  expect(first.settings.get('part-folders')).toEqual([join(root, 'out')]);
  first.close();
  const second = open();
  // That one left in good order: nothing is looked for.
  expect(second.health.notices).toEqual([]);
  expect(existsSync(path)).toBe(true);
  expect(second.partFolders.removeOld()).toEqual([path]);
  second.close();
});
