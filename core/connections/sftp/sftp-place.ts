import { posix } from 'node:path';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { refuseBadNames } from '../../base/file-names.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { BringOptions, CarryOptions, FetchedFile, FileAside, FilePlace, PlacedFile } from '../../catalog/families/file-place.ts';
import { FileFetch } from './fetch-file.ts';
import { FileAsideThere } from './file-aside.ts';
import type { Line, OnSession } from './line.ts';
import { lookAt, placed, renameTo } from './placed-file.ts';
import { liesIn } from './remote-path.ts';
import type { SftpSession } from './session.ts';
import { fileFailure, inTheWay, isLost, noSuchFile, noSuchFolder, saysNoSuchFile } from './sftp-errors.ts';

const MOST_ENTRIES = 200_000;
const LINKS_AT_ONCE = 32;

/** Files on an SFTP server. */
export class SftpPlace implements FilePlace {
  readonly title: string;
  readonly #line: Line;

  constructor(line: Line) {
    this.#line = line;
    this.title = `${line.asked.user}@${line.asked.host}`;
  }

  list(folder: string, signal: StopSignal): Promise<PlacedFile[]> {
    return this.#do(folder, 'read', signal, async (session, root) => {
      const path = await root.real(session, folder);
      const entries = await entriesOf(session, path, signal).catch((error: unknown) => {
        throw saysNoSuchFile(error) ? noSuchFolder(path, this.#line.asked) : error;
      });
      const files = entries.map((entry) => placed(posix.join(path, entry.filename), entry.attrs));
      const links = files.filter((_file, index) => entries[index]?.attrs.isSymbolicLink());
      for (let at = 0; at < links.length; at += LINKS_AT_ONCE)
        await Promise.all(links.slice(at, at + LINKS_AT_ONCE).map((link) => followed(session, root.path, link)));
      return files.sort((one, other) => (one.name < other.name ? -1 : 1));
    });
  }

  stat(path: string, signal: StopSignal): Promise<PlacedFile | null> {
    return this.#do(path, 'read', signal, async (session, root) => {
      try {
        const real = await root.real(session, path);
        return placed(root.named(path), await session.ask<Stats>((sftp, done) => sftp.stat(real, done)));
      } catch (error) {
        if (saysNoSuchFile(error) || (error as { code?: unknown }).code === 'folder-not-found') return null;
        throw error;
      }
    });
  }

  async fetch(path: string, to: string, options: CarryOptions & { readonly most?: number }): Promise<FetchedFile> {
    const { asked } = this.#line;
    let fetching: FileFetch | null = null;
    let whole = false;
    try {
      const got = await this.#do(
        path,
        'read',
        options.signal,
        async (session, root) => {
          fetching ??= new FileFetch(await root.real(session, path), to, asked, options);
          return await fetching.over(session).catch((error: unknown) => {
            throw saysNoSuchFile(error) ? noSuchFile(path, asked) : error;
          });
        },
        () => fetching?.come ?? 0,
      );
      whole = true;
      return got;
    } finally {
      (fetching as FileFetch | null)?.end(whole);
    }
  }

  async bring(from: string, path: string, options: BringOptions): Promise<FileAside> {
    refuseBadNames(path, '/', this.#line.asked.name);
    return FileAsideThere.bring(this.#line, from, path, options);
  }

  async deliver(from: string, path: string, options: BringOptions): Promise<PlacedFile> {
    const aside = await this.bring(from, path, options);
    try {
      return await aside.show(options.signal);
    } catch (error) {
      await aside.drop();
      throw error;
    }
  }

  async move(from: string, to: string, { replace, signal }: { readonly replace: boolean; readonly signal: StopSignal }): Promise<void> {
    const { asked } = this.#line;
    let asking = false;
    await this.#do(from, 'written', signal, async (session, root) => {
      const [old, place] = [await root.real(session, from), await root.real(session, to)];
      const there = await lookAt(session, old);
      const inPlace = await lookAt(session, place);
      // Asked before the connection was cut: the answer never came, but the file did go.
      if (!there && inPlace && asking) return;
      if (!there) throw noSuchFile(from, asked);
      if (inPlace && !replace) throw inTheWay(to, asked);
      asking = true;
      await renameTo(session, old, place, replace, inPlace !== null);
    });
  }

  remove(path: string, signal: StopSignal): Promise<void> {
    return this.#do(path, 'written', signal, async (session, root) => {
      const real = await root.real(session, path).catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 'folder-not-found') return null;
        throw error;
      });
      if (real === null) return;
      await session
        .ask((sftp, done) => sftp.unlink(real, done))
        .catch((error: unknown) => {
          if (!saysNoSuchFile(error)) throw error;
        });
    });
  }

  makeFolder(path: string, signal: StopSignal): Promise<void> {
    return this.#do(path, 'written', signal, async (session, root) => {
      const named = root.named(path);
      const missing: string[] = [];
      for (let at = named; at !== root.path; at = posix.dirname(at)) {
        const found = await lookAt(session, at);
        if (found?.isDirectory()) break;
        missing.unshift(at);
      }
      for (const folder of missing) {
        const real = await root.real(session, folder);
        await session
          .ask((sftp, done) => sftp.mkdir(real, done))
          .catch(async (error: unknown) => {
            if (isLost(error) || !(await lookAt(session, real))?.isDirectory()) throw error;
          });
      }
    });
  }

  #do<T>(path: string, doing: 'read' | 'written', signal: StopSignal, work: OnSession<T>, progress?: () => number): Promise<T> {
    return this.#line.use(signal, work, progress).catch((error: unknown) => {
      throw fileFailure(error, this.#line.asked, path, doing);
    });
  }
}

async function entriesOf(session: SftpSession, path: string, signal: StopSignal): Promise<FileEntryWithStats[]> {
  const handle = await session.ask<Buffer>((sftp, done) => sftp.opendir(path, done));
  const all: FileEntryWithStats[] = [];
  try {
    while (all.length < MOST_ENTRIES) {
      signal.throwIfAborted();
      const some = await session.ask<FileEntryWithStats[]>((sftp, done) =>
        sftp.readdir(handle, (error, list) =>
          (error as { code?: number } | undefined)?.code === 1 ? done(null, []) : done(error, list as FileEntryWithStats[]),
        ),
      );
      if (some.length === 0) break;
      for (const entry of some) if (entry.filename !== '.' && entry.filename !== '..') all.push(entry);
    }
  } finally {
    if (session.alive) session.ask((sftp, done) => sftp.close(handle, done)).catch(() => undefined);
  }
  return all;
}

/** A link counts as what it leads to, where that lies in the folder of the connection. */
async function followed(session: SftpSession, root: string, link: PlacedFile): Promise<void> {
  try {
    const real = await session.ask<string>((sftp, done) => sftp.realpath(link.path, done));
    if (!liesIn(root, real)) return;
    const { bytes, modifiedAt, kind } = placed(link.path, await session.ask<Stats>((sftp, done) => sftp.stat(real, done)));
    Object.assign(link, { bytes, modifiedAt, kind });
  } catch (error) {
    if (isLost(error)) throw error;
  }
}
