/** What each source has read in a run, where sources stand and who moved them, what is wrong with a capture, and how a reject was settled. */
export const sql = `
CREATE TABLE source_spans (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  again TEXT NOT NULL,
  came_from TEXT,
  came_to TEXT NOT NULL,
  position TEXT,
  UNIQUE (run_id, node_id)
) STRICT;

CREATE TABLE position_changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('run', 'replay', 'set', 'reset', 'forget')),
  who TEXT,
  run_id TEXT,
  came_from TEXT,
  came_to TEXT
) STRICT;
CREATE INDEX position_changes_by_node ON position_changes (flow_id, node_id, seq);

ALTER TABLE captures ADD COLUMN passed INTEGER;
ALTER TABLE captures ADD COLUMN stopped TEXT;
ALTER TABLE captures ADD COLUMN masked TEXT;
ALTER TABLE captures ADD COLUMN keep_until INTEGER;
ALTER TABLE captures ADD COLUMN removed_at INTEGER;
DROP INDEX captures_by_age;
CREATE INDEX captures_by_age ON captures (created_at) WHERE removed_at IS NULL;
CREATE INDEX captures_by_end ON captures (keep_until) WHERE removed_at IS NULL AND keep_until IS NOT NULL;

ALTER TABLE rejects ADD COLUMN resolved_as TEXT;
`;
