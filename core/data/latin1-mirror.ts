import { isAscii } from 'node:buffer';
import { decodeLatin1 } from './utf8.ts';

interface Decoded {
  readonly text: string;
  readonly ascii: boolean;
}

const decoded = new WeakMap<Uint8Array, Decoded>();

function decode(bytes: Uint8Array): Decoded {
  let known = decoded.get(bytes);
  if (known === undefined) {
    known = { text: decodeLatin1(bytes, 0, bytes.length), ascii: isAscii(bytes) };
    decoded.set(bytes, known);
  }
  return known;
}

/** The bytes as a string of one character each, made once and kept as long as the bytes: ASCII parts of it are the text they hold. */
export function latin1Mirror(bytes: Uint8Array): string {
  return decode(bytes).text;
}

/** Whether all bytes are ASCII, found out once. */
export function isWholeAscii(bytes: Uint8Array): boolean {
  return decode(bytes).ascii;
}
