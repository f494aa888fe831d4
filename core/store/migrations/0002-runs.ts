/** Runs and their steps. Totals are kept by triggers, so that no page of the history ever counts rows. */
export const sql = `
CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  flow_id TEXT NOT NULL,
  flow_name TEXT NOT NULL,
  flow_version INTEGER NOT NULL,
  document TEXT,
  folder TEXT,
  mode TEXT NOT NULL,
  cause TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'interrupted')),
  queued_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  duration_ms REAL,
  read INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0,
  filtered INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  pending INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  parameters TEXT NOT NULL,
  replay TEXT,
  replay_of TEXT,
  note TEXT
) STRICT;
CREATE INDEX runs_by_flow ON runs (flow_id, seq);
CREATE INDEX runs_by_status ON runs (status, seq);
CREATE INDEX runs_by_flow_status ON runs (flow_id, status, seq);
CREATE INDEX runs_by_cause ON runs (cause, seq);
CREATE INDEX runs_by_time ON runs (queued_at);

CREATE TABLE steps (
  run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  counts TEXT NOT NULL,
  ports TEXT NOT NULL,
  ms REAL NOT NULL,
  error TEXT,
  readings TEXT,
  would_do TEXT,
  UNIQUE (run_id, node_id)
) STRICT;

CREATE TABLE run_totals (
  flow_id TEXT NOT NULL,
  status TEXT NOT NULL,
  cause TEXT NOT NULL,
  runs INTEGER NOT NULL,
  PRIMARY KEY (flow_id, status, cause)
) STRICT;
CREATE TRIGGER run_added AFTER INSERT ON runs BEGIN
  INSERT INTO run_totals (flow_id, status, cause, runs) VALUES (new.flow_id, new.status, new.cause, 1)
    ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_moved AFTER UPDATE OF status ON runs WHEN old.status <> new.status BEGIN
  UPDATE run_totals SET runs = runs - 1 WHERE flow_id = old.flow_id AND status = old.status AND cause = old.cause;
  INSERT INTO run_totals (flow_id, status, cause, runs) VALUES (new.flow_id, new.status, new.cause, 1)
    ON CONFLICT DO UPDATE SET runs = runs + 1;
END;
CREATE TRIGGER run_removed AFTER DELETE ON runs BEGIN
  UPDATE run_totals SET runs = runs - 1 WHERE flow_id = old.flow_id AND status = old.status AND cause = old.cause;
END;
`;
