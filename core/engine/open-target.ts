import { join } from 'node:path';
import { Defect } from '../base/errors.ts';
import { HeldPort } from './held-port.ts';
import type { StepContext } from './node-door.ts';
import { type AnyNodeRun, type OpenNode, openStep } from './open-step.ts';
import type { TryAgain } from './rejects/safe-push.ts';
import type { RunExecution } from './run-execution.ts';
import { leftOutTarget, SendingTarget } from './sending-target.ts';
import type { StepAtWork } from './step-at-work.ts';

/** Opens a step; a target that sends in groups becomes one that the engine can commit, and one that is to be left at what it did is not opened at all. */
export async function openNode(execution: RunExecution, step: StepAtWork, run: AnyNodeRun, context: StepContext, again: TryAgain): Promise<OpenNode> {
  const { plan, ledger } = step;
  const scope = { flowVersion: 0, firstRun: execution.runId, settled: {}, ...execution.job.effects };
  const leaveOut = step.leaveOut.bind(step);
  if (plan.role === 'target' && scope.settled[plan.nodeId]?.leaveOut) {
    step.takes = false;
    return { role: 'target', target: leftOutTarget(plan.name, leaveOut) };
  }
  const node = await openStep(plan, run, context);
  if (node.role !== 'sender') return node;
  if (plan.effects !== 'appending-write')
    throw new Defect('wrong-effects', `The kind ${plan.kind} sends in groups, but does not say that its writes cannot be repeated.`);
  ledger.sent = 0;
  const target = new SendingTarget({
    sender: node.sender,
    plan,
    scope,
    held: new HeldPort(join(execution.job.folders.spill, `send-${plan.index}.spool`)),
    durably: (event) => execution.reporter.durably(event),
    again,
    reject: (batch, row, reason) => step.rejects.reject(batch, row, reason),
    drop: leaveOut,
    sent(batch, rows, count) {
      ledger.sent = (ledger.sent ?? 0) + count;
      ledger.out = ledger.sent;
      step.markSent(batch, rows, count);
    },
    inHand: (batch) => execution.masks?.working(plan.index, batch),
    said: (text) => execution.masks?.text(plan.index, text) ?? text,
    drain: () => step.drainRejects(),
    stopIfAsked() {
      if (execution.cancel.raised()) throw execution.cancel.signal.reason;
    },
    sourceId: (index) => execution.sourceId(index),
  });
  return { role: 'target', target };
}
