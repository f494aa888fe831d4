import type { Db } from './database.ts';

/** What is to happen with due times that passed while nobody was watching: run once, or wait for the next. */
export type MissedPolicy = 'once' | 'skip';

/** A schedule of a live flow: when it is due next, and what keeps it from running. */
export interface TriggerRecord {
  flowId: string;
  nodeId: string;
  cron: string;
  zone: string;
  missed: MissedPolicy;
  /** Null when it can't be computed or never comes; then `trouble` says why. */
  nextDue: number | null;
  trouble: string | null;
}

/** Schedules of live flows, and the due times already taken. */
export class TriggerTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Makes `triggers` the schedules of a flow; none take the flow out of the clock's sight. */
  replace(flowId: string, triggers: readonly TriggerRecord[]): void {
    this.#db.write(() => {
      this.#db.run('DELETE FROM triggers WHERE flow_id = ?', flowId);
      for (const one of triggers)
        this.#db.run('INSERT INTO triggers VALUES (?, ?, ?, ?, ?, ?, ?)', flowId, one.nodeId, one.cron, one.zone, one.missed, one.nextDue, one.trouble);
    });
  }

  all(): TriggerRecord[] {
    return this.#db.all(
      'SELECT flow_id AS flowId, node_id AS nodeId, cron, zone, missed, next_due AS nextDue, trouble FROM triggers ORDER BY next_due, flow_id, node_id',
    );
  }

  /** The earliest due time of a flow; null when it has none. */
  nextDueOf(flowId: string): number | null {
    return this.#db.value<number | null>('SELECT min(next_due) FROM triggers WHERE flow_id = ?', flowId);
  }

  setNext(flowId: string, nodeId: string, nextDue: number | null, trouble: string | null): void {
    this.#db.run('UPDATE triggers SET next_due = ?, trouble = ? WHERE flow_id = ? AND node_id = ?', nextDue, trouble, flowId, nodeId);
  }

  /** Says what kept a schedule from starting its run; stays until it fires again or is set anew. */
  setTrouble(flowId: string, nodeId: string, trouble: string): void {
    this.#db.run('UPDATE triggers SET trouble = ? WHERE flow_id = ? AND node_id = ?', trouble, flowId, nodeId);
  }

  /**
   * Takes a due time and sets the next one, in one transaction with `work` (which queues the run). False, without calling `work`, when that due
   * time was taken before: it can't fire twice, whatever the clock does.
   */
  claim(
    due: { flowId: string; nodeId: string; due: number; at: number; outcome: string; next: number | null; trouble: string | null },
    work: () => string | null,
  ): boolean {
    return this.#db.write(() => {
      const taken = this.#db.run(
        'INSERT OR IGNORE INTO trigger_claims (flow_id, node_id, due, claimed_at, outcome) VALUES (?, ?, ?, ?, ?)',
        due.flowId,
        due.nodeId,
        due.due,
        due.at,
        due.outcome,
      ).changes;
      this.setNext(due.flowId, due.nodeId, due.next, due.trouble);
      if (taken === 0) return false;
      const runId = work();
      this.#db.run('UPDATE trigger_claims SET run_id = ? WHERE flow_id = ? AND node_id = ? AND due = ?', runId, due.flowId, due.nodeId, due.due);
      return true;
    });
  }

  /** Forgets due times of a trigger later than `after`: they were taken by a clock that has been put back since. */
  forgetClaimsAfter(flowId: string, nodeId: string, after: number): void {
    this.#db.run('DELETE FROM trigger_claims WHERE flow_id = ? AND node_id = ? AND due > ?', flowId, nodeId, after);
  }

  /** The newest due time taken by a trigger; null when there was none. */
  lastClaim(flowId: string, nodeId: string): number | null {
    return this.#db.value<number | null>('SELECT max(due) FROM trigger_claims WHERE flow_id = ? AND node_id = ?', flowId, nodeId);
  }
}
