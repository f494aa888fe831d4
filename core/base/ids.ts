/** 62 characters that are safe in file names, addresses and on a command line. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Source of random bytes: `crypto.getRandomValues` in the app, a seeded one in tests. */
export type RandomBytes = (count: number) => Uint8Array;

/** A time-ordered id: 8 characters of milliseconds since 1970 (sorts as text), then 12 random ones (71 bits). */
export function createTimeId(now: number, random: RandomBytes): string {
  let text = '';
  for (let left = now, i = 0; i < 8; i++, left = Math.floor(left / 62)) text = (ALPHABET[left % 62] ?? '0') + text;
  return text + createShortId(random, 12);
}

/** `length` random characters of 62; for node and edge ids, which only have to be unique within a flow. */
export function createShortId(random: RandomBytes, length = 8): string {
  let text = '';
  while (text.length < length) for (const byte of random(length * 2)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62] ?? '';
  return text;
}
