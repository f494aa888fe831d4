import { rmSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { OperationalError, UserError } from '../../base/errors.ts';
import type { FileAside, FilePlace, PlacedFile } from '../../catalog/families/file-place.ts';
import type { FormerFile, WrittenFile } from './whole-file.ts';
import { WholeFile } from './whole-file.ts';

/** The part of a step's surroundings that writing to a place outside needs. */
export interface SendingStep {
  readonly signal: AbortSignal;
  readonly spill: { folder(): string };
}

/** Paths that the steps of a run write to; a place is opened once a run. */
const written = new WeakMap<FilePlace, Set<string>>();

/** What stands at a path of a place before it is written. Throws a `UserError` where no file can be, or where one is that must not be replaced. */
export async function lookAtRemote(place: FilePlace, path: string, ifExists: 'replace' | 'fail', signal: AbortSignal): Promise<FormerFile | null> {
  const there = await place.stat(path, signal);
  const { title } = place;
  if (!there) {
    await folderToMake(place, path, signal);
    return null;
  }
  if (there.kind !== 'file')
    throw new UserError('not-a-file', `${path} on ${title} is not a file: none can be written there.`, { hint: 'Choose another name.', place: { file: path } });
  if (ifExists === 'fail')
    throw new UserError('file-exists', `The file ${path} is on ${title} already.`, {
      hint: 'Remove it, put {date} or {time} into the name, or choose "Replace it".',
      place: { file: path },
    });
  return { bytes: there.bytes, modifiedAt: there.modifiedAt };
}

/** The folder that is missing, where it is only the last one. */
async function folderToMake(place: FilePlace, path: string, signal: AbortSignal): Promise<string | null> {
  const folder = posix.dirname(path);
  if (folder === '.' || (await place.stat(folder, signal))?.kind === 'folder') return null;
  const above = posix.dirname(folder);
  if (above === '.' || (await place.stat(above, signal))?.kind === 'folder') return folder;
  const { title } = place;
  throw new UserError('folder-not-found', `There is no folder ${folder} on ${title}.`, {
    hint: 'Create the folder, or choose another one.',
    place: { file: path },
  });
}

/**
 * A file of a place outside that appears whole or not at all: it is written here, sent under a temporary name when it is complete, and renamed by the commit.
 * The same promises as those of a local `WholeFile`.
 */
export class RemoteFile {
  readonly path: string;
  /** What is under a temporary name on another machine cannot be looked at by whoever finds a run cut off. */
  readonly half: undefined;
  readonly #place: FilePlace;
  readonly #here: WholeFile;
  readonly #ifExists: 'replace' | 'fail';
  readonly #signal: AbortSignal;
  #sent: { aside: FileAside; hash: string } | null = null;

  private constructor(path: string, place: FilePlace, here: WholeFile, ifExists: 'replace' | 'fail', signal: AbortSignal) {
    this.path = path;
    this.#place = place;
    this.#here = here;
    this.#ifExists = ifExists;
    this.#signal = signal;
  }

  static async open(place: FilePlace, path: string, ifExists: 'replace' | 'fail', { signal, spill }: SendingStep): Promise<RemoteFile> {
    await lookAtRemote(place, path, ifExists, signal);
    const here = await WholeFile.open(join(spill.folder(), 'to-send'), 'replace', (file) => `${file}.part`);
    const claimed = written.get(place) ?? new Set();
    written.set(place, claimed.add(claim(claimed, path)));
    return new RemoteFile(path, place, here, ifExists, signal);
  }

  write(bytes: Uint8Array): void | Promise<void> {
    return this.#here.write(bytes);
  }

  /** Everything is there, under a temporary name. */
  async prepare(): Promise<void> {
    if (this.#sent) return;
    const { hash } = await this.#here.commit();
    const folder = await folderToMake(this.#place, this.path, this.#signal);
    if (folder !== null) await this.#place.makeFolder(folder, this.#signal);
    const aside = await this.#place.bring(this.#here.path, this.path, { signal: this.#signal, replace: this.#ifExists === 'replace' });
    this.#sent = { aside, hash };
    rmSync(this.#here.path, { force: true });
  }

  async commit(): Promise<WrittenFile> {
    await this.prepare();
    const { aside, hash } = this.#sent as { aside: FileAside; hash: string };
    const shown = await aside.show(this.#signal);
    this.#check(shown, aside.bytes);
    return { bytes: shown.bytes, hash, readBack: aside.readBack };
  }

  async abort(): Promise<void> {
    await this.#here.abort();
    await this.#sent?.aside.drop();
  }

  #check({ bytes }: PlacedFile, sent: number): void {
    if (bytes === sent) return;
    const { path } = this;
    throw new OperationalError('file-not-verified', `${path} has ${bytes} bytes after ${sent} were written.`, {
      hint: 'Another program may have changed the file, or the drive is failing. Check it before the file is used.',
      place: { file: path },
    });
  }
}

function claim(claimed: ReadonlySet<string>, path: string): string {
  const place = posix.normalize(path);
  if (!claimed.has(place)) return place;
  const name = basename(path);
  throw new UserError('same-file', `Another step of this run writes ${name} to the same place: one would overwrite the other.`, {
    hint: 'Give one of them another name.',
    place: { file: path },
  });
}
