/**
 * The form of a segment, all numbers of 32 bits with the low byte first: the mark; blocks of keys sorted by hash, each as five columns (the four words of
 * the hashes, the days) with a checksum behind them; the first word of each block; how the number of keys of each day changes by this segment, as pairs; then
 * entries, pairs, the earliest and the latest day, and a checksum of all behind the blocks.
 */
export const MARK = Buffer.from('swivel-keys-3\n\n\n');
/** Keys of a block; the last one has fewer. */
export const BLOCK = 256;
/** Columns of a block. */
export const COLUMNS = 5;
/** Numbers at the very end. */
export const FOOT = 5;

/** How many keys there are more (or fewer) of a day on which they were seen last. */
export type DayChanges = ReadonlyMap<number, number>;

/** Numbers that a block of so many keys takes. */
export function blockNumbers(keys: number): number {
  return keys * COLUMNS + 1;
}

/** A list of numbers as the bytes in which it is kept. */
export function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
