import type { ErrorReport } from '../base/errors.ts';
import type { RunCounts, RunStatus } from '../base/run-facts.ts';
import type { Db } from './database.ts';
import { type NewRun, RUN_COLUMNS, type RunRecord, type RunRowOfTable, toRunRecord } from './run-record.ts';
import { MOST_KEY_TEXT, type RunWords } from './run-words.ts';
import { INTERRUPTED_STEP, OPEN_STEP_STATUSES } from './steps.ts';

/** How a run ended. */
export interface RunEnd {
  status: Exclude<RunStatus, 'queued' | 'running'>;
  at: number;
  durationMs: number;
  counts: RunCounts;
  error?: ErrorReport;
  /** Key values of records it is to be found by: of those rejected, and of the first and sampled ones. */
  keys?: string;
}

/**
 * Runs and their one-way life: queued → running → one of the final states. Each move is an UPDATE that names the states it may come from, so
 * whoever comes second changes nothing and is told so by `false`.
 */
export class RunTable {
  readonly #db: Db;
  readonly #words: RunWords;

  constructor(db: Db, words: RunWords) {
    this.#db = db;
    this.#words = words;
  }

  /** Writes the run down, as queued or, where it need not wait, as running; durable when this returns. Nothing of a run may happen before. */
  queue(run: NewRun): void {
    this.#db.write(() => {
      const { rowid } = this.#db.run(
        `INSERT INTO runs (id, flow_id, flow_name, flow_version, document, folder, mode, cause, environment, status, queued_at, started_at, parameters, replay, replay_of, note)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        run.runId,
        run.flowId,
        run.flowName,
        run.flowVersion,
        run.document ?? null,
        run.folder ?? null,
        run.mode,
        run.cause,
        run.environment ?? 'production',
        run.startedAt === undefined ? 'queued' : 'running',
        run.queuedAt,
        run.startedAt ?? null,
        JSON.stringify(run.parameters),
        run.replay ?? null,
        run.replayOf ?? null,
        run.note ?? null,
      );
      this.#words.add(rowid, run.flowName);
      this.#db.run('UPDATE flows SET last_run = ? WHERE id = ?', run.runId, run.flowId);
    });
  }

  /** queued → running; false when it was no longer queued. */
  start(runId: string, at: number): boolean {
    return this.#db.run(`UPDATE runs SET status = 'running', started_at = ? WHERE id = ? AND status = 'queued'`, at, runId).changes === 1;
  }

  /** Writes the last known counts of a running run. */
  progress(runId: string, counts: RunCounts): void {
    this.#db.run(
      `UPDATE runs SET read = ?, delivered = ?, filtered = ?, duplicates = ?, rejected = ?, pending = ? WHERE id = ? AND status = 'running'`,
      ...countsOf(counts),
      runId,
    );
  }

  /** queued or running → final; false when the run was already over, and then nothing is changed. */
  finish(runId: string, end: RunEnd): boolean {
    return this.#db.write(() => {
      const moved = this.#db.run(
        `UPDATE runs SET status = ?, finished_at = ?, duration_ms = ?, error = ?, read = ?, delivered = ?, filtered = ?, duplicates = ?, rejected = ?, pending = ?
         WHERE id = ? AND status IN ('queued', 'running')`,
        end.status,
        end.at,
        end.durationMs,
        end.error ? JSON.stringify(end.error) : null,
        ...countsOf(end.counts),
        runId,
      ).changes;
      if (moved === 1 && (end.error || end.keys)) {
        const seq = this.#db.value<number>('SELECT seq FROM runs WHERE id = ?', runId);
        this.#words.add(seq, `${end.error?.message ?? ''} ${(end.keys ?? '').slice(0, MOST_KEY_TEXT)}`);
      }
      return moved === 1;
    });
  }

  /** After a crash: every run that was queued or going on becomes interrupted, its steps too, with the counts last known. Says which. */
  interruptOpen(at: number, error: ErrorReport): RunRecord[] {
    return this.#db.write(() => {
      const open = this.open();
      this.#db.run(
        `UPDATE run_steps SET status = ${INTERRUPTED_STEP}
         WHERE status IN (${OPEN_STEP_STATUSES.join(', ')}) AND run IN (SELECT seq FROM runs WHERE status IN ('queued', 'running'))`,
      );
      for (const run of open)
        this.finish(run.runId, { status: 'interrupted', at, durationMs: Math.max(0, at - (run.startedAt ?? at)), counts: run.counts, error });
      return open;
    });
  }

  /** Runs that are queued or going on, oldest first. */
  open(): RunRecord[] {
    return this.#db.all<RunRowOfTable>(`SELECT ${RUN_COLUMNS} FROM runs WHERE status IN ('queued', 'running') ORDER BY seq`).map(toRunRecord);
  }

  /** The number of the newest run there ever was; 0 when there was none. Runs are numbered as they are queued. */
  newest(): number {
    return this.#db.value<number | null>(`SELECT max(seq) FROM sqlite_sequence WHERE name = 'runs'`) ?? 0;
  }

  /** Where a run stands; undefined when there is none. */
  status(runId: string): RunStatus | undefined {
    return this.#db.get<{ status: RunStatus }>('SELECT status FROM runs WHERE id = ?', runId)?.status;
  }

  find(runId: string): RunRecord | undefined {
    const row = this.#db.get<RunRowOfTable>(`SELECT ${RUN_COLUMNS} FROM runs WHERE id = ?`, runId);
    return row && toRunRecord(row);
  }

  /** What the run was queued with besides what its record shows. */
  origin(runId: string): { document: string | null; folder: string | null; parameters: Record<string, string>; replay: string | null } | undefined {
    const row = this.#db.get<{ document: string | null; folder: string | null; parameters: string; replay: string | null }>(
      'SELECT document, folder, parameters, replay FROM runs WHERE id = ?',
      runId,
    );
    return row && { ...row, parameters: JSON.parse(row.parameters) as Record<string, string> };
  }
}

function countsOf(counts: RunCounts): [number, number, number, number, number, number] {
  return [counts.read, counts.delivered, counts.filtered, counts.duplicates, counts.rejected, counts.pending];
}
