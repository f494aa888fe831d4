import { decodeUtf8, encodeUtf8Into } from './utf8.ts';

/**
 * Memory that only grows, for bytes that must outlive their batch. Whoever keeps data beyond the call that brought it copies it here:
 * a view, or a long slice of a string, would keep the whole chunk it came from alive.
 */
export class ByteArena {
  bytes: Uint8Array;
  /** Bytes in use; also the position at which the next entry will stand. */
  end = 0;

  constructor(capacity = 1 << 16) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for `count` more bytes. Positions stay valid, `bytes` may be a new array afterwards. */
  reserve(count: number): void {
    if (this.end + count <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.end + count));
    grown.set(this.bytes.subarray(0, this.end));
    this.bytes = grown;
  }

  /** Copies `bytes[start..end)` in and returns where it stands. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const count = end - start;
    this.reserve(count);
    const at = this.end;
    if (count > 48) this.bytes.set(bytes.subarray(start, end), at);
    else for (let i = 0; i < count; i++) this.bytes[at + i] = bytes[start + i] as number;
    this.end = at + count;
    return at;
  }

  /** Writes text as UTF-8 and returns where it stands; it ends at `end`. */
  addText(text: string): number {
    this.reserve(text.length * 3);
    const at = this.end;
    this.end = at + encodeUtf8Into(text, this.bytes, at);
    return at;
  }

  text(start: number, end: number): string {
    return decodeUtf8(this.bytes, start, end);
  }
}

/** A copy of `bytes[start..end)` with memory of its own (the `slice` of a Buffer would be a view). */
export function copyBytes(bytes: Uint8Array, start = 0, end = bytes.length): Uint8Array {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}
