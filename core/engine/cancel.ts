import { OperationalError } from '../base/errors.ts';

/** A wish to stop that can be seen at once, even by code that never returns to the event loop. */
export interface Cancel {
  readonly signal: AbortSignal;
  /** True once somebody asked to stop; also aborts the signal if that has not happened yet. */
  raised(): boolean;
  raise(): void;
}

/** With a shared flag another thread can raise it; without, only `raise` can. */
export function createCancel(shared?: SharedArrayBuffer): Cancel {
  const flag = new Int32Array(shared ?? new SharedArrayBuffer(4));
  const controller = new AbortController();
  return {
    signal: controller.signal,
    raised() {
      if (Atomics.load(flag, 0) === 0) return false;
      if (!controller.signal.aborted) controller.abort(cancelled());
      return true;
    },
    raise() {
      Atomics.store(flag, 0, 1);
      if (!controller.signal.aborted) controller.abort(cancelled());
    },
  };
}

/** What steps throw, or see as the reason of their signal, when the run is stopped. */
export function cancelled(): OperationalError {
  return new OperationalError('cancelled', 'The run was cancelled.');
}
