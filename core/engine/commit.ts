import { setImmediate as nextTurn } from 'node:timers/promises';
import { Defect, OperationalError } from '../base/errors.ts';
import type { Receipt, Target } from './node-door.ts';
import type { OpenedStep } from './open-steps.ts';
import type { RunExecution } from './run-execution.ts';
import { SendingTarget } from './sending-target.ts';
import type { StepAtWork } from './step-at-work.ts';

/**
 * The end of a run: targets commit one after another in plan order, each between a durable intent and a durable receipt. The first that fails ends it;
 * those behind it are aborted by the caller. From the first commit on a cancel comes too late, so that targets are left whole. In a rehearsal the
 * targets say what they would have done.
 */
export async function commitTargets(execution: RunExecution, opened: readonly OpenedStep[]): Promise<void> {
  execution.checkpoint();
  const targets = execution.plan.commitOrder.map((index) => {
    const found = opened.find(({ step }) => step.plan.index === index);
    if (!found) throw new Defect('target-not-open', 'A target was not opened before its commit.');
    return found;
  });
  const begun = new Set<number>();
  for (const { step, node } of targets) if (node.role === 'target' && step.ended) await prepareAnnounced(execution, step, node.target, begun);
  await execution.reporter.settle();
  if (execution.cancel.raised()) execution.checkpoint();
  for (const { step, node } of targets) {
    if (!step.ended) throw new Defect('target-not-ended', `${step.plan.name} was to commit before everything had arrived.`);
    try {
      if (node.role === 'target') {
        await prepareAnnounced(execution, step, node.target, begun);
        await commitOne(execution, step, node.target);
      } else if (node.role === 'rehearsal') {
        const wouldDo = await step.timed(() => node.rehearsal.finish());
        await step.drainRejects();
        execution.reporter.tell({ kind: 'would-do', nodeId: step.plan.nodeId, wouldDo: execution.masks?.wouldDo(step.plan.index, wouldDo) ?? wouldDo });
      }
    } catch (error) {
      step.failed(error);
      throw error;
    }
    step.succeed();
    await step.endOutputs();
  }
}

/** Puts the intent of a target on record as soon as it is open, where its half product tells whether anything was done. Until it commits, nobody waits for that. */
export function announce({ announced, reporter, runId }: RunExecution, { plan }: StepAtWork, { half }: Target): void {
  if (half === undefined) return;
  const { nodeId, effects, unknownEffects: choice } = plan;
  const key = `${runId}/${nodeId}`;
  announced.set(plan.index, { nodeId, key });
  reporter.tell({ kind: 'intent', nodeId, key, effects, choice, records: 0, half });
}

/**
 * Has a target whose intent is told make ready what it will show, once; by then the intent is mostly on record. Those of which all has arrived do so before
 * any commits, others (they wait for what is rejected while one commits) when their turn comes.
 */
async function prepareAnnounced({ announced, reporter }: RunExecution, step: StepAtWork, target: Target, begun: Set<number>): Promise<void> {
  const effect = announced.get(step.plan.index);
  if (!effect || begun.has(step.plan.index)) return;
  begun.add(step.plan.index);
  reporter.tell({ kind: 'begins', ...effect, records: arrivedAt(step) });
  try {
    await step.timed(() => target.prepare?.());
  } catch (error) {
    step.failed(error);
    throw error;
  }
}

const arrivedAt = ({ ledger }: StepAtWork) => ledger.in - ledger.rejected - ledger.filtered - ledger.duplicates;

/** Takes back what was not committed, the last target first; says what of it stays outside all the same. */
export async function abortTargets(execution: RunExecution, opened: readonly OpenedStep[], note: (problem: unknown) => void): Promise<string[]> {
  const left: string[] = [];
  for (const { step, node } of [...opened].reverse()) {
    if (node.role !== 'target' || execution.committed.has(step.plan.index)) continue;
    await node.target.abort().catch(note);
    if (node.target.left !== undefined) left.push(node.target.left);
  }
  return left;
}

async function commitOne(execution: RunExecution, step: StepAtWork, target: Target): Promise<void> {
  const { plan, ledger } = step;
  const key = `${execution.runId}/${plan.nodeId}`;
  if (target instanceof SendingTarget) await sendGroups(execution, step, target);
  else if (!execution.announced.delete(plan.index)) await intendAndPrepare(execution, step, target, { key, records: arrivedAt(step) });
  const receipt: Receipt = target instanceof SendingTarget ? target.receipt() : await commitWhole(execution, step, target, key);
  execution.committed.add(plan.index);
  ledger.out = arrivedAt(step);
  execution.receipts.push({ nodeId: plan.nodeId, ...receipt });
  const delivered = { kind: 'delivered' as const, nodeId: plan.nodeId, key, receipt: { nodeId: plan.nodeId, ...receipt } };
  if (plan.effects === 'repeat-safe-write' && plan.index === execution.plan.commitOrder.at(-1)) execution.reporter.tell({ ...delivered, atEnd: true });
  else await execution.reporter.durably(delivered);
  await step.drainRejects();
  if (receipt.delivered !== ledger.out)
    throw new Defect('receipt-differs', `${plan.name} took ${ledger.out} records but says it delivered ${receipt.delivered}.`, {
      place: { node: plan.nodeId },
      hint: 'Look at the target before you run the flow again.',
    });
}

/** Puts the intent on record while the target makes ready what it will show: neither depends on the other, and the commit comes after both. */
async function intendAndPrepare(execution: RunExecution, step: StepAtWork, target: Target, what: { key: string; records: number }): Promise<void> {
  const { nodeId, effects, unknownEffects: choice } = step.plan;
  const both = await Promise.allSettled([
    execution.reporter.durably({ kind: 'intent', nodeId, effects, choice, ...what }),
    (async () => step.timed(() => target.prepare?.()))(),
  ]);
  const failed = both.find((one) => one.status === 'rejected');
  if (!failed) return;
  // Nothing is visible outside yet: what was meant was not done. An intent that could not be brought onto the drive may be on record all the same.
  const takenBack = execution.reporter.durably({ kind: 'not-sent', nodeId, key: what.key });
  await (both[0].status === 'fulfilled' ? takenBack : takenBack.catch(() => undefined));
  throw failed.reason;
}

/** Commits what a target has made ready. Where it fails, the ledger says what is known: that nothing was done, or that nobody knows. */
async function commitWhole(execution: RunExecution, step: StepAtWork, target: Target, key: string): Promise<Receipt> {
  const { nodeId } = step.plan;
  try {
    const committing = step.timed(() => target.commit());
    // Made and packed while the drive, or the other side, is at work: as soon as this thread has nothing else to do.
    const told = nextTurn().then(() => execution.tellSamples());
    const [receipt, telling] = await Promise.allSettled([committing, told]);
    if (receipt.status === 'rejected') throw receipt.reason;
    if (telling.status === 'rejected') throw telling.reason;
    return receipt.value;
  } catch (error) {
    if (target.undone === true) await execution.reporter.durably({ kind: 'not-sent', nodeId, key });
    else if (error instanceof OperationalError && error.code === 'commit-unknown') {
      const why = execution.masks?.text(step.plan.index, error.message) ?? error.message;
      await execution.reporter.durably({ kind: 'unknown-effect', nodeId, key, why: why.slice(0, 500) });
    }
    throw error;
  }
}

/** Each group has its own intent and receipt; when one of them ends the run, what was sent before stands in the ledger as delivered. */
async function sendGroups(execution: RunExecution, step: StepAtWork, target: SendingTarget): Promise<void> {
  const { nodeId } = step.plan;
  try {
    await step.timed(() => target.commit());
  } catch (error) {
    const receipt = { nodeId, ...target.receipt() };
    if (receipt.delivered > 0) {
      execution.receipts.push(receipt);
      await execution.reporter.durably({ kind: 'delivered', nodeId, key: `${execution.runId}/${nodeId}`, receipt });
    }
    throw error;
  }
}
