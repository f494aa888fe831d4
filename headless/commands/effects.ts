import type { UnknownEffect } from '../../core/api/effect-models.ts';
import { countOf, formatCount } from '../../core/base/amounts.ts';
import { UserError } from '../../core/base/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findRun } from '../find-flow.ts';
import { withClient } from '../open-app.ts';
import { type Terminal, table } from '../terminal.ts';

export interface EffectsOptions {
  workspace?: string;
  step?: string;
  json?: boolean;
}

/** `swivel effects list|resend|skip`: writes of which nobody knows whether they happened, and what a replay is to do about them. Sends nothing itself. */
export async function effectsCommand(action: string, word: string, options: EffectsOptions, to: Terminal): Promise<number> {
  if (action !== 'list' && action !== 'resend' && action !== 'skip')
    throw new UserError('unknown-action', `"${action}" is not one of list, resend and skip.`, { hint: 'For example: swivel effects list last' });
  return withClient({ workspace: options.workspace, readOnly: action === 'list' }, async (client) => {
    const runId = await findRun(client, word);
    const { steps } = await client.runs.get({ runId });
    const nodeId = options.step === undefined ? undefined : steps.find((step) => step.nodeId === options.step || step.name === options.step)?.nodeId;
    if (options.step !== undefined && nodeId === undefined)
      throw new UserError('unknown-step', `The run has no step called ${options.step}.`, { hint: `It has: ${steps.map((step) => step.name).join(', ')}.` });
    const found =
      action === 'list'
        ? await client.runs.unknownEffects({ runId })
        : await client.runs.decideEffects({ runId, decision: action, ...(nodeId === undefined ? {} : { nodeId }) });
    const effects = found.effects.filter((effect) => nodeId === undefined || effect.nodeId === nodeId);
    if (options.json) for (const effect of effects) to.out(`${JSON.stringify(effect)}\n`);
    else if (effects.length === 0) to.out('Every write of this run is known.\n');
    else {
      const names = new Map(steps.map((step) => [step.nodeId, step.name]));
      to.out(table([['step', 'records', 'first', 'key', 'why', 'decided'], ...effects.map((effect) => asRow(effect, names))], [1]));
      if (found.total > found.effects.length) to.err(`… and ${countOf(found.total - found.effects.length, 'more write', 'more writes')}.\n`);
      if (found.undecided > 0) to.err(`${countOf(found.undecided, 'write')} to decide: swivel effects resend ${runId}, or skip.\n`);
      else to.err(`All decided. To carry it out: swivel replay ${runId}\n`);
    }
    return EXIT.succeeded;
  });
}

function asRow({ nodeId, records, first, key, said, decision, decidedBy }: UnknownEffect, names: ReadonlyMap<string, string>): string[] {
  return [
    names.get(nodeId) ?? nodeId,
    formatCount(records),
    first ? `record ${formatCount(first.ordinal + 1)} of ${names.get(first.source) ?? first.source}` : 'all',
    key,
    said ?? 'the program ended',
    decision === undefined ? '' : `${decision} (${decidedBy ?? ''})`,
  ];
}
