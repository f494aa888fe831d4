import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { UserError } from '../base/errors.ts';
import { copyBytes } from '../data/byte-arena.ts';
import { encodeUtf8 } from '../data/utf8.ts';
import { firstInvalidUtf8, wholeUtf8 } from './utf8-check.ts';

/** Bytes that were no valid text: how many characters were replaced by U+FFFD, and where the first one was in the input. */
export interface InvalidBytes {
  readonly count: number;
  readonly firstByte: number;
}

/** Turns a stream of bytes in some encoding into UTF-8, without a byte order mark. */
export interface Utf8Stream {
  readonly encoding: string;
  /** The next bytes as UTF-8; may be a view of `chunk`, so use or copy it before the chunk changes. */
  push(chunk: Uint8Array): Uint8Array;
  /** What was held back because it was incomplete. */
  finish(): Uint8Array;
  /** What had to be replaced so far; `null` if nothing. Worth a warning. */
  readonly invalid: InvalidBytes | null;
}

/** Makes a stream from this encoding to UTF-8. UTF-8 itself is only checked. Throws a UserError for an encoding nobody knows. */
export function decodeStream(encoding: string): Utf8Stream {
  const name = encoding.toLowerCase();
  if (name === 'utf-8' || name === 'utf8' || name === 'utf-8-bom' || name === 'ascii' || name === 'us-ascii') return new CheckedUtf8();
  return new Transcoded(knownEncoding(encoding));
}

/** The name iconv knows it by. */
function knownEncoding(encoding: string): string {
  if (iconv.encodingExists(encoding)) return encoding;
  throw new UserError('unknown-encoding', `The encoding ${JSON.stringify(encoding)} is not known.`, {
    hint: 'Choose one of the list, such as utf-8 or windows-1252.',
  });
}

const NOTHING = new Uint8Array(0);

class CheckedUtf8 implements Utf8Stream {
  readonly encoding = 'utf-8';
  #held: Uint8Array = NOTHING;
  #read = 0;
  #count = 0;
  #firstByte = -1;
  #started = false;

  get invalid(): InvalidBytes | null {
    return this.#count === 0 ? null : { count: this.#count, firstByte: this.#firstByte };
  }

  push(chunk: Uint8Array): Uint8Array {
    let bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    if (!this.#started) {
      if (bytes.length < 3) {
        this.#held = copyBytes(bytes);
        return NOTHING;
      }
      this.#started = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
        bytes = bytes.subarray(3);
        this.#read = 3;
      }
    }
    const whole = wholeUtf8(bytes);
    this.#held = whole === bytes.length ? NOTHING : copyBytes(bytes, whole);
    return this.#checked(bytes.subarray(0, whole));
  }

  finish(): Uint8Array {
    const bytes = this.#held;
    this.#held = NOTHING;
    return this.#checked(bytes);
  }

  #checked(bytes: Uint8Array): Uint8Array {
    const at = this.#read;
    this.#read += bytes.length;
    if (isUtf8(bytes)) return bytes;
    const first = firstInvalidUtf8(bytes);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    if (this.#count === 0) this.#firstByte = at + first;
    this.#count += replacements(text) - genuineReplacements(bytes);
    return encodeUtf8(text);
  }
}

function replacements(text: string): number {
  return text.split('\uFFFD').length - 1;
}

/** U+FFFD that the input itself holds. */
function genuineReplacements(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = buffer.indexOf('\uFFFD'); at >= 0; at = buffer.indexOf('\uFFFD', at + 3)) count++;
  return count;
}

class Transcoded implements Utf8Stream {
  readonly encoding: string;
  readonly #decoder: ReturnType<typeof iconv.getDecoder>;
  #read = 0;
  #count = 0;
  #firstByte = -1;

  constructor(encoding: string) {
    this.encoding = encoding;
    this.#decoder = iconv.getDecoder(encoding);
  }

  get invalid(): InvalidBytes | null {
    return this.#count === 0 ? null : { count: this.#count, firstByte: this.#firstByte };
  }

  push(chunk: Uint8Array): Uint8Array {
    const text = this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const bytes = this.#counted(text);
    this.#read += chunk.length;
    return bytes;
  }

  finish(): Uint8Array {
    return this.#counted(this.#decoder.end() ?? '');
  }

  #counted(text: string): Uint8Array {
    const wellFormed = text.toWellFormed();
    const count = replacements(wellFormed);
    if (count > 0) {
      if (this.#count === 0) this.#firstByte = this.#read + iconv.encode(wellFormed.slice(0, wellFormed.indexOf('\uFFFD')), this.encoding).length;
      this.#count += count;
    }
    return encodeUtf8(wellFormed);
  }
}

/** Turns UTF-8 into the bytes of a target's encoding. Characters it does not have become `?` and are counted. */
export interface EncodeStream {
  push(utf8: Uint8Array): Uint8Array;
  /** What belongs at the end; also the byte order mark if nothing was ever pushed. */
  finish(): Uint8Array;
  readonly replaced: number;
}

/** Makes a stream from UTF-8 to this encoding: `utf-8`, `utf-8-bom`, `utf-16le` (with byte order mark), or any name iconv knows. */
export function encodeStream(encoding: string): EncodeStream {
  const name = encoding.toLowerCase();
  if (name === 'utf-8') return { push: (bytes) => bytes, finish: () => NOTHING, replaced: 0 };
  if (name === 'utf-8-bom') return new Encoded(null, Uint8Array.of(0xef, 0xbb, 0xbf));
  if (name === 'utf-16le') return new Encoded('utf-16le', Uint8Array.of(0xff, 0xfe));
  return new Encoded(knownEncoding(encoding), NOTHING);
}

class Encoded implements EncodeStream {
  readonly #encoding: string | null;
  #mark: Uint8Array;
  #held: Uint8Array = NOTHING;
  replaced = 0;

  constructor(encoding: string | null, mark: Uint8Array) {
    this.#encoding = encoding;
    this.#mark = mark;
  }

  push(utf8: Uint8Array): Uint8Array {
    const bytes = this.#held.length === 0 ? utf8 : Buffer.concat([this.#held, utf8]);
    const whole = wholeUtf8(bytes);
    this.#held = whole === bytes.length ? NOTHING : copyBytes(bytes, whole);
    return this.#encode(bytes.subarray(0, whole));
  }

  finish(): Uint8Array {
    const bytes = this.#held;
    this.#held = NOTHING;
    return this.#encode(bytes);
  }

  #encode(bytes: Uint8Array): Uint8Array {
    const mark = this.#mark;
    this.#mark = NOTHING;
    if (this.#encoding === null) return mark.length === 0 ? bytes : Buffer.concat([mark, bytes]);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const encoded = iconv.encode(text, this.#encoding);
    if (!/^utf-?16|^utf-?32|^gb18030/i.test(this.#encoding)) this.replaced += missing(text, encoded, this.#encoding);
    return mark.length === 0 ? encoded : Buffer.concat([mark, encoded]);
  }
}

/** Characters that the encoding lacks: they do not come back when the bytes are read again. */
function missing(text: string, encoded: Buffer, encoding: string): number {
  const back = iconv.decode(encoded, encoding);
  if (back === text) return 0;
  const wanted = [...text];
  const got = [...back];
  let count = 0;
  for (let i = 0; i < wanted.length; i++) if (wanted[i] !== got[i]) count++;
  return count;
}
