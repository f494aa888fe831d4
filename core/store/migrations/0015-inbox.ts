/**
 * The inbox: what triggers have received, written down before anything is acknowledged, until a run has made something of it. Triggers of all kinds in one
 * table, as they were published.
 */
export const sql = `
DROP INDEX triggers_by_due;
ALTER TABLE triggers RENAME TO schedules_before;
CREATE TABLE triggers (
  flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('due', 'files', 'requests', 'flow-ended')),
  settings TEXT NOT NULL,
  watches TEXT,
  next_due INTEGER,
  trouble TEXT,
  UNIQUE (flow_id, node_id)
) STRICT;
INSERT INTO triggers
  SELECT s.flow_id, s.node_id, coalesce(f.live_version, f.version), 'due', json_object('on', 'due', 'cron', s.cron, 'zone', s.zone, 'missed', s.missed), NULL,
    s.next_due, s.trouble
  FROM schedules_before s JOIN flows f ON f.id = s.flow_id ORDER BY s.rowid;
DROP TABLE schedules_before;
CREATE INDEX triggers_by_due ON triggers (next_due);
CREATE INDEX triggers_watching ON triggers (kind, watches);
CREATE UNIQUE INDEX triggers_by_path ON triggers (watches) WHERE kind = 'requests';

CREATE TABLE happenings (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  payload TEXT NOT NULL,
  note TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'done', 'failed', 'returned')),
  tries INTEGER NOT NULL DEFAULT 0,
  run_id TEXT,
  settled_at INTEGER,
  trouble TEXT
) STRICT;
CREATE INDEX happenings_waiting ON happenings (flow_id, seq) WHERE state = 'waiting';
CREATE INDEX happenings_taken ON happenings (run_id) WHERE state = 'taken';
CREATE INDEX happenings_by_trigger ON happenings (flow_id, node_id, seq);
CREATE INDEX happenings_settled ON happenings (settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE run_happenings (
  run_id TEXT NOT NULL,
  happening INTEGER NOT NULL REFERENCES happenings(seq) ON DELETE CASCADE,
  PRIMARY KEY (run_id, happening)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_happenings_back ON run_happenings (happening);

CREATE TABLE happening_keys (
  flow_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (flow_id, node_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX happening_keys_by_age ON happening_keys (at);
`;
