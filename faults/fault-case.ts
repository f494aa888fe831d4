import type { Chance } from './seeded.ts';

/** Where the things a case needs lie. */
export interface Ground {
  /** The program as it was when the campaign began: `cli.js` and the children, built into one folder. */
  readonly program: string;
  /** A folder of this case alone, empty at first. */
  readonly folder: string;
  readonly chance: Chance;
  readonly seed: number;
  /**
   * The rounds of the case, counted from 1: `whole` of them in the long campaign; in the short one as many as fit into `seconds`, but at least `least`.
   * and on until `tried` says that what is to be tried has happened at all (within 20 times `least`). `--rounds` overrides all of it.
   */
  rounds(counts: { whole: number; seconds: number; least: number; tried?: () => boolean }): Iterable<number>;
  /** Whether this is the short campaign of `npm test`. */
  readonly short: boolean;
}

/** Numbers a case has to tell, by name: kills, gaps, duplicates … */
export type Figures = Record<string, number>;

/** One thing that is tried again and again: passes and tells its figures, or throws a sentence about what went wrong. */
export interface FaultCase {
  /** The letter of its family: a kill at random, b kill at each write, c disk full, d damage, e two programs, f clock. */
  readonly family: 'a' | 'b' | 'c' | 'd' | 'e' | 'f';
  readonly name: string;
  /** True for cases that others may be tried beside, at the same time. */
  readonly besideOthers?: boolean;
  /** True for what would be too much for `npm test`. */
  readonly onlyLong?: boolean;
  /** Why the case cannot be tried here; it counts as skipped then. */
  readonly notHere?: () => string | null;
  run(ground: Ground): Promise<Figures>;
}

/** What went wrong in a case, in a sentence. */
export class FaultFound extends Error {}

/** Throws the sentence unless `fact` holds. */
export function must(fact: boolean, sentence: string | (() => string)): asserts fact {
  if (!fact) throw new FaultFound(typeof sentence === 'string' ? sentence : sentence());
}
