import type { Life, Moment } from './life.ts';
import type { Chance } from './seeded.ts';

/** Chooses when a program is killed next, and learns from how it went. */
export interface Moments {
  next(): Moment;
  /** How a life went that was to be ended. */
  learn(life: Life): void;
  /** How a life went that was left alone. */
  sawWhole(life: Life): void;
  /** True when every moment has been tried. */
  readonly exhausted: boolean;
}

/**
 * Moments over the whole life of a program: most of them anywhere between its first and its last millisecond, the others close to where it touches
 * its targets, which takes little of its time but is where most can go wrong.
 */
export function anyMoment(chance: Chance, watched: () => string, firstLifeMs = 450): Moments {
  let lifeMs = firstLifeMs;
  const sawWhole = (life: Life) => {
    lifeMs = lifeMs * 0.7 + life.ms * 0.3;
  };
  return {
    sawWhole,
    exhausted: false,
    next() {
      const near = chance.next() < 0.4;
      const where = chance.next();
      return near ? { afterChangeIn: watched(), ms: Math.floor(where * where * 120) } : { afterStart: Math.floor(where * lifeMs * 1.03) };
    },
    learn(life) {
      if (!life.killed) sawWhole(life);
    },
  };
}

/** A count that is not known is looked for here. */
const MOST = 10_000;

/** A replay has less to do than a run: only when so many lives in a row got by is there no n-th time in any. */
const MISSES = 3;

/** Every n from 1 on, until lives get to their end before their n-th time; `make` says what is counted. */
export function eachInTurn(make: (n: number) => Moment): Moments {
  let [n, misses] = [1, 0];
  return {
    next: () => make(n),
    sawWhole: () => undefined,
    learn(life) {
      if (life.killed) [n, misses] = [n + 1, 0];
      else misses++;
    },
    get exhausted() {
      return misses >= MISSES || n > MOST;
    },
  };
}

/** Some n from 1 to as many as a life without a kill has had, by chance. */
export function someOf(chance: Chance, total: number, make: (n: number) => Moment): Moments {
  return { exhausted: false, next: () => make(chance.whole(1, total)), learn: () => undefined, sawWhole: () => undefined };
}

/** Some n, each later than the one before, for each way a call may fail; of one way no more once a life has got by without that many calls. */
export function failingInTurn(calls: readonly string[], places: readonly number[]): Moments {
  const ways = calls.flatMap((failing) => (['EIO', 'ENOSPC'] as const).map((error) => ({ failing, error })));
  let [way, place] = [0, 0];
  return {
    next() {
      const moment = { ...(ways[way] as (typeof ways)[number]), n: places[place] as number };
      if (++place >= places.length) [way, place] = [way + 1, 0];
      return moment;
    },
    sawWhole: () => undefined,
    learn(life) {
      if (!life.injected && place > 0) [way, place] = [way + 1, 0];
    },
    get exhausted() {
      return way >= ways.length;
    },
  };
}

/** Every sync of a life, one kind after the other, up to `most` of each. */
export function cutsInTurn(syncs: readonly ('fsync' | 'fdatasync')[], most: number, chance: Chance): Moments {
  let [kind, n] = [0, 0];
  const onward = () => {
    [kind, n] = [kind + 1, 0];
  };
  return {
    next() {
      n++;
      return { cutAt: syncs[kind] as 'fsync' | 'fdatasync', n, chance: chance.of(`${kind} ${n}`) };
    },
    sawWhole: () => undefined,
    learn(life) {
      if (!life.killed || n >= most) onward();
    },
    get exhausted() {
      return kind >= syncs.length;
    },
  };
}
