/** What a run leaves behind besides its counts: samples, rejected records, events, effects outside, and captured input. */
export const sql = `
CREATE TABLE samples (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  port TEXT NOT NULL,
  total INTEGER NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (run_id, node_id, port)
) STRICT;

CREATE TABLE rejects (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  node_id TEXT NOT NULL,
  dead_letter INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  field TEXT,
  value TEXT,
  hint TEXT,
  file TEXT,
  line INTEGER,
  byte INTEGER,
  source TEXT,
  ordinal INTEGER,
  record TEXT,
  raw TEXT,
  resolved_by TEXT,
  UNIQUE (run_id, seq)
) STRICT;
CREATE INDEX rejects_by_node ON rejects (run_id, node_id, seq);
CREATE INDEX rejects_by_origin ON rejects (run_id, source, ordinal);

CREATE TABLE reject_totals (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  rejects INTEGER NOT NULL,
  PRIMARY KEY (run_id, node_id)
) STRICT;

CREATE TABLE run_events (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  node_id TEXT,
  level TEXT,
  message TEXT,
  UNIQUE (run_id, seq)
) STRICT;

CREATE TABLE effects (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  key TEXT NOT NULL,
  effects TEXT NOT NULL,
  records INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('intent', 'done', 'unknown')),
  intent_at INTEGER NOT NULL,
  done_at INTEGER,
  receipt TEXT,
  UNIQUE (run_id, node_id, key)
) STRICT;

CREATE TABLE part_files (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  UNIQUE (run_id, path)
) STRICT;

CREATE TABLE captures (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  side TEXT NOT NULL,
  port TEXT NOT NULL,
  file TEXT NOT NULL,
  records INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (run_id, node_id, side, port)
) STRICT;
CREATE INDEX captures_by_age ON captures (created_at);

CREATE TABLE capture_total (bytes INTEGER NOT NULL) STRICT;
INSERT INTO capture_total VALUES (0);
CREATE TRIGGER capture_added AFTER INSERT ON captures BEGIN
  UPDATE capture_total SET bytes = bytes + new.bytes;
END;
CREATE TRIGGER capture_changed AFTER UPDATE OF bytes ON captures BEGIN
  UPDATE capture_total SET bytes = bytes - old.bytes + new.bytes;
END;
CREATE TRIGGER capture_removed AFTER DELETE ON captures BEGIN
  UPDATE capture_total SET bytes = bytes - old.bytes;
END;
`;
