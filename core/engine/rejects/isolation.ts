import { SwivelError, toErrorReport } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { RejectReason } from '../node-door.ts';
import { tooLargeReason } from '../threads/too-large.ts';

/** Records that may be rejected this way in one step before it is taken for the step's own fault. */
const MOST_ISOLATED = 100;
/** What the engine itself says about a step, and what is wrong with the run, is no record's fault. */
const NOT_A_RECORDS_FAULT = new Set([
  'no-back-pressure',
  'unknown-port',
  'fan-out-undeclared',
  'step-not-open',
  'law-broken',
  'cancelled',
  'out-of-memory',
  'disk-full',
  'undurable',
]);

/** Whether a single record may have made a step throw this. What the user must mend, what may pass by itself, and what the system said, is not. */
export function mayBeARecordsFault(error: unknown): boolean {
  if (error instanceof SwivelError) {
    const { class: errorClass, code, retryable } = toErrorReport(error);
    return errorClass !== 'user' && retryable !== true && !NOT_A_RECORDS_FAULT.has(code);
  }
  return error instanceof Error ? !('syscall' in error || 'errno' in error) : true;
}

/** What one push of a batch has done so far: whether it can be taken back, and which rows are done with. */
export class PushAttempt {
  /** Something left the step: what it was made of cannot be told, so nothing may be pushed again. */
  passedOn = false;
  readonly #origin: Batch['origin'];
  readonly #done: Int32Array[] = [];

  /** `batch` is what is pushed. */
  constructor(batch: Batch) {
    this.#origin = batch.origin;
  }

  /** Rows (physical) of the batch that were filtered, dropped or rejected. */
  ended(batch: Batch, rows: Int32Array, count: number): void {
    if (batch.origin === this.#origin) this.#done.push(rows.slice(0, count));
    else this.passedOn = true;
  }

  /** What is left of the batch to be pushed again. */
  rest(batch: Batch): Batch {
    if (this.#done.length === 0) return batch;
    const done = new Set(this.#done.flatMap((rows) => [...rows]));
    const left = batch.selection.subarray(0, batch.count).filter((row) => !done.has(row));
    return select(batch, left, left.length);
  }
}

/** How parts of a batch are tried. */
export interface IsolationOptions {
  /** Pushes a part, noting in the attempt what becomes of it. */
  readonly push: (part: Batch, attempt: PushAttempt) => Promise<void>;
  /** Whether the run is over, so that what is thrown is only the echo. */
  readonly stopped: () => boolean;
  /** How many records of this step were found to blame before. */
  readonly before: number;
}

/** A record that makes a step fail, and with what. */
export interface Poison {
  readonly row: number;
  readonly error: unknown;
}

/**
 * Finds the records of a batch that make a step throw, by pushing it again in halves; the others go their way. Throws the error itself when it is nobody's
 * fault, when something of the part had left the step already, when every record of several is to blame, and when there are too many of them.
 */
export async function isolate(batch: Batch, failed: PushAttempt, first: unknown, options: IsolationOptions): Promise<Poison[]> {
  const found: Poison[] = [];
  const divide = async (part: Batch, attempt: PushAttempt, error: unknown): Promise<void> => {
    if (attempt.passedOn || options.stopped() || !mayBeARecordsFault(error)) throw error;
    const rest = attempt.rest(part);
    if (rest.count === 0) return;
    if (rest.count === 1) {
      found.push({ row: rest.selection[0] as number, error });
      if (options.before + found.length > MOST_ISOLATED) throw first;
      return;
    }
    const middle = rest.count >> 1;
    await tryPart(select(rest, rest.selection.slice(0, middle), middle));
    await tryPart(select(rest, rest.selection.slice(middle, rest.count), rest.count - middle));
  };
  const tryPart = async (part: Batch): Promise<void> => {
    const attempt = new PushAttempt(part);
    try {
      await options.push(part, attempt);
    } catch (error) {
      await divide(part, attempt, error);
    }
  };
  await divide(batch, failed, first);
  if (found.length > 1 && found.length === batch.count) throw first;
  return found;
}

/** Why a record was rejected that makes its step fail. */
export function poisonReason(error: unknown): RejectReason {
  const { code, message, hint } = toErrorReport(error);
  if (error instanceof SwivelError) return { code, message, ...(hint === undefined ? {} : { hint }) };
  const tooLarge = tooLargeReason(error);
  if (tooLarge) return tooLarge;
  return {
    code: 'step-failed-on-record',
    message: `The step failed on this record: ${error instanceof Error ? error.message : String(error)}`,
    hint: 'The other records went on. This is a fault in Swivel: look for what is unusual about this record, and report it.',
  };
}
