import { join } from 'node:path';
import { Disposables } from '../base/disposables.ts';
import { type ErrorReport, type Place, toErrorReport } from '../base/errors.ts';
import type { Redactor } from '../base/redact.ts';
import type { ReceiptFacts, RunCounts, StepFacts } from '../base/run-facts.ts';
import type { Batch } from '../data/batch.ts';
import { endReport } from './accounts/end-report.ts';
import type { OriginFates } from './accounts/fates.ts';
import { LinkPressure } from './accounts/link-pressure.ts';
import { type Report, Reporter } from './accounts/reporter.ts';
import { createFates, RunAccount } from './accounts/run-account.ts';
import type { Cancel } from './cancel.ts';
import { RunCapture } from './capture/capture.ts';
import { Corrections } from './capture/corrections.ts';
import { abortTargets, commitTargets } from './commit.ts';
import type { EngineDeps } from './engine-deps.ts';
import { HeldPort } from './held-port.ts';
import { passedFields } from './masks/passed-fields.ts';
import { RunMasks } from './masks/run-masks.ts';
import type { Source } from './node-door.ts';
import { type OpenedStep, openSteps } from './open-steps.ts';
import { plainSource, withoutPartners } from './plan/partners.ts';
import type { Plan, PlanStep } from './plan/plan.ts';
import { Reading } from './reading.ts';
import { ReadingNeeds } from './reading-needs.ts';
import { checkRejects } from './rejects/reject-limits.ts';
import { RejectedOrigins } from './rejects/rejected-origins.ts';
import type { RunAtWork } from './run-at-work.ts';
import type { RunJob } from './run-job.ts';
import { seededRandom } from './seeded-random.ts';
import { settleSources } from './settle-sources.ts';
import { StepAtWork } from './step-at-work.ts';
import { StepConnections } from './step-connections.ts';
import { orDiskFull } from './threads/disk-full.ts';
import { MemoryGuard } from './threads/memory-guard.ts';
import type { EngineEvent, RunOutcome, UndoneEffect } from './threads/messages.ts';
import type { StopReason } from './threads/run-board.ts';
import { stopError, type Witness } from './threads/run-limits.ts';
import { witnessOf } from './threads/worker-verdict.ts';

/** One run of a plan, from opening the steps to the last commit. */
export class RunExecution implements RunAtWork {
  readonly sampleFirst = 100;
  readonly plan: Plan;
  readonly job: RunJob;
  readonly deps: EngineDeps;
  readonly cancel: Cancel;
  readonly reporter: Reporter;
  readonly fates: OriginFates | null;
  readonly rejected = new RejectedOrigins();
  readonly masks: RunMasks | null;
  readonly corrections: Corrections | null;
  readonly steps: readonly StepAtWork[];
  readonly committed = new Set<number>();
  /** Targets, by index, whose intents were put on record when they were opened, and that have not begun to show anything. */
  readonly announced = new Map<number, UndoneEffect>();
  readonly receipts: ReceiptFacts[] = [];
  /** Sources, by index, that have something to do outside once all targets have committed. */
  readonly settling = new Map<number, Source>();
  readonly disposables = new Disposables();
  readonly connections: StepConnections;
  readonly redactor: Redactor;
  readonly needs: ReadingNeeds;
  /** Node ids by index in origins; a replay from the middle adds sources that are no steps of it. */
  readonly sourceIds: string[];
  readonly #pressure: LinkPressure;
  readonly #memory: MemoryGuard;
  readonly #account: RunAccount;
  #stop: { error: unknown; nodeId: string; byUser: boolean } | null = null;

  constructor(plan: Plan, job: RunJob, deps: EngineDeps, report: Report, cancel: Cancel) {
    this.plan = plan;
    this.job = job;
    this.deps = deps;
    this.cancel = cancel;
    this.reporter = new Reporter(report, deps.clock);
    this.connections = new StepConnections(job.connections ?? [], {
      clock: deps.clock,
      random: seededRandom([job.runId, 'connections'].join(' ')),
      signal: cancel.signal,
      loadConnection: deps.loadConnection,
    });
    this.redactor = this.connections.redactor;
    this.disposables.add(this.connections, (open) => open.close());
    this.fates = createFates(plan, join(job.folders.spill, 'combined.pairs'));
    if (this.fates) this.disposables.add(this.fates, (fates) => fates.close());
    this.masks = job.masks ? new RunMasks(job.masks, plan, deps.catalog) : null;
    this.corrections = job.replay?.corrections ? new Corrections(job.replay.corrections, plan) : null;
    this.sourceIds = plan.steps.map((step) => step.nodeId);
    this.#pressure = new LinkPressure(plan.links, deps.clock);
    this.#memory = new MemoryGuard(deps.memory, job.limits.threadBytes, deps.clock);
    this.steps = plan.steps.map((step) => new StepAtWork(step, this, passedFields(deps, step)));
    this.#account = new RunAccount(this);
    this.needs = new ReadingNeeds(plan, (index) => this.stepAt(index));
  }

  get runId(): string {
    return this.job.runId;
  }

  get spillFolder(): string {
    return this.job.folders.spill;
  }

  get clock() {
    return this.deps.clock;
  }

  /** Whether what steps set as their state is for later runs. */
  get keepsState(): boolean {
    return this.plan.mode === 'run' || (this.plan.mode === 'replay' && this.job.replay?.state === 'as-kept');
  }

  get stopped(): boolean {
    return this.#stop !== null;
  }

  /** Does everything, closes everything, and says how it ended. */
  async run(): Promise<Omit<RunOutcome, 'ms'>> {
    let counts: RunCounts | null = null;
    const opened: OpenedStep[] = [];
    const capture = new RunCapture(this);
    try {
      this.reporter.tell({ kind: 'planned', steps: this.#facts(), skipped: [...this.plan.skipped], notes: [...this.plan.notes] });
      for (const doubt of this.plan.doubts) this.reporter.tell({ kind: 'log', level: 'warning', ...doubt });
      await capture.begin();
      await openSteps(this, opened);
      await new Reading(this, opened).readAll();
      const arrived = this.#account.close();
      // What is known of the run when the program dies while targets commit.
      this.reporter.progress(this.#progress());
      await commitTargets(this, opened);
      await this.#tellFates(opened);
      for (const { state } of opened) state.stage();
      await settleSources(this, opened);
      counts = this.plan.mode === 'rehearsal' ? { ...arrived, delivered: 0, pending: arrived.delivered } : this.#account.close();
    } catch (error) {
      this.fail(error, '');
    }
    return this.#end(opened, capture, counts);
  }

  fail(error: unknown, nodeId: string): boolean {
    if (this.#stop) return false;
    const why = this.cancel.why();
    if (why === null || why === 'cancelled') {
      const said = orDiskFull(error, { step: '', nodeId, parts: [], spill: this.spillFolder });
      this.#stop = { error: said, nodeId, byUser: why !== null };
      this.cancel.raise();
      return why === null;
    }
    this.#limitPassed(why);
    return false;
  }

  /** Somebody who watches from outside asked for the end: whatever is thrown now is only the echo. */
  #limitPassed(why: StopReason): void {
    const witness = this.#witness();
    const error = stopError(why, this.job.limits, witness);
    this.#stop = { error, nodeId: witness.nodeId ?? '', byUser: false };
    this.cancel.raised();
    const busy = this.steps.find((step) => step.plan.nodeId === witness.nodeId);
    if (!busy) return;
    busy.status = 'failed';
    busy.error = toErrorReport(error);
  }

  checkpoint(): void {
    if (this.#stop) throw this.#stop.error;
    if (this.cancel.raised() && this.committed.size === 0) {
      this.fail(this.cancel.signal.reason, '');
      throw this.cancel.signal.reason;
    }
    if (this.#memory.full()) throw stopError('memory', this.job.limits, this.#witness());
    this.reporter.progressDue(() => this.#progress());
  }

  checkRejects(): void {
    const policy = this.job.flow.settings.rejects;
    if (!policy) return;
    // What a step on a reject port rejects again was counted where it was rejected first.
    let [rejected, arrived] = [0, 0];
    for (const { plan, ledger } of this.steps) {
      if (plan.branch !== 'reject') rejected += ledger.rejected;
      if (plan.role === 'source') arrived += ledger.in;
    }
    checkRejects(policy, { name: 'The run' }, rejected, arrived);
  }

  deliver(link: number, batch: Batch): void | Promise<void> {
    const line = this.plan.links[link] as Plan['links'][number];
    const { to, toPort } = line;
    if (this.masks) this.masks.pass(line, batch.names, this.stepAt(line.from).rejects.output?.links.includes(link) === true);
    const sent = line.partners ? batch : withoutPartners(batch);
    return this.#pressure.during(link, () => this.stepAt(to).receive(toPort, this.corrected(to, sent)));
  }

  /** A batch on its way to a step, with the values that a person corrected there. */
  corrected(to: number, batch: Batch): Batch {
    return this.corrections ? this.corrections.apply(to, batch, (index) => this.sourceId(index)) : batch;
  }

  async endLink(link: number): Promise<void> {
    const { to, toPort } = this.plan.links[link] as Plan['links'][number];
    await this.stepAt(to).endLink(toPort);
  }

  stepAt(index: number): StepAtWork {
    return this.steps[index] as StepAtWork;
  }

  sourceId(index: number): string {
    return this.sourceIds[plainSource(index)] ?? '';
  }

  locate(source: number, ordinal: number): Place | null {
    return this.steps[plainSource(source)]?.locate?.(ordinal) ?? null;
  }

  holdPort(step: PlanStep, port: string): HeldPort {
    return this.disposables.add(new HeldPort(join(this.job.folders.spill, `held-${step.index}-${port}.spool`)), (held) => held.close());
  }

  /** Steps that remember records for later runs learn what became of them. Rehearsals deliver nothing, so nothing is remembered. */
  async #tellFates(opened: readonly OpenedStep[]): Promise<void> {
    if (this.plan.mode === 'rehearsal') return;
    const fates = this.#account.settledFates();
    for (const { step, node } of opened) if (node.role === 'transform') await step.timed(() => node.transform.settled?.(fates));
  }

  /** What is at work, for the error of a run that is stopped. */
  #witness(): Witness {
    return this.witness(this.cancel.board.look().step);
  }

  witness(step: number): Witness {
    const facts = this.sourceIds.map((nodeId, index) => this.steps[index]?.plan ?? { nodeId, name: nodeId });
    return witnessOf(facts, { ...this.cancel.board.look(), step }, this.steps[step]?.plan.timeoutMs);
  }

  #progress(): EngineEvent {
    return {
      kind: 'progress',
      counts: this.#account.counts(),
      steps: this.#facts(),
      pressure: this.#pressure.take(),
    };
  }

  async #end(opened: readonly OpenedStep[], capture: RunCapture, closed: RunCounts | null): Promise<Omit<RunOutcome, 'ms'>> {
    const byUser = this.#stop?.byUser === true;
    let error: ErrorReport | undefined;
    const note = (problem: unknown) => {
      if (!this.#stop) error ??= toErrorReport(problem);
    };
    if (closed === null) {
      try {
        this.#account.settle();
      } catch (problem) {
        note(problem);
      }
    }
    const left = await abortTargets(this, opened, note);
    if (this.#stop && !byUser) error = endReport(this, this.#stop, left);
    const rows = this.#account.rejectMembers();
    if (rows.length > 0) this.reporter.progress({ kind: 'members', rows });
    await this.disposables.close().catch(note);
    await capture.end().catch(note);
    const status = byUser ? 'cancelled' : error ? 'failed' : null;
    for (const step of this.steps) {
      if (status === null) step.succeed();
      else if (step.status === 'running') step.status = 'cancelled';
      else if (step.status === 'waiting') step.status = 'skipped';
    }
    this.tellSamples();
    for (const { log } of opened) log.close();
    const counts = (status === null ? closed : null) ?? this.#account.counts();
    await this.reporter.settle().catch(note);
    const settled = status === null && !error ? this.#account.settledRecords(this.job.replay?.settle ?? {}) : null;
    return {
      status: error ? 'failed' : (status ?? (counts.rejected > 0 ? 'succeeded-with-rejects' : 'succeeded')),
      ...(error === undefined ? {} : { error }),
      counts,
      steps: this.#facts(),
      receipts: this.receipts,
      ...(settled === null ? {} : { settled }),
      ...(this.announced.size === 0 ? {} : { undone: [...this.announced.values()] }),
      stateOf: error || byUser ? [] : opened.flatMap(({ step, state }) => (state.changed && this.keepsState ? [step.plan.nodeId] : [])),
    };
  }

  /** Tells the samples that were not told yet, or have changed since. */
  tellSamples(): void {
    for (const step of this.steps)
      for (const [port, sample] of step.samples.untold()) {
        const isReject = step.plan.outputs.find((output) => output.port === port)?.carries === 'reject';
        const kept = this.masks ? this.masks.sample(step.plan.index, port, isReject, sample) : sample;
        this.reporter.tell({ kind: 'sample', nodeId: step.plan.nodeId, port, sample: kept });
      }
  }

  #facts(): StepFacts[] {
    return this.steps.map((step) => step.facts());
  }
}
