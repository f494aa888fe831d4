import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { OperationalError } from '../../base/errors.ts';
import type { StepCounts } from '../../base/run-facts.ts';
import type { PlainRecord } from '../../base/value.ts';
import type { AnyNodeSpec } from '../../catalog/catalog.ts';
import type { Batch } from '../../data/batch.ts';
import { concat, slice } from '../../data/batch-ops.ts';
import type {
  Emit,
  NodeRun,
  Receipt,
  Rehearsal,
  Sender,
  Source,
  SourcePosition,
  SourceReading,
  SourceSpan,
  StepContext,
  Target,
  Transform,
  WouldDo,
} from '../../engine/node-door.ts';
import { batchOf } from './batches.ts';
import { createTestContext, originAt, recordAt, type Surroundings, type TestContext, type Told } from './step-context.ts';

/** A kind as the harness drives it. */
export interface Kind {
  spec: AnyNodeSpec;
  // biome-ignore lint/suspicious/noExplicitAny: the config type differs per kind
  run: NodeRun<any>;
}

/** What came of running one step: what left by each port, in order, and everything the step told its context. */
export interface StepOutcome extends Told {
  emitted: Record<string, PlainRecord[]>;
  /** Parallel to `emitted`: where each record came from. */
  origins: Record<string, { source: number; ordinal: number }[]>;
  batches: Record<string, Batch[]>;
}

/** Called after each batch that leaves or is pushed: to abort half-way, to look at the disk. */
export type AfterBatch = (batchesSoFar: number) => void | Promise<void>;

/** Reads a source to its end (or to the abort), closes it, checks the step law. `config` may leave out settings. */
export async function runSource(
  kind: Kind,
  config: object,
  surroundings: Surroundings & { afterBatch?: AfterBatch } = {},
): Promise<StepOutcome & { readings: SourceReading[]; position: SourcePosition | null; span: SourceSpan | null }> {
  if (kind.run.role !== 'source') throw new Error(`${kind.spec.kind} is no source`);
  const { open } = kind.run;
  return inContext(surroundings, async (context, told, outcome, made) => {
    let source: Source | null = null;
    let batches = 0;
    const emit = collect(outcome, async () => surroundings.afterBatch?.(++batches), surroundings.afterBatch === undefined);
    try {
      const opened = await open(kind.spec.config.parse(config), context);
      source = opened;
      made.locate = (ordinal) => opened.locate?.(ordinal) ?? null;
      await source.read((port, batch) => {
        told.counts.in += batch.count;
        return emit(port, batch);
      });
      // What a source rejects was read, although it never left.
      told.counts.in += told.rejects.length;
      const readings = source.readings?.() ?? [];
      checkStepLaw(told.counts);
      return { ...outcome, readings, position: source.position?.() ?? null, span: source.span?.() ?? null };
    } finally {
      await source?.close?.();
    }
  });
}

/**
 * Pushes batches through a transform: all of each `first` port and its flush, then the other ports in the order given, then their flushes; closes it and
 * checks the step law.
 */
export async function runTransform(
  kind: Kind,
  config: object,
  inputs: Record<string, readonly Batch[]>,
  surroundings: Surroundings & { afterBatch?: AfterBatch } = {},
): Promise<StepOutcome> {
  if (kind.run.role !== 'transform') throw new Error(`${kind.spec.kind} is no transform`);
  const { open } = kind.run;
  const inputOf = (port: string) => kind.spec.inputs.find((input) => input.name === port);
  const isFirst = (port: string) => inputOf(port)?.first === true;
  const isReference = (port: string) => isFirst(port) && inputOf(port)?.moves !== true;
  return inContext(surroundings, async (context, told, outcome) => {
    let transform: Transform | null = null;
    let batches = 0;
    const emit = collect(outcome, () => undefined, true);
    try {
      transform = await open(kind.spec.config.parse(config), context);
      for (const port of Object.keys(inputs).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)))) {
        const rejectedBefore = told.counts.rejected;
        const arrived = inputs[port] ?? [];
        for (const batch of arrived) {
          told.counts.in += batch.count;
          await transform.push(port, batch, emit);
          await surroundings.afterBatch?.(++batches);
        }
        await transform.flush?.(port, emit);
        if (isReference(port)) told.counts.used += arrived.reduce((sum, batch) => sum + batch.count, 0) - (told.counts.rejected - rejectedBefore);
      }
      checkStepLaw(told.counts);
      if (context.mode === 'run' || context.mode === 'replay') await transform.settled?.({ rejected: surroundings.rejectedLater ?? (() => false) });
      return outcome;
    } finally {
      await transform?.close?.();
    }
  });
}

/** What came of running a target: `receipt` when it committed, `error` when something threw and it was aborted. */
export type TargetOutcome = StepOutcome & { receipt?: Receipt; error?: unknown };

/** Pushes batches into a target and commits; when anything throws (an abort by `afterBatch` too) it aborts instead and gives the error. */
export async function runTarget(
  kind: Kind,
  config: object,
  arrived: readonly Batch[],
  surroundings: Surroundings & { afterBatch?: AfterBatch } = {},
): Promise<TargetOutcome> {
  const { run } = kind;
  if (run.role !== 'target' && run.role !== 'sender') throw new Error(`${kind.spec.kind} is no target`);
  return inContext(surroundings, async (context, told, outcome): Promise<TargetOutcome> => {
    let target: Target | null = null;
    try {
      const parsed = kind.spec.config.parse(config);
      const sender = run.role === 'sender' ? await run.open(parsed, context) : await run.openSender?.(parsed, context);
      target = sender ? sendingInGroups(sender, context) : await (run as Extract<typeof run, { role: 'target' }>).open(parsed, context);
      let batches = 0;
      for (const batch of arrived) {
        context.signal.throwIfAborted();
        told.counts.in += batch.count;
        await target.push(batch);
        await surroundings.afterBatch?.(++batches);
      }
      context.signal.throwIfAborted();
      const receipt = await target.commit();
      told.counts.out = receipt.delivered;
      checkStepLaw(told.counts);
      return { ...outcome, receipt };
    } catch (error) {
      await target?.abort();
      return { ...outcome, error };
    }
  });
}

/** A sender as the engine drives it, without its ledger: groups are sent one after another when everything has arrived. */
function sendingInGroups(sender: Sender, context: StepContext): Target {
  const waiting: Batch[] = [];
  let delivered = 0;
  return {
    push: (batch) => void waiting.push(batch),
    async commit() {
      const batch = waiting.length > 0 ? concat(waiting) : batchOf([]);
      for (let from = 0; from < batch.count || (from === 0 && sender.evenEmpty); from += sender.groupSize) {
        const group = slice(batch, from, Math.min(batch.count, from + sender.groupSize));
        const sent = await sender.send(group, from.toString(16).padStart(32, '0'));
        if (sent.outcome === 'not-done') {
          // As the engine does with a record that is refused for good.
          if (group.count !== 1 || !(sent.error instanceof OperationalError) || sent.error.retryable) throw sent.error;
          const { code, message } = sent.error;
          context.reject(batch, group.selection[0] as number, { code, message });
          continue;
        }
        for (const { row, reason } of sent.rejected ?? []) context.reject(batch, row, reason);
        delivered += group.count - (sent.rejected?.length ?? 0);
      }
      const confirmed = await sender.confirm?.();
      await sender.close?.();
      return { ...confirmed, target: sender.target, delivered };
    },
    abort: async () => sender.close?.(),
  };
}

/** Rehearses a target: what it says it would do. */
export async function rehearseTarget(
  kind: Kind,
  config: object,
  arrived: readonly Batch[],
  surroundings: Surroundings = {},
): Promise<StepOutcome & { wouldDo: WouldDo }> {
  if (kind.run.role !== 'target' && kind.run.role !== 'sender') throw new Error(`${kind.spec.kind} is no target`);
  const { rehearse } = kind.run;
  return inContext({ mode: 'rehearsal', ...surroundings }, async (context, told, outcome) => {
    let rehearsal: Rehearsal | null = null;
    try {
      rehearsal = await rehearse(kind.spec.config.parse(config), context);
      for (const batch of arrived) {
        told.counts.in += batch.count;
        await rehearsal.push(batch);
      }
      return { ...outcome, wouldDo: await rehearsal.finish() };
    } finally {
      await rehearsal?.close?.();
    }
  });
}

/** Throws when a step's account does not add up: in + fannedOut = out + filtered + duplicates + rejected + used + pending. */
export function checkStepLaw(counts: StepCounts): void {
  const left = counts.in + counts.fannedOut;
  const right = counts.out + counts.filtered + counts.duplicates + counts.rejected + counts.used + counts.pending;
  if (left !== right) throw new Error(`the step's account does not add up: ${left} came, ${right} are accounted for: ${JSON.stringify(counts)}`);
}

/** Paths below `folder` that this process holds open; always empty where the system cannot tell. */
export function openFilesIn(folder: string): string[] {
  if (!existsSync('/proc/self/fd')) return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
}

async function inContext<T>(
  surroundings: Surroundings,
  work: (context: StepContext, told: Told, outcome: StepOutcome, made: TestContext) => Promise<T>,
): Promise<T> {
  const made = createTestContext(surroundings);
  const { context, told } = made;
  try {
    return await work(context, told, { ...told, emitted: {}, origins: {}, batches: {} }, made);
  } finally {
    made.close();
  }
}

function collect(outcome: StepOutcome, after: () => void | Promise<void>, sync: boolean): Emit {
  return (port, batch) => {
    outcome.counts.out += batch.count;
    outcome.emitted[port] ??= [];
    outcome.origins[port] ??= [];
    outcome.batches[port] ??= [];
    outcome.batches[port].push(batch);
    for (let i = 0; i < batch.count; i++) {
      const row = batch.selection[i] as number;
      outcome.emitted[port].push(recordAt(batch, row));
      outcome.origins[port].push(originAt(batch, row));
    }
    return sync ? undefined : after();
  };
}
