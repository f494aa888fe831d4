/**
 * What makes the end of a small run short: its samples together in one row, and its search words in one row until they are put into the index with those of
 * the runs around it.
 */
export const sql = `
CREATE TABLE sample_sets (
  run INTEGER PRIMARY KEY REFERENCES runs(seq) ON DELETE CASCADE,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE recent_words (
  run INTEGER PRIMARY KEY REFERENCES runs(seq) ON DELETE CASCADE,
  words TEXT NOT NULL
) STRICT;
`;
