import { isIP } from 'node:net';

/** Ranges that no public service has: IPv4 as network and length (RFC 6890 and what followed). */
const INTERNAL_4: readonly (readonly [number, number])[] = [
  [ip4(0, 0), 8],
  [ip4(10, 0), 8],
  [ip4(100, 64), 10],
  [ip4(127, 0), 8],
  [ip4(169, 254), 16],
  [ip4(172, 16), 12],
  [ip4(192, 0), 24],
  [ip4(192, 168), 16],
  [ip4(198, 18), 15],
  [ip4(224, 0), 4],
  [ip4(240, 0), 4],
];

function ip4(first: number, second: number): number {
  return first * 2 ** 24 + second * 2 ** 16;
}

/**
 * Whether an IP address is one of this machine or of a private network: loopback, link-local (also of cloud machines' own data), private, shared, unique
 * local, multicast, unspecified – also where an IPv6 address wraps such an IPv4 one. Judged by its bits, never by its text. What is no IP address counts
 * as internal.
 */
export function isInternalAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '').replace(/^\[|\]$/g, '');
  if (isIP(plain) === 4) return isInternal4(bytesOf4(plain));
  if (isIP(plain) !== 6) return true;
  const words = wordsOf6(plain);
  const word = (at: number) => words[at] as number;
  const inner = (at: number) => [word(at) >> 8, word(at) & 255, word(at + 1) >> 8, word(at + 1) & 255];
  const leading = words.findIndex((each) => each !== 0);
  // ::, ::1, and the old IPv4-compatible form.
  if (leading < 0 || leading >= 6) return leading < 0 || leading === 7 ? true : isInternal4(inner(6));
  if (leading === 5 && word(5) === 0xffff) return isInternal4(inner(6));
  if (word(0) === 0x64 && word(1) === 0xff9b) return word(2) === 0 && word(3) === 0 ? isInternal4(inner(6)) : true;
  if (word(0) === 0x2002) return isInternal4(inner(1));
  if (leading === 4 && word(4) === 0xffff) return isInternal4(inner(6));
  return (word(0) & 0xfe00) === 0xfc00 || (word(0) & 0xffc0) === 0xfe80 || (word(0) & 0xffc0) === 0xfec0 || (word(0) & 0xff00) === 0xff00;
}

function isInternal4(bytes: readonly number[]): boolean {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return INTERNAL_4.some(([network, length]) => Math.floor(value / 2 ** (32 - length)) === Math.floor(network / 2 ** (32 - length)));
}

function bytesOf4(text: string): number[] {
  return text.split('.').map(Number);
}

function wordsOf6(text: string): number[] {
  const dotted = /[0-9.]+$/.exec(text)?.[0] ?? '';
  const four = dotted.includes('.') ? bytesOf4(dotted) : null;
  const hex = four ? text.slice(0, -dotted.length) + [0, 2].map((at) => ((four[at] as number) * 256 + (four[at + 1] as number)).toString(16)).join(':') : text;
  const [head = '', tail] = hex.split('::');
  const parts = (side: string) =>
    side
      .split(':')
      .filter(Boolean)
      .map((each) => Number.parseInt(each, 16));
  const front = parts(head);
  const back = tail === undefined ? [] : parts(tail);
  return [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back];
}
