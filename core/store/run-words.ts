import type { Db } from './database.ts';

const MOST_KEY_TEXT = 64 * 1024;

/** The search index over runs. */
export class RunWords {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Replaces the words a run is found by; key text beyond 64 KiB is left out. */
  set(seq: number, words: { flowName: string; error: string; keys: string }): void {
    this.#db.run('DELETE FROM run_words WHERE rowid = ?', seq);
    this.#db.run(
      'INSERT INTO run_words (rowid, flow_words, error_words, key_words) VALUES (?, ?, ?, ?)',
      seq,
      words.flowName,
      words.error,
      words.keys.slice(0, MOST_KEY_TEXT),
    );
  }
}

/**
 * Turns what a person typed into a full-text query: every word must occur, the end of a word may be missing, nothing typed has a special meaning.
 * Null when there is no word in it.
 */
export function searchQuery(typed: string): string | null {
  const words = typed.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.length === 0 ? null : words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ');
}
