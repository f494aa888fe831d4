import { isAscii } from 'node:buffer';
import { MadeLately } from './made-lately.ts';
import { decodeLatin1 } from './utf8.ts';

interface Decoded {
  readonly text: string;
  readonly ascii: boolean;
}

const decoded = new MadeLately<Uint8Array, Decoded>();

function decode(bytes: Uint8Array): Decoded {
  return decoded.of(bytes, () => ({ text: decodeLatin1(bytes, 0, bytes.length), ascii: isAscii(bytes) }));
}

/** The bytes as a string of one character each, made once while a batch is read: ASCII parts of it are the text they hold. */
export function latin1Mirror(bytes: Uint8Array): string {
  return decode(bytes).text;
}

/** Whether all bytes are ASCII, found out once. */
export function isWholeAscii(bytes: Uint8Array): boolean {
  return decode(bytes).ascii;
}
