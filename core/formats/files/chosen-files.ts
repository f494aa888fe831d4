import { basename } from 'node:path';
import { OperationalError, UserError } from '../../base/errors.ts';
import { type FoundFile, findFiles, foundFile } from './find-files.ts';
import type { FileReading } from './read-files.ts';
import { factsOf, freshFiles, readSeen, type SeenBy, type SeenFile, withSeen } from './seen-files.ts';

/** Which of the files that match are read: the newest, all, or only those no earlier run has read. */
export type FilePick = 'newest' | 'all' | 'new';

/** The part of a step's surroundings that choosing needs; the engine's context has it. */
export interface ChoosingStep {
  readonly mode: 'run' | 'preview' | 'rehearsal' | 'replay';
  readonly signal: AbortSignal;
  /** What this source gave as its span in the run that is replayed. */
  readonly again: unknown;
  readonly state: { get(key: string): unknown };
  notice(notice: { level: 'info' | 'warning'; code: string; message: string }): void;
}

/** The files of one source in one run: found at once, told from those read before when reading begins. A replay reads the files that were read then. */
export class ChosenFiles {
  readonly #step: ChoosingStep;
  readonly #pick: FilePick;
  readonly #by: SeenBy;
  readonly #found: readonly FoundFile[];
  readonly #seen: readonly SeenFile[];
  readonly #read: SeenFile[] = [];
  #skipped: FileReading[] = [];

  constructor(path: string, pick: FilePick, by: SeenBy, step: ChoosingStep) {
    this.#step = step;
    this.#pick = pick;
    this.#by = by;
    this.#found = step.again === null ? this.#find(path) : readSeen(step.again).map((file) => foundFile(file.path));
    this.#seen = step.again !== null || step.mode === 'preview' ? [] : readSeen(step.state.get('position'));
  }

  /** The files to read, in order. Says how many were left out because they were read before. */
  async files(): Promise<readonly FoundFile[]> {
    if (this.#pick !== 'new' || this.#step.again !== null || this.#step.mode === 'preview') {
      this.#read.push(...this.#found.map((file) => factsOf(file)));
      return this.#found;
    }
    const { fresh, skipped } = await freshFiles(this.#found, this.#seen, this.#by, this.#step);
    this.#skipped = skipped.map(({ file, because }) => ({ name: file.path, bytes: file.bytes, modifiedAt: Math.floor(file.modifiedAt), skipped: because }));
    if (skipped.length > 0)
      this.#step.notice({
        level: 'info',
        code: 'files-read-before',
        message: `${skipped.length} ${skipped.length === 1 ? 'file was' : 'files were'} left out because they were read before.`,
      });
    if (fresh.length === 0) this.#step.notice({ level: 'info', code: 'no-new-files', message: 'There is no new file to read.' });
    this.#read.push(...fresh);
    return fresh;
  }

  /** Files left out, as the run page shows them. */
  get skipped(): readonly FileReading[] {
    return this.#skipped;
  }

  /** Throws when a file is no longer the one that was looked at when it was chosen. */
  check(reading: FileReading): void {
    const chosen = this.#read.find((file) => file.path === reading.name);
    if (this.#pick !== 'new' || !chosen || (chosen.bytes === reading.bytes && chosen.modifiedAt === reading.modifiedAt)) return;
    throw new OperationalError('file-changed', `The file ${reading.name} was changed just before it was read.`, {
      retryable: true,
      hint: 'Run again when the file is complete.',
      place: { file: reading.name },
    });
  }

  /** What later runs are to remember; null where they read whatever is there. */
  position(): { files: SeenFile[] } | null {
    return this.#pick === 'new' && this.#read.length > 0 ? { files: withSeen(this.#seen, this.#read) } : null;
  }

  /** What this run has read, for a replay, and how far the list of files has come, in words. */
  span(): { again: { files: SeenFile[] }; from: string | null; to: string } {
    const last = this.#read.at(-1) ?? this.#seen.at(-1);
    const count = (files: number) => `${files} ${files === 1 ? 'file' : 'files'}`;
    return {
      again: { files: [...this.#read] },
      from: this.#seen.length === 0 ? null : count(this.#seen.length),
      to: `${count(withSeen(this.#seen, this.#read).length)}${last === undefined ? '' : `, lastly ${basename(last.path)}`}`,
    };
  }

  #find(path: string): FoundFile[] {
    try {
      return findFiles(path, this.#pick === 'newest' ? 'newest' : 'all');
    } catch (error) {
      if (this.#pick !== 'new' || !(error instanceof UserError) || error.code !== 'no-file-matches') throw error;
      this.#step.notice({ level: 'warning', code: 'no-file-matches', message: error.message });
      return [];
    }
  }
}
