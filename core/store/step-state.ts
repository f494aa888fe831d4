import { decodeValue, encodeValue } from '../base/json.ts';
import type { Value } from '../base/value.ts';
import type { Db } from './database.ts';

/** What a source has read in one run: `again` and `position` are plain JSON, the other two are words for a person. */
export interface SourceSpanRecord {
  nodeId: string;
  again: Value;
  from: string | null;
  to: string;
  /** Where it stood afterwards; null where it remembers nothing. */
  position: Value;
}

/** A source was moved: by a run or replay that delivered what it had read, or by a person. */
export interface PositionChange {
  nodeId: string;
  at: number;
  action: 'run' | 'replay' | 'set' | 'reset' | 'forget';
  who?: string;
  runId?: string;
  /** In words; absent: nothing was read. */
  from?: string;
  to?: string;
}

interface ChangeRow {
  node_id: string;
  at: number;
  action: PositionChange['action'];
  who: string | null;
  run_id: string | null;
  came_from: string | null;
  came_to: string | null;
}

/**
 * Which steps remember something from run to run, and since which run; what sources have read in each run; every move of where they stand. What steps
 * remember lies in `state/<flowId>/<nodeId>/`.
 */
export class StepStateTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  changed(flowId: string, nodeId: string, runId: string, at: number): void {
    this.#db.run('INSERT OR REPLACE INTO step_state (flow_id, node_id, run_id, changed_at) VALUES (?, ?, ?, ?)', flowId, nodeId, runId, at);
  }

  /** The step remembers nothing any more. */
  forget(flowId: string, nodeId: string): void {
    this.#db.run('DELETE FROM step_state WHERE flow_id = ? AND node_id = ?', flowId, nodeId);
  }

  of(flowId: string): { nodeId: string; runId: string; changedAt: number }[] {
    return this.#db.all('SELECT node_id AS nodeId, run_id AS runId, changed_at AS changedAt FROM step_state WHERE flow_id = ? ORDER BY node_id', flowId);
  }

  /** Keeps what a source has read in a run. */
  putSpan(runId: string, span: SourceSpanRecord): void {
    this.#db.run(
      'INSERT OR REPLACE INTO source_spans (run_id, node_id, again, came_from, came_to, position) VALUES (?, ?, ?, ?, ?, ?)',
      runId,
      span.nodeId,
      JSON.stringify(encodeValue(span.again)),
      span.from,
      span.to,
      span.position === null ? null : JSON.stringify(encodeValue(span.position)),
    );
  }

  spansOf(runId: string): SourceSpanRecord[] {
    return this.#db
      .all<{ node_id: string; again: string; came_from: string | null; came_to: string; position: string | null }>(
        'SELECT node_id, again, came_from, came_to, position FROM source_spans WHERE run_id = ? ORDER BY rowid',
        runId,
      )
      .map((row) => ({
        nodeId: row.node_id,
        again: decodeValue(JSON.parse(row.again)),
        from: row.came_from,
        to: row.came_to,
        position: row.position === null ? null : decodeValue(JSON.parse(row.position)),
      }));
  }

  /** Writes down that a source was moved. */
  moved(flowId: string, change: PositionChange): void {
    this.#db.run(
      'INSERT INTO position_changes (flow_id, node_id, at, action, who, run_id, came_from, came_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      flowId,
      change.nodeId,
      change.at,
      change.action,
      change.who ?? null,
      change.runId ?? null,
      change.from ?? null,
      change.to ?? null,
    );
  }

  /** The last moves of a flow's sources, newest first. */
  moves(flowId: string, limit: number): PositionChange[] {
    return this.#db
      .all<ChangeRow>(
        'SELECT node_id, at, action, who, run_id, came_from, came_to FROM position_changes WHERE flow_id = ? ORDER BY seq DESC LIMIT ?',
        flowId,
        limit,
      )
      .map((row) => ({
        nodeId: row.node_id,
        at: row.at,
        action: row.action,
        ...(row.who === null ? {} : { who: row.who }),
        ...(row.run_id === null ? {} : { runId: row.run_id }),
        ...(row.came_from === null ? {} : { from: row.came_from }),
        ...(row.came_to === null ? {} : { to: row.came_to }),
      }));
  }
}
