/** Records that stand for what a step gives in previews, by flow and step. JSON by output port: fields, rows, origins. */
export const sql = `
CREATE TABLE pins (
  flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
  node_id TEXT NOT NULL,
  pinned_at INTEGER NOT NULL,
  ports TEXT NOT NULL,
  PRIMARY KEY (flow_id, node_id)
) STRICT, WITHOUT ROWID;
`;
