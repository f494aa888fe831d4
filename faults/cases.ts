import { CLOCK_JUMPS } from './clock-jumps.ts';
import { DAMAGE } from './damage.ts';
import { DISK_FULL } from './disk-full.ts';
import { FAILING_CALLS, POWER_CUTS } from './failing-calls.ts';
import type { FaultCase } from './fault-case.ts';
import { KILL_ANYWHERE } from './kill-anywhere.ts';
import { KILL_AT_CALL } from './kill-at-call.ts';
import { KILL_AT_FILE_CALL } from './kill-at-file-call.ts';
import { KILL_AT_WRITE } from './kill-at-write.ts';
import { KILL_DATABASE } from './kill-database.ts';
import { KILL_HOST, TWO_PROGRAMS } from './kill-host.ts';
import { KILL_RESTORE } from './kill-restore.ts';
import { MACHINE_CLOCK } from './machine-clock.ts';
import { KILL_SENDING } from './siege-of-groups.ts';

/** Everything that is tried, in the order of its family. */
export const CASES: readonly FaultCase[] = [
  ...KILL_ANYWHERE,
  KILL_SENDING,
  ...KILL_DATABASE,
  ...KILL_HOST,
  ...KILL_AT_WRITE,
  ...KILL_AT_CALL,
  ...KILL_AT_FILE_CALL,
  ...FAILING_CALLS,
  ...POWER_CUTS,
  KILL_RESTORE,
  ...DISK_FULL,
  ...DAMAGE,
  ...TWO_PROGRAMS,
  ...CLOCK_JUMPS,
  ...MACHINE_CLOCK,
];
