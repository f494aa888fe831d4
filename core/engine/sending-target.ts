import { formatCount } from '../base/amounts.ts';
import { OperationalError, type SwivelError, toErrorReport, UserError } from '../base/errors.ts';
import type { Batch } from '../data/batch.ts';
import { concat, select, slice } from '../data/batch-ops.ts';
import { ordinalAt, sourceAt } from '../data/origin.ts';
import { effectKey, GroupNames } from './accounts/effect-keys.ts';
import { OriginIndex, type OriginRun, originRuns } from './accounts/origin-runs.ts';
import type { EffectScope, ResentGroup } from './accounts/settled-effects.ts';
import type { HeldPort } from './held-port.ts';
import type { Receipt, RejectReason, Sender, Sent, Target } from './node-door.ts';
import type { PlanStep } from './plan/plan.ts';
import type { TryAgain } from './rejects/safe-push.ts';
import type { EngineEvent } from './threads/messages.ts';

/** What a sending target needs of the run and its step. */
export interface SendingOptions {
  readonly sender: Sender;
  readonly plan: PlanStep;
  readonly scope: EffectScope & { readonly firstRun: string };
  /** Where records wait until everything has arrived. */
  readonly held: HeldPort;
  /** Resolves when the event is kept. */
  readonly durably: (event: EngineEvent) => Promise<void>;
  readonly again: TryAgain;
  readonly reject: (batch: Batch, row: number, reason: RejectReason) => void;
  readonly drop: (as: 'filtered' | 'duplicates', batch: Batch, rows: Int32Array, count: number) => void;
  /** Records were sent. */
  readonly sent: (batch: Batch, rows: Int32Array, count: number) => void;
  /** A group is about to be sent: what is said from now on may show values of it. */
  readonly inHand: (batch: Batch) => void;
  /** What the other side said, as it may be kept. */
  readonly said: (text: string) => string;
  /** Rejects are sent their way. */
  readonly drain: () => void | Promise<void>;
  /** Throws when the run is to stop. */
  readonly stopIfAsked: () => void;
  readonly sourceId: (index: number) => string;
}

/** How often a group is sent whose fate stays unknown, where it may be sent twice. */
const UNKNOWN_TRIES = 3;

/**
 * Sends records in groups once everything has arrived, each between a durable intent and a durable receipt, under a key that stays the same in every try.
 * What an earlier try of the run has sent is not sent again; what is unknown follows the step's choice.
 */
export class SendingTarget implements Target {
  readonly #options: SendingOptions;
  readonly #names = new GroupNames();
  readonly #index: OriginIndex;
  readonly #resend: readonly ResentGroup[];
  #delivered = 0;
  #confirmed: Partial<Receipt> = {};
  #inDoubt = false;

  constructor(options: SendingOptions) {
    this.#options = options;
    const settled = options.scope.settled[options.plan.nodeId];
    this.#resend = settled?.resend ?? [];
    this.#index = new OriginIndex([settled?.done ?? [], settled?.skip ?? [], ...this.#resend.map((group) => group.origins)]);
  }

  /** What stands outside now. */
  receipt(): Receipt {
    return { ...this.#confirmed, target: this.#options.sender.target, delivered: this.#delivered };
  }

  async push(batch: Batch): Promise<void> {
    await this.#options.held.keep(batch);
  }

  async commit(): Promise<Receipt> {
    const { held, sender } = this.#options;
    let waiting: { of: number; parts: Batch[]; count: number } = { of: -1, parts: [], count: 0 };
    let arrived = false;
    const flush = async () => {
      const { of, parts, count } = waiting;
      waiting = { of: -1, parts: [], count: 0 };
      if (count > 0) await this.#settle(concat(parts), of);
    };
    await held.release(async (batch) => {
      arrived ||= batch.count > 0;
      for (const { of, part } of this.#divide(batch)) {
        if (of !== waiting.of) await flush();
        waiting.of = of;
        // A group that is sent again is as large as it was.
        const most = of >= FIRST_RESENT ? Number.POSITIVE_INFINITY : sender.groupSize;
        for (let from = 0; from < part.count; ) {
          const to = Math.min(part.count, from + most - waiting.count);
          waiting.parts.push(slice(part, from, to));
          waiting.count += to - from;
          from = to;
          if (waiting.count < most) continue;
          await flush();
          waiting.of = of;
        }
      }
      // What is kept longer would keep the whole batch it came with.
      if (waiting.parts.length > 0) waiting.parts = [concat(waiting.parts)];
    });
    await flush();
    if (!arrived && sender.evenEmpty) await this.#sendNone();
    this.#confirmed = (await sender.confirm?.()) ?? {};
    return this.receipt();
  }

  async abort(): Promise<void> {
    await this.#options.held.close();
    await this.#options.sender.close?.();
  }

  /** Nothing has arrived, and that is to be sent too: as one group without a record, unless an earlier try did. */
  async #sendNone(): Promise<void> {
    const { scope, plan } = this.#options;
    if (scope.settled[plan.nodeId]?.none) return;
    const known = this.#resend.find(({ origins }) => origins.length === 0);
    const group = known?.group ?? this.#names.next([]);
    await this.#send(NONE, { group, key: known?.key ?? effectKey(scope.flowVersion, scope.firstRun, plan.nodeId, group), origins: [] });
  }

  /** The batch in parts that belong together: what is known of them from earlier tries, -1 for nothing. */
  *#divide(batch: Batch): Generator<{ of: number; part: Batch }> {
    const { sourceId } = this.#options;
    let from = 0;
    let of = -1;
    for (let at = 0; at < batch.count; at++) {
      const row = batch.selection[at] as number;
      const found = this.#index.take(sourceId(sourceAt(batch, row)), ordinalAt(batch, row));
      if (found === of) continue;
      if (at > from) yield { of, part: slice(batch, from, at) };
      from = at;
      of = found;
    }
    if (batch.count > from) yield { of, part: slice(batch, from, batch.count) };
  }

  async #settle(batch: Batch, of: number): Promise<void> {
    const { drop, sourceId, scope, plan, drain } = this.#options;
    if (of === DONE) drop('duplicates', batch, batch.selection, batch.count);
    else if (of === SKIP) drop('filtered', batch, batch.selection, batch.count);
    else {
      const origins = originRuns(batch, sourceId);
      const known = of < FIRST_RESENT ? null : (this.#resend[of - FIRST_RESENT] as ResentGroup);
      const group = known?.group ?? this.#names.next(origins);
      const key = known?.key ?? effectKey(scope.flowVersion, scope.firstRun, plan.nodeId, group);
      await this.#send(batch, { group, key, origins });
    }
    await drain();
  }

  async #send(batch: Batch, effect: { group: string; key: string; origins: OriginRun[] }): Promise<void> {
    const { plan, durably, stopIfAsked, inHand, said } = this.#options;
    stopIfAsked();
    inHand(batch);
    const { nodeId } = plan;
    const { group, key, origins } = effect;
    await durably({ kind: 'intent', nodeId, key, effects: plan.effects, records: batch.count, choice: plan.unknownEffects, group: { id: group, origins } });
    let outcome: Sent;
    try {
      outcome = await this.#attempts(batch, key);
    } catch (error) {
      if (this.#inDoubt) return this.#unknown(batch, key, error);
      if (!(error instanceof NotSent)) {
        await durably({ kind: 'not-sent', nodeId, key });
        throw error;
      }
      outcome = { outcome: 'not-done', error: error.why };
    }
    if (outcome.outcome === 'done') {
      await durably({
        kind: 'sent',
        nodeId,
        key,
        records: batch.count,
        ...(outcome.answer === undefined ? {} : { answer: said(outcome.answer).slice(0, 500) }),
      });
      return this.#done(batch, outcome.rejected ?? []);
    }
    await durably({ kind: 'not-sent', nodeId, key });
    await this.#notDone(batch, outcome.error);
  }

  /** Sends, and again where nothing was done, or where it may be done twice. Afterwards `#inDoubt` says whether it may have been done nevertheless. */
  async #attempts(batch: Batch, key: string): Promise<Sent> {
    const { sender, plan, again, stopIfAsked } = this.#options;
    const mayRepeat = sender.knowsKeys === true || plan.unknownEffects === 'resend' || plan.effects === 'repeat-safe-write';
    let sent: Sent = { outcome: 'done' };
    let unknown = 0;
    this.#inDoubt = false;
    const once = async (): Promise<void> => {
      const before = this.#inDoubt && sender.knowsKeys !== true;
      stopIfAsked();
      this.#inDoubt = true;
      try {
        sent = await sender.send(batch, key);
      } catch (error) {
        if (mayRepeat && ++unknown < UNKNOWN_TRIES) return once();
        // Whatever kind it is: what may have been done is not tried again as if it had not.
        throw new Error(error instanceof Error ? error.message : String(error), { cause: error });
      }
      this.#inDoubt = before && sent.outcome !== 'done';
      if (sent.outcome === 'not-done' && sent.error instanceof OperationalError) throw new NotSent(sent.error);
    };
    await again(once, () => !this.#inDoubt || mayRepeat);
    return sent;
  }

  #done(batch: Batch, rejected: readonly { row: number; reason: RejectReason }[]): void {
    const { reject, sent } = this.#options;
    const refused = new Set(rejected.map(({ row }) => row));
    for (const { row, reason } of rejected) reject(batch, row, reason);
    const rows = batch.selection.subarray(0, batch.count).filter((row) => !refused.has(row));
    this.#delivered += rows.length;
    sent(batch, rows, rows.length);
  }

  /** Nothing was done: a single record is rejected, several are tried in halves. What may pass, and what the user must mend, ends the run. */
  async #notDone(batch: Batch, error: SwivelError): Promise<void> {
    const { reject, sourceId, scope, plan } = this.#options;
    if (error instanceof UserError || (error instanceof OperationalError && error.retryable)) throw error;
    if (batch.count === 0) throw error;
    if (batch.count === 1) {
      const { code, message, hint } = toErrorReport(error);
      reject(batch, batch.selection[0] as number, { code, message, ...(hint === undefined ? {} : { hint }) });
      return;
    }
    const middle = batch.count >> 1;
    for (const half of [slice(batch, 0, middle), slice(batch, middle, batch.count)]) {
      const origins = originRuns(half, sourceId);
      const group = this.#names.next(origins);
      await this.#send(half, { group, key: effectKey(scope.flowVersion, scope.firstRun, plan.nodeId, group), origins });
    }
  }

  async #unknown(batch: Batch, key: string, error: unknown): Promise<void> {
    const { plan, durably, reject, stopIfAsked, said } = this.#options;
    const why = said(error instanceof Error ? error.message : String(error));
    await durably({ kind: 'unknown-effect', nodeId: plan.nodeId, key, why: why.slice(0, 500) });
    stopIfAsked();
    const message = `Nobody knows whether ${batch.count === 0 ? 'what says that there are no records was' : batch.count === 1 ? 'this record was' : `these ${formatCount(batch.count)} records were`} sent: ${why}`;
    if (plan.unknownEffects !== 'skip')
      throw new OperationalError('effect-unknown', `${plan.name}: ${message}`, {
        hint: 'Look at the other side, then say on the page of the run whether they are to be sent again, and replay the run.',
        place: { node: plan.nodeId },
      });
    for (let at = 0; at < batch.count; at++)
      reject(batch, batch.selection[at] as number, {
        code: 'effect-unknown',
        message,
        hint: 'The step is set to leave such records. Look at the other side before you send them again.',
      });
  }
}

const [DONE, SKIP, FIRST_RESENT] = [0, 1, 2];

const NONE: Batch = { rows: 0, count: 0, selection: new Int32Array(0), names: [], columns: [], origin: { source: 0, first: 0, ordinals: null } };

/** Nothing was done outside, for certain. Tried again where the reason says that this can help. */
class NotSent extends OperationalError {
  readonly why: OperationalError;

  constructor(why: OperationalError) {
    super(why.code, why.message, { retryable: why.retryable, ...(why.retryAfterMs === undefined ? {} : { retryAfterMs: why.retryAfterMs }) });
    this.why = why;
  }
}

/** A target that writes nothing, because what it wrote in an earlier try is to be left at that. */
export function leftOutTarget(name: string, drop: SendingOptions['drop']): Target {
  return {
    push: (batch) => drop('filtered', select(batch, batch.selection, batch.count), batch.selection, batch.count),
    commit: () => Promise.resolve({ target: name, delivered: 0 }),
    abort: () => Promise.resolve(),
  };
}
