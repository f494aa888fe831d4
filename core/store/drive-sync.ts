import { close, closeSync, fdatasync, openSync } from 'node:fs';

/**
 * Brings a file that somebody else writes to onto the drive, without the calling thread waiting for it. Calls that come while one is at work share the next:
 * what is at work may have begun before their writes.
 */
export class DriveSync {
  readonly #file: string;
  #handle: number | null = null;
  #atWork: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #closed = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** Resolves when all that was written to the file before this call is on the drive. Rejects with what the system says where it cannot be. */
  settled(): Promise<void> {
    // The next one has not begun as long as it stands here, also in the moment in which the one before it has just ended.
    if (this.#next !== null) return this.#next;
    if (!this.#atWork) return this.#begin();
    this.#next = this.#atWork.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** Lets go of the file. What is under way is brought to its end. */
  close(): void {
    this.#closed = true;
    if (this.#handle !== null && !this.#atWork) closeSync(this.#handle);
  }

  #begin(): Promise<void> {
    this.#next = null;
    // Whoever closed the file brought it onto the drive.
    if (this.#closed) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#atWork = promise;
    try {
      this.#handle ??= openSync(this.#file, 'r+');
      fdatasync(this.#handle, (error) => {
        this.#atWork = null;
        if (this.#closed && this.#handle !== null) close(this.#handle, () => undefined);
        if (error) reject(error);
        else resolve();
      });
    } catch (error) {
      this.#atWork = null;
      reject(error);
    }
    return promise;
  }
}
