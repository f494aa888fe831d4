import type { ErrorReport } from '../base/errors.ts';
import type { StepCounts, StepFacts, StepStatus } from '../base/run-facts.ts';
import type { Db } from './database.ts';

interface StepRow {
  node_id: string;
  name: string;
  kind: string;
  status: StepStatus;
  counts: string;
  ports: string;
  ms: number;
  error: string | null;
}

/** The steps of runs, in plan order, and what each noted of the outside: what it read, what it would have done. */
export class StepTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Writes the steps of a run as they stand now, new ones behind those already there. */
  put(runId: string, steps: readonly StepFacts[]): void {
    this.#db.write(() => {
      for (const [position, step] of steps.entries())
        this.#db.run(
          `INSERT INTO steps (run_id, node_id, position, name, kind, status, counts, ports, ms, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (run_id, node_id) DO UPDATE SET status = excluded.status, counts = excluded.counts, ports = excluded.ports, ms = excluded.ms, error = excluded.error`,
          runId,
          step.nodeId,
          position,
          step.name,
          step.kind,
          step.status,
          JSON.stringify(step.counts),
          JSON.stringify(step.ports),
          step.ms,
          step.error ? JSON.stringify(step.error) : null,
        );
    });
  }

  /** Steps of a run in plan order. */
  of(runId: string): StepFacts[] {
    return this.#db
      .all<StepRow>('SELECT node_id, name, kind, status, counts, ports, ms, error FROM steps WHERE run_id = ? ORDER BY position', runId)
      .map((row) => ({
        nodeId: row.node_id,
        name: row.name,
        kind: row.kind,
        status: row.status,
        counts: JSON.parse(row.counts) as StepCounts,
        ports: JSON.parse(row.ports) as Record<string, number>,
        ms: row.ms,
        ...(row.error === null ? {} : { error: JSON.parse(row.error) as ErrorReport }),
      }));
  }

  /** Keeps a note of a step as JSON text: what it has read, or what it would have done. */
  note(runId: string, nodeId: string, what: 'readings' | 'would_do', json: string): void {
    this.#db.run(`UPDATE steps SET ${what} = ? WHERE run_id = ? AND node_id = ?`, json, runId, nodeId);
  }

  /** The notes of a run, in plan order. */
  notes(runId: string, what: 'readings' | 'would_do'): { nodeId: string; json: string }[] {
    return this.#db.all(`SELECT node_id AS nodeId, ${what} AS json FROM steps WHERE run_id = ? AND ${what} IS NOT NULL ORDER BY position`, runId);
  }
}
