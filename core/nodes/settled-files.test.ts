import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sketchFlow } from '../engine/testing/toy-flow.ts';
import { SftpWorkspace } from './testing/file-connections.ts';

let base: string;
let space: SftpWorkspace;
beforeEach(async () => {
  base = mkdtempSync(join(tmpdir(), 'settled-'));
  space = await SftpWorkspace.start(join(base, 'outside'));
});
afterEach(async () => {
  await space.end();
  rmSync(base, { recursive: true, force: true });
});

const csv = (first: number, count: number) => `id,name\n${Array.from({ length: count }, (_, i) => `${first + i},Name ${first + i}\n`).join('')}`;

/** A CSV source into the tray `out`. */
const reading = (config: object, target: [string, Record<string, unknown>] = ['tray', { name: 'out' }]) =>
  sketchFlow({
    nodes: { source: ['csv-source', { connection: 'sftp', path: 'in/*.csv', ...config }], target },
    edges: ['source>target'],
  });
const ids = () => space.trays.get('out')?.map((record) => Number(record['id']));
const skipped = (run: Awaited<ReturnType<SftpWorkspace['run']>>) =>
  run.events.flatMap((event) => (event.kind === 'readings' ? event.readings.flatMap((one) => (one.skipped ? [`${one.name}: ${one.skipped}`] : [])) : []));

describe.each(['a connection', 'a local folder'])('after a successful run, in %s', (where) => {
  const isLocal = where === 'a local folder';
  const root = () => (isLocal ? join(space.root, 'files') : space.outside);
  const flow = (config: object, target?: [string, Record<string, unknown>]) => reading({ connection: isLocal ? '' : 'sftp', pick: 'all', ...config }, target);
  const lay = (name: string, text: string, at = 1_700_000_000) => {
    mkdirSync(join(root(), 'in'), { recursive: true });
    writeFileSync(join(root(), name), text);
    utimesSync(join(root(), name), at, at);
  };
  const there = (folder: string) => readdirSync(join(root(), folder)).sort();

  test.each([
    ['leave', ['a.csv', 'b.csv']],
    ['move', ['done']],
    ['rename', ['a.csv.done', 'b.csv.done']],
    ['mark', ['a.csv', 'a.csv.done', 'b.csv', 'b.csv.done']],
    ['delete', []],
  ])('%s', async (after, names) => {
    lay('in/a.csv', csv(1, 1));
    lay('in/b.csv', csv(2, 1));
    const run = await space.run(flow({ after }));
    expect(run.outcome).toMatchObject({ status: 'succeeded', counts: { read: 2, delivered: 2 } });
    expect(there('in')).toEqual(names);
    if (after === 'move') expect(there('in/done')).toEqual(['a.csv', 'b.csv']);
    if (after === 'mark') expect(readFileSync(join(root(), 'in/a.csv.done'), 'utf8')).toBe('');
  });

  test('what marks a file as read is on record before a half of it is made, where two steps mark the same one, too', async () => {
    lay('in/a.csv', csv(1, 1));
    const noted: string[] = [];
    const twice = flow({ after: 'mark' });
    const again = { ...twice.nodes[0], id: 'again', name: 'again' } as (typeof twice.nodes)[number];
    const both = {
      ...twice,
      nodes: [...twice.nodes, again],
      edges: [...twice.edges, { ...twice.edges[0], id: 'again>target', from: { node: 'again', port: 'out' } }],
    };
    const run = await space.run(both as typeof twice, {}, { report: (event) => void (event.kind === 'part-file' && noted.push(event.path)) });
    expect(run.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 2 } });
    expect(noted).toEqual(isLocal ? Array(2).fill(expect.stringMatching(/\/in\/\.a\.csv\.done\.\w+\.part$/)) : []);
    expect(there('in')).toEqual(['a.csv', 'a.csv.done']);
  });

  test('nothing is moved by a run that failed, by a rehearsal, or by a preview of what would be', async () => {
    lay('in/a.csv', csv(1, 3));
    const failed = await space.run(flow({ after: 'delete', fields: [{ name: 'none', type: 'integer' }] }));
    expect(failed.outcome.status).toBe('failed');
    const rehearsal = await space.run(flow({ after: 'delete' }, ['csv-target', { path: 'out.csv' }]), { mode: 'rehearsal' });
    expect(rehearsal.outcome.status).toBe('succeeded');
    expect(there('in')).toEqual(['a.csv']);
  });

  test('a file of the same name is not replaced, and one that was replaced meanwhile stays', async () => {
    lay('in/a.csv', csv(1, 1));
    mkdirSync(join(root(), 'in/done'));
    lay('in/done/a.csv', 'from before');
    await space.run(flow({ after: 'move' }));
    expect(there('in/done')).toEqual(['a (2026-11-20_00-00-00).csv', 'a.csv']);
    expect(readFileSync(join(root(), 'in/done/a.csv'), 'utf8')).toBe('from before');
    lay('in/b.csv', csv(2, 1));
    const replace = (event: { kind: string }) => {
      if (event.kind === 'settling') lay('in/b.csv', csv(3, 2), 1_800_000_000);
    };
    const run = await space.run(flow({ after: 'move' }), {}, { report: replace });
    expect(run.events).toContainEqual(expect.objectContaining({ code: 'file-replaced' }));
    expect(there('in')).toEqual(['b.csv', 'done']);
    expect((await space.run(flow({ after: 'move' }))).outcome.counts.read).toBe(2);
  });

  test('a crash between the commit and the move: the next run moves the file and does not read it again', async () => {
    lay('in/a.csv', csv(1, 2));
    const crash = (event: { kind: string }) => {
      if (event.kind === 'settling') throw new Error('the program was killed');
    };
    const killed = await space.run(flow({ after: 'move' }), {}, { report: crash });
    expect([killed.outcome.status, ids(), there('in')]).toEqual(['failed', [1, 2], ['a.csv']]);
    space.trays.clear();
    lay('in/b.csv', csv(9, 1));
    const next = await space.run(flow({ after: 'move' }));
    expect(next.outcome).toMatchObject({ status: 'succeeded', counts: { read: 1, delivered: 1 } });
    expect(skipped(next)).toEqual([expect.stringMatching(/in\/a\.csv: already read and delivered$/)]);
    expect([ids(), there('in'), there('in/done')]).toEqual([[9], ['done'], ['a.csv', 'b.csv']]);
  });

  test('what cannot be moved is told, and moved by the next run', async () => {
    lay('in/a.csv', csv(1, 2));
    writeFileSync(join(root(), 'in/done'), 'a file where the folder should be');
    const run = await space.run(flow({ after: 'move' }));
    expect(run.outcome.status).toBe('succeeded');
    expect(run.events).toContainEqual(expect.objectContaining({ code: 'file-not-settled' }));
    rmSync(join(root(), 'in/done'));
    lay('in/b.csv', csv(3, 1));
    expect((await space.run(flow({ after: 'move' }))).outcome.counts.read).toBe(1);
    expect(there('in/done')).toEqual(['a.csv', 'b.csv']);
    // Put back on purpose, it is a file like any other.
    lay('in/a.csv', csv(1, 2));
    expect((await space.run(flow({ after: 'move' }))).outcome.counts.read).toBe(2);
  });
});
