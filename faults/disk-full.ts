import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../core/store/open-store.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { type Drawing, type Node, writeFlow } from './flow-on-disk.ts';
import { type Life, live } from './life.ts';
import { examine, filesUnder, type SeenRun } from './oracle.ts';
import { readCsv, readTable, spread, writeSource } from './sequence.ts';
import { makeSmallDisk, noSmallDisk, type SmallDisk } from './small-disk.ts';

const SOURCE: Node = ['csv-source', { path: 'in.csv' }];
const CSV: Node = ['csv-target', { path: 'out/records.csv' }];
const TABLE: Node = ['sqlite-table', { database: 'out/records.db', table: 'records', create: true, mode: 'upsert', keys: ['seq'] }];
const SHORT = [
  { to: 'seq', from: 'seq' },
  { to: 'text', from: 'text' },
  { to: 'filling', from: 'seq' },
];
/** No text is a whole number: every record is rejected. */
const NO_NUMBER = [
  { to: 'seq', from: 'text', type: 'integer' },
  { to: 'text', from: 'text' },
];
const FEW = { first: 1, last: 50 };
const MANY = { first: 1, last: 30_000 };

interface Shortage {
  name: string;
  drawing: Drawing;
  /** What lies on the small disk: the workspace, or the files the flow writes. */
  small: 'workspace' | 'targets';
  megabytes: number;
  /** Bytes that are left when the run starts. */
  left: number;
  fillingBytes: number;
  /** How the run must end. */
  ends: 'failed' | 'succeeded';
}

const straight = (target: Node, settings: Record<string, unknown>): Drawing => ({ nodes: { read: SOURCE, write: target }, lines: ['read>write'], settings });
const SHORTAGES: readonly Shortage[] = [
  { name: 'the disk of a CSV target', drawing: straight(CSV, {}), small: 'targets', megabytes: 8, left: 300_000, fillingBytes: 40, ends: 'failed' },
  { name: 'the disk of a SQLite target', drawing: straight(TABLE, {}), small: 'targets', megabytes: 8, left: 300_000, fillingBytes: 40, ends: 'failed' },
  {
    name: 'the disk of the workspace, by the history',
    // Every record is rejected, and every reject is kept in the history.
    drawing: {
      nodes: { read: SOURCE, check: ['map-fields', { mapping: { items: NO_NUMBER, rest: 'keep' } }], write: CSV },
      lines: ['read>check', 'check>write'],
      settings: { capture: 'none' },
    },
    small: 'workspace',
    megabytes: 320,
    left: 400_000,
    fillingBytes: 40,
    ends: 'failed',
  },
  {
    name: 'the disk of the workspace, by spilled data',
    drawing: {
      nodes: { read: SOURCE, order: ['sort-rows', { keys: [{ field: 'text', direction: 'descending' }] }], write: CSV },
      lines: ['read>order', 'order>write'],
      settings: { capture: 'none' },
    },
    small: 'workspace',
    megabytes: 320,
    left: 2_000_000,
    fillingBytes: 400,
    ends: 'failed',
  },
  {
    name: 'the disk of the workspace, by the capture',
    // What is written is much less than what is kept, so that a limit on files does not meet the target.
    drawing: {
      nodes: { read: SOURCE, short: ['map-fields', { mapping: { items: SHORT, rest: 'drop' } }], write: CSV },
      lines: ['read>short', 'short>write'],
      settings: { capture: 'input' },
    },
    small: 'workspace',
    megabytes: 320,
    left: 1_500_000,
    fillingBytes: 400,
    ends: 'succeeded',
  },
];

/** Family c: a disk is full. The run says so, nothing is half, the workspace is whole, old runs can be removed, and with room again all goes on. */
export const DISK_FULL: readonly FaultCase[] = SHORTAGES.map((shortage) => ({
  family: 'c',
  name: shortage.name,
  notHere: noSmallDisk,
  besideOthers: true,
  async run(ground) {
    const disk = makeSmallDisk(join(ground.folder, 'disk'), shortage.megabytes);
    try {
      return await suffer(shortage, disk, ground);
    } finally {
      disk.remove();
    }
  },
}));

async function suffer(shortage: Shortage, disk: SmallDisk, ground: Ground): Promise<Figures> {
  const roomy = join(ground.folder, 'roomy');
  const workspace = join(shortage.small === 'workspace' ? disk.folder : roomy, 'workspace');
  const files = join(shortage.small === 'targets' ? disk.folder : roomy, 'files');
  mkdirSync(join(files, 'out'), { recursive: true });
  const flow = writeFlow(files, 'shortage', shortage.drawing);
  const source = (numbers: typeof FEW) => writeSource(join(files, 'in.csv'), numbers, shortage.fillingBytes);
  const start = (): Promise<Life> =>
    live(join(ground.program, 'cli-under-fire.js'), ['run', flow, '--workspace', workspace, '--json'], {
      env: { FAULTS_MEMORY_BYTES: '8388608' },
      by: disk.by,
    });
  const read = () => (existsSync(join(files, 'out/records.csv')) ? readCsv(join(files, 'out/records.csv')) : readTable(join(files, 'out/records.db')));
  const ended = ({ code, err, out }: Life, codes: readonly number[], when: string) =>
    must(codes.includes(code ?? -1), `${when} the run ended with ${code}: ${err}${out}`);

  source(FEW);
  ended(await start(), [0, 3], 'with room');
  growBallast(workspace);
  const before = JSON.stringify([...read()]);
  source(MANY);
  const input = filesUnder(files).length;
  disk.fillBut(shortage.left);
  const life = await start();
  if (shortage.ends === 'failed') {
    ended(life, [1], 'without room');
    must(/disk|space|room/i.test(life.err + life.out), `nobody said that the disk is full: ${life.err}${life.out}`);
    must(JSON.stringify([...read()]) === before, 'the run failed, but its target is not as it was before');
    must(filesUnder(files).length === input, () => `files were left behind: ${filesUnder(files).join(', ')}`);
  } else {
    ended(life, [0, 3], 'without room for what is only kept for replays');
    must(life.err.includes('kept'), `nobody said that not everything was kept: ${life.err}`);
  }
  disk.fillBut(0);
  const pruned = pruneWhileFull(workspace);
  checkVerdict(examine(workspace, [join(files, 'out')]), shortage);

  disk.empty();
  ended(await start(), [0, 3], 'with room again');
  const runs = examine(workspace, [join(files, 'out')]);
  const last = runs.at(-1)?.run;
  must(last?.status === 'succeeded' || last?.status === 'succeeded-with-rejects', `with room again the run is ${last?.status}`);
  const { missing, most } = spread(read(), MANY);
  const all = MANY.last - MANY.first + 1;
  must((missing === 0 && most === 1) || last.counts.rejected === all, `with room again ${missing} records are missing`);
  return { 'records tried': all, 'runs removed while full': pruned };
}

/** The run that had no room ended with a verdict that says so. */
function checkVerdict(runs: readonly SeenRun[], { ends }: Shortage): void {
  const last = runs.at(-1)?.run;
  if (ends === 'succeeded') {
    must(last?.status === 'succeeded', `the run is ${last?.status}: ${last?.error?.message}`);
    return;
  }
  must(last?.status === 'failed' || last?.status === 'interrupted', `the run is ${last?.status}`);
  must(last.error !== undefined && (last.error.hint ?? '') !== '', 'the run has no verdict that says what to do');
}

/** What a program does that has the workspace open for a while. */
function growBallast(workspace: string): void {
  const store = openStore({ workspace, kind: 'host', now: Date.now() });
  while (store.ballast.grow());
  must(store.ballast.bytes() > 0, 'there is no ballast');
  store.close();
}

/** With the disk still full the next program opens the workspace, and the runs it removes are gone. */
function pruneWhileFull(workspace: string): number {
  const store = openStore({ workspace, kind: 'host', now: Date.now() });
  try {
    const oldest = store.runList.page({ limit: 10 }).runs.at(-1);
    must(oldest !== undefined, 'the history is empty');
    const before = oldest.queuedAt + 1;
    const { removed } = store.retention.slice({ before, failedBefore: before, runs: 1_000, bytes: 1e9, freshSince: before }, () => false);
    must(removed.includes(oldest.runId), 'while the disk is full no run can be removed');
    for (const runId of removed) rmSync(join(workspace, 'captures', runId), { recursive: true, force: true });
    return removed.length;
  } finally {
    store.close();
  }
}
