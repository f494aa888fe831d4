import { countOf } from '../../base/amounts.ts';
import { RunsJoined } from '../../engine/accounts/origin-runs.ts';
import type { EffectScope, ResentGroup, SettledEffects } from '../../engine/accounts/settled-effects.ts';
import type { Plan } from '../../engine/plan/plan.ts';
import type { GroupsStanding } from '../../store/known-effects.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';

/** How the effects of one step stand in a run and all its replays: records by what becomes of them. */
export interface EffectsStanding extends Pick<GroupsStanding, 'sent' | 'resent' | 'left'> {
  /** Writes of which nobody knows and nobody has decided, and their records; `atOnce` where it is one write of everything. */
  readonly open: { readonly effects: number; readonly records: number; readonly atOnce: boolean };
  /** The step writes everything at once, nobody knows whether it did, and it is to be left at that. */
  readonly leaveOut: boolean;
}

/** What a replay of a run has to know of what was written before, in numbers: as much of it as of steps, however much was written. */
export interface KnownEffects {
  /** The run and its replays that count, the oldest first. */
  readonly tries: readonly string[];
  /** By the node id of targets. */
  readonly steps: Readonly<Record<string, EffectsStanding>>;
}

/**
 * Sums up what a run, the run it replays, and all other replays of it did at the steps whose writes cannot be repeated safely, since one of them last came
 * to its end: a replay after that is meant to write everything once more.
 */
export function knownEffects(parts: Parts, run: RunRecord, plan: Plan, partial: boolean): KnownEffects {
  const { store } = parts;
  const family = store.effects.family(run.runId);
  const tries = family.slice(family.findLastIndex((runId) => hasCome(parts, runId)) + 1);
  const targets = plan.steps.filter(({ role }) => role === 'target');
  return { tries, steps: Object.fromEntries(targets.map(({ nodeId }) => [nodeId, standing(parts, tries, nodeId, partial)])) };
}

/** The same with the records themselves, as the steps of a replay need them. Reads the ledger page by page; neighbouring groups become one. */
export function effectScope({ store }: Parts, { tries, steps }: KnownEffects, flowVersion: number): EffectScope {
  const settled: Record<string, SettledEffects> = {};
  for (const [nodeId, { leaveOut }] of Object.entries(steps)) {
    const [done, skip] = [new RunsJoined(), new RunsJoined()];
    const resend: ResentGroup[] = [];
    let none: SettledEffects['none'];
    for (const { group, key, origins, state, decision } of store.knownEffects.groups(tries, nodeId)) {
      if (state === 'done') done.add(origins);
      else if (decision === 'skip') skip.add(origins);
      else if (decision === 'resend') resend.push({ group, key, origins });
      if (origins.length === 0 && (state === 'done' || decision === 'skip')) none = state === 'done' ? 'done' : 'skip';
    }
    settled[nodeId] = { done: done.runs, skip: skip.runs, resend, leaveOut, ...(none ? { none } : {}) };
  }
  return { flowVersion, ...(tries[0] === undefined ? {} : { firstRun: tries[0] }), settled };
}

/** The sentence that keeps a replay from being done: something is unknown and nobody has said what is to become of it. Null: nothing is. */
export function openQuestion({ steps }: KnownEffects, plan: Plan): string | null {
  for (const step of plan.steps) {
    const open = steps[step.nodeId]?.open;
    if (!open || open.effects === 0) continue;
    const records = countOf(open.records, 'record');
    const what = open.atOnce ? `wrote ${records}` : `sent ${countOf(open.effects, 'group')} of records (${records})`;
    return `Nobody knows whether ${step.name} ${what}. Look at the other side, then say on the page of the run, or with "swivel effects", whether to send them again or to leave them.`;
  }
  return null;
}

function hasCome({ store }: Parts, runId: string): boolean {
  const run = store.runs.find(runId);
  if (run?.status !== 'succeeded' && run?.status !== 'succeeded-with-rejects') return false;
  const request = store.runs.origin(runId)?.replay;
  return run.mode === 'run' || (typeof request === 'string' && ((JSON.parse(request) as { what?: string }).what ?? 'all') === 'all');
}

function standing({ store }: Parts, tries: readonly string[], nodeId: string, partial: boolean): EffectsStanding {
  const { sent, resent, left, openGroups, openRecords } = store.knownEffects.standing(tries, nodeId);
  const whole = partial ? null : store.knownEffects.whole(tries, nodeId);
  const unknown = whole && whole.state !== 'done' ? whole : null;
  const of = (decision: 'resend' | 'skip' | null) => (unknown?.decision === decision ? unknown.records : 0);
  const openAtOnce = unknown?.decision === null;
  return {
    sent,
    resent: resent + of('resend'),
    left: left + of('skip'),
    open: { effects: openGroups + (openAtOnce ? 1 : 0), records: openRecords + of(null), atOnce: openAtOnce },
    leaveOut: unknown?.decision === 'skip',
  };
}
