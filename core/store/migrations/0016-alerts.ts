/**
 * Incidents and the messages about them. A run that ends leaves a row in `alert_due` in the same transaction, so that none is forgotten by a crash. `state` of
 * an incident: `closed_at` null is open. Of a message: waiting, held (quiet hours), sending, sent, failed, unknown, summed (told by a summary), dropped.
 */
export const sql = `
CREATE TABLE alert_due (
  run TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER alert_when_run_ends AFTER UPDATE OF status ON runs
WHEN old.status IN ('queued', 'running') AND new.status IN ('succeeded', 'succeeded-with-rejects', 'failed', 'interrupted') AND new.mode <> 'rehearsal'
BEGIN
  INSERT OR IGNORE INTO alert_due (run) VALUES (new.id);
END;

CREATE TABLE alert_incidents (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  flow_id TEXT NOT NULL,
  flow_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  run_id TEXT,
  facts TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  count INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT,
  seen_at INTEGER,
  seen_by TEXT,
  seen_note TEXT
) STRICT;
CREATE UNIQUE INDEX alert_open ON alert_incidents (flow_id, kind, subject) WHERE closed_at IS NULL;
CREATE INDEX alert_by_flow ON alert_incidents (flow_id, seq);

CREATE TABLE alert_messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  incident INTEGER REFERENCES alert_incidents(seq) ON DELETE CASCADE,
  about TEXT NOT NULL,
  channel TEXT NOT NULL,
  channel_name TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  ended_at INTEGER,
  answer TEXT,
  summed_in INTEGER
) STRICT;
CREATE INDEX alert_messages_due ON alert_messages (due_at, seq) WHERE state IN ('waiting', 'held', 'sending');
CREATE INDEX alert_messages_tried ON alert_messages (channel, seq) WHERE attempts > 0;
CREATE INDEX alert_messages_of ON alert_messages (incident, seq);
CREATE INDEX alert_messages_summed ON alert_messages (summed_in) WHERE summed_in IS NOT NULL;

CREATE TABLE alert_attempts (
  message INTEGER NOT NULL REFERENCES alert_messages(seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  answer TEXT,
  PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;
`;
