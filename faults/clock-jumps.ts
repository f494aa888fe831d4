import { join } from 'node:path';
import type { App } from '../core/app/create-app.ts';
import { readFlowFile } from '../core/app/flows/flow-file.ts';
import { inMemoryClient } from '../core/app/in-memory-pair.ts';
import { openStore } from '../core/store/open-store.ts';
import { FakeClock } from '../core/triggers/testing/fake-clock.ts';
import { FastClock } from './fast-clock.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { writeFlow } from './flow-on-disk.ts';
import { goLive, openApp } from './live-workspace.ts';
import { examine } from './oracle.ts';
import { writeSource } from './sequence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 5, 1, 12);
const JUMPS = { 'an hour ahead': HOUR, 'an hour back': -HOUR, 'a day ahead': 24 * HOUR };
/** The clock is moved by so much at once. */
const STEP = 10_000;

/** Family f: the wall clock is set while runs go on and between the times of schedules. */
export const CLOCK_JUMPS: readonly FaultCase[] = Object.entries(JUMPS).flatMap(([words, jump]): FaultCase[] => [
  { family: 'f', name: `${words}, schedules`, besideOthers: true, run: (ground) => schedules(ground, jump) },
  { family: 'f', name: `${words}, in mid-run`, besideOthers: true, run: (ground) => inMidRun(ground, jump) },
]);

async function schedules(ground: Ground, jump: number): Promise<Figures> {
  const workspace = join(ground.folder, 'workspace');
  const clock = new FakeClock(NOON, 'UTC');
  const app = await openApp(ground.program, workspace, clock);
  try {
    const minutely = await goLive(app, '* * * * *', ['csv-target', { path: 'out/records.csv' }], 5);
    // A clock put back shows this time a second time.
    const daily = await goLive(app, '0 15 * * *', ['csv-target', { path: 'out/records.csv' }], 5);
    clock.jump(NOON + 3 * HOUR - 2 * MINUTE - clock.now());
    await until(app, clock, 'the first times', async () => (await firings(app, minutely.flowId)) >= 3 && (await firings(app, daily.flowId)) >= 1);
    const before = await firings(app, minutely.flowId);
    const set = clock.monotonic();
    clock.jump(jump);
    await until(app, clock, 'times after the clock was set', async () => (await firings(app, minutely.flowId)) >= before + 4);
    const after = (await firings(app, minutely.flowId)) - before;
    const minutes = (clock.monotonic() - set) / MINUTE;
    must(after <= minutes + 2, `in ${minutes.toFixed(1)} minutes after the clock was set a schedule of every minute fired ${after} times`);
    // The time of day comes once more where the clock was put back by an hour.
    if (jump < 0) clock.jump(HOUR - 10 * MINUTE);
    await until(app, clock, 'ten minutes', async () => clock.monotonic() - set > (minutes + 10) * MINUTE);
    const days = await firings(app, daily.flowId);
    const due = jump >= 24 * HOUR ? 2 : 1;
    must(days === due, `a time of day that was due ${due === 1 ? 'once' : 'twice'} was fired ${days} times`);
    await app.close();
    openStore({ workspace, kind: 'command line', now: clock.now() }).close();
    return { 'fired before': before, 'fired after': after, runs: examine(workspace).length };
  } finally {
    await app.close();
  }
}

/** Half an hour on the clock is patience enough for a schedule of every minute; less than any of the jumps. */
const PATIENCE = 30 * MINUTE;
/** After that the clock stands still, and whatever a busy machine has not come to yet may still come. */
const STANDSTILL_MS = 60_000;

/** Moves the clock on, as long as no run goes on, until this holds: a machine that stands still for a while lets no time pass. */
async function until(app: App, clock: FakeClock, what: string, holds: () => Promise<boolean>): Promise<void> {
  const begun = clock.monotonic();
  let stood: number | null = null;
  while (!(await holds())) {
    if (clock.monotonic() - begun >= PATIENCE) stood ??= performance.now();
    must(stood === null || performance.now() - stood < STANDSTILL_MS, `${what}: nothing came for ${PATIENCE / MINUTE} minutes`);
    if (stood === null && app.context.desk.live().length === 0) clock.pass(STEP);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function firings(app: App, flowId: string): Promise<number> {
  const { runs } = await inMemoryClient(app).runs.list({ flowId, limit: 100 });
  return runs.filter((run) => run.cause === 'schedule').length;
}

async function inMidRun(ground: Ground, jump: number): Promise<Figures> {
  const workspace = join(ground.folder, 'workspace');
  const files = join(ground.folder, 'files');
  const clock = new FastClock({ start: Date.UTC(2026, 5, 1, 12), epoch: Date.now(), speed: 1 });
  const app = await openApp(ground.program, workspace, clock);
  try {
    const client = inMemoryClient(app);
    const path = writeFlow(files, 'long', {
      nodes: {
        read: ['csv-source', { path: 'in.csv' }],
        order: ['sort-rows', { keys: [{ field: 'text', direction: 'descending' }] }],
        write: ['csv-target', { path: 'records.csv' }],
      },
      lines: ['read>order', 'order>write'],
    });
    writeSource(join(files, 'in.csv'), { first: 1, last: 60_000 }, 20);
    const { flow, folder } = readFlowFile(path);
    const begun = performance.now();
    const runId = app.local.startDocument(flow, folder, { mode: 'run', cause: 'command-line' });
    let jumped = false;
    for await (const event of await client.runs.watch({ runId })) {
      if (jumped || event.kind !== 'progress' || event.counts.read === 0) continue;
      clock.jump(jump);
      jumped = true;
    }
    const really = performance.now() - begun;
    const { run } = await client.runs.get({ runId });
    must(jumped, 'the run was over before the clock could be set');
    must(run.status === 'succeeded', `the run is ${run.status}: ${run.error?.message}`);
    must(run.durationMs !== null && run.durationMs >= 0 && run.durationMs <= really, `the run took ${Math.round(really)} ms, but says ${run.durationMs} ms`);
    await app.close();
    examine(workspace, [files]);
    return { 'really took ms': Math.round(really), 'says ms': Math.round(run.durationMs) };
  } finally {
    await app.close();
  }
}
