import type { FaultCase } from './fault-case.ts';
import { anyMoment } from './moments.ts';
import { Siege } from './siege.ts';
import { TARGET_KINDS } from './target-kinds.ts';

/** Family a: the command line is killed at random moments of its life, at least 300 times for each kind of target in the long campaign. */
export const KILL_ANYWHERE: readonly FaultCase[] = TARGET_KINDS.map((kind) => ({
  family: 'a',
  name: kind.name,
  besideOthers: true,
  run(ground) {
    const siege = new Siege(kind, ground);
    return siege.run({ moments: anyMoment(ground.chance.of('moments'), () => siege.targets), enough: 300, rounds: { whole: 1_000, seconds: 8, least: 3 } });
  },
}));
