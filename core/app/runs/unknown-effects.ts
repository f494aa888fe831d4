import type { EffectDecision, UnknownEffect, UnknownEffectsOfRun } from '../../api/effect-models.ts';
import { countOf } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import type { Effect } from '../../store/effects.ts';
import { mustFindRun, mustWrite, type Parts } from '../parts.ts';
import { whoIsThere } from '../who.ts';

const MOST = 1_000;

/** Writes of a run of which nobody knows whether they happened, and that cannot be repeated safely. */
export function unknownEffectsOf(parts: Parts, runId: string): UnknownEffectsOfRun {
  mustFindRun(parts.store, runId);
  const { effects } = parts.store;
  return { ...effects.waitingCount(runId), effects: effects.waiting(runId, MOST).map(asModel) };
}

/** Writes down what is to become of unknown writes, and says so in the log of the run. Nothing is sent before the run is replayed. */
export function decideEffects(parts: Parts, { runId, decision, nodeId, keys }: EffectDecision): UnknownEffectsOfRun {
  mustWrite(parts);
  const run = mustFindRun(parts.store, runId);
  const { store, clock } = parts;
  if (run.status === 'queued' || run.status === 'running')
    throw new UserError('still-running', 'This run is still going on.', { hint: 'Wait until it is over, or cancel it.' });
  const at = clock.now();
  const by = whoIsThere();
  store.write(() => {
    const decided = store.effects.decide(runId, { nodeId, keys }, decision, at, by);
    if (decided.length === 0)
      throw new UserError('nothing-unknown', 'This run has no such unconfirmed write.', { hint: 'It may have been settled by a replay.' });
    let seq = store.events.last(runId);
    const names = new Map(store.steps.of(runId).map((step) => [step.nodeId, step.name]));
    for (const { nodeId: node, effects, records } of decided) {
      const what = `${countOf(effects, 'unknown write')} of ${names.get(node) ?? node} (${countOf(records, 'record')})`;
      const then = decision === 'resend' ? 'will be sent again by a replay' : 'will be left as it is';
      store.events.add(runId, [{ kind: 'log', seq: ++seq, at, nodeId: node, level: 'info', message: `${what} ${then}, as ${by} decided.` }]);
    }
  });
  return unknownEffectsOf(parts, runId);
}

function asModel(effect: Effect): UnknownEffect {
  const { nodeId, key, group, records, intentAt, said, decision, decidedAt, decidedBy } = effect;
  const [first] = effect.origins;
  return {
    nodeId,
    key,
    group,
    records,
    at: intentAt,
    ...(first ? { first: { source: first[0], ordinal: first[1] } } : {}),
    ...(said === undefined ? {} : { said }),
    ...(decision === undefined ? {} : { decision }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
}
