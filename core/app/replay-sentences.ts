import type { ReplayPlan } from '../api/replay-models.ts';
import { countOf, formatCount } from '../base/amounts.ts';
import type { Plan, PlanStep } from '../engine/plan.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Parts } from './parts.ts';
import type { ReplayInput } from './replay-input.ts';

/** One step of a replay plan. */
export type StepPlan = ReplayPlan['steps'][number];

interface Written {
  delivered: number;
  /** Records meant to be written of which nobody knows. */
  unknown: number;
  target: string | null;
}

/** Says for every step of a replay what happens there, and what a careful person should know before. */
export function replaySentences(parts: Parts, run: RunRecord, plan: Plan, input: ReplayInput): { steps: StepPlan[]; notes: string[] } {
  const notes: string[] = [];
  const steps = plan.steps.map((step): StepPlan => {
    const base = { nodeId: step.nodeId, name: step.name };
    if (step.role === 'source') return { ...base, ...reading(parts, run, step, input, notes) };
    if (step.role === 'target') return { ...base, ...writing(parts, run, step, input, notes) };
    const fed = plan.feeds.some((feed) => feed.to === step.index);
    return fed
      ? { ...base, action: 'from-capture', sentence: 'Takes what arrived here in that run.' }
      : { ...base, action: 'compute', sentence: 'Computes again.' };
  });
  const skipped = plan.skipped.map(({ nodeId, name, reason }): StepPlan => ({ nodeId, name, action: 'skip', sentence: reason }));
  if (input.choice.state === 'none' && parts.store.stepState.of(run.flowId).length > 0)
    notes.push('Steps that remember something from run to run neither use it in this replay nor change it.');
  return { steps: [...steps, ...skipped], notes };
}

function reading(parts: Parts, run: RunRecord, step: PlanStep, input: ReplayInput, notes: string[]): Pick<StepPlan, 'action' | 'sentence'> {
  const chosen = input.choice.ordinals === null ? null : (input.choice.ordinals[step.nodeId]?.length ?? 0);
  if (step.reading === 'capture') {
    const kept = input.captures.find((capture) => capture.nodeId === step.nodeId && capture.side === 'out')?.records ?? 0;
    const what = chosen === null || step.branch === 'reference' ? records(kept) : `${formatCount(chosen)} of ${records(kept)}`;
    return { action: 'from-capture', sentence: `Takes ${what} from what that run kept. Nothing outside is read.` };
  }
  const names = parts.store.steps
    .notes(run.runId, 'readings')
    .filter((note) => note.nodeId === step.nodeId)
    .flatMap((note) => (JSON.parse(note.json) as { name: string }[]).map((one) => one.name));
  const from = names.length > 0 ? ` (then: ${names.join(', ')})` : '';
  if (chosen === null || step.branch === 'reference') return { action: 'read-outside', sentence: `Reads again as it is now${from}.` };
  notes.push(
    input.rejectedWhileReading.includes(step.nodeId)
      ? `${step.name} refused records while reading, so they are read again where they come from, by their position. It must be the same file or table${from}.`
      : `What ${step.name} read was not kept, so the records are found again by their position. It must be the same file or table${from}.`,
  );
  return { action: 'read-outside', sentence: `Reads again as it is now${from} and takes ${records(chosen)} by position.` };
}

function writing(parts: Parts, run: RunRecord, step: PlanStep, input: ReplayInput, notes: string[]): Pick<StepPlan, 'action' | 'sentence' | 'alreadyWritten'> {
  const written = alreadyWritten(parts, run.runId, step.nodeId);
  const target = written.target ? ` to ${written.target}` : '';
  const already = written.delivered > 0 ? { alreadyWritten: written.delivered } : {};
  if (input.origins && parts.catalog.get(step.kind)?.replaces?.(step.config)) {
    notes.push(`${step.name} replaces everything that is there: afterwards it holds only the replayed records.`);
    return { action: 'write-again', sentence: `Replaces what was written${target}: only the replayed records will be there.`, ...already };
  }
  if (step.effects === 'repeat-safe-write')
    return {
      action: 'write-safely',
      sentence:
        written.delivered > 0
          ? `Writes again${target}. That run wrote ${records(written.delivered)}; writing them again changes nothing more.`
          : 'Writes; repeating it would do no harm.',
      ...already,
    };
  if (written.unknown > 0)
    return {
      action: 'write-again',
      sentence: `Nobody knows whether that run wrote ${records(written.unknown)}${target}: look there first. They may be there twice afterwards.`,
    };
  if (written.delivered > 0 && !input.origins)
    return { action: 'write-again', sentence: `That run already wrote ${records(written.delivered)}${target}: they will be there twice.`, ...already };
  if (written.delivered > 0)
    return { action: 'write-safely', sentence: `Adds the replayed records${target}. That run wrote ${records(written.delivered)} others there.`, ...already };
  return { action: 'write-safely', sentence: 'Writes for the first time: that run delivered nothing here.' };
}

function alreadyWritten(parts: Parts, runId: string, nodeId: string): Written {
  const effects = parts.store.effects.of(runId).filter((effect) => effect.nodeId === nodeId);
  return {
    delivered: effects.reduce((sum, effect) => sum + (effect.receipt?.delivered ?? 0), 0),
    unknown: effects.filter((effect) => effect.state === 'unknown').reduce((sum, effect) => sum + effect.records, 0),
    target: effects.find((effect) => effect.receipt)?.receipt?.target ?? null,
  };
}

const records = (count: number): string => countOf(count, 'record');
