import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swivel-setting-'));
  writeFileSync(join(folder, 'in.csv'), 'id,name\n1,Ada\n2,Bob\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const swivel = (...args: string[]) =>
  spawnSync(process.execPath, [process.env['SWIVEL_CLI'] ?? join(import.meta.dirname, 'cli.ts'), '--workspace', join(folder, 'workspace'), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });

function write(filter: Record<string, unknown>): { file: string; text: string } {
  const node = (id: string, kind: string, name: string, config: object) => ({ id, kind, version: 1, name, position: { x: 0, y: 0 }, config });
  const edge = (id: string, from: string, to: string) => ({ id, from: { node: from, port: 'out' }, to: { node: to, port: 'in' } });
  const text = JSON.stringify({
    format: 'swivel/flow',
    version: 1,
    id: 'by-hand',
    name: 'By hand',
    nodes: [
      node('s', 'csv-source', 'Read', { path: 'in.csv' }),
      node('f', 'filter-rows', 'Filter rows', filter),
      node('t', 'csv-target', 'Write', { path: 'out.csv' }),
    ],
    edges: [edge('1', 's', 'f'), edge('2', 'f', 't')],
  });
  const file = join(folder, 'by-hand.json');
  writeFileSync(file, text);
  return { file, text };
}

it('refuses a document with a misspelt setting, names the one that was meant, and leaves the document as it is', () => {
  const { file, text } = write({ conditons: { match: 'all', items: [{ field: 'name', operator: 'equals', value: 'Ada' }] } });
  const checked = swivel('check', file);
  expect(checked.stdout).toContain('Filter rows has no setting "conditons". Did you mean "conditions"?');
  const ran = swivel('run', file);
  expect([ran.status === 0, ran.stderr + ran.stdout]).toEqual([false, expect.stringContaining('Did you mean "conditions"?')]);
  expect(existsSync(join(folder, 'out.csv'))).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('says of a setting like no other that it has no effect, and runs', () => {
  const { file } = write({ conditions: { match: 'all', items: [{ field: 'name', operator: 'equals', value: 'Ada', colour: 'red' }] } });
  const ran = swivel('run', file);
  expect([ran.status, ran.stderr]).toEqual([0, expect.stringContaining('Filter rows has no setting "colour".')]);
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('id,name\n1,Ada\n');
});
