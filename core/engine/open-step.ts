import { Defect, UserError } from '../base/errors.ts';
import type { NodeRun, Rehearsal, Sender, Source, StepContext, Target, Transform } from './node-door.ts';
import type { PlanStep } from './plan/plan.ts';

/** A node at work, as far as this mode lets it. */
export type OpenNode =
  | { role: 'source'; source: Source }
  | { role: 'transform'; transform: Transform }
  | { role: 'target'; target: Target }
  | { role: 'sender'; sender: Sender }
  | { role: 'rehearsal'; rehearsal: Rehearsal };

// biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind; it was parsed by the kind's own schema
export type AnyNodeRun = NodeRun<any>;

/**
 * Opens a step. The only place in the engine that opens anything, and so the only one that has to be right for the promise that previews and
 * rehearsals write nothing: there a target's writing side is never opened, and a step of another role that writes is refused.
 */
export async function openStep(step: PlanStep, run: AnyNodeRun, context: StepContext): Promise<OpenNode> {
  if (run.role !== step.role && !(run.role === 'sender' && step.role === 'target'))
    throw new Defect('wrong-role', `The kind ${step.kind} says it is a ${step.role} but works as a ${run.role}.`);
  const mayWrite = context.mode === 'run' || context.mode === 'replay';
  const writes = step.effects === 'repeat-safe-write' || step.effects === 'appending-write';
  switch (run.role) {
    case 'target':
      if (mayWrite) {
        const sender = await run.openSender?.(step.config, context);
        return sender ? { role: 'sender', sender } : { role: 'target', target: await run.open(step.config, context) };
      }
      return { role: 'rehearsal', rehearsal: await run.rehearse(step.config, context) };
    case 'sender':
      if (mayWrite) return { role: 'sender', sender: await run.open(step.config, context) };
      return { role: 'rehearsal', rehearsal: await run.rehearse(step.config, context) };
    case 'source':
    case 'transform':
      if (writes && !mayWrite)
        throw new UserError('would-write', `${step.name} would write, and nothing is written in a ${context.mode}.`, {
          hint: 'Run the flow to see what it gives.',
          place: { node: step.nodeId },
        });
      if (run.role === 'source') return { role: 'source', source: await run.open(step.config, context) };
      return { role: 'transform', transform: await run.open(step.config, context) };
    default:
      throw new Defect('wrong-role', `The kind ${step.kind} is a trigger and cannot take part in a run.`);
  }
}
