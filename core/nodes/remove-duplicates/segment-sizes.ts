/** Segments of up to so many keys are of one size; the next size is up to `STEP` times as large, and so on. */
const LEAST = 64;
const STEP = 4;
/** So many of one size are put together. */
const MOST_OF_A_SIZE = 4;
/** With a limit, segments of at most so large a part of what is remembered are made, so that what is forgotten goes as whole files. */
const LARGEST_PART = 1 / 4;
const LARGE = 16_384;
/** Keys that may stand in files without counting, beside as many as count. */
const USELESS = 4096;

/** Whether files hold so much that does not count that all are to be written anew: on average every key that went costs one that is written. */
export function isMostlyUseless(entries: readonly number[], left: number): boolean {
  return entries.reduce((sum, one) => sum + one, 0) > left * 2 + USELESS;
}

/**
 * Which segments are to be put together to one, by their sizes in the order of their age; none where nothing is to be done. A key is written again once for
 * each size, and there are at most three segments of a size; with a limit, some more of the largest.
 */
export function toPutTogether(entries: readonly number[], left: number, limited: boolean): number[] {
  const most = limited ? Math.max(LARGE, left * LARGEST_PART) : Number.POSITIVE_INFINITY;
  const sizes = new Map<number, number[]>();
  for (const [at, count] of entries.entries()) {
    const size = Math.ceil(Math.log(Math.max(1, count / LEAST)) / Math.log(STEP));
    sizes.set(size, [...(sizes.get(size) ?? []), at]);
  }
  for (const of of [...sizes.values()].filter(({ length }) => length >= MOST_OF_A_SIZE)) {
    let sum = 0;
    const chosen: number[] = [];
    for (const at of of)
      if (sum + (entries[at] as number) <= most) {
        sum += entries[at] as number;
        chosen.push(at);
      }
    if (chosen.length > 1) return chosen;
  }
  return [];
}
