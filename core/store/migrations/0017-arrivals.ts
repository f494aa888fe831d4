/** What became of each file that was expected: one row for each expectation and day, from the day it is waited for. */
export const sql = `
CREATE TABLE arrivals (
  flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
  expectation_id TEXT NOT NULL,
  day TEXT NOT NULL,
  name TEXT NOT NULL,
  due INTEGER NOT NULL,
  until INTEGER NOT NULL,
  state TEXT NOT NULL,
  said TEXT,
  file TEXT,
  bytes INTEGER,
  rows INTEGER,
  hash TEXT,
  arrived_at INTEGER,
  run_id TEXT,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (flow_id, expectation_id, day)
) STRICT, WITHOUT ROWID;

CREATE INDEX arrivals_by_due ON arrivals (due);
CREATE INDEX arrivals_by_hash ON arrivals (flow_id, expectation_id, hash) WHERE hash IS NOT NULL;
`;
