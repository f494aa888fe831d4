import { join } from 'node:path';
import { formatCount } from '../base/amounts.ts';
import type { Batch } from '../data/batch.ts';
import { SpoolReader } from '../formats/spool/spool-reader.ts';
import { READ } from './accounts/fates.ts';
import { type CaptureManifest, capturedPort, readManifest } from './capture/capture-manifest.ts';
import { chosenOf, KeyChoice, markChosen, takeChosen, withoutThose } from './capture/chosen-records.ts';
import { andThen, type MaybePromise } from './maybe-promise.ts';
import type { Emit, Source } from './node-door.ts';
import { openStep } from './open-step.ts';
import { type OpenedStep, register, retryOptions } from './open-steps.ts';
import { withoutPartners } from './plan/partners.ts';
import type { PlanFeed } from './plan/plan.ts';
import { EnoughRead } from './reading-needs.ts';
import { withRetry } from './retry.ts';
import type { RunExecution } from './run-execution.ts';
import type { StepAtWork } from './step-at-work.ts';

/** Key under which a source's position stands in its state. */
export const POSITION = 'position';
/** Key under which stands what a source still has to do outside with what it has read. */
export const PENDING = 'pending';

/** Reads the sources of a run one after another: from outside, or from what a former run captured. */
export class Reading {
  readonly #execution: RunExecution;
  readonly #opened: readonly OpenedStep[];
  readonly #manifest: CaptureManifest | null;
  readonly #keys: KeyChoice | null;

  constructor(execution: RunExecution, opened: readonly OpenedStep[]) {
    this.#execution = execution;
    this.#opened = opened;
    this.#manifest = execution.job.replay ? readManifest(execution.job.replay.captures) : null;
    const { replay, masks } = execution.job;
    const personal = new Set(masks?.fields.filter(({ way }) => way !== 'show').map(({ field }) => field));
    this.#keys = replay?.keys
      ? new KeyChoice(
          replay.keys,
          replay.keys.fields.some((field) => personal.has(field)),
        )
      : null;
  }

  /** Resolves when every source has ended and all behind it has been flushed. */
  async readAll(): Promise<void> {
    const { plan } = this.#execution;
    const isFirst = (feed: PlanFeed) => plan.steps[feed.to]?.inputs.find((input) => input.port === feed.toPort)?.first === true;
    for (const feed of [...plan.feeds.filter(isFirst), ...plan.feeds.filter((feed) => !isFirst(feed))]) await this.#feed(feed, isFirst(feed));
    if (plan.feeds.length > 0) this.#keys?.check();
    for (const index of plan.readOrder) {
      const step = this.#execution.stepAt(index);
      try {
        step.status = 'running';
        if (step.plan.reading === 'capture') await this.#fromCapture(step);
        else await this.#fromOutside(step);
        await this.#emitCorrected(step);
        await step.drainRejects();
        this.#execution.checkpoint();
        if (step.plan.nodeId === this.#execution.job.replay?.keys?.nodeId) this.#keys?.check();
      } catch (error) {
        step.failed(error);
        throw error;
      }
      step.succeed();
      await step.endOutputs();
    }
  }

  async #fromOutside(step: StepAtWork): Promise<void> {
    const execution = this.#execution;
    const opened = this.#opened.find((candidate) => candidate.step === step);
    if (opened?.node.role !== 'source') return;
    if (this.#givesNone(step)) return;
    const { run, context, log, state } = opened;
    if (this.#mayEndEarly(step) && execution.needs.allServed(step.plan.index)) return this.#endedEarly(opened);
    const emit = this.#whileNeeded(step, this.#emitChosen(step));
    let source: Source | null = opened.node.source;
    const read = async () => {
      if (source === null) {
        const again = await openStep(step.plan, run, context);
        if (again.role !== 'source') return;
        register(step, again, execution.disposables);
        source = again.source;
      }
      const current = source;
      source = null;
      try {
        await step.timed(() => current.read(emit));
      } catch (error) {
        if (!(error instanceof EnoughRead)) throw error;
        this.#endedEarly(opened);
      }
      source = current;
    };
    await withRetry(
      read,
      retryOptions(execution, step, log, () => step.ledger.in === 0),
    );
    const readings = source.readings?.() ?? [];
    const position = source.position?.() ?? null;
    if (readings.length > 0) execution.reporter.tell({ kind: 'readings', nodeId: step.plan.nodeId, readings });
    const span = source.span?.() ?? null;
    if (span !== null) execution.reporter.tell({ kind: 'span', nodeId: step.plan.nodeId, span, position });
    if (!this.#readsOn(step)) return;
    if (position !== null) state.set(POSITION, position);
    const pending = source.pending?.() ?? null;
    if (pending === null) return;
    state.set(PENDING, pending);
    execution.settling.set(step.plan.index, source);
  }

  /** A source that remembers what it has read reads on to its end: what it leaves unread could never be told from what it has read. */
  #mayEndEarly({ plan }: StepAtWork): boolean {
    const { replay } = this.#execution.job;
    const chooses = replay && (replay.ordinals !== null || replay.keys !== undefined);
    return !chooses && !this.#execution.deps.catalog.get(plan.kind)?.remembers?.(plan.config);
  }

  /** Ends the reading, once a batch has been worked on, where nobody behind the source needs more. */
  #whileNeeded(step: StepAtWork, emit: Emit): Emit {
    if (!this.#mayEndEarly(step)) return emit;
    const { needs } = this.#execution;
    const look = () => {
      if (needs.allServed(step.plan.index)) throw new EnoughRead();
    };
    return (port, batch) => andThen(emit(port, batch), look);
  }

  #keptInPart({ plan }: StepAtWork, records: number): void {
    const message = `${plan.name} was read only in part in the run before, since the steps behind it needed no more: ${formatCount(records)} records are there to replay.`;
    this.#execution.reporter.tell({ kind: 'log', nodeId: plan.nodeId, level: 'info', code: 'ended-early', message });
  }

  #endedEarly({ step, log }: OpenedStep): void {
    this.#execution.needs.endedEarly.add(step.plan.index);
    const read = step.ledger.in === 0 ? 'Nothing was read' : `Reading ended early, after ${formatCount(step.ledger.in)} records`;
    const message = `${read}: the steps behind ${step.plan.name} have all they need. What else the source holds was not looked at.`;
    log.notice({ level: 'info', code: 'ended-early', message });
  }

  /** Whether what a source reads now counts as read for later runs: in a run, and in a replay of a failed one that reads whatever is there. */
  #readsOn(step: StepAtWork): boolean {
    const { plan, job } = this.#execution;
    if (plan.mode !== 'replay') return plan.mode === 'run';
    return (
      job.replay?.state === 'as-kept' && job.replay.ordinals === null && job.replay.keys === undefined && job.replay.again?.[step.plan.nodeId] === undefined
    );
  }

  async #fromCapture(step: StepAtWork): Promise<void> {
    const { nodeId, name, index } = step.plan;
    const isWhole = step.plan.partners === true;
    const chosen = isWhole ? null : this.#chosen(step);
    if (chosen?.size === 0 || this.#givesNone(step)) return;
    const port = capturedPort(this.#manifest, nodeId, 'out', null, name, chosen === null);
    if (port.endedEarly) this.#keptInPart(step, port.records);
    const take = isWhole ? this.#marking(step) : this.#byKey(step);
    await this.#readSpool(port.file, chosen, (batch) => step.emit(port.port, take({ ...batch, origin: { ...batch.origin, source: index } })));
  }

  /** What a person wrote in the place of records that this source could not read. */
  async #emitCorrected(step: StepAtWork): Promise<void> {
    const batch = this.#execution.corrections?.emittedBy(step.plan);
    const output = step.plan.outputs.find((one) => one.carries === 'data');
    if (batch && output) await step.emit(output.port, batch);
  }

  /** The ordinals this replay reads of a source; null for all. Sources that are only looked up in are read whole. */
  #chosen(step: StepAtWork): ReadonlySet<number> | null {
    const { job, corrections } = this.#execution;
    return step.plan.branch === 'reference' ? null : chosenOf(job.replay, step.plan.nodeId, corrections?.writtenByHand(step.plan.nodeId));
  }

  /** Where records are chosen by key, only the source they are looked for in gives any; others only what is read along. */
  #givesNone(step: StepAtWork): boolean {
    const keys = this.#execution.job.replay?.keys;
    return keys !== undefined && step.plan.partners !== true && step.plan.branch !== 'reference' && keys.nodeId !== step.plan.nodeId;
  }

  /** All records of a source, those that were not asked for marked as read along. Sources that are only looked up in are as they always are. */
  #marking(step: StepAtWork): (batch: Batch) => Batch {
    if (step.plan.branch === 'reference') return (batch) => batch;
    const { job, corrections } = this.#execution;
    const keys = job.replay?.keys;
    const written = corrections?.writtenByHand(step.plan.nodeId);
    const chosen = keys ? NONE : this.#chosen(step);
    const mark = keys?.nodeId === step.plan.nodeId && this.#keys ? this.#keys : { mark: (batch: Batch) => markChosen(batch, () => chosen) };
    return (batch) => mark.mark(withoutThose(batch, written));
  }

  #byKey(step: StepAtWork): (batch: Batch) => Batch {
    const keys = this.#keys;
    return keys && step.plan.branch !== 'reference' ? (batch) => keys.take(batch) : (batch) => batch;
  }

  /** Feeds a port in the middle of the flow with what arrived there in the former run. */
  async #feed({ to, toPort }: PlanFeed, first: boolean): Promise<void> {
    const execution = this.#execution;
    const replay = execution.job.replay;
    const step = execution.stepAt(to);
    const port = capturedPort(this.#manifest, step.plan.nodeId, 'in', toPort, step.plan.name, true);
    const sources = this.#manifest?.sources ?? [];
    const indexes = Int32Array.from(sources, (nodeId) => this.#sourceIndex(nodeId));
    const reference = step.plan.inputs.find((input) => input.port === toPort)?.reference === true;
    const keys = reference ? null : this.#keys;
    const chosen = new Map(sources.map((nodeId, index) => [indexes[index] as number, reference ? null : chosenOf(replay, nodeId)]));
    const choiceOf = (source: number) => chosen.get(source) ?? null;
    const take = (batch: Batch): Batch => {
      if (step.plan.partners !== true || reference) return keys ? keys.take(batch) : takeChosen(batch, choiceOf);
      if (!keys) return markChosen(batch, choiceOf);
      // Keys are looked for among the records that the step passes on, not among those it reads first.
      return first ? markChosen(batch, () => NONE) : keys.mark(batch);
    };
    await this.#readSpool(port.file, null, (spooled) => {
      const batch = execution.corrected(to, take(withSources(spooled, indexes)));
      execution.checkpoint();
      if (!reference) execution.fates?.mark(READ, withoutPartners(batch));
      return step.receive(toPort, batch);
    });
    await step.endLink(toPort);
  }

  async #readSpool(file: string, picked: ReadonlySet<number> | null, take: (batch: Batch) => MaybePromise): Promise<void> {
    const reader = await SpoolReader.open(join(this.#execution.job.replay?.captures ?? '', file));
    try {
      for await (const batch of picked ? reader.pick(picked) : reader.batches()) {
        await take(batch);
        await breathe();
      }
    } finally {
      await reader.close();
    }
  }

  /** Emits what this replay takes of a source; sources that are only looked up in are taken whole. */
  #emitChosen(step: StepAtWork): Emit {
    if (step.plan.partners) {
      const mark = this.#marking(step);
      return (port, batch) => step.emit(port, mark(batch));
    }
    const chosen = this.#chosen(step);
    if (chosen)
      return (port, batch) =>
        step.emit(
          port,
          takeChosen(batch, () => chosen),
        );
    const take = this.#byKey(step);
    return this.#keys ? (port, batch) => step.emit(port, take(batch)) : step.emit;
  }

  #sourceIndex(nodeId: string): number {
    const { sourceIds } = this.#execution;
    const known = sourceIds.indexOf(nodeId);
    return known >= 0 ? known : sourceIds.push(nodeId) - 1;
  }
}

const NONE: ReadonlySet<number> = new Set();

/** Lets messages in between batches, so that a cancel is heard. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function withSources(batch: Batch, indexes: Int32Array): Batch {
  const { source } = batch.origin;
  const mapped = typeof source === 'number' ? (indexes[source] ?? 0) : source.map((index) => indexes[index] ?? 0);
  return { ...batch, origin: { ...batch.origin, source: mapped } };
}
