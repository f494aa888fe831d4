import type { Db } from './database.ts';

/** Runs of one bucket lie together in the search index, so that one bucket is looked through in a bounded time. A bucket has 2^10 runs. */
export const BUCKET_BITS = 10;
/** Key text of one run that is searchable, in characters; what is beyond is left out. */
export const MOST_KEY_TEXT = 16 * 1024;
const LONGEST_WORD = 64;
/** Runs whose words wait for the index: it takes those of many runs with far fewer pages written than those of each alone. */
const MOST_RECENT = 64;

/** The search index over runs. Words of the newest runs are kept beside it, one row a run, until there are enough of them. */
export class RunWords {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Adds words a run is found by; those it has already stay. */
  add(seq: number, text: string): void {
    const words = new Set(wordsOf(text));
    if (words.size === 0) return;
    this.#db.write(() => {
      this.#db.run(
        'INSERT INTO recent_words (run, words) VALUES (?, ?) ON CONFLICT DO UPDATE SET words = words || substr(excluded.words, 2)',
        seq,
        ` ${[...words].join(' ')} `,
      );
      if (this.#db.value<number>('SELECT count(*) FROM recent_words') > MOST_RECENT) this.#index();
    });
  }

  /** Numbers of the runs of a bucket with a word that begins so. */
  startingWith(bucket: number, word: string): Set<number> {
    const rows = this.#db.all<{ run: number }>(
      `SELECT run FROM search_words WHERE bucket = ? AND word >= ? AND word < ?
       UNION ALL SELECT run FROM recent_words WHERE run >= ? AND run < ? AND instr(words, ?) > 0`,
      bucket,
      word,
      `${word}\u{10ffff}`,
      bucket << BUCKET_BITS,
      (bucket + 1) << BUCKET_BITS,
      ` ${word}`,
    );
    return new Set(rows.map((row) => row.run));
  }

  /** Puts the waiting words into the index, in its order. */
  #index(): void {
    const waiting = this.#db.all<{ run: number; words: string }>('SELECT run, words FROM recent_words');
    const entries = waiting.flatMap(({ run, words }) =>
      words
        .trim()
        .split(' ')
        .map((word) => ({ bucket: run >> BUCKET_BITS, word, run })),
    );
    entries.sort((a, b) => a.bucket - b.bucket || (a.word < b.word ? -1 : a.word > b.word ? 1 : a.run - b.run));
    for (const { bucket, word, run } of entries) this.#db.run('INSERT OR IGNORE INTO search_words (bucket, word, run) VALUES (?, ?, ?)', bucket, word, run);
    this.#db.run('DELETE FROM recent_words');
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
