import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { OperationalError, UserError } from '../../base/errors.ts';
import { fillTemplate } from '../../base/name-template.ts';
import { arrivedFiles, carriedTo, orGone, refuseNoneLeft, tellGone } from './arrived-files.ts';
import { spanOf, tellSkipped } from './files-read.ts';
import type { FileSettings, FilesStep, FilesToRead } from './files-to-read.ts';
import { type FoundFile, findFiles, foundFile } from './find-files.ts';
import type { FileReading } from './read-files.ts';
import { RemoteFiles } from './remote-files.ts';
import { factsOf, freshFiles, readAgain, readSeen, type SeenFile, withSeen } from './seen-files.ts';
import { isReplaced, localDisk, settleFiles } from './settle-files.ts';

/** Finds what a source of files is to read, here or on the connection it names. Throws a `UserError` when there is none, unless only new ones are wanted. */
export async function openFiles(settings: FileSettings, step: FilesStep): Promise<FilesToRead> {
  return settings.connection === '' ? new ChosenFiles(settings, step) : await RemoteFiles.open(settings, step);
}

/** The files of one source in one run: found at once, told from those read before when reading begins. A replay reads the files that were read then. */
export class ChosenFiles implements FilesToRead {
  readonly #step: FilesStep;
  readonly #settings: FileSettings;
  readonly #found: readonly FoundFile[];
  readonly #seen: readonly SeenFile[];
  readonly #waiting: readonly SeenFile[];
  readonly #read: SeenFile[] = [];
  #skipped: FileReading[] = [];

  constructor(settings: FileSettings, step: FilesStep) {
    this.#step = step;
    this.#settings = settings;
    const path = step.resolvePath(fillTemplate(settings.path, step, 'paths'));
    this.#found = step.again === null ? this.#find(path) : readSeen(step.again).map((file) => foundFile(file.path));
    const counts = step.again === null && step.mode !== 'preview';
    this.#seen = counts ? readSeen(step.state.get('position')) : [];
    this.#waiting = counts && settings.after !== 'leave' ? readSeen(step.state.get('pending')) : [];
  }

  async *each(): AsyncIterable<FoundFile> {
    yield* await this.#files();
  }

  async #files(): Promise<readonly FoundFile[]> {
    const isDone = (file: FoundFile) => this.#waiting.some((one) => one.path === file.path && !isReplaced(one, file));
    const found = this.#found.filter((file) => !isDone(file));
    this.#skipped = this.#found.filter(isDone).map((file) => leftOut(file, 'already read and delivered'));
    const { pick, seenBy } = this.#settings;
    if (pick === 'new' && this.#step.again !== null) {
      this.#read.push(...(await readAgain(found, readSeen(this.#step.again), seenBy, this.#step)));
      return found;
    }
    if (pick !== 'new' || this.#step.mode === 'preview') {
      this.#read.push(...found.map((file) => factsOf(file)));
      return found;
    }
    const { fresh, skipped } = await freshFiles(found, this.#seen, seenBy, this.#step);
    this.#skipped.push(...skipped.map(({ file, because }) => leftOut(file, because)));
    tellSkipped(this.#skipped.length, fresh.length, (notice) => this.#step.notice(notice));
    this.#read.push(...fresh);
    return fresh;
  }

  get skipped(): readonly FileReading[] {
    return this.#skipped;
  }

  check(reading: FileReading): void {
    const chosen = this.#read.find((file) => file.path === reading.name);
    if (this.#settings.pick !== 'new' || !chosen || (chosen.bytes === reading.bytes && chosen.modifiedAt === reading.modifiedAt)) return;
    throw new OperationalError('file-changed', `The file ${reading.name} was changed just before it was read.`, {
      retryable: true,
      hint: 'Run again when the file is complete.',
      place: { file: reading.name },
    });
  }

  orGone(error: unknown, path: string): unknown {
    return orGone(error, path, this.#step);
  }

  position(): { files: SeenFile[] } | null {
    return this.#settings.pick === 'new' && this.#read.length > 0 ? { files: withSeen(this.#seen, this.#read) } : null;
  }

  span(): { again: { files: SeenFile[] }; from: string | null; to: string } {
    return spanOf(this.#seen, this.#read);
  }

  pending(): { files: SeenFile[] } | null {
    const files = this.#settings.after === 'leave' ? [] : [...this.#waiting, ...this.#read];
    return files.length === 0 ? null : { files };
  }

  async settled(): Promise<{ files: SeenFile[] } | null> {
    const files = this.pending()?.files ?? [];
    if (files.length === 0) return null;
    const left = await settleFiles(files, this.#settings, localDisk(files[0]?.path ?? '', this.#step), this.#step);
    return left.length === 0 ? null : { files: left };
  }

  #find(path: string): FoundFile[] {
    const { pick } = this.#settings;
    const arrived = pick === 'arrived' ? arrivedFiles(basename(path), '', this.#step) : null;
    if (arrived) {
      const files = arrived.flatMap((file) => this.#arrived(file.path));
      refuseNoneLeft(arrived, files.length, this.#step);
      if (files.length > 0 || this.#step.mode !== 'preview') return files;
    }
    try {
      return findFiles(path, pick === 'newest' || pick === 'arrived' ? 'newest' : 'all');
    } catch (error) {
      if (pick !== 'new' || !(error instanceof UserError) || error.code !== 'no-file-matches') throw error;
      this.#step.notice({ level: 'warning', code: 'no-file-matches', message: error.message });
      return [];
    }
  }

  #arrived(path: string): FoundFile[] {
    try {
      return [foundFile(path)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const to = carriedTo(path, this.#settings, true, this.#step);
      const carried = to !== null && existsSync(to) ? to : null;
      tellGone(path, carried, this.#step);
      return carried === null ? [] : [foundFile(carried)];
    }
  }
}

function leftOut({ path, bytes, modifiedAt }: FoundFile, because: string): FileReading {
  return { name: path, bytes, modifiedAt: Math.floor(modifiedAt), skipped: because };
}
