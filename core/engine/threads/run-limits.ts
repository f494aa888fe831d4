import { countOf, formatBytes, formatCount, formatDuration } from '../../base/amounts.ts';
import { OperationalError, type Place } from '../../base/errors.ts';
import type { Flow } from '../../flow/flow.ts';
import { cancelled } from '../cancel.ts';
import type { RunLimits } from '../run-job.ts';
import type { StopReason } from './run-board.ts';

const MB = 1024 * 1024;

/** A limit as it is set: in MB of 1,048,576 bytes, so that a person finds the same number in the settings. */
const megabytes = (bytes: number): string => (bytes < MB ? formatBytes(bytes) : `${formatCount(Math.round(bytes / MB))} MB`);

/** The limits with what the flow itself is set to. */
export function limitsOf(flow: Flow, limits: RunLimits): RunLimits {
  const { minutes, memoryMb, diskMb } = flow.settings.limits ?? {};
  return {
    ...limits,
    ...(memoryMb === undefined ? {} : { threadBytes: memoryMb * MB, memoryBytes: Math.min(limits.memoryBytes, Math.floor((memoryMb * MB) / 2)) }),
    ...(minutes === undefined ? {} : { wallMs: Math.round(minutes * 60_000) }),
    ...(diskMb === undefined ? {} : { diskBytes: diskMb * MB }),
  };
}

/** What was at work when a limit was passed, as far as it is known. */
export interface Witness {
  readonly nodeId?: string | undefined;
  readonly name?: string | undefined;
  /** The step's own time-out. */
  readonly timeoutMs?: number | undefined;
  /** The batch in hand: its source by name, its first record counted from 1, and how many it holds. */
  readonly hand?: { readonly source: string; readonly first: number; readonly count: number } | undefined;
}

/** The error of a run that is stopped from outside: it names the limit, the step and its records, and what to do. */
export function stopError(reason: StopReason, limits: RunLimits, witness: Witness = {}): OperationalError {
  const at = whileAtWork(witness);
  const place: { place?: Place } = witness.nodeId === undefined ? {} : { place: { node: witness.nodeId } };
  switch (reason) {
    case 'cancelled':
      return cancelled();
    case 'run-time':
      return new OperationalError('run-too-long', `The run took longer than the ${formatDuration(limits.wallMs)} it may take and was stopped${at}.`, {
        hint: 'Look at which step takes the time. If the run needs it, raise the longest time in the settings of the flow.',
        ...place,
      });
    case 'step-time':
      return new OperationalError(
        'step-timed-out',
        `${witness.name ?? 'A step'} gave no sign for longer than its ${formatDuration(witness.timeoutMs ?? 0)} and was stopped${records(witness)}.`,
        { hint: 'Look at what the step waits for, or raise its time-out.', ...place },
      );
    case 'memory':
      return new OperationalError(
        'out-of-memory',
        `The run needed more than the ${megabytes(limits.threadBytes)} of memory it may take and was stopped${at}.`,
        {
          hint: 'Look for very large values, or for a step that keeps everything. If the run needs it, raise its memory in the settings of the flow.',
          ...place,
        },
      );
    case 'disk':
      return new OperationalError('too-much-on-disk', `The run needed more than the ${megabytes(limits.diskBytes)} on disk it may take and was stopped${at}.`, {
        hint: 'Keep less of the data for replay, or raise the space in the settings of the flow.',
        ...place,
      });
  }
}

/** " while X was at work on records 4,097 to 8,192 of Y", or as much of it as is known. */
export function whileAtWork(witness: Witness): string {
  return witness.name === undefined ? '' : ` while ${witness.name} was at work${records(witness)}`;
}

function records({ hand }: Witness): string {
  if (!hand) return '';
  if (hand.count <= 1) return ` on record ${formatCount(hand.first)} of ${hand.source}`;
  return ` on ${countOf(hand.count, 'record')} of ${hand.source}, beginning with record ${formatCount(hand.first)}`;
}
