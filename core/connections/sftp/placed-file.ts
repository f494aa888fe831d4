import { posix } from 'node:path';
import type { Stats } from 'ssh2';
import type { PlacedFile } from '../../catalog/families/file-place.ts';
import type { SftpSession } from './session.ts';
import { isLost, saysNoSuchFile } from './sftp-errors.ts';

/** What stands there, links followed; null for nothing. */
export async function lookAt(session: SftpSession, path: string): Promise<Stats | null> {
  try {
    return await session.ask<Stats>((sftp, done) => sftp.stat(path, done));
  } catch (error) {
    if (saysNoSuchFile(error)) return null;
    throw error;
  }
}

/** As a list shows it. */
export function placed(path: string, stats: Stats): PlacedFile {
  return {
    name: posix.basename(path),
    path,
    bytes: stats.size,
    modifiedAt: stats.mtime * 1000,
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
  };
}

/**
 * Renames over what may be there. Servers of old refuse that: there, what is in the way steps aside first, and steps back if its place stays empty. At no time
 * is neither of the two there.
 */
export async function renameTo(session: SftpSession, from: string, to: string, replace: boolean, inPlace: boolean): Promise<void> {
  const plain = (old: string, place: string) => session.ask((sftp, done) => sftp.rename(old, place, done));
  if (!replace) return plain(from, to);
  try {
    await session.ask((sftp, done) => sftp.ext_openssh_rename(from, to, done));
    return;
  } catch (error) {
    if (isLost(error) || saysNoSuchFile(error) || (error as { code?: unknown }).code === 3) throw error;
  }
  if (!inPlace) return plain(from, to);
  const aside = `${from}.swivel-old`;
  await plain(to, aside);
  try {
    await plain(from, to);
  } catch (error) {
    if (session.alive) await plain(aside, to);
    throw error;
  }
  await session.ask((sftp, done) => sftp.unlink(aside, done)).catch(() => undefined);
}
