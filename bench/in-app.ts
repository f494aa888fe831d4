import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type App, createApp } from '../core/app/create-app.ts';
import { type Client, inMemoryClient } from '../core/app/in-memory-pair.ts';
import type { Flow } from '../core/flow/flow.ts';
import { serialiseFlow } from '../core/flow/serialise.ts';
import { benchData } from './data.ts';
import { tenNodeFlow, tinyFlow } from './small-flows.ts';
import { standardFlow } from './standard-flow.ts';

/** What is done in a whole backend with its workspace, as a window has it: named on the command line, with folder, worker file and a number. */
const [, , name = '', folder = '', workerFile = '', amount = '0'] = process.argv;

interface Opened {
  readonly app: App;
  readonly client: Client;
}

async function inApp<T>(work: (opened: Opened) => Promise<T>): Promise<T> {
  const workspace = join(folder, 'workspace');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  const app = await createApp({ workspace, shell: 'none', workerFile, version: 'bench' });
  try {
    return await work({ app, client: inMemoryClient(app) });
  } finally {
    await app.close();
  }
}

async function added({ client }: Opened, flow: Flow): Promise<string> {
  return (await client.flows.import({ text: serialiseFlow(flow) })).flowId;
}

/** Runs a saved flow to its end, with its history on disk, and gives the milliseconds that took. */
async function timedRun({ app }: Opened, flowId: string): Promise<number> {
  const begun = performance.now();
  const runId = app.local.startSaved(flowId, { mode: 'run', cause: 'manual' });
  await app.context.desk.find(runId)?.ended;
  const ms = performance.now() - begun;
  const run = app.context.store.runs.find(runId);
  if (run?.status !== 'succeeded') throw new Error(`The run ended as ${run?.status}: ${run?.error?.message}`);
  return ms;
}

/** Many tiny runs, one after another, each of ten records. */
const tiny = () =>
  inApp(async (opened) => {
    const flowId = await added(opened, tinyFlow(benchData(10, folder).orders, join(folder, 'tiny-out.csv')));
    // What a new workspace does once, such as setting room aside for a full disk, is no part of a run.
    while (opened.app.context.tidy.slice());
    for (let warm = 0; warm < 30; warm++) await timedRun(opened, flowId);
    const each: number[] = [];
    const begun = performance.now();
    for (let run = 0; run < Number(amount); run++) each.push(await timedRun(opened, flowId));
    return { allMs: performance.now() - begun, each };
  });

async function timedPreview({ client }: Opened, flowId: string, flow: Flow): Promise<{ ms: number; reused: number; steps: number }> {
  const begun = performance.now();
  let steps = 0;
  let reused = 0;
  for await (const event of await client.design.preview({ flowId, flow, limit: 200 })) {
    if (event.kind === 'finished' && event.error) throw new Error(event.error.message);
    if (event.kind !== 'step') continue;
    steps++;
    if (event.step.reused) reused++;
  }
  return { ms: performance.now() - begun, reused, steps };
}

/** The preview of a flow of ten nodes after each of many edits of the fifth. */
const preview = () =>
  inApp(async (opened) => {
    const flowOf = (edit: number) => tenNodeFlow(benchData(100_000, folder).orders, join(folder, 'preview-out.csv'), `[total] + ${edit}`);
    const flowId = await added(opened, flowOf(0));
    const idOf = (flow: Flow): Flow => ({ ...flow, id: flowId });
    for (let warm = 0; warm < 5; warm++) await timedPreview(opened, flowId, idOf(flowOf(warm)));
    const each: { ms: number; reused: number; steps: number }[] = [];
    for (let edit = 0; edit < Number(amount); edit++) each.push(await timedPreview(opened, flowId, idOf(flowOf(100 + edit))));
    return { each };
  });

/** How long the main thread is held up while four runs of the standard job go on at once, watched as a window watches them. */
const smooth = () =>
  inApp(async (opened) => {
    const { app, client } = opened;
    const data = benchData(Number(amount), folder);
    await client.app.saveSettings({ runsAtOnce: 4 });
    const flows = await Promise.all(
      [0, 1, 2, 3].map((at) => added(opened, { ...standardFlow(data, join(folder, `smooth-${at}.csv`), 'none'), id: `smooth-${at}` })),
    );
    const delay = monitorEventLoopDelay({ resolution: 1 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    delay.enable();
    const runIds = flows.map((flowId) => app.local.startSaved(flowId, { mode: 'run', cause: 'manual' }));
    const ends = runIds.map((runId) => app.context.desk.find(runId)?.ended);
    let events = 0;
    const watched = runIds.map(async (runId) => {
      for await (const event of await client.runs.watch({ runId, afterSeq: 0 })) if (event.kind === 'progress') events++;
    });
    await Promise.all([...ends, ...watched]);
    delay.disable();
    const runs = runIds.map((runId) => app.context.store.runs.find(runId));
    if (runs.some((run) => run?.status !== 'succeeded')) throw new Error('A run did not succeed.');
    return { maxMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6, meanMs: delay.mean / 1e6, events, delivered: runs.map((run) => run?.counts.delivered) };
  });

const works: Record<string, () => Promise<unknown>> = { tiny, preview, smooth };
const work = works[name];
if (!work) throw new Error(`There is no such work: ${name}`);
process.stdout.write(JSON.stringify(await work()));
