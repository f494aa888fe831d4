import { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock.ts';
import { type ErrorReport, fromErrorReport, OperationalError, toErrorReport } from '../../base/errors.ts';
import { type BackupFile, listBackups } from '../../store/backup-files.ts';
import { makeBackup } from '../../store/make-backup.ts';
import type { Store } from '../../store/store.ts';
import { threadBeside } from './thread-beside.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';

/** What keeping backups needs. */
export interface BackupOptions {
  store: Store;
  folders: WorkspaceFolders;
  clock: Clock;
  /** The file of the threads that run flows; the thread for backups lies beside it. */
  workerFile: URL | string;
  /** Called when there is a new backup, or trouble. */
  changed(): void;
}

/** What the thread is asked to do. */
export type ThreadOrder = { kind: 'backup'; workspace: string; now: number; wholeUpTo: number } | { kind: 'check'; file: string };
/** What it answers. */
export type ThreadAnswer = { backup: BackupFile } | { faults: string[] } | { error: ErrorReport };

const MB = 1_048_576;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_AFTER_MS = 15_000;
const EVERY_MS = 10 * 60_000;
/** A database of up to this size is backed up whole; of a bigger one all but the bulk of the history. */
const WHOLE_BYTES = 256 * MB;
/** Also backed up after this many runs, once an hour at most. */
const RUNS_BETWEEN = 10_000;
/** A command that is about to end makes the backup of the day itself up to this size: it takes some tenths of a second. */
const AT_END_BYTES = 16 * MB;
const CHECK_EVERY_MS = 7 * DAY_MS;
/** What is being made when the program ends has so long to come to its end: in its midst the thread is inside SQLite, where it is better not ended. */
const LEAVE_MS = 5_000;
const LAST_BACKUP = 'backup';
const LAST_CHECK = 'checked';

/**
 * Keeps verified backups of the workspace database, once a day and after many runs, made in a thread of its own while everything goes on; and looks at every
 * page of a big database once a week, and after a program that was killed.
 */
export class KeepBackups {
  readonly #options: BackupOptions;
  #cancelTimer: (() => void) | null = null;
  #thread: { worker: Worker; exited: Promise<void> } | null = null;
  #making: Promise<BackupFile> | null = null;
  #closed = false;
  #checkWanted: boolean;
  /** What went wrong last, in a sentence; null when all is well. */
  trouble: string | null = null;

  constructor(options: BackupOptions) {
    this.#options = options;
    this.#checkWanted = options.store.health.unclean && !options.store.health.whole;
  }

  /** Whether one is being made now. */
  get making(): boolean {
    return this.#making !== null;
  }

  open(): void {
    this.#later(FIRST_AFTER_MS);
  }

  /** Makes a backup now. Throws the OperationalError `backup-no-room` or `backup-failed`. */
  make(): Promise<BackupFile> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  /** Makes the one that is due, looks at the pages where that is due; resolves when nothing is. */
  async look(): Promise<void> {
    if (this.#isDue()) await this.make().catch(() => undefined);
    if (!this.#closed && this.#isCheckDue()) await this.#check();
  }

  /** For a command that ends: the backup of the day, where that is quick. */
  atEnd(): void {
    const { store, folders, clock } = this.#options;
    if (!this.#isDue() || store.bytes() > AT_END_BYTES) return;
    try {
      this.#note(makeBackup({ workspace: folders.root, now: clock.now(), wholeUpTo: WHOLE_BYTES }));
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelTimer?.();
    await this.#leave();
    await this.#making?.catch(() => undefined);
  }

  async #leave(): Promise<void> {
    if (!this.#thread) return;
    const { worker, exited } = this.#thread;
    worker.ref();
    const late = Promise.withResolvers<void>();
    const stop = this.#options.clock.after(LEAVE_MS, () => void worker.terminate().finally(() => late.resolve()));
    await Promise.race([exited, late.promise]);
    stop();
  }

  #isDue(): boolean {
    const { store, folders, clock } = this.#options;
    const runs = store.runs.newest();
    if (runs === 0 && store.flows.isEmpty()) return false;
    const [newest] = listBackups(folders.root);
    if (!newest) return true;
    // Put back by more than a day, the clock tells nothing of the age of a backup.
    const age = Math.abs(clock.now() - newest.at);
    const { runs: runsThen } = (store.settings.get(LAST_BACKUP) as { runs: number } | undefined) ?? { runs: 0 };
    return age >= DAY_MS || (age >= HOUR_MS && runs - runsThen >= RUNS_BETWEEN);
  }

  #isCheckDue(): boolean {
    const { store, clock } = this.#options;
    if (this.#checkWanted) return true;
    const last = (store.settings.get(LAST_CHECK) as { at: number } | undefined)?.at;
    if (last === undefined && store.health.whole) return false;
    return last === undefined || Math.abs(clock.now() - last) >= CHECK_EVERY_MS;
  }

  async #make(): Promise<BackupFile> {
    const { folders, clock, changed } = this.#options;
    try {
      const answer = await this.#ask({ kind: 'backup', workspace: folders.root, now: clock.now(), wholeUpTo: WHOLE_BYTES });
      if ('error' in answer) throw fromErrorReport(answer.error);
      if (!('backup' in answer)) throw new OperationalError('backup-failed', 'The backup was cut short.');
      this.trouble = null;
      this.#note(answer.backup);
      return answer.backup;
    } catch (error) {
      if (!this.#closed) this.trouble = toErrorReport(error).message;
      throw error;
    } finally {
      if (!this.#closed) changed();
    }
  }

  #note(backup: BackupFile): void {
    const { store } = this.#options;
    store.settings.set(LAST_BACKUP, { at: backup.at, runs: store.runs.newest() });
  }

  async #check(): Promise<void> {
    const { store, clock, changed } = this.#options;
    this.#checkWanted = false;
    const answer = await this.#ask({ kind: 'check', file: store.file });
    if (this.#closed || !('faults' in answer)) return;
    store.settings.set(LAST_CHECK, { at: clock.now() });
    if (answer.faults.length === 0) return;
    this.trouble = `The workspace database is damaged in its history (${answer.faults[0]}). Close Swivel and restore a backup, or make a copy of the folder first.`;
    changed();
  }

  #ask(order: ThreadOrder): Promise<ThreadAnswer> {
    const { workerFile } = this.#options;
    const file = threadBeside(workerFile, 'backup-thread');
    return new Promise((resolve) => {
      const thread = new Worker(file, { name: 'backup', workerData: order, env: {}, execArgv: ['--no-warnings'], stdout: true, stderr: true });
      const gone = Promise.withResolvers<void>();
      const mine = { worker: thread, exited: gone.promise };
      this.#thread = mine;
      thread.unref();
      thread.once('message', resolve);
      thread.once('error', (error) => resolve({ error: toErrorReport(error) }));
      thread.once('exit', () => {
        if (this.#thread === mine) this.#thread = null;
        gone.resolve();
        resolve({ error: { class: 'operational', code: 'backup-failed', message: 'The backup was cut short.' } });
      });
    });
  }

  #later(ms: number): void {
    if (this.#closed) return;
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      void this.look()
        .catch((error: unknown) => {
          // A full disk, say: the next look tries again.
          if (this.#closed) return;
          this.trouble = toErrorReport(error).message;
          this.#options.changed();
        })
        .finally(() => this.#later(EVERY_MS));
    });
  }
}
