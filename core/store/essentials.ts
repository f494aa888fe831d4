import { type BackupFacts, countRows } from './backup-facts.ts';
import { Db } from './database.ts';

/** Runs of the end of the history that are kept with the essentials. */
const NEWEST_RUNS = 10_000;
/** What only the whole history has: records, logs and the words of the search. */
const LEFT_OUT = new Set(['samples', 'sample_sets', 'rejects', 'run_events', 'search_words', 'recent_words', 'part_files']);
/** Kept by triggers, and so counted anew. */
const COUNTED_ANEW = new Set(['run_totals', 'run_buckets', 'capture_total']);

/**
 * Copies into the new file `part` all but the bulk of the history, as it is at one moment: flows with all versions, settings, schedules, what steps remember,
 * and of runs the newest ten thousand, those with writes nobody accounted for, and those a kept replay came from, with steps, effects and captures.
 * A table that is not known here is copied whole, or by its runs where it refers to them.
 */
export function copyEssentials(file: string, part: string): BackupFacts {
  const db = new Db(part);
  try {
    db.exec('PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = OFF');
    db.run('ATTACH ? AS live', file);
    // Not a writing transaction: that would keep the program whose database it is from writing.
    db.exec('BEGIN');
    const facts = copyAll(db);
    db.exec('COMMIT');
    return facts;
  } finally {
    db.close();
  }
}

function copyAll(db: Db): BackupFacts {
  const schema = db.pragma<number>('live.user_version');
  const objects = db.all<{ type: string; name: string; sql: string }>(
    `SELECT type, name, sql FROM live.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         AND NOT (type = 'table' AND name LIKE 'run\\_words\\_%' ESCAPE '\\')`,
  );
  const tables = objects.filter(({ type }) => type === 'table');
  for (const { sql } of tables) db.exec(sql);
  const names = tables.map(({ name }) => name);
  if (names.includes('runs')) keepRuns(db, names);
  for (const name of names) copyTable(db, name, names);
  for (const { type, sql } of objects) if (type !== 'table') db.exec(sql);
  if (names.includes('run_totals')) db.exec('INSERT INTO run_totals SELECT flow_id, status, cause, count(*) FROM runs GROUP BY 1, 2, 3');
  if (names.includes('run_buckets'))
    db.exec('INSERT INTO run_buckets (bucket, first_at, last_at) SELECT seq >> 10, min(queued_at), max(queued_at) FROM runs GROUP BY 1');
  if (names.includes('capture_total')) db.exec('DELETE FROM capture_total; INSERT INTO capture_total SELECT coalesce(sum(bytes), 0) FROM captures');
  db.exec(`PRAGMA user_version = ${schema}`);
  return { schema, rows: countRows(db, 'live') };
}

function keepRuns(db: Db, names: readonly string[]): void {
  db.exec('CREATE TEMP TABLE kept (seq INTEGER PRIMARY KEY, id TEXT NOT NULL)');
  db.run('INSERT INTO kept SELECT seq, id FROM live.runs ORDER BY seq DESC LIMIT ?', NEWEST_RUNS);
  if (names.includes('effects'))
    db.exec(`INSERT OR IGNORE INTO kept SELECT seq, id FROM live.runs WHERE id IN (SELECT run_id FROM live.effects WHERE state IN ('intent', 'unknown'))`);
  db.exec('INSERT OR IGNORE INTO kept SELECT seq, id FROM live.runs WHERE id IN (SELECT replay_of FROM live.runs WHERE seq IN (SELECT seq FROM kept))');
}

function copyTable(db: Db, name: string, names: readonly string[]): void {
  if (LEFT_OUT.has(name) || COUNTED_ANEW.has(name) || name.startsWith('run_words')) return;
  if (name === 'runs') db.exec('INSERT INTO main.runs SELECT * FROM live.runs WHERE seq IN (SELECT seq FROM kept)');
  else {
    const link = names.includes('runs')
      ? db.all<{ table: string; from: string; to: string }>(`PRAGMA live.foreign_key_list(${name})`).find(({ table }) => table === 'runs')
      : undefined;
    db.exec(`INSERT INTO main."${name}" SELECT * FROM live."${name}"${link ? ` WHERE "${link.from}" IN (SELECT "${link.to}" FROM kept)` : ''}`);
  }
}
