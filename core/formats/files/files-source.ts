import type { Place } from '../../base/errors.ts';
import type { FileHead } from '../file-head.ts';
import type { FilesToRead } from './files-to-read.ts';
import type { FoundFile } from './find-files.ts';
import { type FileFormat, type FileReading, FilesReading, type ReadingStep, type TakeBatch } from './read-files.ts';

/**
 * What every source of files does alike, whatever their format: which files it reads, what it has read of them, what is remembered of them and done with
 * them afterwards. A kind adds `read`, which takes each of `files()` and reads it by `readFile`.
 */
export class FilesSource {
  readonly #files: FilesToRead;
  readonly #reading: FilesReading;

  constructor(files: FilesToRead, step: ReadingStep) {
    this.#files = files;
    this.#reading = new FilesReading(step);
  }

  readings(): FileReading[] {
    return [...this.#reading.readings, ...this.#files.skipped];
  }

  position(): ReturnType<FilesToRead['position']> {
    return this.#files.position();
  }

  span(): ReturnType<FilesToRead['span']> {
    return this.#files.span();
  }

  pending(): ReturnType<FilesToRead['pending']> {
    return this.#files.pending();
  }

  settled(): ReturnType<FilesToRead['settled']> {
    return this.#files.settled();
  }

  locate(ordinal: number): Place | null {
    return this.#reading.locate(ordinal);
  }

  /** The files of this run, one after another; each stays here until the next one is asked for. */
  protected files(): AsyncIterable<FoundFile> {
    return this.#files.each();
  }

  /**
   * Reads one of `files()` to its end, in the format that `open` finds in its head. Throws a `UserError` where it is no longer the file that was chosen.
   * `rest` is waited for after pieces that were rejected.
   */
  protected readFile(file: FoundFile, open: (head: FileHead) => FileFormat, take: TakeBatch, rest: () => void | Promise<void>): Promise<void> {
    const openChosen = (head: FileHead): FileFormat => {
      this.#files.check(this.#reading.readings.at(-1) as FileReading);
      return open(head);
    };
    return this.#reading.read(file, openChosen, take, rest).catch((error: unknown) => {
      throw this.#files.orGone(error, file.path);
    });
  }
}
