/**
 * Outside systems: settings by environment as JSON, secrets sealed with the recipient that is named beside them and bound to the hosts they were given for, what
 * the last test found; and for each run the environment it was for.
 */
export const sql = `
CREATE TABLE connections (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  revision INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE connection_values (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  environment TEXT NOT NULL,
  version INTEGER NOT NULL,
  config TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (connection_id, environment)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_secrets (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  environment TEXT NOT NULL,
  name TEXT NOT NULL,
  hosts TEXT NOT NULL,
  recipient TEXT NOT NULL,
  sealed BLOB NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (connection_id, environment, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE connection_tests (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  environment TEXT NOT NULL,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  ok INTEGER NOT NULL,
  ms REAL NOT NULL,
  parts TEXT NOT NULL,
  PRIMARY KEY (connection_id, environment)
) STRICT, WITHOUT ROWID;

ALTER TABLE runs ADD COLUMN environment TEXT NOT NULL DEFAULT 'production';
`;
