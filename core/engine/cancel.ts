import { OperationalError } from '../base/errors.ts';

/**
 * What two threads know of a run at once, in shared memory: the wish to stop, seen even by code that never returns to the event loop, and the step
 * that is at work, for the verdict on a worker that can't speak any more.
 */
export interface Cancel {
  readonly signal: AbortSignal;
  /** True once somebody asked to stop; also aborts the signal if that has not happened yet. */
  raised(): boolean;
  raise(): void;
  /** Says which step (by index) is at work, and returns which one was before; -1 is none. */
  atWork(step: number): number;
}

/** Memory that `createCancel` shares between threads. */
export function sharedCancel(): SharedArrayBuffer {
  return new SharedArrayBuffer(8);
}

/** Raises the wish to stop from outside. */
export function raiseShared(shared: SharedArrayBuffer): void {
  Atomics.store(new Int32Array(shared), 0, 1);
}

/** Index of the step that was at work last, -1 for none. */
export function stepAtWork(shared: SharedArrayBuffer): number {
  return Atomics.load(new Int32Array(shared), 1) - 1;
}

/** With shared memory another thread can raise it; without, only `raise` can. */
export function createCancel(shared: SharedArrayBuffer = sharedCancel()): Cancel {
  const board = new Int32Array(shared);
  const controller = new AbortController();
  return {
    signal: controller.signal,
    raised() {
      if (Atomics.load(board, 0) === 0) return false;
      if (!controller.signal.aborted) controller.abort(cancelled());
      return true;
    },
    raise() {
      Atomics.store(board, 0, 1);
      if (!controller.signal.aborted) controller.abort(cancelled());
    },
    atWork: (step) => Atomics.exchange(board, 1, step + 1) - 1,
  };
}

/** What steps throw, or see as the reason of their signal, when the run is stopped. */
export function cancelled(): OperationalError {
  return new OperationalError('cancelled', 'The run was cancelled.');
}
