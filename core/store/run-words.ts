import type { Db } from './database.ts';

/** Runs of one bucket lie together in the search index, so that one bucket is looked through in a bounded time. A bucket has 2^10 runs. */
export const BUCKET_BITS = 10;
/** Key text of one run that is searchable, in characters; what is beyond is left out. */
export const MOST_KEY_TEXT = 16 * 1024;
const LONGEST_WORD = 64;

/** The search index over runs. */
export class RunWords {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Adds words a run is found by; those it has already stay. */
  add(seq: number, text: string): void {
    for (const word of new Set(wordsOf(text)))
      this.#db.run('INSERT OR IGNORE INTO search_words (bucket, word, run) VALUES (?, ?, ?)', seq >> BUCKET_BITS, word, seq);
  }

  /** Numbers of the runs of a bucket with a word that begins so. */
  startingWith(bucket: number, word: string): Set<number> {
    const rows = this.#db.all<{ run: number }>('SELECT run FROM search_words WHERE bucket = ? AND word >= ? AND word < ?', bucket, word, `${word}\u{10ffff}`);
    return new Set(rows.map((row) => row.run));
  }
}

/** The words of a text as they are looked for: runs of letters and digits, in lower case, Latin letters without their accents. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  ).map((word) => word.slice(0, LONGEST_WORD));
}
