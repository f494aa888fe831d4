import { OperationalError } from '../../base/errors.ts';

/** Where a run writes, for the verdict when there is no room left. */
export interface WritingPlaces {
  /** Name of the step that wrote; empty when it was none. */
  readonly step: string;
  readonly nodeId: string;
  /** Half products of the step. */
  readonly parts: readonly string[];
  /** Folder for what does not fit in memory. */
  readonly spill: string;
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/**
 * What is thrown when a disk or a quota is full becomes the operational error `disk-full` that says where; everything else stays what it is, also what says
 * so already.
 */
export function orDiskFull(error: unknown, { step, nodeId, parts, spill }: WritingPlaces): unknown {
  const full = fullWithin(error);
  if (full === null || (error instanceof OperationalError && error.code === 'disk-full')) return error;
  const where = full.path ?? parts[0] ?? spill;
  return new OperationalError('disk-full', `The disk is full: ${step === '' ? 'the run' : step} could not write ${where}.`, {
    hint: `Make room on the disk of ${where}, for example by removing old runs with what was kept for them, then replay the run. Nothing half-written was left behind.`,
    ...(nodeId === '' ? {} : { place: { node: nodeId } }),
    cause: error,
  });
}

function fullWithin(error: unknown): NodeJS.ErrnoException | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) if (FULL.has((at as NodeJS.ErrnoException).code ?? '')) return at;
  return null;
}
