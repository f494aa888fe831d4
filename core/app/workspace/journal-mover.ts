import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import type { Store } from '../../store/store.ts';
import { threadBeside } from './thread-beside.ts';

/** What moving the journal needs. */
export interface MoverOptions {
  store: Store;
  clock: Clock;
  /** The file of the threads that run flows; the thread that moves lies beside it. */
  workerFile: URL | string;
}

/** What the thread is asked to do. */
export interface MoverOrder {
  kind: 'move-journal';
  file: string;
}

const LOOK_EVERY_MS = 500;
/** So many usual writes fill about four megabytes of the journal. */
const WORTH_MOVING = 100;
/** As many are enough where much waits to be moved, as when old runs are removed: such writes are large themselves. */
const FEW_WRITES = 10;
/** The thread is inside SQLite, where it is better not ended: it has so long to leave by itself. */
const LEAVE_MS = 2_000;

/**
 * Has the journal's content moved into the database by a thread of its own: that waits for the drive, twice, and on a busy drive for tenths of a second. The
 * main thread does it only where this one falls far behind, or is gone.
 */
export class JournalMover {
  readonly #options: MoverOptions;
  #thread: Worker | null = null;
  #moved = 0;
  #busy = false;
  #open = false;
  /** Whether the thread ended by itself and has done nothing since: then whoever writes moves the journal. */
  #failed = false;
  #cancelTimer: (() => void) | null = null;

  constructor(options: MoverOptions) {
    this.#options = options;
  }

  open(): void {
    this.#open = true;
    this.#moved = this.#options.store.journal.written;
    this.#later();
  }

  /** Asks for a move where one is worth it and none is under way; true when it did. */
  look(): boolean {
    const { journal } = this.#options.store;
    const writes = journal.written - this.#moved;
    const worth = journal.wanted || writes >= WORTH_MOVING || (writes >= FEW_WRITES && journal.behind);
    if (!this.#open || this.#busy || !worth) return false;
    this.#move();
    return true;
  }

  /**
   * For whoever writes much and can wait: whether this is the time for it. While the journal is moved it is not, because the drive is busy and a read can take
   * as long as a write; one asks again soon.
   */
  hasRoom(): boolean {
    this.look();
    if (!this.#open || this.#failed) return true;
    if (!this.#busy && this.#options.store.journal.full) this.#move();
    return !this.#busy;
  }

  /** Resolves when the thread is gone. */
  async close(): Promise<void> {
    this.#open = false;
    this.#cancelTimer?.();
    const thread = this.#thread;
    if (!thread) return;
    thread.ref();
    const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    const stop = this.#options.clock.after(LEAVE_MS, () => void thread.terminate());
    thread.postMessage('leave');
    await gone;
    stop();
  }

  #move(): void {
    this.#thread ??= this.#start();
    const { journal } = this.#options.store;
    this.#moved = journal.written;
    journal.wanted = false;
    this.#busy = true;
    this.#thread.postMessage('move');
  }

  #start(): Worker {
    const { store, workerFile } = this.#options;
    const order: MoverOrder = { kind: 'move-journal', file: store.file };
    const thread = new Worker(threadBeside(workerFile, 'backup-thread'), {
      name: 'journal',
      workerData: order,
      env: {},
      execArgv: ['--no-warnings'],
      stdout: true,
      stderr: true,
    });
    thread.unref();
    store.journal.movedElsewhere(true);
    thread.on('message', () => {
      this.#busy = false;
      this.#failed = false;
    });
    // What went wrong there (a full disk, say) the main thread meets too, and says: it moves the journal itself from now on, until the thread is tried again.
    thread.on('error', () => undefined);
    thread.once('exit', () => {
      this.#thread = null;
      this.#busy = false;
      this.#failed = this.#open;
      if (this.#open) store.journal.movedElsewhere(false);
    });
    return thread;
  }

  #later(): void {
    if (!this.#open) return;
    this.#cancelTimer = this.#options.clock.after(LOOK_EVERY_MS, () => {
      this.look();
      this.#later();
    });
  }
}
