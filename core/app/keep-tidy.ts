import { rmSync } from 'node:fs';
import type { Clock } from '../base/clock.ts';
import type { Store } from '../store/store.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';
import { readSettings } from './workspace-settings.ts';

/** What keeping a workspace tidy needs. */
export interface TidyOptions {
  store: Store;
  folders: WorkspaceFolders;
  clock: Clock;
  /** Called when something was removed. */
  changed(): void;
}

const DAY_MS = 86_400_000;
const FIRST_AFTER_MS = 10_000;
const EVERY_MS = 15 * 60_000;
/** Between two slices everybody else gets a turn. */
const PAUSE_MS = 20;

/** Removes what the settings no longer want kept: old runs with all they left, old captures, and the oldest captures beyond the quota. */
export class KeepTidy {
  readonly #options: TidyOptions;
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  constructor(options: TidyOptions) {
    this.#options = options;
  }

  open(): void {
    this.#later(FIRST_AFTER_MS, () => this.#round());
  }

  /** Does one slice of work; true when there is more to do. */
  slice(): boolean {
    const { store, folders, clock } = this.#options;
    const { keepRunsDays, keepCapturesDays, captureQuotaMb } = readSettings(store.settings);
    const now = clock.now();
    const runs = store.retention.slice(now - keepRunsDays * DAY_MS);
    for (const runId of runs.removed) rmSync(folders.captures(runId), { recursive: true, force: true });
    let over = store.captures.totalBytes() - captureQuotaMb * 1_048_576;
    const old = store.captures.oldest(20).filter(({ bytes, createdAt }) => {
      const drop = over > 0 || createdAt < now - keepCapturesDays * DAY_MS;
      if (drop) over -= bytes;
      return drop;
    });
    for (const { runId } of old) {
      store.captures.drop(runId);
      rmSync(folders.captures(runId), { recursive: true, force: true });
    }
    store.retention.forgetClaims(now - keepRunsDays * DAY_MS);
    if (runs.more || old.length > 0) {
      store.retention.shrink();
      this.#options.changed();
    }
    return runs.more || old.length > 0;
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #round(): void {
    const more = this.slice();
    this.#later(more ? PAUSE_MS : EVERY_MS, () => this.#round());
  }

  #later(ms: number, work: () => void): void {
    if (!this.#closed) this.#cancelTimer = this.#options.clock.after(ms, work);
  }
}
