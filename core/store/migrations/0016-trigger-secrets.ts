/** What requests prove themselves with, sealed, by the trigger they come to: it outlives publishing and never stands in a flow. */
export const sql = `
CREATE TABLE trigger_secrets (
  flow_id TEXT NOT NULL REFERENCES flows(id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  recipient TEXT NOT NULL,
  sealed BLOB NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (flow_id, node_id)
) STRICT;
`;
