import { OperationalError } from '../base/errors.ts';
import { RunBoard, type StopReason } from './threads/run-board.ts';

/** The wish to stop a run, as the thread sees it that does the run: in shared memory, so that even code sees it that never returns to the event loop. */
export interface Cancel {
  readonly signal: AbortSignal;
  readonly board: RunBoard;
  /** True once somebody asked to stop; also aborts the signal if that has not happened yet. */
  raised(): boolean;
  /** Why the run was asked to stop from outside; null when it was not. */
  why(): StopReason | null;
  /** Stops what the run does because the run itself has failed, or asks for a cancel where nobody else can. */
  raise(): void;
}

/** `shared` is the memory of the board that another thread made; `errorOf` says what steps are told, and what a run ends with. */
export function createCancel(shared?: SharedArrayBuffer, errorOf: (reason: StopReason) => Error = cancelled): Cancel {
  const board = new RunBoard(shared);
  const controller = new AbortController();
  const abort = () => {
    if (!controller.signal.aborted) controller.abort(errorOf(board.reason ?? 'cancelled'));
  };
  return {
    signal: controller.signal,
    board,
    raised() {
      if (board.reason === null) return false;
      abort();
      return true;
    },
    why: () => board.reason,
    raise() {
      board.stop('cancelled');
      abort();
    },
  };
}

/** What steps throw, or see as the reason of their signal, when the run is stopped. */
export function cancelled(): OperationalError {
  return new OperationalError('cancelled', 'The run was cancelled.');
}
