import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The built program where the whole test run has just built it: it starts several times faster. */
const cli = process.env['SWIVEL_CLI'] ?? join(import.meta.dirname, 'cli.ts');
const examples = join(import.meta.dirname, '../resources/examples');
let folder = '';
let flowFile = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'swivel-cli-'));
  cpSync(join(examples, 'nightly-employees'), join(folder, 'nightly'), { recursive: true, filter: (path) => !path.endsWith('.sqlite') });
  flowFile = join(folder, 'nightly/nightly-employees.swivel.json');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function swivel(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, '--workspace', join(folder, 'workspace'), ...args], { cwd: folder, env: { ...process.env, NO_COLOR: '1' } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

interface RunPrinted {
  runId: string;
  status: string;
  read: number;
  delivered: number;
  filtered: number;
  duplicates: number;
  rejected: number;
  pending: number;
  startedAt: string;
  steps: { nodeId: string; in: number }[];
}

describe('the command line', () => {
  it('checks, previews without writing, rehearses, runs, lists, shows and replays a flow', { timeout: 240_000 }, async () => {
    expect(await swivel('check', flowFile)).toMatchObject({ code: 0, out: '"Nightly employees to payroll" can run.\n' });

    const before = readdirSync(join(folder, 'nightly')).sort();
    const preview = await swivel('preview', flowFile, '--node', 'format', '--limit', '50', '--json');
    const lines = preview.out.trim().split('\n');
    expect(preview.code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      employee_no: '007000',
      full_name: 'Fischer, Vera',
      email: 'vera.fischer@example.com',
      cost_centre: '5100',
      job_title: 'Apprentice',
      hired_on: '2004-11-19',
      salary: '40780.71',
    });
    expect(JSON.parse(lines.at(-1) ?? '').summary.records).toBe(lines.length - 1);

    const rehearsal = await swivel('run', flowFile, '--no-write', '--json');
    expect(JSON.parse(rehearsal.out)).toMatchObject({ delivered: 0 });
    expect(readdirSync(join(folder, 'nightly')).sort()).toEqual(before);

    const ran = await swivel('run', flowFile, '--json');
    const run = JSON.parse(ran.out) as RunPrinted;
    expect(ran.code).toBe(3);
    expect(run).toMatchObject({ status: 'succeeded-with-rejects', read: 5071, pending: 0 });
    expect(run.read).toBe(run.delivered + run.filtered + run.duplicates + run.rejected + run.pending);
    expect(run.startedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(run.steps.map((step) => step.nodeId)).toEqual(['export', 'active', 'format', 'once', 'payroll', 'file']);

    const runs = await swivel('runs', '--json');
    expect(JSON.parse(runs.out.split('\n')[0] ?? '')).toMatchObject({ runId: run.runId });
    expect((await swivel('show', 'last')).out).toContain(`${run.delivered.toLocaleString('en-GB')} delivered`);
    const rejects = (await swivel('show', run.runId, '--rejects')).out.trim().split('\n');
    expect(rejects).toHaveLength(run.rejected);
    expect(rejects[0]).toMatch(/row [\d,]+.*14 columns/);

    const plan = await swivel('replay', run.runId, '--plan', '--json', '--workspace', join(folder, 'workspace'));
    expect(JSON.parse(plan.out)).toMatchObject({ possible: true });
    // The four broken lines never became records: there is nothing of them to replay.
    const replayed = await swivel('replay', run.runId, '--version', 'then', '--json');
    expect(JSON.parse(replayed.out)).toMatchObject({ delivered: run.delivered, read: run.read - 4, rejected: run.rejected - 4 });
  });

  it('asks before something is written twice, takes records by key, and moves a watermark by hand', { timeout: 240_000 }, async () => {
    const nodes = [
      { id: 'read', kind: 'csv-source', version: 1, name: 'People', position: { x: 0, y: 0 }, config: { path: 'in_*.csv', pick: 'new' } },
      { id: 'keep', kind: 'sqlite-table', version: 1, name: 'Keep', position: { x: 240, y: 0 }, config: { database: 'out.db', table: 't', mode: 'append' } },
    ];
    const edges = [{ id: 'e', from: { node: 'read', port: 'out' }, to: { node: 'keep', port: 'in' } }];
    const document = { format: 'swivel/flow', version: 1, id: 'inbox', name: 'Inbox', nodes, edges };
    mkdirSync(join(folder, 'inbox'));
    const file = join(folder, 'inbox/inbox.swivel.json');
    writeFileSync(file, JSON.stringify(document));
    writeFileSync(join(folder, 'inbox/in_1.csv'), 'id,name\n1,Ann\n2,Bob\n3,Cy\n');
    const run = JSON.parse((await swivel('run', file, '--json')).out) as RunPrinted;
    expect(run).toMatchObject({ status: 'succeeded', delivered: 3 });

    const refused = await swivel('replay', run.runId);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Keep would write a second time. Nothing was done.') });
    const plan = await swivel('replay', run.runId, '--keys', '2,3', '--key-fields', 'id', '--plan');
    expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('Looks for 2 keys in id among 3 records') });
    const missing = await swivel('replay', run.runId, '--keys', '2,9', '--key-fields', 'id', '--yes');
    expect(missing).toMatchObject({ code: 1, out: expect.stringContaining('1 of 2 keys were not found: 9.') });
    writeFileSync(join(folder, 'keys.txt'), '2\n\n3\n');
    const chosen = await swivel('replay', run.runId, '--keys', '@keys.txt', '--key-fields', 'id', '--yes', '--json');
    expect([chosen.code, JSON.parse(chosen.out)]).toMatchObject([0, { read: 2, delivered: 2 }]);

    expect((await swivel('watermark', 'show', file)).out).toContain('No new file: the one that matches was read before.');
    expect(JSON.parse((await swivel('run', file, '--json')).out)).toMatchObject({ read: 0 });
    expect(await swivel('watermark', 'set', file, '--value', '3')).toMatchObject({ code: 2, err: expect.stringContaining('has no watermark') });
    expect((await swivel('watermark', 'reset', file, '--forget', 'in_1.csv')).out).toMatch(/forget .*1 file/);
    expect(JSON.parse((await swivel('watermark', 'show', file, '--json')).out)).toMatchObject({
      steps: [{ position: null }],
      moves: [{ action: 'forget' }, { action: 'run' }],
    });
    expect(JSON.parse((await swivel('run', file, '--json')).out)).toMatchObject({ read: 3 });
  });

  it('takes flows in and gives them out unchanged', { timeout: 240_000 }, async () => {
    const { code, out } = await swivel('import', flowFile);
    expect(code).toBe(0);
    const given = await swivel('export', out.trim(), '-o', 'copy.swivel.json');
    expect(given.code).toBe(0);
    const [one, other] = [flowFile, join(folder, 'copy.swivel.json')].map((path) => JSON.parse(readFileSync(path, 'utf8')));
    expect(other.nodes).toEqual(one.nodes);
    expect(existsSync(join(folder, 'copy.swivel.json.part'))).toBe(false);
    expect((await swivel('export', 'nightly')).out).toContain('"format": "swivel/flow"');
  });

  it('peeks into files: records as they stand, then a summary', { timeout: 240_000 }, async () => {
    writeFileSync(join(folder, 'ids.csv'), 'id;name\n007;"a;b"\n9007199254740993;\nx\n');
    const { code, out } = await swivel('peek', 'ids.csv');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines.slice(0, 2)).toEqual([
      { id: '007', name: 'a;b' },
      { id: '9007199254740993', name: '' },
    ]);
    expect(lines[2].summary).toMatchObject({ records: 2, errors: [{ row: 4 }], warnings: {}, format: 'csv', delimiter: ';' });
    expect(lines[2].summary.ms).toBeGreaterThan(0);
    writeFileSync(join(folder, 'ids.ndjson'), '{"id":9007199254740993}\n');
    expect((await swivel('peek', 'ids.ndjson')).out.split('\n')[0]).toBe('{"id":9007199254740993}');
    expect((await swivel('peek', 'ids.csv', '--option', 'delimiter=,', '--limit', '1')).out.split('\n')[0]).toBe('{"id;name":"007;\\"a;b\\""}');
  });

  it.each([
    ['a file that is not there', ['peek', 'nothing.csv'], 2, /nothing\.csv/],
    ['a folder', ['peek', '.'], 2, /folder/],
    ['a flow that is not there', ['run', 'nothing.swivel.json'], 2, /no file/],
    ['a flow nobody knows', ['run', 'Nobody'], 2, /no flow "Nobody"/],
    ['a file that is no flow', ['check', 'ids.csv'], 2, /not a flow/],
    ['a step that is not there', ['preview', 'nightly/nightly-employees.swivel.json', '--node', 'x'], 2, /no step "x"/],
    ['a parameter the flow has not', ['run', 'nightly/nightly-employees.swivel.json', '--set', 'a=b'], 2, /no parameter called a/],
    ['a malformed setting', ['run', 'x', '--set', 'nonsense'], 2, /name=value/],
    ['a run nobody knows', ['show', 'zzz'], 2, /no run/],
    ['an unknown command', ['fly'], 2, /unknown command/],
    ['a bad number', ['runs', '--limit', 'many'], 2, /whole number/],
  ])('refuses %s in a sentence', { timeout: 240_000 }, async (_name, args, code, sentence) => {
    writeFileSync(join(folder, 'ids.csv'), 'id\n1\n');
    const answer = await swivel(...args);
    expect(answer.err).toMatch(sentence);
    expect(answer.err).not.toMatch(/\n\s+at /);
    expect(answer.code).toBe(code);
  });

  it('says what keeps a flow from running, with exit code 1', { timeout: 240_000 }, async () => {
    const broken = JSON.parse(readFileSync(flowFile, 'utf8'));
    broken.edges = broken.edges.filter((edge: { to: { node: string } }) => edge.to.node !== 'format');
    writeFileSync(join(folder, 'nightly/broken.swivel.json'), JSON.stringify(broken));
    const { code, out } = await swivel('check', 'nightly/broken.swivel.json');
    expect(code).toBe(1);
    expect(out).toMatch(/Nothing is connected to To payroll's format/);
    expect(await swivel('run', 'nightly/broken.swivel.json')).toMatchObject({ code: 2, err: expect.stringMatching(/cannot run yet/) });
  });

  it('ends although the thread of a run was started for words that are none', async () => {
    const alone = (...words: string[]) =>
      new Promise<number | null>((resolve) => spawn(process.execPath, [cli, 'run', ...words], { cwd: folder }).on('close', (code) => resolve(code)));
    expect(await alone('flow.swivel.json', '--nope')).toBe(2);
    expect(await alone('--help')).toBe(0);
    expect(await alone()).toBe(2);
  });

  it('prints its help and version', { timeout: 240_000 }, async () => {
    expect(await swivel('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') });
    expect((await swivel('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
