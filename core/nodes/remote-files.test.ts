import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Happening } from '../base/happening.ts';
import type { RunJob } from '../engine/run-job.ts';
import { startable } from '../engine/testing/startable.ts';
import { sketchFlow } from '../engine/testing/toy-flow.ts';
import { SftpWorkspace } from './testing/file-connections.ts';

let base: string;
let space: SftpWorkspace;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'remote-'));
  space = await SftpWorkspace.start(join(base, 'outside'));
  mkdirSync(join(base, 'outside', 'in'));
});
afterEach(async () => {
  await space.end();
  rmSync(base, { recursive: true, force: true });
});

const put = (name: string, text: string, at = 1_700_000_000) => {
  writeFileSync(join(space.outside, name), text);
  utimesSync(join(space.outside, name), at, at);
};
const read = (name: string) => readFileSync(join(space.outside, name), 'utf8');
const csv = (first: number, count: number) => `id,name\n${Array.from({ length: count }, (_, i) => `${first + i},Name ${first + i}\n`).join('')}`;

/** A CSV source into the tray `out`. */
const reading = (config: object, target: [string, Record<string, unknown>] = ['tray', { name: 'out' }]) =>
  sketchFlow({
    nodes: { source: ['csv-source', { connection: 'sftp', path: 'in/*.csv', ...config }], target },
    edges: ['source>target'],
  });
const writing = (config: object, kind = 'csv-target') =>
  sketchFlow({
    nodes: { source: ['rows', { of: 'people' }], target: [kind, { connection: 'sftp', path: 'out/pay.csv', ...config }] },
    edges: ['source>target'],
  });
const ids = () => space.trays.get('out')?.map((record) => Number(record['id']));
const skipped = (run: Awaited<ReturnType<SftpWorkspace['run']>>) =>
  run.events.flatMap((event) => (event.kind === 'readings' ? event.readings.flatMap((one) => (one.skipped ? [`${one.name}: ${one.skipped}`] : [])) : []));

describe('a source', () => {
  test('reads the newest file of a connection; its readings say where it was', async () => {
    put('in/a.csv', csv(1, 2), 1_000);
    put('in/b.csv', csv(10, 3), 2_000);
    put('in/.hidden.csv', csv(20, 3), 3_000);
    const run = await space.run(reading({}));
    expect(run.outcome).toMatchObject({ status: 'succeeded', counts: { read: 3, delivered: 3 } });
    expect(ids()).toEqual([10, 11, 12]);
    expect(run.events.find((event) => event.kind === 'readings')).toMatchObject({
      readings: [{ name: '/outside/in/b.csv', bytes: csv(10, 3).length, modifiedAt: 2_000_000, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(existsSync(run.job.folders.spill)).toBe(false);
  });

  test('reads JSON and names with placeholders; a reject says line and file there', async () => {
    put('in/2026-11-19.csv', 'id,name\n1,A\n2\n');
    const run = await space.run(reading({ path: 'in/{date-1}.csv' }));
    expect(run.outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 2, delivered: 1, rejected: 1 } });
    expect(run.rejects[0]).toMatchObject({ file: '/outside/in/2026-11-19.csv', row: 3, code: 'too-few-fields' });
    put('in/a.json', '[{"id":7}]');
    const flow = sketchFlow({
      nodes: { source: ['json-source', { connection: 'sftp', path: 'in/a.json' }], target: ['tray', { name: 'out' }] },
      edges: ['source>target'],
    });
    expect((await space.run(flow)).outcome.status).toBe('succeeded');
    expect(ids()).toEqual([7]);
  });

  test('reads only new files: by name, size and time without fetching them, and never the same content twice', async () => {
    put('in/a.csv', csv(1, 2));
    put('in/b.csv', csv(5, 2));
    expect((await space.run(reading({ pick: 'new' }))).outcome.counts.read).toBe(4);
    const carried = space.server.carried;
    put('in/copy.csv', csv(1, 2), 1_600_000_000);
    put('in/c.csv', csv(9, 1));
    const second = await space.run(reading({ pick: 'new' }));
    expect(ids()).toEqual([9]);
    expect(skipped(second)).toEqual([
      '/outside/in/a.csv: already read',
      '/outside/in/b.csv: already read',
      '/outside/in/copy.csv: already read as /outside/in/a.csv',
    ]);
    expect(space.server.carried - carried).toBe(csv(9, 1).length + csv(1, 2).length);
    expect((await space.run(reading({ pick: 'new' }))).outcome.counts.read).toBe(0);
  });

  test('a run that failed has read nothing: the next one reads it', async () => {
    put('in/a.csv', csv(1, 2));
    const failing = reading({ pick: 'new', after: 'move' }, ['csv-target', { connection: 'sftp', path: 'none/none/out.csv' }]);
    expect((await space.run(failing)).outcome).toMatchObject({ status: 'failed', error: { code: 'folder-not-found' } });
    expect(space.there('in')).toEqual(['a.csv']);
    expect((await space.run(reading({ pick: 'new' }))).outcome.counts.read).toBe(2);
  });

  test('cut at 60 % of a download, the run succeeds all the same', async () => {
    const text = csv(1, 60_000);
    put('in/a.csv', text);
    Object.assign(space.server.faults, { cutAfter: text.length * 0.6, cuts: 1 });
    const run = await space.run(reading({}));
    expect(run.outcome).toMatchObject({ status: 'succeeded', counts: { read: 60_000, delivered: 60_000 } });
    expect(space.server.connections).toBe(2);
  });

  test.each([
    ['a connection that is gone', { connection: 'other' }, 'connection-gone'],
    ['a folder that is not there', { path: 'none/*.csv' }, 'folder-not-found'],
    ['a pattern nothing fits', { path: 'in/x*.csv' }, 'no-file-matches'],
    ['a file that is not there', { path: 'in/x.csv' }, 'file-not-found'],
    ['a way out of the folder', { path: '../*.csv' }, 'outside-folder'],
  ])('%s ends the run before anything is begun', async (_what, config, code) => {
    put('in/a.csv', csv(1, 1));
    const { outcome } = await space.run(reading(config));
    expect(outcome).toMatchObject({ status: 'failed', error: { code, hint: expect.any(String) } });
    expect(JSON.stringify(outcome)).not.toContain(space.server.user.password);
  });

  test('a replay reads the files of then again', async () => {
    put('in/a.csv', csv(1, 2), 1_000);
    const first = await space.run(reading({}));
    put('in/b.csv', csv(10, 3), 2_000);
    const again = first.events.flatMap((event) => (event.kind === 'span' ? [event.span.again] : []))[0];
    const replay: RunJob['replay'] = {
      captures: first.job.folders.captures,
      ordinals: null,
      fromNode: null,
      state: 'none',
      readOutside: ['source'],
      ...(again ? { again: { source: again } } : {}),
    } as unknown as RunJob['replay'];
    const run = await space.run(reading({}), { mode: 'replay', replay } as Partial<RunJob>);
    expect([run.outcome.error, ids()]).toEqual([undefined, [1, 2]]);
  });
});

describe('the files that started the run', () => {
  const happening = (...paths: string[]): Happening => ({
    kind: 'files',
    nodeId: 'trigger',
    files: paths.map((path) => ({ connection: 'sftp', path, name: path.split('/').at(-1) ?? '', bytes: 1, modifiedAt: 1, hash: '' })),
  });

  test('are read, as far as they fit; one that is gone is told', async () => {
    put('in/a.csv', csv(1, 1));
    put('in/b.csv', csv(2, 1));
    put('in/c.csv', csv(3, 1));
    const run = await space.run(reading({ pick: 'arrived' }), {
      happening: happening('/outside/in/b.csv', '/outside/in/notes.txt', '/outside/in/a.csv', '/outside/in/gone.csv'),
    });
    expect(ids()).toEqual([2, 1]);
    expect(run.events).toContainEqual(expect.objectContaining({ kind: 'log', code: 'arrived-file-gone' }));
  });

  test('in a run that a person starts, the newest; that is told', async () => {
    put('in/a.csv', csv(1, 1), 2_000);
    put('in/b.csv', csv(2, 1), 1_000);
    const run = await space.run(reading({ pick: 'arrived' }));
    expect(ids()).toEqual([1]);
    expect(run.events).toContainEqual(expect.objectContaining({ kind: 'log', code: 'no-arrival' }));
  });
});

describe('a target', () => {
  beforeEach(() => {
    space.rows.set('people', [
      { id: 1, name: 'Ada' },
      { id: 2, name: 'Grace' },
    ]);
  });

  test.each([
    ['csv-target', 'id,name\n1,Ada\n2,Grace\n'],
    ['json-target', '[\n{"id":1,"name":"Ada"},\n{"id":2,"name":"Grace"}\n]\n'],
  ])('%s writes to a connection, makes its folder, and says what is there', async (kind, text) => {
    const run = await space.run(writing({}, kind));
    expect(run.outcome).toMatchObject({ status: 'succeeded', counts: { read: 2, delivered: 2 } });
    expect(read('out/pay.csv')).toBe(text);
    expect(run.outcome.receipts).toMatchObject([
      { target: 'out/pay.csv', delivered: 2, holds: 2, bytes: read('out/pay.csv').length, hash: expect.any(String) },
    ]);
    expect(space.there('out')).toEqual(['pay.csv']);
  });

  test('a rehearsal writes nothing and says what would be replaced', async () => {
    mkdirSync(join(space.outside, 'out'));
    put('out/pay.csv', 'from before');
    const before = space.server.carried;
    const run = await space.run(writing({}), { mode: 'rehearsal' });
    expect(run.events.find((event) => event.kind === 'would-do')).toMatchObject({
      wouldDo: { insert: 2, sentence: 'Would replace out/pay.csv with 2 records. The file there now has 11 bytes, of 2023-11-14 22:13.' },
    });
    expect([space.there('out'), read('out/pay.csv'), space.server.carried]).toEqual([['pay.csv'], 'from before', before]);
  });

  test('what is there is replaced only if that is wished; a folder is no file', async () => {
    mkdirSync(join(space.outside, 'out'));
    put('out/pay.csv', 'from before');
    expect((await space.run(writing({ ifExists: 'fail' }))).outcome.error).toMatchObject({ code: 'file-exists' });
    expect((await space.run(writing({ path: 'out' }))).outcome.error).toMatchObject({ code: 'not-a-file' });
    expect((await space.run(writing({ path: '../pay.csv' }))).outcome.error).toMatchObject({ code: 'outside-folder' });
    expect((await space.run(writing({}))).outcome.status).toBe('succeeded');
    expect(read('out/pay.csv')).toContain('Ada');
  });

  test('two steps that write to one file are refused', async () => {
    const flow = sketchFlow({
      nodes: {
        source: ['rows', { of: 'people' }],
        one: ['csv-target', { connection: 'sftp', path: 'pay.csv' }],
        other: ['csv-target', { connection: 'sftp', path: './pay.csv' }],
      },
      edges: ['source>one', 'source>other'],
    });
    expect((await space.run(flow)).outcome.error).toMatchObject({ code: 'same-file' });
    expect(space.there()).toEqual(['in']);
  });

  const many = () =>
    space.rows.set(
      'people',
      Array.from({ length: 60_000 }, (_, id) => ({ id, name: `Name ${id}` })),
    );

  test('cut at 60 % of an upload, the run succeeds all the same', async () => {
    many();
    Object.assign(space.server.faults, { cutAfter: 600_000, cuts: 1 });
    const run = await space.run(writing({}));
    expect(run.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 60_000 } });
    expect(read('out/pay.csv').split('\n')).toHaveLength(60_002);
    expect(space.there('out')).toEqual(['pay.csv']);
  });

  test.each([
    ['a full disk', { diskFullAt: 500_000 }, 'disk-full'],
    ['cuts without end', { cutAfter: 1, cuts: 1000 }, 'connection-lost'],
  ])('%s leaves what was there, and nothing half under its name', async (_what, faults, code) => {
    many();
    mkdirSync(join(space.outside, 'out'));
    put('out/pay.csv', 'from before');
    Object.assign(space.server.faults, faults);
    const run = await space.run(writing({}));
    expect(run.outcome).toMatchObject({ status: 'failed', error: { code }, counts: { delivered: 0, pending: 60_000 } });
    expect(read('out/pay.csv')).toBe('from before');
    for (const key of Object.keys(faults)) delete (space.server.faults as Record<string, unknown>)[key];
    expect((await space.run(writing({}))).outcome.status).toBe('succeeded');
    expect(space.there('out')).toEqual(['pay.csv']);
  });
});

describe('the program is killed', () => {
  /** Runs the flow in a process of its own, which is killed once the server has got so many bytes. */
  async function killedAfter(bytes: number): Promise<NodeJS.Signals | null> {
    mkdirSync(join(space.root, 'files'), { recursive: true });
    writeFileSync(join(space.root, 'files/people.csv'), csv(1, 60_000));
    const job = JSON.stringify(space.job(copying));
    const child = spawn(process.execPath, [startable('core/nodes/testing/delivery-child.ts'), job], { stdio: ['ignore', 'ignore', 'inherit'] });
    const gone = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
    space.server.faults.carried = (carried) => {
      if (carried >= bytes) child.kill('SIGKILL');
    };
    const signal = await gone;
    delete space.server.faults.carried;
    return signal;
  }
  const copying = sketchFlow({
    nodes: { source: ['csv-source', { path: 'people.csv' }], target: ['csv-target', { connection: 'sftp', path: 'out/pay.csv' }] },
    edges: ['source>target'],
  });

  test('in the middle of a delivery: nothing half stands under the name, and the next run is whole and sweeps', async () => {
    mkdirSync(join(space.outside, 'out'));
    put('out/pay.csv', 'from before');
    expect(await killedAfter(300_000)).toBe('SIGKILL');
    expect(read('out/pay.csv')).toBe('from before');
    expect(space.there('out')).toEqual([expect.stringMatching(/^\.pay\.csv\.[0-9a-f]{16}\.swivel-part$/), 'pay.csv']);
    const next = await space.run(copying);
    expect(next.outcome).toMatchObject({ status: 'succeeded', counts: { read: 60_000, delivered: 60_000 } });
    expect(read('out/pay.csv')).toBe(csv(1, 60_000));
    expect(space.there('out')).toEqual(['pay.csv']);
  });
});
