import type { OpenedStep } from './open-steps.ts';
import { PENDING } from './reading.ts';
import type { RunExecution } from './run-execution.ts';

/**
 * Sources deal with what they have read (move files away) after all targets have committed. What all steps remember is kept before, so that a crash in the
 * middle makes nobody read that again: the next run finds what is left to be done.
 */
export async function settleSources(execution: RunExecution, opened: readonly OpenedStep[]): Promise<void> {
  const { settling, plan, reporter, keepsState } = execution;
  if (settling.size === 0 || plan.mode === 'rehearsal' || !keepsState) return;
  const changed = opened.filter(({ state }) => state.changed);
  await reporter.durably({ kind: 'settling', nodeIds: changed.map(({ step }) => step.plan.nodeId) });
  for (const { state } of changed) state.wasKept();
  for (const { step, state } of opened) {
    const source = settling.get(step.plan.index);
    if (!source?.settled) continue;
    const left = await step.timed(() => source.settled?.() ?? null);
    state.set(PENDING, left);
    state.stage();
  }
}
