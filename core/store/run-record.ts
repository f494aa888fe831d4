import type { Environment } from '../base/environment.ts';
import type { ErrorReport } from '../base/errors.ts';
import type { RunCause, RunCounts, RunMode, RunStatus } from '../base/run-facts.ts';

/** A run as the history shows it. */
export interface RunRecord {
  runId: string;
  flowId: string;
  flowName: string;
  /** The saved version that was run; 0 when the run brought its own document. */
  flowVersion: number;
  mode: RunMode;
  cause: RunCause;
  /** Whose settings of connections it used. */
  environment: Environment;
  status: RunStatus;
  queuedAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  durationMs: number | null;
  counts: RunCounts;
  error?: ErrorReport;
  replayOf?: string;
  /** A sentence about how the run came about, e.g. that it is late. */
  note?: string;
}

/** What a run is queued with. */
export interface NewRun {
  runId: string;
  flowId: string;
  flowName: string;
  flowVersion: number;
  /** Text of the document, for a run of something that is no stored version. */
  document?: string;
  /** Folder relative paths start at, where it is not the flow's own. */
  folder?: string;
  mode: RunMode;
  cause: RunCause;
  /** Absent: production. */
  environment?: Environment;
  queuedAt: number;
  /** It need not wait: it is running from then on. */
  startedAt?: number;
  parameters: Readonly<Record<string, string>>;
  replayOf?: string;
  /** The request of a replay, as JSON, so that it can be told later what was replayed. */
  replay?: string;
  note?: string;
}

/** A row of the table `runs`, as SELECTed by RUN_COLUMNS. */
export interface RunRowOfTable {
  seq: number;
  id: string;
  flow_id: string;
  flow_name: string;
  flow_version: number;
  mode: RunMode;
  cause: RunCause;
  environment: Environment;
  status: RunStatus;
  queued_at: number;
  started_at: number | null;
  finished_at: number | null;
  duration_ms: number | null;
  read: number;
  delivered: number;
  filtered: number;
  duplicates: number;
  rejected: number;
  pending: number;
  error: string | null;
  replay_of: string | null;
  note: string | null;
}

/** The columns a RunRecord is made of. */
export const RUN_COLUMNS = `seq, id, flow_id, flow_name, flow_version, mode, cause, environment, status, queued_at, started_at, finished_at, duration_ms,
  read, delivered, filtered, duplicates, rejected, pending, error, replay_of, note`;

/** Turns a row into a record. */
export function toRunRecord(row: RunRowOfTable): RunRecord {
  return {
    runId: row.id,
    flowId: row.flow_id,
    flowName: row.flow_name,
    flowVersion: row.flow_version,
    mode: row.mode,
    cause: row.cause,
    environment: row.environment,
    status: row.status,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    durationMs: row.duration_ms,
    counts: {
      read: row.read,
      delivered: row.delivered,
      filtered: row.filtered,
      duplicates: row.duplicates,
      rejected: row.rejected,
      pending: row.pending,
    },
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as ErrorReport }),
    ...(row.replay_of === null ? {} : { replayOf: row.replay_of }),
    ...(row.note === null ? {} : { note: row.note }),
  };
}
