/** Length of the part of `bytes` that does not end in the middle of a character. */
export function wholeUtf8(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] as number;
    if (byte < 0x80) return length;
    if (byte >= 0xc0) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return wanted > back ? length - back : length;
    }
  }
  return length;
}

/** How many characters of more than one byte are well-formed UTF-8, and how many bytes belong to no character. */
export function countUtf8(bytes: Uint8Array): { characters: number; strays: number } {
  let characters = 0;
  let strays = 0;
  for (let i = 0; i < bytes.length; ) {
    if ((bytes[i] as number) < 0x80) {
      i++;
      continue;
    }
    const size = characterSize(bytes, i);
    if (size > 0) characters++;
    else strays++;
    i += Math.max(1, size);
  }
  return { characters, strays };
}

/** Position of the first byte that is not part of valid UTF-8, -1 if all of it is. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; ) {
    const size = characterSize(bytes, i);
    if (size === 0) return i;
    i += size;
  }
  return -1;
}

/** Bytes of the character that begins at `i`, 0 where none does. */
function characterSize(bytes: Uint8Array, i: number): number {
  const byte = bytes[i] as number;
  const more = byte < 0x80 ? 0 : byte >= 0xc2 && byte <= 0xdf ? 1 : byte >= 0xe0 && byte <= 0xef ? 2 : byte >= 0xf0 && byte <= 0xf4 ? 3 : -1;
  for (let k = 1; k <= more; k++) {
    const next = bytes[i + k] ?? 0;
    const low = k > 1 ? 0x80 : byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    const high = k > 1 ? 0xbf : byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    if (next < low || next > high) return 0;
  }
  return more + 1;
}
