/** Why a run is to stop. */
export type StopReason = 'cancelled' | 'run-time' | 'step-time' | 'memory' | 'disk';

/** What was at work when a run was last looked at. Ordinals count from 0 in their source. */
export interface AtWork {
  /** Index of the step, -1 for none. */
  readonly step: number;
  /** Rises whenever a step begins or ends something: the same number later means the same call. */
  readonly turn: number;
  /** The batch in hand of the step that last took one; null before the first. */
  readonly hand: { readonly step: number; readonly source: number; readonly first: number; readonly count: number } | null;
}

const REASONS: readonly StopReason[] = ['cancelled', 'run-time', 'step-time', 'memory', 'disk'];
const [STOP, STEP, TURN, HAND_STEP, HAND_SOURCE, HAND_COUNT] = [0, 1, 2, 3, 4, 5];
const ORDINAL_BYTE = 24;
const BYTES = 32;

/**
 * What two threads know of a run at once, in shared memory: the wish to stop with its reason, and what is at work, down to the batch in hand, for the
 * verdict on a worker that cannot speak any more.
 */
export class RunBoard {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #ordinal: Float64Array;

  /** Looks at memory that another thread made, or makes its own. */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(BYTES)) {
    this.memory = memory;
    this.#numbers = new Int32Array(memory);
    this.#ordinal = new Float64Array(memory, ORDINAL_BYTE, 1);
  }

  /** Asks the run to stop. The first reason stands; true for whoever gave it. */
  stop(reason: StopReason): boolean {
    return Atomics.compareExchange(this.#numbers, STOP, 0, REASONS.indexOf(reason) + 1) === 0;
  }

  /** Why the run is to stop, or null. */
  get reason(): StopReason | null {
    const stop = Atomics.load(this.#numbers, STOP);
    return stop === 0 ? null : (REASONS[stop - 1] ?? 'cancelled');
  }

  /** Says which step (by index) is at work, and returns which one was before; -1 is none. */
  enter(step: number): number {
    Atomics.add(this.#numbers, TURN, 1);
    return Atomics.exchange(this.#numbers, STEP, step + 1) - 1;
  }

  /** Says which batch a step takes in hand: the source and the ordinal of its first record. */
  take(step: number, source: number, first: number, count: number): void {
    this.#numbers[HAND_STEP] = step + 1;
    this.#numbers[HAND_SOURCE] = source;
    this.#numbers[HAND_COUNT] = count;
    this.#ordinal[0] = first;
  }

  /** What is at work now. */
  look(): AtWork {
    const at = (index: number) => Atomics.load(this.#numbers, index);
    const step = at(HAND_STEP) - 1;
    return {
      step: at(STEP) - 1,
      turn: at(TURN),
      hand: step < 0 ? null : { step, source: at(HAND_SOURCE), first: this.#ordinal[0] ?? 0, count: at(HAND_COUNT) },
    };
  }
}
