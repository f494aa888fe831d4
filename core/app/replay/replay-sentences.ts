import type { ReplayPlan } from '../../api/replay-models.ts';
import { countOf, formatCount } from '../../base/amounts.ts';
import type { Plan, PlanStep } from '../../engine/plan/plan.ts';
import type { Flow } from '../../flow/flow.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Parts } from '../parts.ts';
import type { EffectsStanding, KnownEffects } from '../runs/effect-scope.ts';
import { memoryId } from '../runs/memory-id.ts';
import { readAgainSince } from '../runs/step-memory.ts';
import { whyNotKept } from '../runs/why-not-kept.ts';
import { deliversAll, isWhole, type ReplayInput } from './replay-input.ts';
import { gathering, readingAlong } from './replay-partners.ts';
import { hasChanged, readThen } from './replay-readings.ts';

/** One step of a replay plan. */
export type StepPlan = ReplayPlan['steps'][number];
type Said = Omit<StepPlan, 'nodeId' | 'name'>;

interface Written {
  delivered: number;
  /** Records meant to be written of which nobody knows. */
  unknown: number;
  target: string | null;
}

/** Says for every step of a replay what happens there, and what a careful person should know before. */
export function replaySentences(
  parts: Parts,
  run: RunRecord,
  plan: Plan,
  input: ReplayInput,
  flow: Flow,
  then: Flow,
  effects: KnownEffects,
): { steps: StepPlan[]; notes: string[] } {
  const notes: string[] = [];
  const steps = plan.steps.map((step): StepPlan => {
    const base = { nodeId: step.nodeId, name: step.name };
    if (putsAwayLater(step, input))
      notes.push(`The files that ${step.name} read then stay where they are for now: the next run puts them away and does not read them.`);
    if (step.role === 'source') return { ...base, ...reading(parts, run, plan, step, input, flow, notes) };
    if (step.role === 'target') return { ...base, ...writing(parts, run, plan, step, input, flow, notes, effects.steps[step.nodeId]) };
    const gathers = gathering(parts, run, step, { flow, then }, input, notes);
    if (plan.feeds.some((feed) => feed.to === step.index)) return { ...base, ...fed(step, input, gathers) };
    return { ...base, ...computing(step, input, gathers, notes) };
  });
  const skipped = plan.skipped.map(({ nodeId, name, reason }): StepPlan => ({ nodeId, name, action: 'skip', sentence: reason }));
  const corrected = new Set(input.corrections.corrected.map(({ source, ordinal }) => `${source} ${ordinal}`)).size;
  if (corrected > 0) notes.push(`${records(corrected)} ${corrected === 1 ? 'is' : 'are'} taken with the values that were corrected by hand.`);
  if (input.choice.keys)
    notes.push(
      input.choice.keys.allowMissing ? 'Keys that are not found are skipped.' : 'When a key is not found, the replay stops before anything is written.',
    );
  if (input.choice.state === 'none' && parts.store.stepState.of(memoryId(parts, flow, run.environment)).length > 0)
    notes.push('Steps that remember something from run to run neither use it in this replay nor change it.');
  return { steps: [...steps, ...skipped], notes };
}

/** A source that is not asked again for what is there now: it never learns that what it read then was delivered after all. */
function putsAwayLater({ nodeId, reading: from }: PlanStep, input: ReplayInput): boolean {
  return input.putAway.includes(nodeId) && deliversAll(input) && (from === 'capture' || input.choice.again?.[nodeId] !== undefined);
}

function fed(step: PlanStep, { captures }: ReplayInput, gathers: string | null): Said {
  const kept = captures.filter((capture) => capture.nodeId === step.nodeId && capture.side === 'in').reduce((sum, capture) => sum + capture.records, 0);
  return { action: 'from-capture', sentence: `Takes what arrived here in that run (${records(kept)} kept).${gathers ? ` ${gathers}` : ''}`, records: kept };
}

function computing(step: PlanStep, input: ReplayInput, gathers: string | null, notes: string[]): Said {
  const corrected = input.corrections.corrected.filter(({ nodeId }) => nodeId === step.nodeId).length;
  const takes = corrected > 0 ? `Takes the corrected values of ${records(corrected)}, then computes again.` : null;
  if (gathers !== null) return { action: 'compute', sentence: takes ? `${takes} ${gathers}` : gathers };
  if (step.fanOut === 'combines' && input.partial) {
    notes.push(
      `${step.name} makes one record of several. Only the replayed records arrive there, so what it gives is made of these alone, without the records that went well.`,
    );
    return { action: 'compute', sentence: 'Computes again, but only from the replayed records: its results are parts, not the whole.' };
  }
  return { action: 'compute', sentence: takes ?? 'Computes again.' };
}

function reading(parts: Parts, run: RunRecord, plan: Plan, step: PlanStep, input: ReplayInput, flow: Flow, notes: string[]): Said {
  const { choice } = input;
  const isReference = step.branch === 'reference';
  const byHand = input.corrections.corrected.filter(({ nodeId }) => nodeId === step.nodeId).length;
  const asked = choice.ordinals === null ? null : (choice.ordinals[step.nodeId]?.length ?? 0) - byHand;
  const chosen = isReference ? null : asked;
  const isAlong = step.partners === true && !isReference;
  if (!isReference && !isAlong && (chosen === 0 || (choice.keys && choice.keys.nodeId !== step.nodeId)))
    return {
      action: 'from-capture',
      sentence:
        byHand > 0 ? `Gives ${records(byHand)} as they were written by hand. Nothing outside is read.` : 'Gives none of the replayed records. Nothing is read.',
      records: byHand,
    };
  const hand = byHand > 0 ? ` ${records(byHand)} more ${byHand === 1 ? 'is' : 'are'} given as written by hand.` : '';
  const keys = !isReference && choice.keys ? `Looks for ${countOf(choice.keys.values.length, 'key')} in ${choice.keys.fields.join(', ')} among ` : null;
  const capture = input.captures.find((one) => one.nodeId === step.nodeId && one.side === 'out');
  const givesNone = isAlong && (choice.keys ? choice.keys.nodeId !== step.nodeId : chosen === 0);
  if (step.reading === 'capture') {
    const kept = capture?.records ?? 0;
    if (isAlong) {
      const others = readingAlong(step, plan, givesNone ? 0 : keys ? null : chosen, kept);
      const own = givesNone
        ? 'Gives none of the replayed records.'
        : keys
          ? `${keys}what that run kept.`
          : `Takes ${formatCount(chosen ?? 0)} of ${records(kept)} from what that run kept.`;
      return {
        action: 'from-capture',
        sentence: `${own} ${others} Nothing outside is read.${hand}`,
        records: givesNone ? byHand : keys ? (choice.keys?.values.length ?? 0) : (chosen ?? 0) + byHand,
      };
    }
    const what = chosen === null ? records(kept) : `${formatCount(chosen)} of ${records(kept)}`;
    return {
      action: 'from-capture',
      sentence: keys
        ? `${keys}${records(kept)} which that run kept. Nothing outside is read.`
        : `Takes ${what} from what that run kept. Nothing outside is read.${hand}`,
      records: keys ? (choice.keys?.values.length ?? 0) : (chosen ?? kept) + byHand,
    };
  }
  const files = readThen(parts, run, step.nodeId);
  const then = files.length > 0 ? { readThen: files.map(({ name }) => name) } : {};
  const span = choice.again?.[step.nodeId] ? ', and only what it read then' : '';
  const changed = files.filter((file) => hasChanged(file)).map(({ name }) => name);
  if (changed.length > 0) notes.push(`Since that run ${changed.join(', ')} ${changed.length === 1 ? 'was' : 'were'} changed or removed.`);
  if (readAgainSince(parts, memoryId(parts, flow, run.environment), step.nodeId, run.startedAt ?? run.queuedAt) && choice.state === 'as-kept')
    notes.push(`A later run has read on from where this one began, so what ${step.name} read then may have been delivered already.`);
  const why = capture === undefined || isWhole(capture) ? '' : ` What it read then ${whyNotKept(capture)}.`;
  const others = isAlong ? ` ${readingAlong(step, plan, givesNone ? 0 : keys ? null : chosen, null)}` : '';
  if (givesNone)
    return {
      action: 'read-outside',
      sentence: `Reads again outside, as it is now${span}. Gives none of the replayed records.${others}${hand}${why}`,
      records: byHand,
      ...then,
    };
  if (keys) return { action: 'read-outside', sentence: `Reads again outside. ${keys}what is there now.${others}${why}`, ...then };
  if (chosen === null) {
    if (capture && !isWhole(capture)) notes.push(`What ${step.name} read ${whyNotKept(capture)}, so it is read again outside.`);
    return { action: 'read-outside', sentence: `Reads again outside, as it is now${span}.${why}`, ...then };
  }
  notes.push(
    input.rejectedWhileReading.includes(step.nodeId)
      ? `${step.name} refused records while reading, so they are read again where they come from, by their position. It must be the same file or table.`
      : `What ${step.name} read ${whyNotKept(capture)}, so the records are found again by their position. It must be the same file or table.`,
  );
  return {
    action: 'read-outside',
    sentence: `Reads again outside, as it is now${span}, and takes ${records(chosen)} by position.${others}${hand}`,
    records: chosen + byHand,
    ...then,
  };
}

function writing(
  parts: Parts,
  run: RunRecord,
  plan: Plan,
  step: PlanStep,
  input: ReplayInput,
  flow: Flow,
  notes: string[],
  effects: EffectsStanding | undefined,
): Said {
  const written = alreadyWritten(parts, run.runId, step.nodeId);
  const facts = {
    ...(written.delivered > 0 ? { alreadyWritten: written.delivered } : {}),
    ...(written.unknown > 0 ? { unknown: written.unknown } : {}),
    ...(written.target ? { target: written.target } : {}),
  };
  const target = written.target ? ` to ${written.target}` : '';
  if (input.partial && parts.catalog.get(step.kind)?.replaces?.(step.config)) {
    notes.push(`${step.name} replaces everything that is there: afterwards it holds only the replayed records.`);
    return { action: 'write-again', sentence: `Replaces what was written${target}: only the replayed records will be there.`, ...facts };
  }
  if (step.effects === 'repeat-safe-write')
    return {
      action: 'write-safely',
      sentence:
        written.delivered > 0
          ? `Writes again${target}. That run wrote ${records(written.delivered)}; writing them again changes nothing more.`
          : 'Writes; repeating it would do no harm.',
      ...facts,
    };
  const said = effects && sentBefore(effects);
  if (said) return { ...said, ...facts };
  if (written.unknown > 0)
    return {
      action: 'write-again',
      sentence: `Nobody knows whether that run wrote ${records(written.unknown)}${target}: look there first. They may be there twice afterwards.`,
      ...facts,
    };
  if (written.delivered === 0) return { action: 'write-safely', sentence: 'Writes for the first time: that run delivered nothing here.', ...facts };
  if (!input.partial)
    return { action: 'write-again', sentence: `That run already wrote ${records(written.delivered)}${target}: they will be there twice.`, ...facts };
  if (mayHaveTaken(parts, run, plan, flow, step.nodeId, input))
    return {
      action: 'write-again',
      sentence: `That run wrote ${records(written.delivered)}${target}, and the replayed ones may be among them: those will be there twice.`,
      ...facts,
    };
  return { action: 'write-safely', sentence: `Adds the replayed records${target}. That run wrote ${records(written.delivered)} others there.`, ...facts };
}

/** What becomes of records that were sent before, or of which nobody knows; null where nothing is known of groups and nothing was decided. */
function sentBefore({ sent, resent, left, leaveOut }: EffectsStanding): Pick<Said, 'action' | 'sentence'> | null {
  if (leaveOut) return { action: 'skip', sentence: 'Writes nothing: it was decided to leave it at what that run did.' };
  if (sent + resent + left === 0) return null;
  const parts = [
    sent > 0 && `${records(sent)} sent before ${sent === 1 ? 'is' : 'are'} not sent again`,
    resent > 0 &&
      `${records(resent)} of which nobody knows ${resent === 1 ? 'is' : 'are'} sent again, as was decided: ${resent === 1 ? 'it' : 'they'} may arrive twice`,
    left > 0 && `${records(left)} of which nobody knows ${left === 1 ? 'is' : 'are'} left, as was decided`,
  ].filter((part) => part !== false);
  return { action: resent > 0 ? 'write-again' : 'write-safely', sentence: `Sends what was not sent before. ${parts.join('; ')}.` };
}

/**
 * Whether a target may have got records of the choice although they were rejected: there is a way to it that leads past the step that rejected them. Records
 * that hold others too may come there with these, by a way that begins where they are put together, and so may those that leave several times.
 */
function mayHaveTaken(parts: Parts, run: RunRecord, plan: Plan, flow: Flow, target: string, { origins, choice, allRejected }: ReplayInput): boolean {
  if (origins === null) return true;
  if (!allRejected && origins.some((origin) => parts.store.rejects.ofOrigin(run.runId, origin).length === 0)) return true;
  const sources = Object.keys(choice.ordinals ?? {});
  const together = plan.steps.filter(({ gathers, fanOut }) => gathers === true && fanOut === 'combines');
  const several = plan.steps.filter(({ inputs, fanOut, gathers }) => fanOut === 'many' || (gathers === true && inputs.length > 1));
  return parts.store.rejects
    .rejectingNodes(run.runId)
    .some(
      (nodeId) =>
        leadsPast(flow, [...sources, ...together.map((step) => step.nodeId)], nodeId, target) ||
        several.some((step) => leadsPast(flow, [step.nodeId], '', nodeId) && leadsPast(flow, [nodeId], '', target)),
    );
}

function leadsPast(flow: Flow, sources: readonly string[], around: string, target: string): boolean {
  const seen = new Set<string>([around]);
  const next = [...sources];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (id === target) return true;
    for (const edge of flow.edges) if (edge.from.node === id) next.push(edge.to.node);
  }
  return false;
}

function alreadyWritten(parts: Parts, runId: string, nodeId: string): Written {
  const { knownEffects } = parts.store;
  const receipts = knownEffects.receipts(runId).filter((receipt) => receipt.nodeId === nodeId);
  return {
    delivered: receipts.reduce((sum, receipt) => sum + receipt.delivered, 0),
    unknown: knownEffects.unknownRecords(runId, nodeId),
    target: receipts[0]?.target ?? null,
  };
}

const records = (count: number): string => countOf(count, 'record');
