import { posix } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { refuseBadNames } from '../../base/file-names.ts';
import type { SftpSession } from './session.ts';
import { type Asked, fileFailure, isLost, noSuchFolder, saysDenied, saysNoSuchFile } from './sftp-errors.ts';

/** Whether `path` is `root` or lies in it; both absolute and without `..`. */
export function liesIn(root: string, path: string): boolean {
  return root === '/' || path === root || path.startsWith(`${root}/`);
}

/** The folder that all paths of a connection start at, and the way from a path as it was typed to one on the server that lies in it. */
export class RemoteRoot {
  readonly path: string;
  readonly #asked: Asked;

  private constructor(path: string, asked: Asked) {
    this.path = path;
    this.#asked = asked;
  }

  /** Asks the server where the folder really is. */
  static async find(session: SftpSession, folder: string, asked: Asked): Promise<RemoteRoot> {
    refuseBadNames(folder, '/', asked.name);
    const path = await realOf(session, folder === '' ? '.' : folder, asked);
    if (path === null) throw noSuchFolder(folder, asked);
    return new RemoteRoot(path, asked);
  }

  /** As typed, without a look outside: absolute, `..` worked out. Throws the UserError `outside-folder` when it leads out. */
  named(path: string): string {
    refuseBadNames(path, '/', this.#asked.name);
    const absolute = posix.resolve(this.path, path.trim() === '' ? '.' : path);
    if (!liesIn(this.path, absolute)) throw this.#outside(path);
    return absolute;
  }

  /**
   * The real path of what is there, or would be: links are followed as far as there are any. Throws `outside-folder` when one leads out, and
   * `folder-not-found` when its folder is not there.
   */
  async real(session: SftpSession, path: string): Promise<string> {
    const named = this.named(path);
    if (named === this.path) return named;
    const folder = await realOf(session, posix.dirname(named), this.#asked);
    if (folder === null) throw noSuchFolder(posix.dirname(named), this.#asked);
    if (!liesIn(this.path, folder)) throw this.#outside(path);
    const place = posix.join(folder, posix.basename(named));
    if (!(await isLink(session, place))) return place;
    const behind = await realOf(session, place, this.#asked);
    if (behind === null || !liesIn(this.path, behind)) throw this.#outside(path);
    return behind;
  }

  #outside(path: string): UserError {
    const [{ name }, folder] = [this.#asked, this.path];
    return new UserError('outside-folder', `"${name}": ${path} leads out of the folder ${folder} of the connection.`, {
      hint: 'Use a path in that folder, or set the connection to another folder.',
      place: { file: path },
    });
  }
}

/** Null when there is nothing. */
async function realOf(session: SftpSession, path: string, asked: Asked): Promise<string | null> {
  let real: string;
  try {
    real = await session.ask<string>((sftp, done) => sftp.realpath(path, done));
  } catch (error) {
    if (isLost(error) || saysDenied(error)) throw fileFailure(error, asked, path, 'read');
    return null;
  }
  // Some servers name the place of what is not there, too.
  const found = await session
    .ask((sftp, done) => sftp.stat(real, (error) => done(error)))
    .then(
      () => true,
      (error: unknown) => {
        if (saysNoSuchFile(error)) return false;
        throw fileFailure(error, asked, path, 'read');
      },
    );
  return found ? posix.normalize(real) : null;
}

async function isLink(session: SftpSession, path: string): Promise<boolean> {
  try {
    return await session.ask<boolean>((sftp, done) => sftp.lstat(path, (error, found) => done(error, error ? undefined : found.isSymbolicLink())));
  } catch (error) {
    if (isLost(error)) throw error;
    return false;
  }
}
