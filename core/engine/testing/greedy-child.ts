import { createRunHost } from '../threads/create-run-host.ts';
import { machineClock } from './machine-clock.ts';
import { startable } from './startable.ts';
import { sketchFlow, ToyWorkspace } from './toy-flow.ts';

/** Runs a flow that takes memory in the way named by the argument, and beside it one that does its work; prints how both ended. */
const workspace = new ToyWorkspace();
const host = createRunHost({ workerFile: startable('core/engine/testing/toy-worker.ts'), clock: machineClock(), memoryBytes: 64 * 1024 * 1024 });
const greedy = sketchFlow({
  nodes: { read: ['count', { count: 40 }], middle: ['hog', { greed: process.argv[2], after: 20 }], out: ['write', { path: 'greedy.txt' }] },
  edges: ['read>middle', 'middle>out'],
});
const modest = sketchFlow({
  nodes: { read: ['count', { count: 400, batch: 4, slowMs: 10 }], out: ['write', { path: 'modest.txt' }] },
  edges: ['read>out'],
});
const handles = [host.start(workspace.job(greedy), () => undefined), host.start(workspace.job(modest), () => undefined)];
const outcomes = await Promise.all(handles.map((handle) => handle.done));
await host.close();
workspace.close();
process.stdout.write(JSON.stringify(outcomes));
