import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from './commands/run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'swivel-words-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const node = (id: string, kind: string, name: string, config: object) => ({ id, kind, version: 1, name, position: { x: 0, y: 0 }, config });
const edge = (id: string, from: string, to: string) => ({ id, from: { node: from, port: 'out' }, to: { node: to, port: 'in' } });

async function run(path: string) {
  const nodes = [
    node('read', 'csv-source', 'HR export', { path }),
    node('map', 'map-fields', 'Format', { mapping: { items: [{ to: 'number', from: 'EmpNo' }], rest: 'keep' } }),
    node('write', 'csv-target', 'Payroll', { path: 'out.csv' }),
  ];
  const flow = { format: 'swivel/flow', version: 1, id: 'f', name: 'Nightly', nodes, edges: [edge('a', 'read', 'map'), edge('b', 'map', 'write')] };
  const file = join(folder, 'f.swivel.json');
  writeFileSync(file, JSON.stringify(flow));
  const said = { out: '', err: '' };
  const to = {
    out: (text: string) => {
      said.out += text;
    },
    err: (text: string) => {
      said.err += text;
    },
    live: false,
  };
  const code = await runCommand(file, { workspace: join(folder, 'workspace'), set: {}, write: true, json: true }, to);
  return { code, ...said };
}

test('what a run warns of is said beside its result, which stays JSON', async () => {
  writeFileSync(join(folder, 'in.csv'), 'EmpNo,EmpNo\n1,2\n');
  const { code, out, err } = await run('in.csv');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ status: 'succeeded', delivered: 1 });
  expect(err).toContain('more than once');
});

test('a column that has another name now stops the run, and leaves the target as it was', async () => {
  writeFileSync(join(folder, 'in.csv'), 'Number\n1\n');
  writeFileSync(join(folder, 'out.csv'), 'of yesterday');
  const { code, out } = await run('in.csv');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ status: 'failed', error: { code: 'field-never-arrived', place: { field: 'EmpNo' } } });
  expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('of yesterday');
});

test('a flow that is not ready is refused with the name of the step to mend', async () => {
  await expect(run('')).rejects.toMatchObject({ code: 'flow-not-ready', message: expect.stringContaining('HR export: No file is chosen.') });
});
