import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { writeFlow } from './flow-on-disk.ts';
import { live } from './life.ts';
import { examine } from './oracle.ts';
import { readCsv, spread, writeSource } from './sequence.ts';

/** Where Linux systems keep the library that shows programs another time. */
const LIBRARY = ['x86_64-linux-gnu', 'aarch64-linux-gnu', '.'].map((place) => `/usr/lib/${place}/faketime/libfaketimeMT.so.1`).find((file) => existsSync(file));
const HOUR_S = 3_600;
const JUMPS = { 'an hour ahead': HOUR_S, 'an hour back': -HOUR_S, 'a day ahead': 24 * HOUR_S };
const RECORDS = { first: 1, last: 60_000 };
/** The clock is set at this part of the length that a run has had without it. */
const MOMENTS = [0.5, 0.65, 0.8, 0.35, 0.9];

/** Family f, with the clock of the whole machine as all threads and libraries see it, not only ours: it is set while a command runs a flow. */
export const MACHINE_CLOCK: readonly FaultCase[] = Object.entries(JUMPS).map(([words, seconds]) => ({
  family: 'f',
  name: `${words}, the clock of the machine`,
  notHere: () => (LIBRARY === undefined ? 'libfaketime is not installed' : null),
  onlyLong: true,
  run: (ground) => setInMidRun(ground, seconds),
}));

async function setInMidRun(ground: Ground, seconds: number): Promise<Figures> {
  const workspace = join(ground.folder, 'workspace');
  const files = join(ground.folder, 'files');
  const stamp = join(ground.folder, 'time');
  mkdirSync(join(files, 'out'), { recursive: true });
  const flow = writeFlow(files, 'long', {
    nodes: {
      read: ['csv-source', { path: 'in.csv' }],
      order: ['sort-rows', { keys: [{ field: 'text', direction: 'descending' }] }],
      write: ['csv-target', { path: 'out/records.csv' }],
    },
    lines: ['read>order', 'order>write'],
  });
  writeSource(join(files, 'in.csv'), RECORDS, 20);
  const env = { LD_PRELOAD: LIBRARY ?? '', FAKETIME_TIMESTAMP_FILE: stamp, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const figures = { runs: 0, 'set in mid-run': 0 };
  let usual = 0;
  for (const part of [null, ...MOMENTS]) {
    if (figures['set in mid-run'] >= 2) break;
    writeFileSync(stamp, '+0s');
    const setting = part === null ? undefined : setTimeout(() => writeFileSync(stamp, `${seconds > 0 ? '+' : ''}${seconds}s`), usual * part);
    const life = await live(join(ground.program, 'cli.js'), ['run', flow, '--workspace', workspace, '--json'], { env });
    clearTimeout(setting);
    usual = life.ms;
    must(life.code === 0, `the run ended with ${life.code}: ${life.err}`);
    figures.runs++;
    const run = examine(workspace, [files]).at(-1)?.run;
    must(run?.status === 'succeeded', `the run is ${run?.status}`);
    must(
      run.durationMs !== null && run.durationMs >= 0 && run.durationMs <= life.ms,
      `the run took less than ${Math.round(life.ms)} ms, but says ${run.durationMs} ms`,
    );
    const { missing, most } = spread(readCsv(join(files, 'out/records.csv')), RECORDS);
    must(missing === 0 && most === 1, `${missing} records are missing, others are there ${most} times`);
    const shown = (run.finishedAt ?? 0) - (run.startedAt ?? 0);
    if (Math.abs(shown - run.durationMs) > 60_000) figures['set in mid-run']++;
  }
  must(figures['set in mid-run'] > 0, 'the clock was never set while the run went on');
  return figures;
}
