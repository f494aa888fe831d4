import type { Db } from './database.ts';

/** Most rows one slice removes, so that nobody waits for it. */
export const SLICE_ROWS = 500;

/** Tables whose rows belong to a run. The run's own row goes last. */
const OF_A_RUN = ['rejects', 'run_events', 'samples', 'effects', 'part_files', 'captures', 'reject_totals', 'steps'] as const;

/** Removes old runs and all that belongs to them, a slice at a time. */
export class Retention {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Removes up to `SLICE_ROWS` rows of runs that were over and queued before `before`. `removed` are the runs that are gone entirely: their files
   * may go now. `more` is false when there was nothing left to remove.
   */
  slice(before: number): { removed: string[]; more: boolean } {
    return this.#db.write(() => {
      const old = this.#db.all<{ id: string }>(
        `SELECT id FROM runs WHERE queued_at < ? AND status NOT IN ('queued', 'running') ORDER BY queued_at LIMIT ?`,
        before,
        Math.floor(SLICE_ROWS / 10),
      );
      let budget = SLICE_ROWS;
      const removed: string[] = [];
      for (const { id } of old) {
        for (const table of OF_A_RUN) {
          if (budget <= 0) break;
          budget -= this.#db.run(`DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE run_id = ? LIMIT ?)`, id, budget).changes;
        }
        if (budget <= 0) break;
        this.#db.run('DELETE FROM runs WHERE id = ?', id);
        budget -= 1;
        removed.push(id);
      }
      return { removed, more: old.length > 0 };
    });
  }

  /** Gives some free space back to the file system; cheap enough to follow every slice. */
  shrink(): void {
    this.#db.exec('PRAGMA incremental_vacuum(256)');
  }

  /** Forgets due times that were taken before `before`. */
  forgetClaims(before: number): void {
    this.#db.run('DELETE FROM trigger_claims WHERE rowid IN (SELECT rowid FROM trigger_claims WHERE due < ? LIMIT ?)', before, SLICE_ROWS);
  }
}
