import type { RunStatus } from '../core/base/run-facts.ts';

/** Exit codes of the command line. */
export const EXIT = { succeeded: 0, failed: 1, refused: 2, rejects: 3 } as const;

/** The exit code that a run's status stands for. */
export function exitCodeOf(status: RunStatus): number {
  if (status === 'succeeded') return EXIT.succeeded;
  return status === 'succeeded-with-rejects' ? EXIT.rejects : EXIT.failed;
}
