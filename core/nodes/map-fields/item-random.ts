/**
 * Random numbers of one item, at least 0 and below 1. Each item has a row of its own, begun with one number of the run's: so it does not matter how many
 * records come in one batch. Source: mulberry32 by T. Ettinger.
 */
export function itemRandom(begin: number): () => number {
  let state = Math.floor(begin * 2 ** 32);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
