/** Words of flow names, errors and record keys, by run. The text itself is not kept a second time. */
export const sql = `
CREATE VIRTUAL TABLE run_words USING fts5(
  flow_words, error_words, key_words,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER run_words_removed AFTER DELETE ON runs BEGIN
  DELETE FROM run_words WHERE rowid = old.seq;
END;
`;
