import type { Db } from '../database.ts';

export const NO_STEP_COUNTS = { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };
export const SAMPLE = { fields: [], rows: [[1n]], origins: [{ source: 'a', ordinal: 0 }], first: 1, total: 3, profile: [], cut: false };

/** Puts a flow down as the first version of the schema holds it. */
export function insertFlow(db: Db, id = 'f'): void {
  db.run(`INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES (?, 'Old', '', 1, 0, 1, 1)`, id);
}

/** Puts a waiting run of the flow `f` down as the first versions of the schema hold it. */
export function insertRun(db: Db): void {
  db.run(
    `INSERT INTO runs (id, flow_id, flow_name, flow_version, mode, cause, status, queued_at, parameters) VALUES ('r', 'f', 'F', 1, 'run', 'manual', 'queued', 1, '{}')`,
  );
}
