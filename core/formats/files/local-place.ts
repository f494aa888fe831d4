import { createHash } from 'node:crypto';
import { chmodSync, closeSync, constants, existsSync, fsyncSync, lstatSync, openSync, realpathSync, rmSync, type Stats, statSync } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { OperationalError, UserError } from '../../base/errors.ts';
import { refuseBadNames } from '../../base/file-names.ts';
import type { BringOptions, CarryOptions, FetchedFile, FileAside, FilePlace, PlacedFile } from '../../catalog/families/file-place.ts';
import { writeWhole } from '../write-whole.ts';
import { fileError } from './file-error.ts';

const CHUNK = 1 << 20;
/** The owner may read and write. */
const OWNER = 0o600;

/** A local folder as a place that holds files: the same promises as places outside, by the same names. Everything stays in `root`. */
export class LocalPlace implements FilePlace {
  readonly title: string;
  readonly #root: string;
  readonly #partOf: (path: string) => string | Promise<string>;

  /** `partOf` gives the name beside a path under which a half file lies until it is whole. */
  constructor(root: string, partOf: (path: string) => string | Promise<string>) {
    this.#root = realpathSync(root);
    this.#partOf = partOf;
    this.title = root;
  }

  async list(folder: string, signal: AbortSignal): Promise<PlacedFile[]> {
    const path = this.#real(folder);
    const names = await readdir(path).catch((error: unknown) => {
      throw isMissing(error) ? noSuchFolder(path) : fileError(error, path, 'read');
    });
    const files: PlacedFile[] = [];
    for (const [at, name] of names.sort((one, other) => (one < other ? -1 : 1)).entries()) {
      if (at % 1000 === 999) await new Promise<void>((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      const found = this.#look(join(path, name));
      if (found) files.push(found);
    }
    return files;
  }

  async stat(path: string, signal: AbortSignal): Promise<PlacedFile | null> {
    signal.throwIfAborted();
    const real = this.#realOrNull(path);
    if (real === null) return null;
    const found = await stat(real).catch(() => null);
    return found && placed(this.#named(path), found);
  }

  async fetch(
    path: string,
    to: string,
    { signal, most = Number.POSITIVE_INFINITY, progress }: CarryOptions & { readonly most?: number },
  ): Promise<FetchedFile> {
    const real = this.#real(path, 'file');
    const from = await open(real, 'r').catch((error: unknown) => {
      throw fileError(error, path, 'read');
    });
    let whole = false;
    const target = openSync(to, 'wx');
    closeSync(target);
    const into = await open(to, 'r+');
    try {
      const begun = await from.stat();
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(CHUNK);
      let come = 0;
      for (;;) {
        signal.throwIfAborted();
        const { bytesRead } = await from.read(chunk, 0, Math.min(CHUNK, most - come), come);
        if (bytesRead === 0) break;
        hash.update(chunk.subarray(0, bytesRead));
        await writeWhole(into, chunk.subarray(0, bytesRead), come);
        come += bytesRead;
        progress?.(come);
      }
      const now = await from.stat();
      const there = await stat(real).catch(() => null);
      if (now.size !== begun.size || now.mtimeMs !== begun.mtimeMs || there?.ino !== begun.ino) throw changed(path);
      whole = true;
      return { bytes: come, hash: come === begun.size ? hash.digest('hex') : null };
    } finally {
      await from.close();
      await into.close();
      if (!whole) rmSync(to, { force: true });
    }
  }

  async bring(from: string, path: string, { signal, replace = true, progress }: BringOptions): Promise<FileAside> {
    const place = this.#real(path, 'file');
    if (!replace && existsSync(place)) throw inTheWay(path);
    // A name may be as long as the system allows already.
    const short = [...basename(place)].slice(0, 50).join('');
    const part = await this.#partOf(join(dirname(place), short));
    let bytes = 0;
    try {
      // A copy that the file system makes itself cannot be stopped, but it is done at once.
      await copyFile(from, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      signal.throwIfAborted();
      bytes = syncCopy(part);
      progress?.(bytes);
      signal.throwIfAborted();
    } catch (error) {
      rmSync(part, { force: true });
      throw fileError(error, path, 'written');
    }
    let over = false;
    return {
      bytes,
      readBack: 'size',
      show: async () => {
        await this.#take(part, place, path, replace);
        over = true;
        return placed(place, await stat(place));
      },
      drop: async () => {
        if (!over) rmSync(part, { force: true });
        over = true;
      },
    };
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

  async move(from: string, to: string, { replace, signal }: { readonly replace: boolean; readonly signal: AbortSignal }): Promise<void> {
    signal.throwIfAborted();
    const [old, place] = [this.#real(from, 'file'), this.#real(to, 'file')];
    if (!existsSync(old)) throw fileError(Object.assign(new Error('gone'), { code: 'ENOENT', syscall: 'rename' }), from, 'read');
    try {
      await this.#take(old, place, to, replace);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV' && ((error as { cause?: NodeJS.ErrnoException }).cause?.code ?? '') !== 'EXDEV') throw error;
      // Another drive: it is carried there, and goes here once it is whole there.
      await this.deliver(old, to, { signal, replace });
      await unlink(old);
    }
  }

  async remove(path: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const real = this.#realOrNull(path);
    if (real !== null)
      await unlink(real).catch((error: unknown) => {
        if (!isMissing(error)) throw fileError(error, path, 'written');
      });
  }

  async makeFolder(path: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const named = this.#named(path);
    let above = named;
    while (!existsSync(above)) above = dirname(above);
    this.#inside(realpathSync(above), path);
    await mkdir(named, { recursive: true }).catch((error: unknown) => {
      throw fileError(error, path, 'written');
    });
  }

  #look(path: string): PlacedFile | null {
    const own = lstatSync(path, { throwIfNoEntry: false });
    if (!own?.isSymbolicLink()) return own ? placed(path, own) : null;
    const behind = this.#realOrNull(path, () => true);
    return placed(path, (behind === null ? undefined : statSync(behind, { throwIfNoEntry: false })) ?? own);
  }

  /** Renames; where nothing may be replaced, by way of a link, which fails when somebody else was quicker. */
  async #take(from: string, place: string, path: string, replace: boolean): Promise<void> {
    try {
      if (!replace) {
        const linked = await link(from, place).then(
          () => true,
          (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST' || existsSync(place)) throw inTheWay(path);
            if (error.code === 'EXDEV') throw error;
            return false;
          },
        );
        if (linked) return await unlink(from);
      }
      await rename(from, place);
    } catch (error) {
      throw fileError(error, path, 'written');
    }
  }

  #named(path: string): string {
    refuseBadNames(path, sep);
    const named = resolve(this.#root, path);
    this.#inside(named, path);
    return named;
  }

  #inside(place: string, path: string): void {
    const way = relative(this.#root, place);
    if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return;
    const root = this.#root;
    throw new UserError('outside-folder', `${path} leads out of the folder ${root}.`, { hint: 'Use a path in that folder.', place: { file: path } });
  }

  /** The real path of what is there or would be; its folder must be there. */
  #real(path: string, what: 'file' | 'folder' = 'folder'): string {
    const named = this.#named(path);
    if (named === this.#root) {
      if (what === 'file') throw new UserError('outside-folder', `${path} is the folder itself.`, { hint: 'Name a file in it.' });
      return named;
    }
    if (!existsSync(dirname(named))) throw noSuchFolder(dirname(named));
    const place = join(realpathSync(dirname(named)), basename(named));
    this.#inside(place, path);
    if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return place;
    if (!existsSync(place)) this.#inside(sep, path);
    const behind = realpathSync(place);
    this.#inside(behind, path);
    return behind;
  }

  #realOrNull(path: string, orOutside: () => boolean = () => false): string | null {
    try {
      return this.#real(path);
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === 'folder-not-found' || (code === 'outside-folder' && orOutside())) return null;
      throw error;
    }
  }
}

/**
 * Makes a copy durable, and gives its bytes. A copy has the rights of what it was made of. Windows flushes only what may be written to, others only what may be
 * opened at all: for that moment its owner may do both.
 */
function syncCopy(path: string): number {
  const { mode, size } = lstatSync(path);
  const isOpen = (mode & OWNER) === OWNER;
  if (!isOpen) chmodSync(path, (mode | OWNER) & 0o7777);
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  if (!isOpen) chmodSync(path, mode & 0o7777);
  return size;
}

function placed(path: string, stats: Stats): PlacedFile {
  return {
    name: basename(path),
    path,
    bytes: stats.size,
    modifiedAt: Math.floor(stats.mtimeMs),
    kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other',
  };
}

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

function noSuchFolder(folder: string): UserError {
  return new UserError('folder-not-found', `There is no folder ${folder}.`, { hint: 'Create the folder, or choose another one.', place: { file: folder } });
}

function inTheWay(path: string): UserError {
  return new UserError('file-exists', `The file ${path} is there already.`, {
    hint: 'Remove it, put {date} or {time} into the name, or choose "Replace it".',
    place: { file: path },
  });
}

function changed(path: string): OperationalError {
  return new OperationalError('file-changed', `The file ${path} was changed while it was being read.`, {
    retryable: true,
    hint: 'Run again when the file is complete. Programs that write it should write under another name first and rename it at the end.',
    place: { file: path },
  });
}
