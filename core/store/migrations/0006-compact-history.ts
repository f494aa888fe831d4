/**
 * Steps, events and search words as narrow rows under the run's number instead of its id: a twentieth of the space at twenty million steps. Words are
 * kept in buckets of 1,024 runs, so that the cost of a search is bounded whatever is looked for, and old words go with their bucket.
 */
export const sql = `
CREATE TABLE step_shapes (
  id INTEGER PRIMARY KEY,
  node_id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  UNIQUE (node_id, name, kind)
) STRICT;
INSERT OR IGNORE INTO step_shapes (node_id, name, kind) SELECT node_id, name, kind FROM steps ORDER BY rowid;

CREATE TABLE run_steps (
  run INTEGER NOT NULL REFERENCES runs(seq) ON DELETE CASCADE,
  shape INTEGER NOT NULL,
  position INTEGER NOT NULL,
  status INTEGER NOT NULL,
  counts TEXT NOT NULL,
  ports TEXT,
  us INTEGER NOT NULL,
  error TEXT,
  readings TEXT,
  would_do TEXT,
  PRIMARY KEY (run, shape)
) STRICT, WITHOUT ROWID;
INSERT INTO run_steps
  SELECT r.seq, k.id, s.position,
    CASE s.status WHEN 'waiting' THEN 0 WHEN 'running' THEN 1 WHEN 'succeeded' THEN 2 WHEN 'succeeded-with-rejects' THEN 3 WHEN 'failed' THEN 4
      WHEN 'cancelled' THEN 5 WHEN 'skipped' THEN 6 ELSE 7 END,
    format('%d,%d,%d,%d,%d,%d,%d,%d', s.counts ->> 'in', s.counts ->> 'out', s.counts ->> 'filtered', s.counts ->> 'duplicates',
      s.counts ->> 'rejected', s.counts ->> 'fannedOut', s.counts ->> 'used', s.counts ->> 'pending'),
    CASE WHEN json(s.ports) = json_object('out', s.counts -> 'out') THEN NULL ELSE s.ports END, CAST(round(s.ms * 1000) AS INTEGER), s.error, s.readings, s.would_do
  FROM runs r JOIN steps s ON s.run_id = r.id JOIN step_shapes k ON (k.node_id, k.name, k.kind) = (s.node_id, s.name, s.kind)
  ORDER BY r.seq, k.id;
DROP TABLE steps;

ALTER TABLE run_events RENAME TO wide_events;
CREATE TABLE run_events (
  run INTEGER NOT NULL REFERENCES runs(seq) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  level TEXT,
  node_id TEXT,
  message TEXT NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO run_events
  SELECT r.seq, e.seq, e.at, CASE e.kind WHEN 'log' THEN coalesce(e.level, 'info') END, e.node_id, coalesce(e.message, '')
  FROM runs r JOIN wide_events e ON e.run_id = r.id ORDER BY r.seq, e.seq;
DROP TABLE wide_events;

CREATE TABLE search_words (
  bucket INTEGER NOT NULL,
  word TEXT NOT NULL,
  run INTEGER NOT NULL,
  PRIMARY KEY (bucket, word, run)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE temp.words_before USING fts5vocab(main, run_words, instance);
INSERT OR IGNORE INTO search_words SELECT doc >> 10, term, doc FROM temp.words_before;
DROP TABLE temp.words_before;
DROP TRIGGER run_words_removed;
DROP TABLE run_words;

CREATE TABLE run_buckets (
  bucket INTEGER PRIMARY KEY,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO run_buckets (bucket, first_at, last_at) SELECT seq >> 10, min(queued_at), max(queued_at) FROM runs GROUP BY 1;
CREATE TRIGGER run_in_bucket AFTER INSERT ON runs BEGIN
  INSERT INTO run_buckets (bucket, first_at, last_at) VALUES (new.seq >> 10, new.queued_at, new.queued_at)
    ON CONFLICT DO UPDATE SET first_at = min(first_at, new.queued_at), last_at = max(last_at, new.queued_at);
END;
CREATE TRIGGER run_left_bucket AFTER DELETE ON runs BEGIN
  UPDATE run_buckets SET removed = removed + 1 WHERE bucket = old.seq >> 10;
END;

CREATE INDEX runs_by_status_time ON runs (status, queued_at, seq);
CREATE INDEX runs_by_flow_time ON runs (flow_id, queued_at, seq);
CREATE INDEX runs_by_flow_status_time ON runs (flow_id, status, queued_at, seq);
CREATE INDEX runs_replayed ON runs (replay_of) WHERE replay_of IS NOT NULL;
CREATE INDEX effects_open ON effects (run_id) WHERE state IN ('intent', 'unknown');
`;
