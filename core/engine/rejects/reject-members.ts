import type { RecordOrigin } from '../../base/sample.ts';
import type { CombinedOrigins } from '../accounts/combined-origins.ts';
import { plainSource } from '../plan/partners.ts';
import type { RejectedAt, RejectedOrigins } from './rejected-origins.ts';

/** The other source records that went into a rejected one: how many, and where the first of them came from. */
export interface RejectMembers {
  readonly nodeId: string;
  readonly origin: RecordOrigin;
  readonly count: number;
  readonly first: readonly RecordOrigin[];
}

/** So many members of a rejected record are named. */
const MOST_NAMED = 20;
/** So many records are followed to what was made of them. */
const MOST_FOLLOWED = 500_000;
const PER_SOURCE = 2 ** 40;

interface Found {
  readonly at: RejectedAt;
  count: number;
  readonly last: [source: number, ordinal: number][];
}

/** Of which other source records the rejected ones were made, where they were made of several. `behind` gives a step and all after it. */
export function membersOfRejects(
  combined: CombinedOrigins,
  rejected: RejectedOrigins,
  behind: (step: number) => ReadonlySet<number>,
  nodeIdOf: (index: number) => string,
): RejectMembers[] {
  if (combined.isEmpty || rejected.first.length === 0) return [];
  const all = rejected.first.map((at): Found => ({ at, count: 0, last: [] }));
  const foundBy = new Map<number, Found[]>();
  const remember = (key: number, found: readonly Found[]) => {
    const known = foundBy.get(key);
    if (known) for (const one of found) known.includes(one) || known.push(one);
    else if (foundBy.size < MOST_FOLLOWED) foundBy.set(key, [...found]);
  };
  for (const found of all) remember(found.at.source * PER_SOURCE + found.at.ordinal, [found]);
  combined.backwards((source, ordinal, leaderSource, leaderOrdinal, step) => {
    const steps = behind(step);
    const holding = foundBy.get(leaderSource * PER_SOURCE + leaderOrdinal)?.filter(({ at }) => steps.has(at.step)) ?? [];
    if (holding.length === 0) return;
    for (const found of holding) {
      found.count++;
      // The list is walked from its end, so the first members come last.
      found.last.push([source, ordinal]);
      if (found.last.length > MOST_NAMED) found.last.shift();
    }
    remember(source * PER_SOURCE + ordinal, holding);
  });
  const originOf = (source: number, ordinal: number): RecordOrigin => ({ source: nodeIdOf(plainSource(source)), ordinal });
  return all
    .filter(({ count }) => count > 0)
    .map(({ at, count, last }) => ({
      nodeId: nodeIdOf(at.step),
      origin: originOf(at.source, at.ordinal),
      count,
      first: last.reverse().map(([source, ordinal]) => originOf(source, ordinal)),
    }));
}
