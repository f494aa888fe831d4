import { readFileSync } from 'node:fs';
import type { ReplayPlan, ReplayRequest } from '../../core/api/replay-models.ts';
import type { Client } from '../../core/app/in-memory-pair.ts';
import { usualKey } from '../../core/app/replay/replay-run.ts';
import { formatCount } from '../../core/base/amounts.ts';
import { UserError } from '../../core/base/errors.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { findRun } from '../find-flow.ts';
import { withClient } from '../open-app.ts';
import { runAsJson, runAsText } from '../run-report.ts';
import { paint, type Terminal } from '../terminal.ts';
import { followRun } from './run.ts';

export interface ReplayOptions {
  workspace?: string;
  from?: string;
  rejected?: boolean;
  /** Keys separated by commas, or `@file` with one key per line. */
  keys?: string;
  keyFields?: string;
  source?: string;
  allowMissing?: boolean;
  version: 'then' | 'now';
  plan?: boolean;
  yes?: boolean;
  /** What is to become of writes of which nobody knows whether they happened. */
  unknown?: 'resend' | 'skip';
  json?: boolean;
}

type App = Parameters<Parameters<typeof withClient>[1]>[1];

/**
 * `swivel replay`: a run once more from what it read then. Says before what would be written a second time, and asks; `--yes` answers. `--plan` only says it.
 */
export async function replayCommand(word: string, options: ReplayOptions, to: Terminal): Promise<number> {
  return withClient({ workspace: options.workspace, readOnly: options.plan === true }, async (client, app) => {
    const request = await requestOf(client, app, word, options);
    if (options.unknown && !options.plan && (await client.runs.unknownEffects({ runId: request.runId })).undecided > 0)
      await client.runs.decideEffects({ runId: request.runId, decision: options.unknown });
    const plan = await client.runs.replayPlan(request);
    if (options.plan && options.json) to.out(`${JSON.stringify(plan)}\n`);
    else printPlan(plan, options.plan === true, to);
    if (options.plan || !plan.possible) return plan.possible ? EXIT.succeeded : EXIT.refused;
    const again = plan.steps.filter((step) => step.action === 'write-again').map((step) => step.name);
    if (again.length > 0 && !options.yes && !(await agreed(again, to))) return EXIT.refused;
    const { runId } = await client.runs.replay(request);
    const detail = await followRun(app, runId, to);
    to.out(options.json ? `${JSON.stringify(runAsJson(detail))}\n` : runAsText(detail, to));
    return exitCodeOf(detail.run.status);
  });
}

async function requestOf(client: Client, app: App, word: string, options: ReplayOptions): Promise<ReplayRequest> {
  const runId = await findRun(client, word);
  const detail = await client.runs.get({ runId });
  const nodeId = (name: string | undefined) =>
    name === undefined ? undefined : (detail.flow.nodes.find((node) => node.id === name || node.name.toLowerCase() === name.toLowerCase())?.id ?? name);
  const from = nodeId(options.from);
  const base = { runId, version: options.version, ...(from === undefined ? {} : { fromNode: from }) };
  if (options.keys === undefined) return { ...base, what: options.rejected ? 'rejected' : 'all' };
  if (options.rejected) throw new UserError('two-choices', 'Choose either the rejected records or those with certain keys.');
  const fields = options.keyFields?.split(',').map((field) => field.trim()) ?? [...usualKey(detail.flow, app.context.catalog)];
  if (fields.length === 0)
    throw new UserError('key-fields-missing', 'No step of the flow has key fields, so it is not clear which field the keys stand in.', {
      hint: 'Name them: --key-fields id',
    });
  const source = nodeId(options.source);
  return {
    ...base,
    what: 'keys',
    keys: {
      fields,
      values: keysOf(options.keys, fields.length),
      allowMissing: options.allowMissing === true,
      ...(source === undefined ? {} : { nodeId: source }),
    },
  };
}

function keysOf(text: string, parts: number): string[][] {
  const lines = text.startsWith('@') ? readKeys(text.slice(1)).split(/\r?\n/) : parts === 1 ? text.split(',') : text.split(/\r?\n/);
  return lines.filter((line) => line.trim() !== '').map((line) => (parts === 1 ? [line.trim()] : line.split(/[\t;,]/).map((part) => part.trim())));
}

function readKeys(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError('keys-not-read', `The keys cannot be read from ${file}.`, { hint: 'Write one key per line into a plain text file.', cause: error });
  }
}

function printPlan(plan: ReplayPlan, asked: boolean, to: Terminal): void {
  const say = asked ? to.out : to.err;
  if (plan.possible) say(`Version ${plan.flowVersion} of the flow${plan.records === null ? '' : `, ${formatCount(plan.records)} records`}.\n`);
  if (plan.difference) say(`Changed since that run: ${plan.difference}.\n`);
  for (const step of plan.steps) {
    const mark = step.action === 'write-again' ? paint('red', 'writes a second time', to) : step.action.replaceAll('-', ' ');
    say(`${step.name} (${mark}): ${step.sentence}${step.readThen ? ` Then: ${step.readThen.join(', ')}.` : ''}\n`);
  }
  for (const note of plan.notes) say(`${note}\n`);
  for (const problem of plan.problems ?? []) say(`${problem.field}: ${problem.message}\n`);
}

/** Asks on a terminal; where nobody can answer, the answer is no. */
async function agreed(steps: readonly string[], to: Terminal): Promise<boolean> {
  const what = `${steps.join(', ')} would write a second time.`;
  if (!process.stdin.isTTY || !to.live) {
    to.err(`${what} Nothing was done. Say --yes to do it all the same.\n`);
    return false;
  }
  to.err(`${what} Do it? [y/N] `);
  const answer = await new Promise<string>((resolve) => {
    process.stdin.once('data', (data) => resolve(String(data)));
    // Ctrl+D is no answer, and so a no.
    process.stdin.once('end', () => resolve(''));
    process.stdin.resume();
  });
  process.stdin.pause();
  return /^\s*y(es)?\s*$/i.test(answer);
}
