import { totalmem } from 'node:os';
import { DEFAULT_LIMITS } from '../run-job.ts';

/** What a run may take unless it is said, in bytes: the usual limit, on a small machine half of what the machine has. */
export function usualMemory(): number {
  return Math.min(DEFAULT_LIMITS.threadBytes, Math.floor((process.constrainedMemory() || totalmem()) / 2), Math.floor(totalmem() / 2));
}
