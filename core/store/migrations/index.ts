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
import { sql as snippets } from './0012-snippets.ts';
import { sql as connections } from './0013-connections.ts';
import { sql as runChecks } from './0014-run-checks.ts';
import { sql as inbox } from './0015-inbox.ts';
import { sql as alerts } from './0016-alerts.ts';
import { sql as triggerSecrets } from './0016-trigger-secrets.ts';
import { sql as arrivals } from './0017-arrivals.ts';
import { sql as liveEnvironment } from './0018-live-environment.ts';
import { sql as arrivalEnvironment } from './0019-arrival-environment.ts';
import { sql as effectHalves } from './0020-effect-halves.ts';

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
  snippets,
  connections,
  runChecks,
  inbox,
  alerts,
  arrivals,
  triggerSecrets,
  liveEnvironment,
  arrivalEnvironment,
  effectHalves,
];
