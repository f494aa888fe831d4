import type { FaultCase } from './fault-case.ts';
import { eachInTurn, someOf } from './moments.ts';
import { Siege } from './siege.ts';
import { ALL_OR_NOTHING, TARGET_KINDS } from './target-kinds.ts';

/** Of these the short campaign tries a few places, each time others: a target that is a file, and what is remembered from run to run. */
const SHORT_KINDS = ['csv-target', 'keys remembered across runs, insert'];

/**
 * Family b, for the files that a program writes by itself, in whatever thread: half products, state, captures, spilled data. It is killed before and in the midst
 * of each change of one. strace counts the calls of each thread apart, so it ends a program at a call of the thread that makes many long before another's.
 */
export const KILL_AT_FILE_CALL: readonly FaultCase[] = [...TARGET_KINDS, ALL_OR_NOTHING].map((kind) => ({
  family: 'b',
  name: `a run, each change of a file: ${kind.name}`,
  besideOthers: true,
  onlyLong: !SHORT_KINDS.includes(kind.name),
  async run(ground) {
    const siege = new Siege(kind, ground);
    const at = (n: number) => ({ atFileCall: n, below: ground.folder });
    const total = await siege.countFileCalls();
    const moments = ground.short ? someOf(ground.chance.of('places'), total, at) : eachInTurn(at);
    return { places: total, ...(await siege.run({ moments, rounds: { whole: 10_000, seconds: 2, least: 2 } })) };
  },
}));
