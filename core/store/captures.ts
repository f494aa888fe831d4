import type { Bindable, Db } from './database.ts';

/** Why what was kept is not all that passed: no room left, the disk failed, or the run ended before everything had passed. */
export type CaptureStop = 'quota' | 'disk' | 'run-ended';

/** Data kept of a run so that it can be replayed: what left a source (`out`) or arrived at a step (`in`). */
export interface Capture {
  runId: string;
  nodeId: string;
  side: 'in' | 'out';
  port: string;
  file: string;
  records: number;
  bytes: number;
  /** False when it stopped early or was removed since. */
  complete: boolean;
  createdAt: number;
  /** Records that passed there; null where that was not counted. */
  passed: number | null;
  stopped: CaptureStop | null;
  /** Fields whose values were made unreadable before they were kept. */
  masked: readonly string[];
  /** When the flow wants it gone, ms since 1970; null: when the workspace does. */
  keepUntil: number | null;
  /** When its file was removed; null while it is there. */
  removedAt: number | null;
}

type CaptureRow = Omit<Capture, 'complete' | 'masked'> & { complete: number; masked: string | null };

/** What a new capture is put down with. */
export type NewCapture = Omit<Capture, 'removedAt' | 'passed' | 'stopped' | 'masked' | 'keepUntil'> & {
  [K in 'passed' | 'stopped' | 'masked' | 'keepUntil']?: Capture[K] | undefined;
};

const COLUMNS = `run_id AS runId, node_id AS nodeId, side, port, file, records, bytes, complete, created_at AS createdAt, passed, stopped, masked,
  keep_until AS keepUntil, removed_at AS removedAt`;

/** A run that is over and that no replay reads just now. */
const FREE = `r.status NOT IN ('queued', 'running')
  AND NOT EXISTS (SELECT 1 FROM runs later WHERE later.replay_of = c.run_id AND later.status IN ('queued', 'running'))`;

/** Registry of captured files; the files themselves lie in `captures/<runId>/`. */
export class CaptureTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  put(capture: NewCapture): void {
    this.#db.run(
      `INSERT INTO captures (run_id, node_id, side, port, file, records, bytes, complete, created_at, passed, stopped, masked, keep_until)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET file = excluded.file, records = excluded.records, bytes = excluded.bytes, complete = excluded.complete,
         passed = excluded.passed, stopped = excluded.stopped, masked = excluded.masked`,
      capture.runId,
      capture.nodeId,
      capture.side,
      capture.port,
      capture.file,
      capture.records,
      capture.bytes,
      capture.complete ? 1 : 0,
      capture.createdAt,
      capture.passed ?? null,
      capture.stopped ?? null,
      capture.masked && capture.masked.length > 0 ? JSON.stringify(capture.masked) : null,
      capture.keepUntil ?? null,
    );
  }

  /** All captures of a run, also those whose files were removed since. */
  of(runId: string): Capture[] {
    return this.#db.all<CaptureRow>(`SELECT ${COLUMNS} FROM captures WHERE run_id = ? ORDER BY rowid`, runId).map(toCapture);
  }

  /** Bytes that all captures take. */
  totalBytes(): number {
    return this.#db.value<number>('SELECT bytes FROM capture_total');
  }

  /** Captures that are there, oldest first, of runs that are over and that no replay reads just now. A run may occur more than once. */
  oldest(limit: number): { runId: string; bytes: number; createdAt: number }[] {
    return this.#db.all(
      `SELECT c.run_id AS runId, c.bytes, c.created_at AS createdAt FROM captures c INDEXED BY captures_by_age CROSS JOIN runs r ON r.id = c.run_id
       WHERE c.removed_at IS NULL AND ${FREE} ORDER BY c.created_at LIMIT ?`,
      limit,
    );
  }

  /** Runs whose captures are too old: by what their flow said, else where they were made before `before`. The same runs are left out as by `oldest`. */
  expired(now: number, before: number, limit: number): string[] {
    const runs = (index: string, condition: string, value: Bindable) =>
      this.#db.all<{ runId: string }>(
        `SELECT DISTINCT c.run_id AS runId FROM captures c INDEXED BY ${index} CROSS JOIN runs r ON r.id = c.run_id
         WHERE c.removed_at IS NULL AND ${condition} AND ${FREE} LIMIT ?`,
        value,
        limit,
      );
    const found = [
      ...runs('captures_by_end', 'c.keep_until IS NOT NULL AND c.keep_until < ?', now),
      ...runs('captures_by_age', 'c.keep_until IS NULL AND c.created_at < ?', before),
    ];
    return [...new Set(found.map(({ runId }) => runId))];
  }

  /** Runs whose captured files are there. */
  kept(): Set<string> {
    return new Set(this.#db.all<{ runId: string }>('SELECT DISTINCT run_id AS runId FROM captures WHERE removed_at IS NULL').map((row) => row.runId));
  }

  /** Notes that the files of a run's captures are gone; the caller removes them. What they held is still known. */
  drop(runId: string, at: number): void {
    this.#db.run('UPDATE captures SET removed_at = ?, bytes = 0, complete = 0 WHERE run_id = ? AND removed_at IS NULL', at, runId);
  }
}

function toCapture({ masked, ...row }: CaptureRow): Capture {
  return { ...row, complete: row.complete === 1, masked: masked === null ? [] : (JSON.parse(masked) as string[]) };
}
