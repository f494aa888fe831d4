import type { Place } from '../../base/errors.ts';
import { NO_REDACTION } from '../../base/redact.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { REJECTED } from '../accounts/fates.ts';
import type { PortSamples } from '../accounts/port-samples.ts';
import type { RejectReason } from '../node-door.ts';
import { isPartner } from '../plan/partners.ts';
import type { PlanOutput, PlanStep } from '../plan/plan.ts';
import type { RunAtWork } from '../run-at-work.ts';
import type { StepLedger } from '../step-ledger.ts';
import { type RejectOnTheWay, rejectBatch } from './reject-batch.ts';
import { checkRejects } from './reject-limits.ts';
import { rejectedRecord, rejectedText } from './rejected-record.ts';

/** Takes what one step rejects: counts it, tells it with reason and origin, and makes the batches for the steps on its reject port. */
export class RejectDesk {
  /** The reject port where steps are connected to it. */
  readonly output: PlanOutput | null;
  /** Fields of the records this step passes on; text that never became a record is given them, all null. */
  names: readonly string[];
  readonly #step: PlanStep;
  readonly #run: RunAtWork;
  readonly #ledger: StepLedger;
  readonly #samples: PortSamples;
  readonly #port: string;
  readonly #noted: (batch: Batch, row: number) => void;
  #waiting: RejectOnTheWay[] = [];

  constructor(step: PlanStep, run: RunAtWork, ledger: StepLedger, samples: PortSamples, names: readonly string[], noted: (batch: Batch, row: number) => void) {
    this.#noted = noted;
    const port = step.outputs.find((output) => output.carries === 'reject');
    this.output = port && port.links.length > 0 ? port : null;
    this.names = names;
    this.#port = port?.port ?? 'rejected';
    this.#step = step;
    this.#run = run;
    this.#ledger = ledger;
    this.#samples = samples;
  }

  reject(batch: Batch, row: number, told: RejectReason): void {
    const reason = this.#redacted(told);
    const [source, ordinal] = [sourceAt(batch, row), ordinalAt(batch, row)];
    this.#noted(batch, row);
    if (isPartner(source) && !this.#ledger.handlingReference) {
      this.#ledger.partners.ended++;
      if (this.output) this.#waiting.push({ batch, row, reason });
      return;
    }
    this.#count();
    this.#mark(source, ordinal);
    const origin = { source: this.#run.sourceId(source), ordinal };
    const rejected = rejectedRecord(this.#label, batch, row, reason, origin, this.#run.locate(source, ordinal));
    this.#run.reporter.reject(this.#run.masks ? this.#run.masks.reject(this.#step.index, rejected, batch, row) : rejected);
    this.#samples.rejected(this.#port, batch, row, reason);
    if (this.output) this.#waiting.push({ batch, row, reason });
  }

  rejectText(text: string, ordinal: number, place: Place, told: RejectReason): void {
    const reason = this.#redacted(told);
    const source = this.#step.index;
    this.#count();
    this.#mark(source, ordinal);
    const rejected = rejectedText(this.#label, text, reason, { source: this.#step.nodeId, ordinal }, place);
    this.#run.reporter.reject(this.#run.masks ? this.#run.masks.rejectedText(rejected) : rejected);
    this.#samples.rejectedText(this.#port, text, source, ordinal, reason);
    if (this.output) this.#waiting.push({ text, source, ordinal, reason });
  }

  /** The other side may repeat in its refusal what it was told to sign in. */
  #redacted(reason: RejectReason): RejectReason {
    const { redactor } = this.#run;
    if (redactor === NO_REDACTION) return reason;
    return { ...reason, message: redactor.text(reason.message), ...(reason.hint === undefined ? {} : { hint: redactor.text(reason.hint) }) };
  }

  /** What is to go to the reject port's steps now, or null. Throws where the step's limits are passed. */
  takeWaiting(): Batch | null {
    this.#checkLimits();
    if (this.#waiting.length === 0) return null;
    const batch = rejectBatch(this.#waiting, this.names);
    this.#waiting = [];
    return batch;
  }

  get #label(): { nodeId: string; deadLetter: boolean } {
    return { nodeId: this.#step.nodeId, deadLetter: this.output === null };
  }

  #mark(source: number, ordinal: number): void {
    this.#run.fates?.markOne(REJECTED, source, ordinal);
    this.#run.rejected.mark(this.#step.index, source, ordinal);
  }

  #count(): void {
    this.#ledger.ended('rejected', 1);
    if (this.#step.role === 'source') this.#ledger.in += 1;
    this.#ledger.left(this.#port, 1);
  }

  #checkLimits(): void {
    if (this.#run.stopped || this.#ledger.rejected === 0) return;
    checkRejects(this.#step.rejects, this.#step, this.#ledger.rejected, this.#ledger.in);
    this.#run.checkRejects();
  }
}
