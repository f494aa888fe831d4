import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type App, createApp } from '../core/app/create-app.ts';
import { type Client, inMemoryClient } from '../core/app/in-memory-pair.ts';
import { saveSettings } from '../core/app/workspace/workspace-settings.ts';
import { Db } from '../core/store/database.ts';
import { makeHistory } from '../scripts/make-history.ts';
import type { Figure } from './figure.ts';
import { type TimeGiven, timeGiven } from './time-given.ts';

const DAYS = 90;
const STEPS = 20;
const CALLS = 300;
/** Other programs of the machine get in the way of single calls: of so many rounds the best counts. */
const ROUNDS = 3;
const QUERY_MS = 50;
const SLICE_MS = 10;
const WAL_MB = 64;
const SHRUNK = 1.3;
/** All of it, the making of the history included; with `--full` ten times as much is to be made and removed. */
const SECONDS = 600;
const FULL_SECONDS = 3_600;
const TOLD_EVERY = 25_000;
const LOOK_MS = 100;

type Query = Parameters<Client['runs']['list']>[0];

/**
 * A long history through the API: pages, filters, search and single runs, then nine tenths of it removed. 100,000 runs with two million step rows, or with
 * `--full` a million runs with twenty million; `--workspace FOLDER` takes one that make-history.ts has made (it is pruned!). `--seconds N`: how long it may
 * take in all (600, with `--full` 3,600). What there was no time for is said and counts as missed: nothing is measured of a history that cannot be made in time.
 */
export async function historyBench(): Promise<Figure[]> {
  const given = process.argv.indexOf('--workspace');
  const isFull = process.argv.includes('--full');
  const size = isFull ? 1_000_000 : 100_000;
  const time = timeGiven(isFull ? FULL_SECONDS : SECONDS);
  const folder = given > 0 ? (process.argv[given + 1] ?? '') : mkdtempSync(join(tmpdir(), 'swivel-history-'));
  const workspace = given > 0 ? folder : join(folder, 'workspace');
  try {
    const needed = given < 0 ? made(workspace, size, time) : 0;
    if (needed > 0) return [leftOut('all of it: making the runs takes about', needed, 's')];
    const file = join(workspace, 'swivel.sqlite');
    const began = performance.now();
    const app = await createApp({ workspace, shell: 'none', workerFile: join(import.meta.dirname, '../core/app/run-worker.ts'), version: 'bench' });
    const opened = performance.now() - began;
    try {
      const runs = app.context.store.runList.page({ limit: 1 }).total ?? 0;
      return [
        figure('history: runs', runs, 'runs'),
        figure('history: file, a run of 20 steps', statSync(file).size / runs, 'bytes'),
        figure('history: opening the workspace', opened, 'ms'),
        ...(await questions(inMemoryClient(app), time)),
        ...(await prune(app, file, runs, time)),
      ];
    } finally {
      await app.close(0);
    }
  } finally {
    if (given < 0) rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the history. Gives up when it sees that the time is too short, and then gives the seconds that it would take; otherwise 0. */
function made(workspace: string, size: number, { left, say }: TimeGiven): number {
  class TooLong extends Error {}
  const [begun, most] = [performance.now(), left()];
  let needed = 0;
  try {
    say(`making ${size.toLocaleString('en-GB')} runs`);
    makeHistory(workspace, { runs: size, steps: STEPS, days: DAYS, until: Date.now() - 120_000 }, (runs) => {
      needed = ((performance.now() - begun) / 1000 / runs) * size;
      // The first few runs may be slow, which says nothing of the others.
      if (runs % TOLD_EVERY !== 0 && left() > 0) return;
      say(`${runs.toLocaleString('en-GB')} runs made, all of them take about ${needed.toFixed(0)} s`);
      if (needed > most) throw new TooLong();
    });
    return 0;
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    say(`left out: making the runs takes about ${needed.toFixed(0)} s`);
    return needed;
  }
}

async function questions(client: Client, { left, say }: TimeGiven): Promise<Figure[]> {
  const first = performance.now();
  const newest = await client.runs.list({});
  const firstPage = performance.now() - first;
  const oldest = await client.runs.list({ order: 'oldest', limit: 1 });
  const [from, to] = [oldest.runs[0]?.queuedAt ?? 0, newest.runs[0]?.queuedAt ?? 0];
  const flows = await client.flows.list();
  const somewhere = (i: number) => Math.floor(from + ((to - from) * ((i * 7919) % CALLS)) / CALLS);
  const flowId = (i: number) => flows[(i * 31) % flows.length]?.flowId ?? '';
  const ids: string[] = [];
  for (let i = 0; i < CALLS; i++) ids.push((await client.runs.list({ to: somewhere(i), limit: 1 })).runs[0]?.runId ?? '');
  const cursor = async (i: number) => (await client.runs.list({ to: somewhere(i), limit: 1 })).next;
  const cursors: string[] = [];
  for (let i = 0; i < CALLS; i++) cursors.push((await cursor(i)) ?? '');
  const at = (i: number) => (cursors[i] ? { after: cursors[i] } : {});
  const lists: Record<string, (i: number) => Query> = {
    'newest page': () => ({}),
    'page anywhere': at,
    'jump to the oldest': () => ({ order: 'oldest' }),
    'by state': (i) => ({ status: [i % 2 ? 'failed' : 'interrupted'], ...at(i) }),
    'by three states': (i) => ({ status: ['failed', 'interrupted', 'cancelled'], ...at(i) }),
    'by flow': (i) => ({ flowId: flowId(i), ...at(i) }),
    'by flow and state': (i) => ({ flowId: flowId(i), status: ['failed'] }),
    'by time': (i) => ({ from: somewhere(i), to: somewhere(i) + 3_600_000 }),
    'by time and rare state': (i) => ({ from: from + i, status: ['interrupted'] }),
    'by flow, time and state': (i) => ({ flowId: flowId(i), from: from + i, to: somewhere(i), status: ['failed'] }),
    'by flow and rare cause': (i) => ({ flowId: flowId(i), cause: ['replay'] }),
    'by time and cause': (i) => ({ from: somewhere(i), cause: ['command-line'] }),
    'search: a word of every eighth run': (i) => ({ search: ['orders', 'invoices', 'stock'][i % 3] ?? '', ...at(i) }),
    'search: a key': (i) => ({ search: `E-${100_000 + ((i * 7919) % 900_000)}` }),
    'search: the beginning of keys': (i) => ({ search: `E-${10 + (i % 90)}` }),
    'search: nothing has it': (i) => ({ search: `nowhere${i}` }),
    'search: a word of an error': (i) => ({ search: 'export lisbon', ...at(i) }),
    'search: a common word in a rare state': (i) => ({ search: 'nightly', status: ['interrupted'], flowId: flowId(i) }),
  };
  const figures = [figure('history: first page after opening', firstPage, 'ms', QUERY_MS)];
  const runId = (i: number) => ({ runId: ids[i] ?? '' });
  const asked: [name: string, ask: (i: number) => Promise<unknown>][] = [
    ...Object.entries(lists).map(([name, query]): [string, (i: number) => Promise<unknown>] => [name, (i) => client.runs.list(query(i))]),
    ['open a run', (i) => client.runs.get(runId(i))],
    ['log of a run', (i) => client.runs.log(runId(i))],
    ['rejects of a run', (i) => client.runs.rejects(runId(i))],
  ];
  let last = 0;
  for (const [at, [name, ask]] of asked.entries()) {
    if (last > left()) {
      say(`left out: ${asked.length - at} of ${asked.length} questions`);
      figures.push(leftOut(`questions from "${name}" on`, asked.length - at, 'questions'));
      break;
    }
    const before = left();
    figures.push(...quantiles(name, await timesOf(ask)));
    last = before - left();
    say(`question ${at + 1} of ${asked.length}, ${name}: ${last.toFixed(1)} s`);
  }
  return figures;
}

/** Milliseconds of calls, shortest first: by the clock, and of work on this thread alone, which others on the machine do not change. */
interface Times {
  readonly clock: readonly number[];
  readonly work: readonly number[];
}

/** Times of one round: the one with the best 99th of 100. */
async function timesOf(ask: (i: number) => Promise<unknown>): Promise<Times> {
  const rounds: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [clock, work]: [number[], number[]] = [[], []];
    for (let i = 0; i < CALLS; i++) {
      const [began, worked] = [performance.now(), process.threadCpuUsage()];
      await ask(i);
      const { user, system } = process.threadCpuUsage(worked);
      clock.push(performance.now() - began);
      work.push((user + system) / 1000);
    }
    rounds.push({ clock: clock.sort((a, b) => a - b), work: work.sort((a, b) => a - b) });
  }
  return rounds.sort((a, b) => slow(a.clock) - slow(b.clock))[0] ?? { clock: [], work: [] };
}

function slow(times: readonly number[]): number {
  return times[Math.floor(times.length * 0.99)] ?? 0;
}

/** Has nine tenths of the history removed by the app itself, with all that goes on beside it. */
async function prune(app: App, file: string, runs: number, { left, say }: TimeGiven): Promise<Figure[]> {
  const { store, tidy } = app.context;
  saveSettings(store.settings, { keepRunsCount: Math.max(100, runs / 10) });
  const slices: number[] = [];
  const works: number[] = [];
  let journal = 0;
  let more = true;
  const slice = tidy.slice.bind(tidy);
  tidy.slice = () => {
    const [start, worked] = [performance.now(), process.threadCpuUsage()];
    more = slice();
    const { user, system } = process.threadCpuUsage(worked);
    slices.push(performance.now() - start);
    works.push((user + system) / 1000);
    journal = Math.max(journal, store.journal.bytes());
    return more;
  };
  const began = performance.now();
  say('removing nine tenths');
  tidy.soon();
  for (let told = 0; more; ) {
    await pause(LOOK_MS);
    if (left() <= 0) {
      const kept = store.runList.page({ limit: 1 }).total ?? 0;
      say(`left out: the rest of the removing, ${kept.toLocaleString('en-GB')} runs are there`);
      return [leftOut('the rest of the removing, of runs still there', kept, 'runs')];
    }
    if (slices.length < told + 1_000) continue;
    told = slices.length;
    say(`${told.toLocaleString('en-GB')} slices removed`);
  }
  const took = performance.now() - began;
  store.journal.cut();
  const packed = `${file}.packed`;
  const copy = new Db(file);
  copy.pragma('wal_checkpoint(PASSIVE)');
  copy.run('VACUUM INTO ?', packed);
  copy.close();
  const ratio = statSync(file).size / statSync(packed).size;
  rmSync(packed);
  slices.sort((a, b) => a - b);
  works.sort((a, b) => a - b);
  return [
    figure('history: removing nine tenths of it', took / 1000, 's', 600),
    figure('history: slices of that', slices.length, 'slices'),
    figure('history: a slice, 99 of 100', slow(slices), 'ms', SLICE_MS),
    figure('history: a slice, work of that', slow(works), 'ms'),
    figure('history: the longest slice', slices.at(-1) ?? 0, 'ms'),
    figure('history: file after that, times the packed data', ratio, 'x', SHRUNK),
    figure('history: largest journal', journal / 1_048_576, 'MB', WAL_MB),
  ];
}

function quantiles(name: string, { clock, work }: Times): Figure[] {
  return [
    figure(`history: ${name}, half of the calls`, clock[Math.floor(clock.length / 2)] ?? 0, 'ms'),
    figure(`history: ${name}, 99 of 100`, slow(clock), 'ms', QUERY_MS),
    figure(`history: ${name}, work of that`, slow(work), 'ms'),
  ];
}

function leftOut(what: string, value: number, unit: string): Figure {
  return { name: `history: left out for want of time: ${what}`, value: Math.round(value), unit, ok: false };
}

function figure(name: string, value: number, unit: string, target?: number): Figure {
  const rounded = Math.round(value * 100) / 100;
  return { name, value: rounded, unit, ...(target === undefined ? {} : { target }), ok: target === undefined || value <= target };
}
