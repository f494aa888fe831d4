import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';

/** How answers may be packed; asked for with every request. */
export const ACCEPTED = ['gzip', 'br', 'zstd', 'deflate'].join(', ');

/** More than that unpacked. */
export class TooLarge extends Error {}
/** Packed in a way that cannot be unpacked, or broken in the middle. */
export class Unreadable extends Error {}

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
  deflate: createInflate,
};

/** Collects the body of an answer while it arrives, unpacked, and refuses it as soon as it is larger than it may be: nothing beyond is held. */
export class Unpacked {
  readonly #most: number;
  readonly #steps: Transform[] = [];
  readonly #parts: Buffer[] = [];
  readonly #failed: (error: Error) => void;
  #size = 0;
  #taken = 0;
  #over = false;

  /** `failed` hears of what is wrong, once; `more` is called when the next piece may come after `add` has said to wait. */
  constructor(encoding: string, most: number, failed: (error: Error) => void, more: () => void) {
    this.#most = most;
    this.#failed = failed;
    const named = encoding
      .toLowerCase()
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '' && each !== 'identity');
    if (named.length > 2 || named.some((each) => !Object.hasOwn(UNPACKERS, each))) {
      this.#fail(new Unreadable(`It is packed as "${encoding.slice(0, 60)}".`));
      return;
    }
    for (const name of named.reverse()) this.#steps.push((UNPACKERS[name] as () => Transform)());
    this.#steps.forEach((step, at) => {
      step.on('error', (error) => this.#fail(new Unreadable(`It is packed as "${encoding}", and broken: ${error.message}.`)));
      const next = this.#steps[at + 1];
      if (next) step.pipe(next);
      else step.on('data', (chunk: Buffer) => this.#keep(chunk));
    });
    this.#steps[0]?.on('drain', more);
  }

  /** Bytes that came, packed. */
  get taken(): number {
    return this.#taken;
  }

  /** Takes a piece; false: wait until `more` is called. */
  add(chunk: Buffer): boolean {
    this.#taken += chunk.length;
    if (this.#over) return true;
    const [first] = this.#steps;
    if (first) return first.write(chunk);
    this.#keep(Buffer.from(chunk));
    return true;
  }

  /** Nothing more will come: the whole. */
  finish(): Promise<Uint8Array> {
    const [first] = this.#steps;
    const last = this.#steps.at(-1);
    const whole = () => Buffer.concat(this.#parts, this.#size);
    if (!first || !last || this.#taken === 0) return Promise.resolve(whole());
    return new Promise((resolve) => {
      last.on('end', () => resolve(whole()));
      first.end();
    });
  }

  /** Gives the memory back. */
  close(): void {
    this.#over = true;
    for (const step of this.#steps) step.destroy();
  }

  #keep(chunk: Buffer): void {
    if (this.#over) return;
    this.#size += chunk.length;
    if (this.#size > this.#most) this.#fail(new TooLarge());
    else this.#parts.push(chunk);
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.close();
    this.#failed(error);
  }
}
