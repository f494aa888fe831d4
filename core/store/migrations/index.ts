import { sql as flows } from './0001-flows.ts';
import { sql as runs } from './0002-runs.ts';
import { sql as runData } from './0003-run-data.ts';
import { sql as triggersAndState } from './0004-triggers-and-state.ts';
import { sql as search } from './0005-search.ts';
import { sql as compactHistory } from './0006-compact-history.ts';
import { sql as replays } from './0007-replays.ts';
import { sql as effectGroups } from './0008-effect-groups.ts';
import { sql as shortEnds } from './0009-short-ends.ts';
import { sql as rejectMembers } from './0010-reject-members.ts';
import { sql as pins } from './0011-pins.ts';

/** Every step of the schema in order. The database's `user_version` is the number of steps it has taken. A step never changes once published. */
export const MIGRATIONS: readonly string[] = [
  flows,
  runs,
  runData,
  triggersAndState,
  search,
  compactHistory,
  replays,
  effectGroups,
  shortEnds,
  rejectMembers,
  pins,
];
