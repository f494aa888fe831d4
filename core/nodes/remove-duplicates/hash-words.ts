/** Bytes of a key's hash. */
export const HASH = 16;

/** A hash as four numbers of 32 bits whose order is the order of its bytes. */
export type HashWords = readonly [number, number, number, number];

/** The number that four bytes are, the first one counting most. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)) >>> 0;
}

/** The hash that begins at a byte. */
export function wordsAt(bytes: Uint8Array, at: number): HashWords {
  return [wordAt(bytes, at), wordAt(bytes, at + 4), wordAt(bytes, at + 8), wordAt(bytes, at + 12)];
}

/** Order of two hashes. */
export function compareWords(a: HashWords, b: HashWords): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}
