import { posix } from 'node:path';
import type { FileEntry } from 'ssh2';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { SftpSession } from './session.ts';

const PART = '.swivel-part';
const OLD = `${PART}.swivel-old`;
const LONGEST_NAME = 255;
const DAY_S = 86_400;
/** In folders beyond that nobody waits for a look at every name. */
const MOST_LOOKED_AT = 5000;

/** Temporary name of a file, beside it: hidden, told from others by `key`, never longer than a name may be. */
export function partName(name: string, key: string): string {
  const room = LONGEST_NAME - 2 - key.length - OLD.length;
  let short = '';
  for (const sign of name) {
    if (Buffer.byteLength(short + sign) > room) break;
    short += sign;
  }
  return `.${short}.${key}${PART}`;
}

/**
 * Removes what killed programs have left beside `place`: half files of the same name, and those of other names that nobody has written to for a day. A file that
 * had stepped aside for one that never came steps back. Never the file that is just being brought (`own`). Rejects only when the connection is cut.
 */
export async function sweepParts(session: SftpSession, place: string, own: string, signal: StopSignal): Promise<void> {
  const folder = posix.dirname(place);
  try {
    const entries = await hiddenIn(session, folder, signal);
    const now = entries.find(({ filename }) => filename === posix.basename(own))?.attrs.mtime ?? 0;
    const alike = partName(posix.basename(place), '').slice(0, -PART.length);
    for (const { filename, attrs } of entries) {
      const path = posix.join(folder, filename);
      const ours = filename.startsWith(alike) && /^[0-9a-f]{16}\./.test(filename.slice(alike.length));
      if (path === own) continue;
      if (filename.endsWith(OLD) && ours) await stepBack(session, path, place);
      else if (filename.endsWith(PART) && (ours || now - attrs.mtime > DAY_S)) await session.ask((sftp, done) => sftp.unlink(path, done));
    }
  } catch (error) {
    if (!session.alive || signal.aborted) throw error;
    // What cannot be swept now is swept another time.
  }
}

async function stepBack(session: SftpSession, aside: string, place: string): Promise<void> {
  const isThere = await session.ask<boolean>((sftp, done) => sftp.stat(place, (error) => done(null, !error)));
  await session.ask((sftp, done) => (isThere ? sftp.unlink(aside, done) : sftp.rename(aside, place, done)));
}

async function hiddenIn(session: SftpSession, folder: string, signal: StopSignal): Promise<FileEntry[]> {
  const handle = await session.ask<Buffer>((sftp, done) => sftp.opendir(folder, done));
  const found: FileEntry[] = [];
  try {
    for (let looked = 0; looked < MOST_LOOKED_AT; ) {
      signal.throwIfAborted();
      const some = await session.ask<FileEntry[]>((sftp, done) =>
        sftp.readdir(handle, (error, list) => ((error as { code?: number } | undefined)?.code === 1 ? done(null, []) : done(error, list as FileEntry[]))),
      );
      if (some.length === 0) break;
      looked += some.length;
      found.push(...some.filter(({ filename }) => filename.startsWith('.') && (filename.endsWith(PART) || filename.endsWith(OLD))));
    }
  } finally {
    if (session.alive) session.ask((sftp, done) => sftp.close(handle, done)).catch(() => undefined);
  }
  return found;
}
