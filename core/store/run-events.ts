import type { RunStatus } from '../base/run-facts.ts';
import type { Db } from './database.ts';

/** A line of a run's log. */
export interface LogLine {
  seq: number;
  at: number;
  nodeId?: string;
  level: 'info' | 'warning' | 'error';
  message: string;
}

/** A happening of a run that is kept: a log line or a change of status. Progress is not kept. */
export type KeptEvent = ({ kind: 'log' } & LogLine) | { kind: 'status'; seq: number; at: number; status: RunStatus };

interface EventRow {
  seq: number;
  at: number;
  node_id: string | null;
  /** Null for a change of status: then `message` is the status. */
  level: LogLine['level'] | null;
  message: string;
}

const COLUMNS = 'seq, at, node_id, level, message';
const OF_RUN = '(SELECT seq FROM runs WHERE id = ?)';

/** Happenings of runs by sequence number, given by whoever runs them: rising, with gaps where progress was told. */
export class RunEventTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  add(runId: string, events: readonly KeptEvent[]): void {
    this.#db.write(() => {
      for (const event of events)
        this.#db.run(
          `INSERT OR IGNORE INTO run_events (run, seq, at, level, node_id, message) VALUES (${OF_RUN}, ?, ?, ?, ?, ?)`,
          runId,
          event.seq,
          event.at,
          event.kind === 'log' ? event.level : null,
          event.kind === 'log' ? (event.nodeId ?? null) : null,
          event.kind === 'log' ? event.message : event.status,
        );
    });
  }

  /** Events behind `after`, in order. */
  after(runId: string, after: number, limit: number): KeptEvent[] {
    return this.#db
      .all<EventRow>(`SELECT ${COLUMNS} FROM run_events WHERE run = ${OF_RUN} AND seq > ? ORDER BY seq LIMIT ?`, runId, after, limit)
      .map((row) => (row.level === null ? { kind: 'status', seq: row.seq, at: row.at, status: row.message as RunStatus } : { kind: 'log', ...toLine(row) }));
  }

  /** The highest sequence number kept for a run; 0 when there is none. */
  last(runId: string): number {
    return this.#db.value<number | null>(`SELECT max(seq) FROM run_events WHERE run = ${OF_RUN}`, runId) ?? 0;
  }

  /** A page of the run's log. */
  log(runId: string, after: number, limit: number): { lines: LogLine[]; next: number | null } {
    const rows = this.#db.all<EventRow>(
      `SELECT ${COLUMNS} FROM run_events WHERE run = ${OF_RUN} AND seq > ? AND level IS NOT NULL ORDER BY seq LIMIT ?`,
      runId,
      after,
      limit + 1,
    );
    const lines = rows.slice(0, limit).map(toLine);
    return { lines, next: rows.length > limit ? (lines.at(-1)?.seq ?? null) : null };
  }
}

function toLine(row: EventRow): LogLine {
  return { seq: row.seq, at: row.at, ...(row.node_id === null ? {} : { nodeId: row.node_id }), level: row.level ?? 'info', message: row.message };
}
