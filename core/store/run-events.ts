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
  kind: 'log' | 'status';
  at: number;
  node_id: string | null;
  level: LogLine['level'] | null;
  message: string;
}

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
          'INSERT OR IGNORE INTO run_events (run_id, seq, kind, at, node_id, level, message) VALUES (?, ?, ?, ?, ?, ?, ?)',
          runId,
          event.seq,
          event.kind,
          event.at,
          event.kind === 'log' ? (event.nodeId ?? null) : null,
          event.kind === 'log' ? event.level : null,
          event.kind === 'log' ? event.message : event.status,
        );
    });
  }

  /** Events behind `after`, in order. */
  after(runId: string, after: number, limit: number): KeptEvent[] {
    return this.#db
      .all<EventRow>('SELECT seq, kind, at, node_id, level, message FROM run_events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?', runId, after, limit)
      .map((row) => (row.kind === 'status' ? { kind: 'status', seq: row.seq, at: row.at, status: row.message as RunStatus } : { kind: 'log', ...toLine(row) }));
  }

  /** The highest sequence number kept for a run; 0 when there is none. */
  last(runId: string): number {
    return this.#db.value<number | null>('SELECT max(seq) FROM run_events WHERE run_id = ?', runId) ?? 0;
  }

  /** A page of the run's log. */
  log(runId: string, after: number, limit: number): { lines: LogLine[]; next: number | null } {
    const rows = this.#db.all<EventRow>(
      `SELECT seq, kind, at, node_id, level, message FROM run_events WHERE run_id = ? AND seq > ? AND kind = 'log' ORDER BY seq LIMIT ?`,
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
