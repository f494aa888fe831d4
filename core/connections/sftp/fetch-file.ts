import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import type { Stats } from 'ssh2';
import { OperationalError } from '../../base/errors.ts';
import type { CarryOptions, FetchedFile } from '../../catalog/families/file-place.ts';
import { carryPieces } from './pieces.ts';
import type { SftpSession } from './session.ts';
import type { Asked } from './sftp-errors.ts';

/** One file on its way here, over as many connections as it takes: what has come stays, and the next connection goes on behind it. */
export class FileFetch {
  readonly #path: string;
  readonly #to: string;
  readonly #asked: Asked;
  readonly #options: CarryOptions & { readonly most?: number };
  readonly #hash: Hash = createHash('sha256');
  #handle: number | null = null;
  #come = 0;
  #first: Stats | null = null;

  constructor(path: string, to: string, asked: Asked, options: CarryOptions & { readonly most?: number }) {
    this.#path = path;
    this.#to = to;
    this.#asked = asked;
    this.#options = options;
  }

  /** Bytes that are here. */
  get come(): number {
    return this.#come;
  }

  /** Goes on with this connection to the end. */
  async over(session: SftpSession): Promise<FetchedFile> {
    const { signal, most = Number.POSITIVE_INFINITY, progress } = this.#options;
    const remote = await session.ask<Buffer>((sftp, done) => sftp.open(this.#path, 'r', done));
    try {
      const stats = () => session.ask<Stats>((sftp, done) => sftp.fstat(remote, done));
      const begun = await stats();
      this.#first ??= begun;
      this.#compare(begun);
      this.#handle ??= openSync(this.#to, 'wx');
      const handle = this.#handle;
      await carryPieces({
        from: this.#come,
        to: Math.min(begun.size, most),
        signal,
        piece: (at, length) => this.#piece(session, remote, at, length),
        carried: (bytes, upTo) => {
          const got = bytes as Buffer;
          // What a try before this one has left half written is written over.
          for (let at = 0; at < got.length; ) at += writeSync(handle, got, at, got.length - at, this.#come + at);
          this.#hash.update(got);
          this.#come = upTo;
          progress?.(upTo);
        },
      });
      this.#compare(await stats());
      // A file that was replaced by another one under its name has a handle that knows nothing of it.
      this.#compare(await session.ask<Stats>((sftp, done) => sftp.stat(this.#path, done)));
      const whole = this.#come === begun.size;
      return { bytes: this.#come, hash: whole ? this.#hash.digest('hex') : null };
    } finally {
      if (session.alive) session.ask((sftp, done) => sftp.close(remote, done)).catch(() => undefined);
    }
  }

  /** Closes what is here; of a file that did not come whole nothing stays. */
  end(whole: boolean): void {
    if (this.#handle === null) return;
    closeSync(this.#handle);
    this.#handle = null;
    if (!whole) rmSync(this.#to, { force: true });
  }

  async #piece(session: SftpSession, remote: Buffer, at: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    for (let filled = 0; filled < length; ) {
      const count = await session.ask<number>((sftp, done) =>
        sftp.read(remote, bytes, filled, length - filled, at + filled, (error, read) =>
          // The end of the file is an error of code 1.
          (error as { code?: number } | undefined)?.code === 1 ? done(null, 0) : done(error, read),
        ),
      );
      if (count === 0) throw this.#changed();
      filled += count;
    }
    return bytes;
  }

  #compare(now: Stats): void {
    const first = this.#first as Stats;
    if (now.size !== first.size || now.mtime !== first.mtime) throw this.#changed();
  }

  #changed(): OperationalError {
    const { name } = this.#asked;
    const file = this.#path;
    return new OperationalError('file-changed', `"${name}": the file ${file} was changed while it was being read.`, {
      retryable: true,
      hint: 'Run again when the file is complete. Programs that write it should write under another name first and rename it at the end.',
      place: { file },
    });
  }
}
