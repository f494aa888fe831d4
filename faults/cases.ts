import { DISK_FULL } from './disk-full.ts';
import type { FaultCase } from './fault-case.ts';
import { KILL_ANYWHERE } from './kill-anywhere.ts';
import { KILL_AT_WRITE } from './kill-at-write.ts';

/** Everything that is tried, in the order of its family. */
export const CASES: readonly FaultCase[] = [...KILL_ANYWHERE, ...KILL_AT_WRITE, ...DISK_FULL];
