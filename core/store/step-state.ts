import type { Db } from './database.ts';

/** Which steps remember something from run to run, and since which run. What they remember lies in `state/<flowId>/<nodeId>/`. */
export class StepStateTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  changed(flowId: string, nodeId: string, runId: string, at: number): void {
    this.#db.run('INSERT OR REPLACE INTO step_state (flow_id, node_id, run_id, changed_at) VALUES (?, ?, ?, ?)', flowId, nodeId, runId, at);
  }

  of(flowId: string): { nodeId: string; runId: string; changedAt: number }[] {
    return this.#db.all('SELECT node_id AS nodeId, run_id AS runId, changed_at AS changedAt FROM step_state WHERE flow_id = ? ORDER BY node_id', flowId);
  }
}
