import { crc32 } from 'node:zlib';
import { Defect } from '../../base/errors.ts';
import { decodeUtf8, encodeUtf8Into } from '../../data/utf8.ts';

/** Writes numbers, texts and byte ranges one after another; everything that is not a byte stands at a multiple of eight. Little-endian. */
export class FrameOut {
  #bytes: Buffer;
  #lengthAt = 0;
  #openAt = 0;
  end = 0;

  constructor(capacity = 1 << 16) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity + 1024);
  }

  uint(value: number): void {
    this.#room(4);
    this.#bytes.writeUInt32LE(value, this.end);
    this.end += 4;
  }

  double(value: number): void {
    this.#room(8);
    this.#bytes.writeDoubleLE(value, this.end);
    this.end += 8;
  }

  text(text: string): void {
    this.#room(4 + text.length * 3);
    const length = encodeUtf8Into(text, this.#bytes, this.end + 4);
    this.uint(length);
    this.end += length;
  }

  /** The bytes of a typed array, aligned so that it can be read back without copying each number. */
  array(array: Uint8Array | Uint16Array | Int32Array | Float64Array | BigInt64Array): void {
    this.uint(array.byteLength);
    this.#room(8 + array.byteLength);
    this.#align();
    this.#bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), this.end);
    this.end += array.byteLength;
  }

  /** Opens a byte range of at most `most` bytes, to be written straight into `bytes` from `end` on. */
  open(most: number): void {
    this.uint(0);
    this.#lengthAt = this.end - 4;
    this.#room(8 + most);
    this.#align();
    this.#openAt = this.end;
  }

  /** Closes the range that was opened; `end` is the position behind what was written. */
  close(end: number): void {
    this.#bytes.writeUInt32LE(end - this.#openAt, this.#lengthAt);
    this.end = end;
  }

  /** The memory written into; a new one after anything that needed more room. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** What was written: a part of the memory, which may be written anew after `clear`. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.end);
  }

  /** What was written with its CRC-32 behind it. */
  finishChecked(): Uint8Array {
    this.#room(4);
    return this.#bytes.subarray(0, this.#bytes.writeUInt32LE(crc32(this.finish()), this.end));
  }

  /** Begins anew, in the same memory. */
  clear(): void {
    this.end = 0;
  }

  /** Goes on to the next multiple of eight: what the memory held before has no place in a file. */
  #align(): void {
    while ((this.end & 7) !== 0) this.#bytes[this.end++] = 0;
  }

  #room(count: number): void {
    if (this.end + count <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.end + count));
    this.#bytes.copy(grown, 0, 0, this.end);
    this.#bytes = grown;
  }
}

/** Reads what `FrameOut` wrote, from a whole ArrayBuffer of its own. Throws a Defect for what does not fit. */
export class FrameIn {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint(): number {
    this.#need(4);
    const value = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  double(): number {
    this.#need(8);
    const value = this.#bytes.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  text(): string {
    const length = this.uint();
    this.#need(length);
    this.#at += length;
    return decodeUtf8(this.#bytes, this.#at - length, this.#at);
  }

  /** A copy-free view where the bytes stand aligned in memory, else a copy. */
  bytes(): Uint8Array {
    const length = this.uint();
    this.#at = (this.#at + 7) & ~7;
    this.#need(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  ints(): Int32Array {
    const bytes = this.#aligned();
    return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  }

  shorts(): Uint16Array {
    const bytes = this.#aligned();
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
  }

  doubles(): Float64Array {
    const bytes = this.#aligned();
    return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  }

  longs(): BigInt64Array {
    const bytes = this.#aligned();
    return new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
  }

  #aligned(): Uint8Array {
    const bytes = this.bytes();
    return (bytes.byteOffset & 7) === 0 ? bytes : Uint8Array.from(bytes);
  }

  #need(count: number): void {
    if (this.#at + count > this.#bytes.length) throw new Defect('spool-corrupt', 'A captured frame is shorter than it says.');
  }
}
