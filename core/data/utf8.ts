/** The fast conversions of Node's Buffer, which work on any byte array. */
interface BufferConversions {
  utf8Slice(this: Uint8Array, start: number, end: number): string;
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  utf8Write(this: Uint8Array, text: string, at: number, length: number): number;
  latin1Write(this: Uint8Array, text: string, at: number, length: number): number;
}
const conversions = Buffer.prototype as unknown as BufferConversions;
const { utf8Slice, latin1Slice, utf8Write, latin1Write } = conversions;

/** Whether `bytes[start..end)` is ASCII only. */
export function isAsciiRange(bytes: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let i = start; i < end; i++) all |= bytes[i] as number;
  return all < 128;
}

/** Whether a text has only characters of one byte each. */
export function isAsciiText(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** Text of `bytes[start..end)`, an own copy of it. Invalid UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (start >= end) return '';
  return end - start <= 64 && isAsciiRange(bytes, start, end) ? latin1Slice.call(bytes, start, end) : utf8Slice.call(bytes, start, end);
}

/** The bytes read as one character each: a string as long as the range. */
export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  return latin1Slice.call(bytes, start, end);
}

/** Writes text as UTF-8 at a position and returns the number of bytes; there must be room for three bytes a UTF-16 unit. */
export function encodeUtf8Into(text: string, bytes: Uint8Array, at: number): number {
  const length = text.length;
  if (length <= 24) {
    let i = 0;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) break;
      bytes[at + i] = code;
    }
    if (i === length) return length;
  }
  return utf8Write.call(bytes, text, at, bytes.length - at);
}

/** Writes text that is known to be ASCII and returns the number of bytes. */
export function encodeAsciiInto(text: string, bytes: Uint8Array, at: number): number {
  return latin1Write.call(bytes, text, at, text.length);
}

/** Text as UTF-8 in an array of its own. */
export function encodeUtf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}
