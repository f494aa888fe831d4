import type { FlowMemory, MemoryChange } from '../../core/api/position-models.ts';
import { namesFlowFile, readFlowFile } from '../../core/app/flows/flow-file.ts';
import type { Client } from '../../core/app/in-memory-pair.ts';
import { UserError } from '../../core/base/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findFlow } from '../find-flow.ts';
import { withClient } from '../open-app.ts';
import { type Terminal, table } from '../terminal.ts';

export interface WatermarkOptions {
  workspace?: string;
  node?: string;
  value?: string;
  tie?: string;
  forget?: string;
  json?: boolean;
}

type App = Parameters<Parameters<typeof withClient>[1]>[1];

/** `swivel watermark show`: where the sources of a flow stand, what the next run would read, and who moved them. */
export async function showWatermarks(word: string, options: WatermarkOptions, to: Terminal): Promise<number> {
  return withClient({ workspace: options.workspace, readOnly: true }, async (client, app) => {
    const { flow, folder } = await flowOf(client, app, word);
    print(await app.local.memory(flow, folder), options, to);
    return EXIT.succeeded;
  });
}

/** `swivel watermark set` and `reset`: moves a source by hand. The move is kept in the history. */
export async function moveWatermark(word: string, action: 'set' | 'reset', options: WatermarkOptions, to: Terminal): Promise<number> {
  return withClient({ workspace: options.workspace }, async (client, app) => {
    const { flow, folder } = await flowOf(client, app, word);
    const memory = await app.local.memory(flow, folder);
    const nodeId = stepOf(memory, options.node);
    print(await app.local.changeMemory(flow, folder, changeOf(nodeId, action, options)), options, to);
    return EXIT.succeeded;
  });
}

function changeOf(nodeId: string, action: 'set' | 'reset', options: WatermarkOptions): MemoryChange {
  if (action === 'reset') return options.forget === undefined ? { action, nodeId } : { action: 'forget', nodeId, file: options.forget };
  if (options.value === undefined)
    throw new UserError('value-missing', 'Say where the source is to stand: --value.', { hint: 'For example: --value 2026-11-20 --tie 17' });
  return { action, nodeId, value: options.value, ...(options.tie === undefined ? {} : { tie: options.tie }) };
}

async function flowOf(client: Client, app: App, word: string) {
  if (namesFlowFile(word)) return readFlowFile(word);
  const flowId = await findFlow(client, word);
  const { flow, folder } = await client.flows.get({ flowId });
  return { flow: { ...flow, id: flowId }, folder: folder ?? app.context.folders.flow(flowId) };
}

function stepOf({ steps }: FlowMemory, word: string | undefined): string {
  const found = word === undefined ? steps : steps.filter((step) => step.nodeId === word || step.name.toLowerCase() === word.toLowerCase());
  const [first] = found;
  if (first && found.length === 1) return first.nodeId;
  const names = steps.map((step) => `${step.nodeId} (${step.name})`).join(', ');
  if (steps.length === 0) throw new UserError('nothing-remembered', 'No step of this flow remembers anything from run to run.');
  throw new UserError(
    'node-not-clear',
    word === undefined ? 'Several steps remember something: say which with --node.' : `No step that remembers anything is called "${word}".`,
    {
      hint: `Steps: ${names}.`,
    },
  );
}

function print(memory: FlowMemory, options: WatermarkOptions, to: Terminal): void {
  if (options.json) {
    to.out(`${JSON.stringify(memory, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}\n`);
    return;
  }
  if (memory.steps.length === 0) to.out('No step of this flow remembers anything from run to run.\n');
  for (const step of memory.steps) {
    to.out(`${step.name} (${step.nodeId})\n  stands at: ${step.position ?? 'the beginning'}\n  next run:  ${step.next}\n`);
    for (const file of step.files?.fresh ?? []) to.out(`    ${file}\n`);
    if (step.doubt) to.out(`  ${step.doubt}\n`);
  }
  const moves = memory.moves.map((move) => [
    new Date(move.at).toISOString().slice(0, 19).replace('T', ' '),
    move.name,
    move.action,
    move.from ?? 'the beginning',
    move.to ?? 'the beginning',
    move.who ?? move.runId ?? '',
  ]);
  if (moves.length > 0) to.out(`\n${table([['when (UTC)', 'step', 'how', 'from', 'to', 'by'], ...moves])}`);
}
