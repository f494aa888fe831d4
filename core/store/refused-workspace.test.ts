import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Db } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { aFlow, aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';

test('a database of a newer program is refused, not a byte of it changed', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'swivel.sqlite');
  const store = temporaryStore(folder);
  store.flows.add(aFlow('f', 'Kept'), 1_000);
  store.close();
  const db = new Db(file);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  const bytes = readFileSync(file);
  for (const readOnly of [false, true])
    expect(() => openStore({ workspace: folder, kind: 'host', now: 2_000, readOnly })).toThrow(
      expect.objectContaining({ code: 'workspace-newer', message: expect.stringContaining('newer version') }),
    );
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a damaged database is copied aside once and said; nothing empty takes its place', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'swivel.sqlite');
  const store = temporaryStore(folder);
  store.write(() => {
    for (let i = 0; i < 500; i++) store.runs.queue(aRun(`r${i}`, { flowName: 'x'.repeat(200) }));
  });
  store.close();
  const bytes = readFileSync(file);
  bytes.fill(0xab, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 9_000);
  writeFileSync(file, bytes);
  for (let again = 0; again < 2; again++)
    expect(() => openStore({ workspace: folder, kind: 'host', now: 2_000 })).toThrow(expect.objectContaining({ code: 'workspace-damaged' }));
  const [copy, ...more] = readdirSync(join(folder, 'quarantine'));
  expect(more).toEqual([]);
  expect(readFileSync(join(folder, 'quarantine', copy ?? '', 'swivel.sqlite')).equals(bytes)).toBe(true);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  writeFileSync(file, 'this is no database, but long enough to look like a file of something '.repeat(100));
  expect(() => openStore({ workspace: folder, kind: 'host', now: 3_000 })).toThrow(expect.objectContaining({ code: 'workspace-damaged' }));
});

test('a workspace that lost its database is not given an empty one', () => {
  const folder = temporaryFolder();
  temporaryStore(folder).close();
  writeFileSync(join(folder, 'swivel.sqlite'), '');
  openStore({ workspace: folder, kind: 'host', now: 2_000 }).close();
  expect(statSync(join(folder, 'swivel.sqlite')).size).toBeGreaterThan(0);
  mkdirSync(join(folder, 'files', 'some-flow'), { recursive: true });
  writeFileSync(join(folder, 'swivel.sqlite'), '');
  expect(() => openStore({ workspace: folder, kind: 'host', now: 3_000 })).toThrow(expect.objectContaining({ code: 'workspace-lost' }));
  expect(statSync(join(folder, 'swivel.sqlite')).size).toBe(0);
});

test('a folder that cannot be used is said in a sentence', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const workspace of [join(folder, 'file'), join(folder, 'file', 'below')])
    expect(() => openStore({ workspace, kind: 'host', now: 1_000 })).toThrow(
      expect.objectContaining({ code: 'workspace-not-usable', message: expect.stringContaining('is not a folder') }),
    );
  expect(() => openStore({ workspace: join(folder, 'none'), kind: 'command line', now: 1_000, readOnly: true })).toThrow(
    expect.objectContaining({ code: 'no-workspace' }),
  );
});
