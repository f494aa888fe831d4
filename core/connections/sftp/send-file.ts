import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'ssh2';
import { OperationalError } from '../../base/errors.ts';
import type { CarryOptions, ReadBack } from '../../catalog/families/file-place.ts';
import { carryPieces } from './pieces.ts';
import { readBack } from './read-back.ts';
import type { SftpSession } from './session.ts';
import { type Asked, saysNoSuchFile, saysUnsupported } from './sftp-errors.ts';

/** One local file on its way to a temporary name there, over as many connections as it takes: what the server has acknowledged is not sent again. */
export class FileSend {
  readonly #from: string;
  readonly #part: string;
  readonly #asked: Asked;
  readonly #options: CarryOptions;
  readonly #handle: number;
  readonly bytes: number;
  #sent = 0;
  #begun = false;
  #readBack: ReadBack = 'size';

  constructor(from: string, part: string, asked: Asked, options: CarryOptions) {
    this.#from = from;
    this.#part = part;
    this.#asked = asked;
    this.#options = options;
    this.#handle = openSync(from, 'r');
    this.bytes = fstatSync(this.#handle).size;
  }

  /** Bytes that the server has acknowledged. */
  get come(): number {
    return this.#sent;
  }

  /** How what arrived was compared, once it is over. */
  get readBack(): ReadBack {
    return this.#readBack;
  }

  /** Goes on with this connection to the end, and compares what has arrived. */
  async over(session: SftpSession): Promise<void> {
    const { signal, progress } = this.#options;
    if (this.#begun) await this.#findAgain(session);
    const remote = await session.ask<Buffer>((sftp, done) => sftp.open(this.#part, this.#begun ? 'r+' : 'w', done));
    this.#begun = true;
    try {
      await carryPieces({
        from: this.#sent,
        to: this.bytes,
        signal,
        piece: async (at, length) => {
          const bytes = Buffer.allocUnsafe(length);
          for (let filled = 0; filled < length; ) {
            const count = readSync(this.#handle, bytes, filled, length - filled, at + filled);
            if (count === 0) throw shorter(this.#from);
            filled += count;
          }
          await session.ask((sftp, done) => sftp.write(remote, bytes, 0, length, at, done));
          return undefined;
        },
        carried: (_bytes, upTo) => {
          this.#sent = upTo;
          progress?.(upTo);
        },
      });
      await session
        .ask((sftp, done) => sftp.ext_openssh_fsync(remote, (error) => done(error)))
        .catch((error: unknown) => {
          if (!isKnownFailure(error)) throw error;
        });
      const { size } = await session.ask<Stats>((sftp, done) => sftp.fstat(remote, done));
      if (size !== this.bytes)
        throw new OperationalError('file-not-verified', this.#notWhole(size), {
          hint: 'The server may be out of room. Try again.',
          retryable: true,
        });
      await session.ask((sftp, done) => sftp.close(remote, done));
      const { name } = this.#asked;
      this.#readBack = await readBack(session, { part: this.#part, handle: this.#handle, bytes: this.bytes, signal, name });
    } catch (error) {
      if (session.alive) session.ask((sftp, done) => sftp.close(remote, done)).catch(() => undefined);
      throw error;
    }
  }

  end(): void {
    closeSync(this.#handle);
  }

  #notWhole(arrived: number): string {
    const { name } = this.#asked;
    return `"${name}": only ${arrived} of ${this.bytes} bytes have arrived.`;
  }

  /** After a cut, less may be there than was acknowledged (a server that crashed), or nothing: then that is sent again. */
  async #findAgain(session: SftpSession): Promise<void> {
    try {
      const { size } = await session.ask<Stats>((sftp, done) => sftp.stat(this.#part, done));
      this.#sent = Math.min(this.#sent, size);
    } catch (error) {
      if (!saysNoSuchFile(error)) throw error;
      this.#begun = false;
      this.#sent = 0;
    }
  }
}

/** A server without this extension, or one whose drive cannot, is as durable as it is. */
function isKnownFailure(error: unknown): boolean {
  return saysUnsupported(error) || (error as { code?: unknown }).code === 4;
}

function shorter(file: string): OperationalError {
  return new OperationalError('file-changed', `${file} became shorter while it was being sent.`, { retryable: true });
}
