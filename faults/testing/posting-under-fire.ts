import { startReplay } from '../../core/app/replay/replay-run.ts';
import { decideEffects } from '../../core/app/runs/unknown-effects.ts';
import { openToyApp } from '../../core/app/testing/toys-under-fire.ts';
import { parseFlow } from '../../core/flow/serialise.ts';

/** What is to be done: a run, or the replay of one, with what was decided about its unknown groups. */
export interface Work {
  replay?: string;
  resend: string[];
  skip: string[];
}

// Runs or replays a flow whose target sends records in groups to a toy of another side; killed from outside.
const [workspace = '', text = '', order = '{}'] = process.argv.slice(2);
const flow = parseFlow(text);
const { replay, resend, skip } = JSON.parse(order) as Work;
const app = openToyApp(workspace, flow);
const { parts, store } = app;
if (replay === undefined) await app.run({ flow, flowVersion: 1, mode: 'run' });
else {
  if (resend.length > 0) decideEffects(parts, { runId: replay, decision: 'resend', keys: resend });
  if (skip.length > 0) decideEffects(parts, { runId: replay, decision: 'skip', keys: skip });
  await parts.desk.find(startReplay(parts, { runId: replay, version: 'now', what: 'all' }))?.ended;
}
const [last] = store.runList.page({ limit: 1 }).runs;
process.stdout.write(`${JSON.stringify({ status: last?.status, error: last?.error?.message })}\n`);
await app.close();
