import { rmSync } from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { OperationalError } from '../../base/errors.ts';
import type { Store } from '../../store/store.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';
import { keepOf, readSettings } from './workspace-settings.ts';

/** What keeping a workspace tidy needs. */
export interface TidyOptions {
  store: Store;
  folders: WorkspaceFolders;
  clock: Clock;
  /** Called when something was removed. */
  changed(): void;
  /** Whether the journal has room for a slice. Asked again soon where it has none: it is being moved. */
  hasRoom(): boolean;
}

const DAY_MS = 86_400_000;
/** Files and requests not seen for so long are no longer known again. */
const KEYS_DAYS = 90;
const FIRST_AFTER_MS = 10_000;
const EVERY_MS = 15 * 60_000;
const JOURNAL_EVERY_MS = 5_000;
/** A slice ends at the first question behind this. */
const SLICE_MS = 4;
/** Between two slices everybody else gets a turn. */
const PAUSE_MS = 5;
/** So long a slice waits for room in the journal: somebody may read all the time, and what is never removed fills the disk. */
const WAIT_FOR_ROOM_MS = 5_000;

/**
 * Keeps a workspace as its settings want it: removes old runs with all they left, old captures and the oldest captures beyond the quota; gives the room
 * back to the disk; keeps the ballast and the journal at their size. Works in slices of a few milliseconds.
 */
export class KeepTidy {
  readonly #options: TidyOptions;
  readonly #cancel = new Map<string, () => void>();
  #closed = false;
  /** Since when there has been no room in the journal. */
  #waitsSince: number | null = null;

  constructor(options: TidyOptions) {
    this.#options = options;
  }

  open(): void {
    this.#later('round', FIRST_AFTER_MS, () => this.#round());
    this.#later('journal', JOURNAL_EVERY_MS, () => this.#watchJournal());
  }

  /** Begins a round at once: the settings changed, or the disk is full. */
  soon(): void {
    this.#later('round', 0, () => this.#round());
  }

  /** Does one slice of work; true when there is more to do. */
  slice(): boolean {
    const { store, clock, changed } = this.#options;
    const until = clock.monotonic() + SLICE_MS;
    const enough = () => clock.monotonic() >= until;
    const settings = readSettings(store.settings);
    const now = clock.now();
    const runs = store.retention.slice(keepOf(settings, now), enough);
    if (runs.removed.length > 0) void this.#removeFilesOf(runs.removed);
    const captures = !runs.more && this.#sliceCaptures(settings, now);
    if (runs.removed.length > 0 || captures) changed();
    if (runs.more || captures) return true;
    store.retention.forgetClaims(now - settings.keepRunsDays * DAY_MS);
    // What was received is data, as captures are; keys stay as long as whatever they name is still seen.
    const before = now - settings.keepCapturesDays * DAY_MS;
    const failedBefore = now - Math.max(settings.keepCapturesDays, settings.keepFailedDays) * DAY_MS;
    if (store.inbox.forget({ before, failedBefore, keysBefore: now - KEYS_DAYS * DAY_MS })) return true;
    return store.retention.sweepWords(enough) || store.retention.shrink(enough) || store.ballast.grow();
  }

  close(): void {
    this.#closed = true;
    for (const cancel of this.#cancel.values()) cancel();
  }

  #sliceCaptures({ captureQuotaMb, keepCapturesDays }: { captureQuotaMb: number; keepCapturesDays: number }, now: number): boolean {
    const { store } = this.#options;
    let over = store.captures.totalBytes() - captureQuotaMb * 1_048_576;
    const tooMuch = over <= 0 ? [] : store.captures.oldest(20);
    const gone = new Set(store.captures.expired(now, now - keepCapturesDays * DAY_MS, 20));
    for (const { runId, bytes } of tooMuch) {
      if (over > 0) gone.add(runId);
      over -= bytes;
    }
    for (const runId of gone) {
      store.captures.drop(runId, now);
      this.#removeFiles(runId);
    }
    return gone.size > 0;
  }

  /** Their files go once nothing can bring the runs back. Where that cannot be brought onto the drive they stay: the next start removes what no run knows of. */
  async #removeFilesOf(runIds: readonly string[]): Promise<void> {
    try {
      await this.#options.store.settled();
    } catch {
      return;
    }
    for (const runId of runIds) this.#removeFiles(runId);
  }

  #removeFiles(runId: string): void {
    const { folders } = this.#options;
    try {
      rmSync(folders.captures(runId), { recursive: true, force: true });
      rmSync(folders.spill(runId), { recursive: true, force: true });
    } catch {
      // Somebody has one of them open, or the folder may not be written to. No row knows of them any more: the next start removes them.
    }
  }

  #round(): void {
    let more = true;
    try {
      if (this.#mayWrite()) more = this.slice();
    } catch (error) {
      // The disk or another program is in the way: the next round tries again.
      if (!(error instanceof OperationalError)) throw error;
      more = false;
    }
    this.#later('round', more ? PAUSE_MS : EVERY_MS, () => this.#round());
  }

  /** Whether there is room in the journal, or nobody made any for too long. */
  #mayWrite(): boolean {
    const now = this.#options.clock.monotonic();
    if (!this.#options.hasRoom()) {
      this.#waitsSince ??= now;
      if (now - this.#waitsSince < WAIT_FOR_ROOM_MS) return false;
    }
    this.#waitsSince = null;
    return true;
  }

  #watchJournal(): void {
    const { store, changed } = this.#options;
    const before = store.journal.held;
    try {
      store.journal.cut();
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
    }
    if (before !== store.journal.held) changed();
    this.#later('journal', JOURNAL_EVERY_MS, () => this.#watchJournal());
  }

  #later(what: string, ms: number, work: () => void): void {
    this.#cancel.get(what)?.();
    if (!this.#closed) this.#cancel.set(what, this.#options.clock.after(ms, work));
  }
}
