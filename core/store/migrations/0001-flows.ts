/** Flows and all their saved versions, and the settings of the workspace. */
export const sql = `
CREATE TABLE flows (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  version INTEGER NOT NULL,
  nodes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER,
  live_version INTEGER,
  last_run TEXT
) STRICT;

CREATE TABLE flow_versions (
  flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  summary TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE (flow_id, version)
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
