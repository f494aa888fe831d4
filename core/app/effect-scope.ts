import { countOf } from '../base/amounts.ts';
import { joinRuns } from '../engine/origin-runs.ts';
import type { Plan } from '../engine/plan.ts';
import type { EffectScope, SettledEffects } from '../engine/settled-effects.ts';
import type { Effect } from '../store/effects.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Parts } from './parts.ts';
import { recordsOf } from './unknown-effects.ts';

/** What is known of the effects of a run and of all its replays at one step. */
export interface KnownEffects extends SettledEffects {
  readonly sent: number;
  readonly resent: number;
  readonly left: number;
  /** Unknown, and nobody has decided. */
  readonly open: readonly Effect[];
}

/** What a replay of a run has to know of what was written before. */
export interface KnownScope extends EffectScope {
  readonly settled: Readonly<Record<string, KnownEffects>>;
}

/**
 * Gathers what a run, the run it replays, and all other replays of it did at the steps whose writes can't be repeated safely, since one of them last came
 * to its end: a replay after that is meant to write everything once more.
 */
export function effectScope(parts: Parts, run: RunRecord, plan: Plan, flowVersion: number, partial: boolean): KnownScope {
  const { store } = parts;
  const family = store.effects.family(run.runId);
  const tries = family.slice(family.findLastIndex((runId) => hasCome(parts, runId)) + 1);
  const effects = tries.flatMap((runId) => store.effects.of(runId)).filter((effect) => effect.effects === 'appending-write');
  const settled: Record<string, KnownEffects> = {};
  for (const { nodeId, role } of plan.steps)
    if (role === 'target')
      settled[nodeId] = known(
        effects.filter((effect) => effect.nodeId === nodeId),
        partial,
      );
  return { flowVersion, ...(tries[0] === undefined ? {} : { firstRun: tries[0] }), settled };
}

/** The sentence that keeps a replay from being done: something is unknown and nobody has said what is to become of it. Null: nothing is. */
export function openQuestion(scope: KnownScope, plan: Plan): string | null {
  for (const step of plan.steps) {
    const open = scope.settled[step.nodeId]?.open ?? [];
    if (open.length === 0) continue;
    const records = countOf(recordsOf(open), 'record');
    const what = open.some((effect) => effect.group === null) ? `wrote ${records}` : `sent ${countOf(open.length, 'group')} of records (${records})`;
    return `Nobody knows whether ${step.name} ${what}. Look at the other side, then say on the page of the run, or with “swivel effects”, whether to send them again or to leave them.`;
  }
  return null;
}

function hasCome({ store }: Parts, runId: string): boolean {
  const run = store.runs.find(runId);
  if (run?.status !== 'succeeded' && run?.status !== 'succeeded-with-rejects') return false;
  const request = store.runs.origin(runId)?.replay;
  return run.mode === 'run' || (typeof request === 'string' && ((JSON.parse(request) as { what?: string }).what ?? 'all') === 'all');
}

function known(effects: readonly Effect[], partial: boolean): KnownEffects {
  // The last try of a group, or of the whole, says how it stands.
  const groups = [...new Map(effects.filter((effect) => effect.group !== null).map((effect) => [effect.key, effect])).values()];
  const whole = effects.filter((effect) => effect.group === null).at(-1);
  const unknown = groups.filter((effect) => effect.state !== 'done');
  const done = groups.filter((effect) => effect.state === 'done');
  const skip = unknown.filter((effect) => effect.decision === 'skip');
  const resend = unknown.filter((effect) => effect.decision === 'resend');
  const wholeUnknown = whole && whole.state !== 'done' && !partial ? whole : null;
  return {
    done: joinRuns(done.map((effect) => effect.origins)),
    skip: joinRuns(skip.map((effect) => effect.origins)),
    resend: resend.map(({ group, key, origins }) => ({ group: group ?? '', key, origins })),
    leaveOut: wholeUnknown?.decision === 'skip',
    sent: recordsOf(done),
    resent: recordsOf(resend) + (wholeUnknown?.decision === 'resend' ? wholeUnknown.records : 0),
    left: recordsOf(skip) + (wholeUnknown?.decision === 'skip' ? wholeUnknown.records : 0),
    open: [...unknown, ...(wholeUnknown ? [wholeUnknown] : [])].filter((effect) => effect.decision === undefined),
  };
}
