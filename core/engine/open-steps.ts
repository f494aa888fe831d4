import { dirname, join } from 'node:path';
import type { CheckResult } from '../base/run-facts.ts';
import { chosenOnly } from './capture/chosen-records.ts';
import { announce } from './commit.ts';
import { fieldsShownAt } from './masks/fields-shown.ts';
import type { Source, StepContext } from './node-door.ts';
import type { AnyNodeRun, OpenNode } from './open-step.ts';
import { openNode } from './open-target.ts';
import type { TryAgain } from './rejects/safe-push.ts';
import { withRetries, withRetry } from './retry.ts';
import type { RunExecution } from './run-execution.ts';
import type { RunJob } from './run-job.ts';
import { seededRandom } from './seeded-random.ts';
import type { StepAtWork } from './step-at-work.ts';
import { createStepContext } from './step-context.ts';
import { AS_SAID, StepLog, type StepWords } from './step-log.ts';
import { FileState } from './step-state.ts';
import type { Taker } from './taker.ts';
import { WrittenPlaces } from './written-places.ts';

/** What keys alone may take is so many times what a step may hold, and at most one of so many parts of the run's memory: five million keys and more. */
const KEY_SHARE = 3;
const KEY_PART = 5;

/** A step with what was opened for it. */
export interface OpenedStep {
  readonly step: StepAtWork;
  readonly node: OpenNode;
  readonly run: AnyNodeRun;
  readonly context: StepContext;
  readonly log: StepLog;
  readonly state: FileState;
}

/**
 * Opens the steps, sources first and targets last, so that a file that is not there is found before anything is begun that writes.
 * Adds each one to `opened` as soon as it is open. Sources that are read from a capture are not opened.
 */
export async function openSteps(execution: RunExecution, opened: OpenedStep[]): Promise<void> {
  const { plan, job, deps, cancel, reporter, disposables } = execution;
  const runs = await Promise.all(plan.steps.map((step) => deps.loadRun(step.kind)));
  const places = new WrittenPlaces();
  const facts = {
    runId: job.runId,
    seed: job.replay?.seed,
    flowName: job.flow.name,
    mode: plan.mode,
    startedAt: job.startedAt,
    zone: job.zone,
    parameters: job.parameters,
    flowFolder: job.folders.flow,
    spillFolder: job.folders.spill,
    memoryPerStep: plan.memoryPerStep,
    memoryForKeys: Math.min(plan.memoryPerStep * KEY_SHARE, job.limits.threadBytes / KEY_PART),
    limit: Number.POSITIVE_INFINITY,
    partial: isPartial(job),
    clock: deps.clock,
    cancel,
    connections: execution.connections,
    happening: job.happening ?? null,
    sourceName: (source: number) => job.flow.nodes.find(({ id }) => id === execution.sourceId(source))?.name ?? '',
    fieldsArriving: (nodeId: string, port: string) => fieldsShownAt(execution, nodeId, port),
  };
  for (const role of ['source', 'transform', 'target'] as const)
    for (const step of execution.steps) {
      if (step.plan.role !== role || (role === 'source' && step.plan.reading === 'capture')) continue;
      const run = runs[step.plan.index] as AnyNodeRun;
      const log = new StepLog(step.plan.nodeId, (event) => reporter.tell(event), maskedWords(execution, step.plan.index));
      const state = new FileState({
        kept: job.folders.state,
        staging: join(job.folders.spill, 'state'),
        nodeId: step.plan.nodeId,
        seesKept: job.replay?.state !== 'none',
      });
      const context = createStepContext(facts, {
        step: step.plan,
        at: chosenOnly(step, job.replay, execution.corrections?.writtenByHand(step.plan.nodeId)),
        log,
        state,
        again: job.replay?.again?.[step.plan.nodeId] ?? null,
        enough: (port) => execution.needs.enough(step.plan.index, port),
        isSample: () => false,
        checked: (results) =>
          reporter.tell({ kind: 'checks', nodeId: step.plan.nodeId, checks: maskedChecks(results, maskedWords(execution, step.plan.index)) }),
        rejectedBefore: (port) => rejectedBefore(execution, step.plan.index, port),
        tryAgain: (attempt) => withRetries(attempt, retryOptions(execution, step, log)),
        async partFile(part, path, shared) {
          if (!shared) places.claim(path, step.plan);
          step.partFiles.push(part);
          await tellPartFile(execution, step.plan.nodeId, part);
        },
      });
      try {
        const again: TryAgain = (attempt, safe) => withRetry(attempt, retryOptions(execution, step, log, safe));
        const node = await withRetry(() => openNode(execution, step, run, context, again), retryOptions(execution, step, log));
        opened.push({ step, node, run, context, log, state });
        step.taker = takerOf(node);
        step.safely.again = again;
        register(step, node, disposables);
        if (node.role === 'target') announce(execution, step, node.target);
      } catch (error) {
        step.failed(error);
        throw error;
      }
      execution.checkpoint();
    }
}

/** Puts a half product on record before it is begun: by itself, or with its folder, which one that was told before it has made known. */
async function tellPartFile({ deps, reporter }: RunExecution, nodeId: string, path: string): Promise<void> {
  const folder = dirname(path);
  if (deps.partFolders?.has(folder)) return reporter.tell({ kind: 'part-file', nodeId, path, known: true });
  await reporter.durably({ kind: 'part-file', nodeId, path });
  deps.partFolders?.add(folder);
}

/** Records rejected so far by the steps that lead to a port. */
function rejectedBefore({ plan, steps }: RunExecution, index: number, port: string): number {
  const open = plan.links.filter((link) => link.to === index && link.toPort === port);
  const before = new Set<number>();
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    if (before.has(link.from)) continue;
    const { from } = link;
    before.add(from);
    open.push(...plan.links.filter((other) => other.to === from));
  }
  return [...before].reduce((sum, step) => sum + (steps[step]?.ledger.rejected ?? 0), 0);
}

/** Words of a step as they may be kept. */
function maskedWords({ masks }: RunExecution, index: number): StepWords {
  return masks ? { log: (text) => masks.log(index, text), notice: (text) => masks.text(index, text) } : AS_SAID;
}

const maskedChecks = (results: readonly CheckResult[], words: StepWords) => results.map((one) => ({ ...one, found: words.notice(one.found) }));

/** Whether a replay takes only some of the records. */
function isPartial({ replay }: RunJob): boolean {
  return replay !== undefined && (replay.ordinals !== null || replay.keys !== undefined || replay.corrections !== undefined);
}

/** How calls outside are tried again for a step. */
export function retryOptions(execution: RunExecution, step: StepAtWork, log: StepLog, safe?: () => boolean) {
  return {
    policy: step.plan.retry,
    clock: execution.clock,
    random: seededRandom(`${execution.runId} ${step.plan.nodeId} retry`),
    signal: execution.cancel.signal,
    waiting(message: string) {
      step.ledger.retries++;
      log.notice({ level: 'warning', code: 'trying-again', message });
    },
    ...(safe ? { safe } : {}),
  };
}

/** Remembers to close what was opened, and where a source can tell where a record stood. */
export function register(step: StepAtWork, node: OpenNode, disposables: RunExecution['disposables']): void {
  if (node.role === 'source') {
    const { source } = node;
    step.locate = placesIn(source);
    if (source.close) disposables.add(source, (open) => open.close?.());
  } else if (node.role === 'transform') disposables.add(node.transform, (open) => open.close?.());
  else if (node.role === 'rehearsal') disposables.add(node.rehearsal, (open) => open.close?.());
}

/**
 * Asks a source where a record stood; null where it cannot tell. Made in a function of its own: V8 puts one that is written out as the value of a property
 * (`step.locate = () => …`) among what lives long, where it holds all of its run until a full collection.
 */
export function placesIn(source: Source): StepAtWork['locate'] {
  return source.locate ? (ordinal) => source.locate?.(ordinal) ?? null : null;
}

const ANY_PORT = { has: () => true };
const NO_PORT = { has: () => false };

/** The side of an open node that takes records. */
export function takerOf(node: OpenNode): Taker | null {
  switch (node.role) {
    case 'transform':
      return {
        splits: new Set(node.transform.splits),
        claims: node.transform.claims === true,
        push: (port, batch, emit) => node.transform.push(port, batch, emit),
        flush: (port, emit) => node.transform.flush?.(port, emit),
      };
    case 'target':
      return {
        splits: node.target.splits ? ANY_PORT : NO_PORT,
        trails: node.target.trails === true,
        push: (_port, batch) => node.target.push(batch),
        flush: () => node.target.drain?.(),
      };
    case 'rehearsal':
      return { splits: NO_PORT, push: (_port, batch) => node.rehearsal.push(batch), flush: () => undefined };
    case 'source':
    case 'sender':
      return null;
  }
}
