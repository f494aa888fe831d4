import type { FileTargetSettings, FileToWrite } from './file-to-write.ts';
import type { WrittenFile } from './whole-file.ts';

/** What a target of a file says of it after the commit. */
export interface FileReceipt extends Partial<WrittenFile> {
  readonly target: string;
  readonly delivered: number;
  /** Records in the file; absent where no file was written. */
  readonly holds?: number;
}

/**
 * What every target of one file does alike, whatever its format: the file appears at the commit, or not at all where no record came and none is wanted of such
 * a run. A kind adds `push`, which writes, and what stands at the end of the file.
 */
export abstract class FileDelivery {
  readonly #file: FileToWrite;
  readonly #emptyRun: FileTargetSettings['emptyRun'];
  #delivered = 0;
  #prepared = false;

  constructor(file: FileToWrite, emptyRun: FileTargetSettings['emptyRun']) {
    this.#file = file;
    this.#emptyRun = emptyRun;
  }

  /** What stands in the file after the last record; asked once, when all have come. */
  protected abstract ending(delivered: number): Iterable<Uint8Array>;

  /** Path of the file as a person knows it. */
  protected get path(): string {
    return this.#file.path;
  }

  /** As `Target.half` has it. */
  get half(): string | undefined {
    return this.#file.half;
  }

  /** Takes the bytes of so many records. */
  protected write(bytes: Uint8Array, records: number): void | Promise<void> {
    this.#delivered += records;
    return this.#file.write(bytes);
  }

  get #skipped(): boolean {
    return this.#delivered === 0 && this.#emptyRun === 'skip';
  }

  async prepare(): Promise<void> {
    if (this.#skipped || this.#prepared) return;
    this.#prepared = true;
    for (const bytes of this.ending(this.#delivered)) await this.#file.write(bytes);
    await this.#file.prepare();
  }

  async commit(): Promise<FileReceipt> {
    const target = this.#file.path;
    if (this.#skipped) {
      await this.#file.abort();
      return { target, delivered: 0 };
    }
    await this.prepare();
    const written = await this.#file.commit();
    return { target, delivered: this.#delivered, holds: this.#delivered, ...written };
  }

  async abort(): Promise<void> {
    await this.#file.abort();
  }
}
