import type { Client } from '../core/app/in-memory-pair.ts';
import { UserError } from '../core/base/errors.ts';

/** The id of the flow of the workspace that a word means: its id, its name, or the beginning of just one name. */
export async function findFlow(client: Client, word: string): Promise<string> {
  return flowMeant(await client.flows.list(), word);
}

/** The same among flows that are known already. */
export function flowMeant(flows: readonly { flowId: string; name: string }[], word: string): string {
  const lower = word.toLowerCase();
  const exact = flows.filter((flow) => flow.flowId === word || flow.name.toLowerCase() === lower);
  const found = exact.length > 0 ? exact : flows.filter((flow) => flow.name.toLowerCase().startsWith(lower));
  const [first] = found;
  if (found.length === 1 && first) return first.flowId;
  if (!first)
    throw new UserError('flow-not-found', `There is no flow "${word}" in this workspace, and no file of that name.`, {
      hint:
        flows.length > 0
          ? `Flows here: ${flows
              .slice(0, 8)
              .map((flow) => flow.name)
              .join(', ')}${flows.length > 8 ? ' …' : ''}.`
          : 'The workspace has no flows yet: name a file, or import one.',
    });
  throw new UserError('flow-not-clear', `"${word}" could be any of: ${found.map((flow) => `${flow.name} (${flow.flowId})`).join(', ')}.`, {
    hint: 'Write the whole name, or the id.',
  });
}

/** The id of a run: as written, or `last` for the newest. */
export async function findRun(client: Client, word: string): Promise<string> {
  if (word !== 'last') return word;
  const { runs } = await client.runs.list({ limit: 1 });
  const [newest] = runs;
  if (!newest) throw new UserError('run-not-found', 'There is no run in this workspace yet.');
  return newest.runId;
}
