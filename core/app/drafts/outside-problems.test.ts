import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalog } from '../../nodes/index.ts';
import { aFlow } from '../../store/testing/made-up.ts';
import { keepUpload } from '../flows/keep-upload.ts';
import { aNode } from '../testing/conformance-flows.ts';
import { temporaryFolder } from '../testing/open-app.ts';
import { outsideProblems } from './outside-problems.ts';

const SETTING = { now: Date.parse('2026-11-20T12:00:00Z'), zone: 'UTC', flowName: 'F', parameters: { day: 'friday' } };

function codes(folder: string, kind: 'csv-source' | 'csv-target', path: string): string[] {
  return outsideProblems({ ...aFlow('f', 'F'), nodes: [aNode('n', kind, { path }, 0)] }, catalog, folder, SETTING).map(
    (problem) => `${problem.severity} ${problem.code} ${problem.node}.${problem.field}`,
  );
}

test('files to be read: there, not there yet, patterns, placeholders, folders', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'sub'));
  for (const name of ['a.csv', 'friday_2026-11-20.csv', 'many_1.csv']) writeFileSync(join(folder, name), 'x');
  for (const path of ['a.csv', join(folder, 'a.csv'), '{param.day}_{date}.csv', 'many_*.csv']) expect(codes(folder, 'csv-source', path)).toEqual([]);
  expect(codes(folder, 'csv-source', 'b.csv')).toEqual(['warning file-not-found n.path']);
  expect(codes(folder, 'csv-source', 'few_*.csv')).toEqual(['warning file-not-found n.path']);
  expect(codes(folder, 'csv-source', 'gone/b.csv')).toEqual(['warning folder-not-found n.path']);
  expect(codes(folder, 'csv-source', 'sub')).toEqual(['error not-a-file n.path']);
});

test('two steps that write one file by different paths', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'out.csv'), 'x');
  symlinkSync('out.csv', join(folder, 'link.csv'));
  symlinkSync('later.csv', join(folder, 'early.csv'));
  linkSync(join(folder, 'out.csv'), join(folder, 'hard.csv'));
  const found = (kind: string, one: Record<string, string>, other: Record<string, string>) =>
    outsideProblems({ ...aFlow('f', 'F'), nodes: [aNode('a', kind, one, 0), aNode('b', kind, other, 1)] }, catalog, folder, SETTING).map(
      ({ code, node }) => `${code} ${node}`,
    );
  const csv = (path: string, other: string) => found('csv-target', { path }, { path: other });
  for (const other of ['link.csv', 'hard.csv', 'sub/../out.csv']) expect(csv('out.csv', other), other).toEqual(['same-file b']);
  expect(csv('early.csv', 'later.csv')).toEqual(['same-file b']);
  expect(csv('{date}.csv', '2026-11-20.csv')).toEqual(['same-file b']);
  expect(csv('out.csv', 'other.csv')).toEqual([]);
  expect(found('sqlite-table', { database: 'a.db', table: 't' }, { database: 'a.db', table: 'u' })).toEqual([]);
});

test('places to be written: new folders are fine, files in the way and closed folders are not', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'closed'), { mode: 0o555 });
  writeFileSync(join(folder, 'file'), 'x');
  for (const path of ['out.csv', 'new/deeper/out_{date:yyyyMMdd}.csv', 'file']) expect(codes(folder, 'csv-target', path)).toEqual([]);
  expect(codes(folder, 'csv-target', 'file/out.csv')).toEqual(['error folder-not-writable n.path']);
  expect(codes(folder, 'csv-target', 'closed')).toEqual(['error not-a-file n.path']);
  if (process.getuid?.() !== 0) expect(codes(folder, 'csv-target', 'closed/out.csv')).toEqual(['error folder-not-writable n.path']);
  chmodSync(join(folder, 'closed'), 0o755);
});

test('an upload that is too large is refused before anything is written', () => {
  const folder = join(temporaryFolder(), 'flow');
  const partOf = (path: string) => `${path}.part`;
  expect(() => keepUpload(folder, 'big.csv', Buffer.alloc(4_000).toString('base64'), partOf, 3_000)).toThrow(
    expect.objectContaining({ code: 'upload-too-large' }),
  );
  expect(keepUpload(folder, 'small.csv', Buffer.alloc(3_000).toString('base64'), partOf, 3_000)).toBe('small.csv');
  expect(keepUpload(folder, 'small.csv', '', partOf)).toBe('small 2.csv');
});
