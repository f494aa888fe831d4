import { ByteArena, copyBytes } from '../data/byte-arena.ts';
import { LONGEST_NUMBER } from './natural-order.ts';

const NEGATIVE = 1;
const ZERO = 2;
const POSITIVE = 3;
/** What exponents of two bytes are counted from; those beyond stand in four more bytes. */
const MIDDLE = 1 << 14;
const FAR = 1 << 13;
/** Behind any exponent that is ever written out. */
const FARTHEST = 1_000_000_000;
const [PLUS, MINUS, POINT, DIGIT_0, DIGIT_9] = [43, 45, 46, 48, 57];

/**
 * Writes what records are sorted by as bytes, so that comparing the bytes is comparing the values, field after field. No entry is the beginning of another
 * one of its sort, so whatever follows does not disturb.
 */
export class KeyWriter {
  readonly arena: ByteArena;

  constructor(capacity: number) {
    this.arena = new ByteArena(capacity);
  }

  get end(): number {
    return this.arena.end;
  }

  /** The bytes written, in memory of about their own size; nothing is to be written any more. */
  finish(): Uint8Array {
    return this.arena.end * 2 > this.arena.bytes.length ? this.arena.bytes : copyBytes(this.arena.bytes, 0, this.arena.end);
  }

  /** Sets things before or behind one another: smaller marks come first. */
  mark(byte: number): void {
    this.arena.reserve(1);
    this.arena.bytes[this.arena.end++] = byte;
  }

  /** Bytes of text, in the order of the bytes, shorter before longer. */
  textBytes(bytes: Uint8Array, start: number, end: number, lower: boolean): void {
    this.arena.reserve((end - start) * 2 + 1);
    const to = this.arena.bytes;
    let at = this.arena.end;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      if (byte < 2) {
        to[at++] = 1;
        to[at++] = byte + 1;
      } else to[at++] = lower && byte >= 65 && byte <= 90 ? byte + 32 : byte;
    }
    to[at++] = 0;
    this.arena.end = at;
  }

  /** What `naturalKey` gives for ASCII text, written as text. */
  naturalBytes(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const from = at;
      while (at < end && !isDigit(bytes[at] as number)) at++;
      this.textBytes(bytes, from, at, true);
      this.arena.end--;
      let first = at;
      while (at < end && isDigit(bytes[at] as number)) at++;
      while (first < at - 1 && bytes[first] === DIGIT_0) first++;
      if (first === at) continue;
      this.mark(DIGIT_0);
      this.text(String.fromCharCode(Math.min(at - first, LONGEST_NUMBER)));
      this.arena.end--;
      this.textBytes(bytes, first, at, false);
      this.arena.end--;
    }
    this.mark(0);
  }

  text(text: string): void {
    const bytes = Buffer.from(text);
    this.textBytes(bytes, 0, bytes.length, false);
  }

  /** A number by its exact value, if that is what the ASCII text is: digits with a point, a sign, a power of ten. Writes nothing for anything else. */
  numeral(text: string): boolean {
    let digits = '';
    let exponent = 0;
    let at = 0;
    const negative = text.charCodeAt(0) === MINUS;
    if (negative || text.charCodeAt(0) === PLUS) at++;
    let [any, pointed] = [false, false];
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === POINT && !pointed) pointed = true;
      else if (code >= DIGIT_0 && code <= DIGIT_9) {
        any = true;
        if (digits !== '' || code !== DIGIT_0) {
          digits += text[at];
          if (!pointed) exponent++;
        } else if (pointed) exponent--;
      } else break;
    }
    if (!any) return false;
    if (at < text.length) {
      const power = /^[eE]([+-]?\d+)$/.exec(text.slice(at));
      if (!power) return false;
      exponent += Math.max(-FARTHEST, Math.min(FARTHEST, Number(power[1])));
    }
    this.#number(negative, digits, exponent);
    return true;
  }

  /** Turns everything written since `from` around, so that what came first comes last. */
  invert(from: number): void {
    const { bytes, end } = this.arena;
    for (let at = from; at < end; at++) bytes[at] = ~(bytes[at] as number);
  }

  /** 0.digits times ten to the exponent; the first digit is not 0. */
  #number(negative: boolean, digits: string, exponent: number): void {
    if (digits === '') {
      this.mark(ZERO);
      return;
    }
    this.mark(negative ? NEGATIVE : POSITIVE);
    const from = this.arena.end;
    this.arena.reserve(8 + digits.length);
    this.#exponent(exponent);
    const to = this.arena.bytes;
    let last = digits.length - 1;
    while (digits.charCodeAt(last) === DIGIT_0) last--;
    let at = this.arena.end;
    for (let i = 0; i <= last; i += 2) {
      const second = i < last ? digits.charCodeAt(i + 1) - DIGIT_0 : 0;
      to[at++] = (digits.charCodeAt(i) - DIGIT_0) * 10 + second + 1;
    }
    to[at++] = 0;
    this.arena.end = at;
    if (negative) this.invert(from);
  }

  #exponent(exponent: number): void {
    const near = exponent > -FAR && exponent < FAR;
    this.#wide(near ? exponent + MIDDLE : exponent < 0 ? 0 : 0xffff, 2);
    if (!near) this.#wide(exponent + 2 ** 31, 4);
  }

  #wide(value: number, count: number): void {
    const { bytes, end } = this.arena;
    for (let i = 0; i < count; i++) bytes[end + i] = Math.floor(value / 2 ** (8 * (count - 1 - i))) & 255;
    this.arena.end = end + count;
  }
}

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= DIGIT_9;
}
