import type { RunStatus } from '../base/run-facts.ts';
import type { Bindable, Db } from './database.ts';
import type { Journal } from './journal.ts';
import { BUCKET_BITS } from './run-words.ts';

/** What is to be kept of the history. */
export interface Keep {
  /** Runs queued before this time go. */
  before: number;
  /** The same for runs that failed or were interrupted; never later than `before`. */
  failedBefore: number;
  /** Of more runs than this the oldest go. */
  runs: number;
  /** Of a history bigger than this many bytes the oldest runs go. */
  bytes: number;
  /** Runs queued since this time stay, whatever their number and size. */
  freshSince: number;
}

/** What a slice of tidying did. `more` says that there is more to do. */
export interface RetentionSlice {
  /** Runs that are gone entirely: their files may go once that is on the drive (`Db.settled`). */
  removed: string[];
  more: boolean;
}

/** Rows that go in one statement; between two the caller is asked whether that was enough. */
const ROWS_AT_ONCE = 100;
const RUNS_AT_ONCE = 64;
const WORDS_AT_ONCE = 1_000;
const PAGES_AT_ONCE = 64;
/** Free pages that are worth keeping for what comes next: so many, and at most one of so many. */
const SPARE_PAGES = 1_024;
const SPARE_SHARE = 16;

/** Tables whose rows belong to a run. The run's own row goes last. */
const BY_ID = ['rejects', 'samples', 'effects', 'part_files', 'captures', 'source_spans', 'reject_totals'] as const;
const BY_NUMBER = [
  ['run_steps', 'shape'],
  ['run_events', 'seq'],
] as const;

const WENT_WELL: readonly RunStatus[] = ['succeeded', 'succeeded-with-rejects', 'cancelled'];
const WENT_WRONG: readonly RunStatus[] = ['failed', 'interrupted'];

/** Writes that cannot be repeated safely, of which nobody knows and nothing was decided. */
const OPEN = `state IN ('intent', 'unknown') AND effects = 'appending-write' AND decision IS NULL`;
/** A run with such writes, or from whose data a kept replay came, is not removed. */
const UNKNOWN = `EXISTS (SELECT 1 FROM effects WHERE run_id = runs.id AND ${OPEN})`;
const REPLAYED = 'EXISTS (SELECT 1 FROM runs later WHERE later.replay_of = runs.id)';

/**
 * Removes old runs and all that belongs to them, slice by slice: each call works in one transaction until the caller says that it was enough, and
 * the next goes on where it stopped. Nobody waits for the drive: a power cut may bring back what was removed last.
 */
export class Retention {
  readonly #db: Db;
  readonly #journal: Journal;
  /** Time of the newest run removed of a state in this round: those before it are held back and not looked at again. */
  readonly #reached = new Map<RunStatus, number>();
  /** Pages were given back that the file still has. */
  #shorter = false;
  #sweep: { bucket: number; removed: number; word: string; run: number } | null = null;

  constructor(db: Db, journal: Journal) {
    this.#db = db;
    this.#journal = journal;
  }

  /** Removes what `keep` does not want, until `enough` answers true: it is asked after every few rows. */
  slice(keep: Keep, enough: () => boolean): RetentionSlice {
    return this.#db.writeSoon(() => {
      const removed: string[] = [];
      for (;;) {
        let runs = this.#count();
        const unwanted = this.#unwanted(keep, runs);
        if (unwanted.length === 0) {
          this.#reached.clear();
          return { removed, more: false };
        }
        for (const run of unwanted) {
          if (!this.#remove(run, enough)) return { removed, more: true };
          removed.push(run.id);
          this.#reached.set(run.status, run.queued_at);
          if (enough()) return { removed, more: true };
          runs -= 1;
          if (run.spare && runs <= keep.runs && this.liveBytes() <= keep.bytes) break;
        }
      }
    });
  }

  /** Removes search words of runs that are gone; true when there is more to do. */
  sweepWords(enough: () => boolean): boolean {
    return this.#db.writeSoon(() => {
      while (this.#sweepSome()) if (enough()) return true;
      return false;
    });
  }

  /** Gives free space back to the file system; true when there is more to give. */
  shrink(enough: () => boolean): boolean {
    const more =
      this.#hasSpare() &&
      this.#db.writeSoon(() => {
        this.#shorter = true;
        while (this.#hasSpare()) {
          this.#db.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`);
          if (enough()) return true;
        }
        return false;
      });
    if (more || !this.#shorter) return more;
    // The file itself gets shorter when the journal is moved into it.
    this.#journal.moveSoon();
    this.#shorter = false;
    return false;
  }

  /** Forgets due times that were taken before `before`. */
  forgetClaims(before: number): void {
    this.#db.run('DELETE FROM trigger_claims WHERE rowid IN (SELECT rowid FROM trigger_claims WHERE due < ? LIMIT ?)', before, ROWS_AT_ONCE);
  }

  /** Runs beyond their age that stay because of unknown effects, and because a kept replay came from them; each counted up to 1,000. */
  held(keep: Keep): { unknown: number; replayed: number } {
    const count = (held: string) =>
      [...WENT_WELL, ...WENT_WRONG].reduce((sum, status) => {
        const before = WENT_WRONG.includes(status) ? keep.failedBefore : keep.before;
        return sum + this.#db.value<number>(`SELECT count(*) FROM (${held} AND runs.status = ? AND runs.queued_at < ? LIMIT 1000)`, status, before);
      }, 0);
    return {
      unknown: count(`SELECT DISTINCT runs.seq FROM effects INDEXED BY effects_open CROSS JOIN runs ON runs.id = effects.run_id WHERE ${OPEN}`),
      replayed: count(
        'SELECT DISTINCT runs.seq FROM runs later INDEXED BY runs_replayed CROSS JOIN runs ON runs.id = later.replay_of WHERE later.replay_of IS NOT NULL',
      ),
    };
  }

  /** Bytes of the database that hold something. */
  liveBytes(): number {
    return (this.#db.pragma<number>('page_count') - this.#db.pragma<number>('freelist_count')) * this.#db.pragma<number>('page_size');
  }

  #hasSpare(): boolean {
    return this.#db.pragma<number>('freelist_count') > Math.min(SPARE_PAGES, this.#db.pragma<number>('page_count') / SPARE_SHARE);
  }

  #count(): number {
    return this.#db.value<number | null>('SELECT sum(runs) FROM run_totals') ?? 0;
  }

  /** The next runs to go: those too old first; then, when there is too much, the oldest, failed ones last. */
  #unwanted(keep: Keep, runs: number): Unwanted[] {
    for (const [statuses, before] of [
      [WENT_WELL, keep.before],
      [WENT_WRONG, keep.failedBefore],
    ] as const) {
      const old = this.#oldest(statuses, before, false);
      if (old.length > 0) return old;
    }
    if (runs <= keep.runs && this.liveBytes() <= keep.bytes) return [];
    const wentWell = this.#oldest(WENT_WELL, keep.freshSince, true);
    return wentWell.length > 0 ? wentWell : this.#oldest(WENT_WRONG, keep.freshSince, true);
  }

  #oldest(statuses: readonly RunStatus[], before: number, spare: boolean): Unwanted[] {
    const arms = statuses.map(
      () => `SELECT * FROM (SELECT seq, id, status, queued_at FROM runs INDEXED BY runs_by_status_time
        WHERE status = ? AND queued_at >= ? AND queued_at < ? AND NOT ${UNKNOWN} AND NOT ${REPLAYED} ORDER BY queued_at, seq LIMIT ${RUNS_AT_ONCE})`,
    );
    const values: Bindable[] = statuses.flatMap((status) => [status, this.#reached.get(status) ?? Number.MIN_SAFE_INTEGER, before]);
    return this.#db
      .all<Omit<Unwanted, 'spare'>>(`${arms.join(' UNION ALL ')} ORDER BY queued_at, seq LIMIT ${RUNS_AT_ONCE}`, ...values)
      .map((run) => ({ ...run, spare }));
  }

  /** False when it was enough before all of the run was gone. */
  #remove({ id, seq }: Unwanted, enough: () => boolean): boolean {
    for (const table of BY_ID)
      while (this.#gone(`DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE run_id = ? LIMIT ${ROWS_AT_ONCE})`, id))
        if (enough()) return false;
    for (const [table, key] of BY_NUMBER)
      while (this.#gone(`DELETE FROM ${table} WHERE (run, ${key}) IN (SELECT run, ${key} FROM ${table} WHERE run = ? LIMIT ${ROWS_AT_ONCE})`, seq))
        if (enough()) return false;
    this.#db.run('DELETE FROM runs WHERE seq = ?', seq);
    return true;
  }

  /** Whether a full helping was removed, so that there may be more. */
  #gone(sql: string, run: Bindable): boolean {
    return this.#db.run(sql, run).changes >= ROWS_AT_ONCE;
  }

  /** One helping of words; false when no bucket has words of runs that are gone. */
  #sweepSome(): boolean {
    const next = this.#sweep ?? this.#db.get<{ bucket: number; removed: number }>('SELECT bucket, removed FROM run_buckets WHERE removed > 0 LIMIT 1');
    if (!next) return false;
    const from = { word: '', run: 0, ...next };
    const { bucket } = from;
    const first = bucket * 2 ** BUCKET_BITS;
    const words = this.#db.all<{ word: string; run: number }>(
      `SELECT word, run FROM search_words WHERE bucket = ? AND (word, run) > (?, ?) LIMIT ${WORDS_AT_ONCE}`,
      bucket,
      from.word,
      from.run,
    );
    const kept = new Set(
      this.#db.all<{ seq: number }>('SELECT seq FROM runs WHERE seq >= ? AND seq < ?', first, first + 2 ** BUCKET_BITS).map((run) => run.seq),
    );
    for (const { word, run } of words)
      if (!kept.has(run)) this.#db.run('DELETE FROM search_words WHERE bucket = ? AND word = ? AND run = ?', bucket, word, run);
    const last = words.at(-1);
    if (words.length === WORDS_AT_ONCE && last) this.#sweep = { ...from, ...last };
    else {
      this.#sweep = null;
      if (kept.size === 0) this.#db.run('DELETE FROM run_buckets WHERE bucket = ?', bucket);
      else this.#db.run('UPDATE run_buckets SET removed = removed - ? WHERE bucket = ?', from.removed, bucket);
    }
    return true;
  }
}

interface Unwanted {
  id: string;
  seq: number;
  status: RunStatus;
  queued_at: number;
  /** Not too old, but there is too much. */
  spare: boolean;
}
