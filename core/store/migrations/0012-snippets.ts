/** Code that flows share: its name and description, and every version of it. `content` is JSON: language, style, code, declared fields. */
export const sql = `
CREATE TABLE snippets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  description TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE snippet_versions (
  snippet_id TEXT NOT NULL REFERENCES snippets(id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (snippet_id, version)
) STRICT, WITHOUT ROWID;
`;
