import { join } from 'node:path';
import type { App } from '../core/app/create-app.ts';
import { readFlowFile } from '../core/app/flow-file.ts';
import { inMemoryClient } from '../core/app/in-memory-pair.ts';
import { FastClock } from './fast-clock.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { writeFlow } from './flow-on-disk.ts';
import { goLive, openApp } from './live-workspace.ts';
import { examine } from './oracle.ts';
import { writeSource } from './sequence.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const JUMPS = { 'an hour ahead': HOUR, 'an hour back': -HOUR, 'a day ahead': 24 * HOUR };
/** A minute takes a fifth of a second. */
const SPEED = 300;

/** Family f: the wall clock is set while runs go on and between the times of schedules. */
export const CLOCK_JUMPS: readonly FaultCase[] = Object.entries(JUMPS).flatMap(([words, jump]): FaultCase[] => [
  { family: 'f', name: `${words}, schedules`, run: (ground) => schedules(ground, jump) },
  { family: 'f', name: `${words}, in mid-run`, run: (ground) => inMidRun(ground, jump) },
]);

async function schedules(ground: Ground, jump: number): Promise<Figures> {
  const workspace = join(ground.folder, 'workspace');
  const clock = new FastClock({ start: Date.UTC(2026, 5, 1, 12, 0, 30), epoch: Date.now(), speed: SPEED });
  const app = await openApp(ground.program, workspace, clock);
  try {
    const minutely = await goLive(app, '* * * * *', ['csv-target', { path: 'out/records.csv' }], 5);
    // Comes once, two minutes after the beginning; a clock put back shows that time a second time.
    const daily = await goLive(app, '2 12 * * *', ['csv-target', { path: 'out/records.csv' }], 5);
    await pass(clock, 4);
    const before = await firings(app, minutely.flowId);
    must(before >= 3 && before <= 4, `in four minutes a schedule of every minute fired ${before} times`);
    clock.jump(jump);
    await pass(clock, 6);
    const after = (await firings(app, minutely.flowId)) - before;
    must(after >= 5, `in six minutes after the clock was set a schedule of every minute fired ${after} times: it stalls`);
    must(after <= 8, `in six minutes after the clock was set a schedule of every minute fired ${after} times: times were doubled`);
    const days = await firings(app, daily.flowId);
    const due = jump >= 24 * HOUR ? 2 : 1;
    must(days === due, `a time of day that came ${due === 1 ? 'once' : 'twice'} was fired ${days} times`);
    await app.close();
    return { 'fired before': before, 'fired after': after, runs: examine(workspace).length };
  } finally {
    await app.close();
  }
}

/** Waits until so many minutes have passed on the clock, whatever it is set to. */
async function pass(clock: FastClock, minutes: number): Promise<void> {
  const until = clock.monotonic() + minutes * MINUTE;
  while (clock.monotonic() < until) await new Promise((resolve) => setTimeout(resolve, 5));
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
