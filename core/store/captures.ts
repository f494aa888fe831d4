import type { Db } from './database.ts';

/** Data kept of a run so that it can be replayed: what left a source (`out`) or arrived at a step (`in`). */
export interface Capture {
  runId: string;
  nodeId: string;
  side: 'in' | 'out';
  port: string;
  file: string;
  records: number;
  bytes: number;
  /** False when it stopped early, e.g. at the quota. */
  complete: boolean;
  createdAt: number;
}

type CaptureRow = Omit<Capture, 'complete'> & { complete: number };

const COLUMNS = 'run_id AS runId, node_id AS nodeId, side, port, file, records, bytes, complete, created_at AS createdAt';

/** Registry of captured files; the files themselves lie in `captures/<runId>/`. */
export class CaptureTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  put(capture: Capture): void {
    this.#db.run(
      `INSERT INTO captures (run_id, node_id, side, port, file, records, bytes, complete, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET file = excluded.file, records = excluded.records, bytes = excluded.bytes, complete = excluded.complete`,
      capture.runId,
      capture.nodeId,
      capture.side,
      capture.port,
      capture.file,
      capture.records,
      capture.bytes,
      capture.complete ? 1 : 0,
      capture.createdAt,
    );
  }

  of(runId: string): Capture[] {
    return this.#db.all<CaptureRow>(`SELECT ${COLUMNS} FROM captures WHERE run_id = ? ORDER BY rowid`, runId).map(toCapture);
  }

  /** Bytes that all captures take. */
  totalBytes(): number {
    return this.#db.value<number>('SELECT bytes FROM capture_total');
  }

  /** Captures, oldest first, of runs that are over and that no replay reads just now. A run may occur more than once. */
  oldest(limit: number): { runId: string; bytes: number; createdAt: number }[] {
    return this.#db.all(
      `SELECT c.run_id AS runId, c.bytes, c.created_at AS createdAt FROM captures c INDEXED BY captures_by_age CROSS JOIN runs r ON r.id = c.run_id
       WHERE r.status NOT IN ('queued', 'running')
         AND NOT EXISTS (SELECT 1 FROM runs later WHERE later.replay_of = c.run_id AND later.status IN ('queued', 'running'))
       ORDER BY c.created_at LIMIT ?`,
      limit,
    );
  }

  /** Forgets the captures of a run; the caller removes the files. */
  drop(runId: string): void {
    this.#db.run('DELETE FROM captures WHERE run_id = ?', runId);
  }
}

function toCapture(row: CaptureRow): Capture {
  return { ...row, complete: row.complete === 1 };
}
