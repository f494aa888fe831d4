import { existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { KindWorkspace } from '../testing/kind-workspace.ts';

let workspace: KindWorkspace;
beforeAll(() => {
  workspace = new KindWorkspace();
  workspace.rows.set('r', [{ a: '1' }, { a: '2' }]);
});
afterAll(() => workspace.close());

const LINKS: [string, (folder: string) => void][] = [
  ['a link to the file', (folder) => symlinkSync('one.csv', join(folder, 'two.csv'))],
  ['a link to the file by way of another', (folder) => [symlinkSync('mid.csv', join(folder, 'two.csv')), symlinkSync('one.csv', join(folder, 'mid.csv'))]],
  ['a hard link', (folder) => linkSync(join(folder, 'one.csv'), join(folder, 'two.csv'))],
];

async function run(folder: string, one: string, two: string) {
  const nodes = { s: ['rows', { of: 'r' }], a: ['csv-target', { path: join(folder, one) }], b: ['csv-target', { path: join(folder, two) }] } as const;
  return workspace.run(sketchFlow({ nodes: nodes as unknown as Parameters<typeof sketchFlow>[0]['nodes'], edges: ['s>a', 's>b'] }));
}

test.each(LINKS)('two targets, one through %s, are refused and nothing is written', async (_how, link) => {
  const folder = mkdtempSync(join(workspace.root, 'links-'));
  writeFileSync(join(folder, 'one.csv'), 'before\n');
  link(folder);
  const { outcome } = await run(folder, 'one.csv', 'two.csv');
  expect([outcome.status, outcome.error?.code]).toEqual(['failed', 'same-file']);
  expect(readFileSync(join(folder, 'one.csv'), 'utf8')).toBe('before\n');
});

test('a link whose file is not there yet, and a folder that is a link, lead to one place too', async () => {
  const folder = mkdtempSync(join(workspace.root, 'links-'));
  symlinkSync('one.csv', join(folder, 'two.csv'));
  expect((await run(folder, 'one.csv', 'two.csv')).outcome.error?.code).toBe('same-file');
  mkdirSync(join(folder, 'real'));
  symlinkSync('real', join(folder, 'other'));
  expect((await run(folder, 'real/x.csv', 'other/x.csv')).outcome.error?.code).toBe('same-file');
  expect(existsSync(join(folder, 'one.csv'))).toBe(false);
});

test('a link whose file is not there yet stays a link, and the file behind it is written', async () => {
  const folder = mkdtempSync(join(workspace.root, 'links-'));
  symlinkSync('one.csv', join(folder, 'two.csv'));
  expect((await run(folder, 'three.csv', 'two.csv')).outcome.status).toBe('succeeded');
  expect(lstatSync(join(folder, 'two.csv')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'one.csv'), 'utf8')).toBe('a\n1\n2\n');
});
