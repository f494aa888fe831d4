import { posix } from 'node:path';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { BringOptions, FileAside, PlacedFile, ReadBack } from '../../catalog/families/file-place.ts';
import type { Line } from './line.ts';
import { lookAt, placed, renameTo } from './placed-file.ts';
import type { RemoteRoot } from './remote-path.ts';
import { FileSend } from './send-file.ts';
import type { SftpSession } from './session.ts';
import { fileFailure, inTheWay, saysNoSuchFile } from './sftp-errors.ts';
import { partName, sweepParts } from './sweep-parts.ts';

/** See `FileAside`. */
export class FileAsideThere implements FileAside {
  readonly bytes: number;
  readonly readBack: ReadBack;
  readonly #line: Line;
  readonly #path: string;
  readonly #part: string;
  readonly #place: string;
  readonly #replace: boolean;
  #over = false;

  private constructor(
    line: Line,
    path: string,
    where: { part: string; place: string },
    { bytes, readBack }: Pick<FileAside, 'bytes' | 'readBack'>,
    replace: boolean,
  ) {
    this.#line = line;
    this.#path = path;
    this.#part = where.part;
    this.#place = where.place;
    this.#replace = replace;
    this.bytes = bytes;
    this.readBack = readBack;
  }

  /** Carries the local file beside `path`. Nothing stays there when that fails, unless the connection is gone: then the next delivery sweeps it. */
  static async bring(line: Line, from: string, path: string, options: BringOptions): Promise<FileAside> {
    const { signal, replace = true } = options;
    const key = line.key();
    let where: { part: string; place: string } | null = null;
    let sending: FileSend | null = null;
    try {
      await line.use(
        signal,
        async (session, root) => {
          where ??= await placeFor(session, root, path, key, replace, line);
          sending ??= new FileSend(from, where.part, line.asked, options);
          await sending.over(session);
          await sweepParts(session, where.place, where.part, signal);
        },
        () => sending?.come ?? 0,
      );
      const { part, place } = where as unknown as { part: string; place: string };
      return new FileAsideThere(line, path, { part, place }, sending as unknown as FileSend, replace);
    } catch (error) {
      const left = where as { part: string } | null;
      if (left) await line.tidy((session) => session.ask((sftp, done) => sftp.unlink(left.part, done)));
      throw fileFailure(error, line.asked, path, 'written');
    } finally {
      (sending as FileSend | null)?.end();
    }
  }

  async show(signal: StopSignal): Promise<PlacedFile> {
    const { asked } = this.#line;
    try {
      return await this.#line.use(signal, async (session) => {
        const inPlace = await lookAt(session, this.#place);
        const part = await lookAt(session, this.#part);
        // Renamed before the connection was cut, and only the answer did not come.
        if (part !== null || inPlace?.size !== this.bytes) {
          if (inPlace !== null && !this.#replace) throw inTheWay(this.#path, asked);
          await renameTo(session, this.#part, this.#place, this.#replace, inPlace !== null);
        }
        this.#over = true;
        return placed(this.#place, (await lookAt(session, this.#place)) ?? (await gone(session, this.#place)));
      });
    } catch (error) {
      throw fileFailure(error, asked, this.#path, 'written');
    }
  }

  async drop(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    await this.#line.tidy((session) => session.ask((sftp, done) => sftp.unlink(this.#part, done)));
  }
}

/** Rejects with what the server says of a file that is not there. */
function gone(session: SftpSession, path: string): Promise<never> {
  return session.ask<never>((sftp, done) => sftp.stat(path, (error) => done(error ?? new Error('gone'))));
}

/** Where the file will stand, and under which name it waits beside it; what can be told to go wrong later goes wrong here. */
async function placeFor(session: SftpSession, root: RemoteRoot, path: string, key: string, replace: boolean, { asked }: Line) {
  const place = await root.real(session, path);
  const there = await lookAt(session, place).catch((error: unknown) => {
    if (saysNoSuchFile(error)) return null;
    throw error;
  });
  if (there && !replace) throw inTheWay(path, asked);
  return { place, part: posix.join(posix.dirname(place), partName(posix.basename(place), key)) };
}
