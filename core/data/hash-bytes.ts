const C1 = 0xcc9e2d51 | 0;
const C2 = 0x1b873593;

/** MurmurHash3 x86 32 of `bytes[start..end)` with seed 0; the same on every machine. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
    hash ^= mixed(word);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  if (at < end) {
    let word = 0;
    for (let last = end - 1; last >= at; last--) word = (word << 8) | (bytes[last] as number);
    hash ^= mixed(word);
  }
  hash ^= end - start;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function mixed(word: number): number {
  const spread = Math.imul(word, C1);
  return Math.imul((spread << 15) | (spread >>> 17), C2);
}
