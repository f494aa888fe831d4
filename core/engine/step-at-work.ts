import { Defect, type ErrorReport, type Place, toErrorReport } from '../base/errors.ts';
import type { StepFacts, StepStatus } from '../base/run-facts.ts';
import type { Batch } from '../data/batch.ts';
import { ordinalAt, sourceAt } from '../data/origin.ts';
import { DUPLICATE, FILTERED, READ, sentMark } from './accounts/fates.ts';
import { PortSamples } from './accounts/port-samples.ts';
import type { PortCapture } from './capture/capture.ts';
import type { HeldPort } from './held-port.ts';
import { andThen, bothDone, type MaybePromise } from './maybe-promise.ts';
import type { Emit, RecordOrigins } from './node-door.ts';
import { OpenPorts } from './open-ports.ts';
import { Claims, partnersIn, plainSource, rowsAskedFor, withoutPartners } from './plan/partners.ts';
import type { PlanOutput, PlanStep } from './plan/plan.ts';
import { RejectDesk } from './rejects/reject-desk.ts';
import { SafePush } from './rejects/safe-push.ts';
import type { RunAtWork } from './run-at-work.ts';
import { StepLedger } from './step-ledger.ts';
import { StepTime } from './step-time.ts';
import type { Taker } from './taker.ts';
import { orDiskFull } from './threads/disk-full.ts';
import { orTooLarge } from './threads/too-large.ts';
import { Turns } from './turns.ts';

/**
 * One step of a run: takes batches one at a time, counts them, passes on what the node emits, keeps samples, sends rejects their way, and tells
 * when its ports have ended. Knows nothing of what the node does.
 */
export class StepAtWork {
  readonly plan: PlanStep;
  readonly ledger = new StepLedger();
  readonly samples: PortSamples;
  readonly rejects: RejectDesk;
  /** Pushes what may be pushed again in parts. */
  readonly safely: SafePush;
  readonly emit: Emit = (port, batch) => this.#emit(port, batch);
  status: StepStatus = 'waiting';
  /** Half products that were announced. */
  readonly partFiles: string[] = [];
  /** False for a target that writes nothing of what it is given. */
  takes = true;
  error: ErrorReport | null = null;
  taker: Taker | null = null;
  /** Asked where a record of this source stood: for rejects, and for the records of its sample. */
  locate: ((ordinal: number) => Place | null) | null = null;
  /** Keeps what arrives, by port, where the flow keeps every step. */
  readonly inputCaptures = new Map<string, PortCapture>();
  /** Keeps what a source emits, by port. */
  readonly outputCaptures = new Map<string, PortCapture>();
  readonly #run: RunAtWork;
  readonly #ports: OpenPorts;
  readonly #time: StepTime;
  readonly #outputs: ReadonlyMap<string, PlanOutput>;
  readonly #held = new Map<string, HeldPort>();
  /** In a replay that reads others along: what of them goes on although it was not asked for. */
  readonly #claims: Claims | null;
  readonly #turns = new Turns(() =>
    this.#rethrow(
      new Defect('no-back-pressure', `Records pile up before ${this.plan.name}: a step passes them on without waiting.`, {
        place: { node: this.plan.nodeId },
      }),
    ),
  );

  constructor(plan: PlanStep, run: RunAtWork, names: readonly string[]) {
    this.plan = plan;
    this.#run = run;
    this.#claims = plan.partners && plan.fanOut === 'combines' ? new Claims() : null;
    this.samples = new PortSamples(`${run.runId} ${plan.nodeId}`, (index) => run.sourceId(index), run.sampleFirst);
    this.rejects = new RejectDesk(plan, run, this.ledger, this.samples, names, (batch, row) => this.safely.ended(batch, Int32Array.of(row), 1));
    this.safely = new SafePush({
      push: (port, part) => this.timed(() => this.taker?.push(port, part, this.emit)),
      reject: (batch, row, reason) => this.rejects.reject(batch, row, reason),
      stopped: () => run.stopped,
    });
    this.#ports = new OpenPorts(plan.inputs);
    this.#time = new StepTime(run.clock, run.cancel.board, plan.index);
    this.#outputs = new Map(plan.outputs.map((output) => [output.port, output]));
  }

  /** Hands a batch to the step. Calls are served one at a time, in order; the promise resolves when this one has been. */
  receive(port: string, batch: Batch): MaybePromise {
    if (batch.count === 0) return;
    return this.#turns.take(() => this.#take(port, batch));
  }

  /** One of the links into a port has ended. The last one flushes the port; the last port ends a transform. */
  async endLink(port: string): Promise<void> {
    if (!this.#ports.linkEnded(port)) return;
    await this.#flushPort(port);
    for (const other of this.#ports.openedBy(port)) {
      const held = this.#held.get(other);
      await held?.release((batch) => this.#work(other, batch));
      if (this.#ports.hasEnded(other)) await this.#flushPort(other);
    }
  }

  /** Whether everything that was to arrive has arrived and been worked on. */
  get ended(): boolean {
    return this.#ports.ended;
  }

  facts(): StepFacts {
    return {
      nodeId: this.plan.nodeId,
      name: this.plan.name,
      kind: this.plan.kind,
      status: this.status,
      counts: this.ledger.counts(),
      ports: Object.fromEntries(this.ledger.ports),
      ms: this.#time.ms,
      ...(this.error === null ? {} : { error: this.error }),
    };
  }

  succeed(): void {
    this.status = this.ledger.rejected > 0 ? 'succeeded-with-rejects' : 'succeeded';
  }

  /** Ends the run, unless it was ended before and this is only the echo. */
  failed(thrown: unknown): void {
    const { name, nodeId } = this.plan;
    const orFull = orDiskFull(thrown, { step: name, nodeId, parts: this.partFiles, spill: this.#run.spillFolder });
    const error = orTooLarge(orFull, { ...this.#run.witness(this.plan.index), nodeId, name });
    if (!this.#run.fail(error, this.plan.nodeId)) return;
    this.status = 'failed';
    const report = toErrorReport(error, { node: this.plan.nodeId });
    this.error = this.#run.masks ? this.#run.masks.error(this.plan.index, report) : report;
  }

  drop(as: 'filtered' | 'duplicates', batch: Batch, all: Int32Array, total: number): void {
    if (total === 0) return;
    this.safely.ended(batch, all, total);
    const { rows, count } = this.ledger.handlingReference ? { rows: all, count: total } : rowsAskedFor(batch, all, total);
    this.ledger.partners.ended += total - count;
    if (count === 0) return;
    this.ledger.ended(as, count);
    if (this.#isData) this.#run.fates?.mark(as === 'filtered' ? FILTERED : DUPLICATE, batch, rows, count);
    this.samples.take(as, { ...batch, selection: rows, count });
  }

  fannedOut(extra: number): void {
    if (this.plan.fanOut === 'one')
      throw new Defect('fan-out-undeclared', `${this.plan.name} says that records multiply, but its kind does not declare that.`, {
        place: { node: this.plan.nodeId },
      });
    this.ledger.fannedOut += extra;
  }

  /** Notes that records live on in others: what becomes of a leader becomes of its members. */
  combined(members: RecordOrigins, leaders: RecordOrigins, count: number): void {
    if (this.plan.fanOut !== 'combines')
      throw new Defect('fan-out-undeclared', `${this.plan.name} says that records are combined, but its kind does not declare that.`, {
        place: { node: this.plan.nodeId },
      });
    const { fates } = this.#run;
    const pairs = this.#claims && fates ? this.#claims.take(members, leaders, count, fates.along(this.plan.index)) : { members, leaders, count };
    if (this.#isData) this.#run.fates?.combined.add(this.plan.index, pairs.members, pairs.leaders, pairs.count);
  }

  /** Leaves out records that a target was given and does not write: another try has written them, or they are to be left. */
  leaveOut(as: 'filtered' | 'duplicates', batch: Batch, rows: Int32Array, count: number): void {
    if (this.#isData) this.#run.fates?.unmark(this.#run.fates.targetMark(this.plan.index), batch, rows, count);
    this.drop(as, batch, rows, count);
  }

  /** Marks records that a target which sends in groups has sent. */
  markSent(batch: Batch, rows: Int32Array, count: number): void {
    if (this.#isData) this.#run.fates?.mark(this.#run.fates.targetMark(sentMark(this.plan.index)), batch, rows, count);
  }

  /** Sends rejects that are still here their way, and waits while too many are on their way to disk. */
  drainRejects(): MaybePromise {
    const batch = this.rejects.takeWaiting();
    const passed = batch && this.rejects.output ? this.#passDown(this.rejects.output.links, 0, batch) : undefined;
    return bothDone(passed, this.#run.reporter.pressure());
  }

  /** Runs something the step does and books the time on it, without what the steps behind it took meanwhile. */
  timed<T>(work: () => T | Promise<T>): T | Promise<T> {
    return this.#time.own(work);
  }

  /** Ends everything behind this step. */
  async endOutputs(): Promise<void> {
    for (const output of this.plan.outputs) for (const link of output.links) await this.#run.endLink(link);
  }

  get #isData(): boolean {
    return this.plan.branch !== 'reference' && !this.ledger.handlingReference;
  }

  #take(port: string, batch: Batch): MaybePromise {
    if (this.#ports.isOpen(port)) return this.#work(port, batch);
    let held = this.#held.get(port);
    if (!held) {
      held = this.#run.holdPort(this.plan, port);
      this.#held.set(port, held);
    }
    return held.keep(batch);
  }

  #work(port: string, batch: Batch): MaybePromise {
    this.ledger.handlingReference = this.#ports.isReference(port);
    this.ledger.arrived(batch.count, this.ledger.handlingReference ? 0 : partnersIn(batch));
    this.status = 'running';
    const { taker } = this;
    if (!taker) throw new Defect('step-not-open', `${this.plan.name} was given records before it was open.`);
    const first = batch.selection[0] as number;
    this.#run.cancel.board.take(this.plan.index, plainSource(sourceAt(batch, first)), ordinalAt(batch, first), batch.count);
    this.#run.masks?.working(this.plan.index, taker.trails === true ? null : batch);
    try {
      const kept = this.inputCaptures.get(port)?.keep(batch);
      const pushed = taker.splits.has(port) ? this.safely.push(port, batch) : this.timed(() => taker.push(port, batch, this.emit));
      const worked = andThen(bothDone(pushed, kept), () => this.#worked(batch));
      return worked instanceof Promise ? worked.catch((error: unknown) => this.#rethrow(error)) : worked;
    } catch (error) {
      this.#rethrow(error);
    }
  }

  #worked(batch: Batch): MaybePromise {
    if (this.plan.role === 'target' && this.takes) this.#run.fates?.mark(this.#run.fates.targetMark(this.plan.index), batch);
    return this.drainRejects();
  }

  #rethrow(error: unknown): never {
    this.failed(error);
    throw error;
  }

  async #flushPort(port: string): Promise<void> {
    await this.#turns.over();
    this.ledger.handlingReference = this.#ports.isReference(port);
    this.#run.masks?.working(this.plan.index, null);
    try {
      await this.timed(() => this.taker?.flush(port, this.emit));
      await this.drainRejects();
    } catch (error) {
      this.#rethrow(error);
    }
    this.ledger.handlingReference = false;
    this.#ports.flushed(port);
    if (this.plan.role !== 'transform' || !this.ended) return;
    const { fates } = this.#run;
    if (this.#claims && fates && this.taker?.claims !== true) this.ledger.alsoSent = this.#claims.alsoSent(fates.along(this.plan.index));
    this.succeed();
    await this.endOutputs();
  }

  #emit(port: string, batch: Batch): MaybePromise {
    const output = this.#outputs.get(port);
    if (!output || output.carries === 'reject')
      throw new Defect('unknown-port', `${this.plan.name} emits on "${port}", which is not one of its data ports.`, { place: { node: this.plan.nodeId } });
    const book = this.#time.outside();
    if (batch.count > 0) this.safely.passedOn();
    this.#run.checkpoint();
    if (batch.names.length > 0) this.rejects.names = batch.names;
    const passed = andThen(this.drainRejects(), () => this.#passOn(output, batch));
    if (!(passed instanceof Promise)) return book();
    const booked = passed.finally(book);
    // A node that does not wait must not bring the thread down: what went wrong is remembered by the step it happened in.
    booked.catch(() => undefined);
    return booked;
  }

  #passOn(output: PlanOutput, emitted: Batch): MaybePromise {
    if (emitted.count === 0) return;
    const batch = this.#claims && this.taker?.claims !== true ? this.#claims.apply(emitted) : emitted;
    const own = this.plan.partners ? withoutPartners(batch) : batch;
    this.ledger.left(output.port, own.count);
    this.ledger.out += own.count;
    this.ledger.partners.out += batch.count - own.count;
    if (this.plan.role === 'source') {
      this.ledger.arrived(batch.count, batch.count - own.count);
      if (this.#isData) this.#run.fates?.mark(READ, own);
    }
    this.samples.take(output.port, own, this.locate);
    if (output.links.length === 0 && this.#isData) this.#run.fates?.mark(FILTERED, own);
    const kept = this.outputCaptures.get(output.port)?.keep(batch);
    return bothDone(this.#passDown(output.links, 0, batch), kept);
  }

  /** One edge after the other, so that the order in which a later step sees records never depends on timing. */
  #passDown(links: readonly number[], from: number, batch: Batch): MaybePromise {
    for (let at = from; at < links.length; at++) {
      const delivered = this.#run.deliver(links[at] as number, batch);
      if (delivered instanceof Promise) return delivered.then(() => this.#passDown(links, at + 1, batch));
    }
  }
}
