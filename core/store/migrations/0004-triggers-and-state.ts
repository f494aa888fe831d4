/** When schedules are due next, which due times were claimed, and what steps remember from run to run. */
export const sql = `
CREATE TABLE triggers (
  flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  cron TEXT NOT NULL,
  zone TEXT NOT NULL,
  missed TEXT NOT NULL CHECK (missed IN ('once', 'skip')),
  next_due INTEGER,
  trouble TEXT,
  UNIQUE (flow_id, node_id)
) STRICT;
CREATE INDEX triggers_by_due ON triggers (next_due);

CREATE TABLE trigger_claims (
  flow_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  due INTEGER NOT NULL,
  claimed_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  run_id TEXT,
  UNIQUE (flow_id, node_id, due)
) STRICT;

CREATE TABLE step_state (
  flow_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (flow_id, node_id)
) STRICT;
`;
