import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listBackups } from './backup-files.ts';
import { CaptureTable } from './captures.ts';
import { Db } from './database.ts';
import { EffectTable } from './effects.ts';
import { TABLES } from './health.ts';
import { migrate } from './migrate.ts';
import { sql as shortEnds } from './migrations/0009-short-ends.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openStore } from './open-store.ts';
import { PinTable } from './pins.ts';
import { RejectTable } from './rejects.ts';
import { RunEventTable } from './run-events.ts';
import { RunList } from './run-list.ts';
import { RunWords } from './run-words.ts';
import { packSample, SampleTable } from './samples.ts';
import { StepTable } from './steps.ts';
import { aFlow, aRun, temporaryFolder, temporaryStore } from './testing/workspace.ts';

/** What each step of the schema adds, seen from the version before it. */
const STEPS: { adds: string[]; before?: (db: Db) => void; after?: (db: Db) => void }[] = [
  { adds: ['flows', 'flow_versions', 'settings'] },
  {
    adds: ['runs', 'steps', 'run_totals'],
    before: insertFlow,
    after: (db) => {
      expect(db.value('SELECT name FROM flows')).toBe('Old');
      insertRun(db);
      expect(db.all('SELECT flow_id, status, runs FROM run_totals')).toEqual([{ flow_id: 'f', status: 'queued', runs: 1 }]);
    },
  },
  {
    adds: ['samples', 'rejects', 'reject_totals', 'run_events', 'effects', 'part_files', 'captures', 'capture_total'],
    before: insertRun,
    after: (db) => {
      db.run(`INSERT INTO reject_totals VALUES ('r', 'n', 3)`);
      db.exec('PRAGMA foreign_keys = ON');
      db.run(`DELETE FROM runs WHERE id = 'r'`);
      expect(db.value('SELECT count(*) FROM reject_totals')).toBe(0);
    },
  },
  { adds: ['triggers', 'trigger_claims', 'step_state'] },
  {
    adds: ['run_words'],
    before: insertRun,
    after: (db) => {
      db.run(`INSERT INTO run_words (rowid, flow_words, error_words, key_words) VALUES (1, 'Nightly', '', '')`);
      db.run(`DELETE FROM runs WHERE id = 'r'`);
      expect(db.all(`SELECT rowid FROM run_words WHERE run_words MATCH 'nightly'`)).toEqual([]);
    },
  },
  {
    adds: ['step_shapes', 'run_steps', 'search_words', 'run_buckets'],
    before: (db) => {
      insertRun(db);
      db.run(`INSERT INTO run_words (rowid, flow_words, error_words, key_words) VALUES (1, 'Nightly Müller', 'no file export_7.csv', 'E-1010')`);
      const counts = { in: 1_000, out: 990, filtered: 0, duplicates: 0, rejected: 10, fannedOut: 0, used: 0, pending: 0 };
      const insert = 'INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
      db.run(insert, 'r', 'b', 1, 'Two', 'router', 'failed', JSON.stringify(counts), '{"out":980,"other":10}', 2.5, '{"code":"c"}', null, '{"x":1}');
      db.run(insert, 'r', 'a', 0, 'One', 'csv-source', 'succeeded', JSON.stringify(counts), '{"out":990}', 0.1234, null, '[]', null);
      db.run(`INSERT INTO run_events VALUES ('r', 1, 'status', 5, NULL, NULL, 'queued'), ('r', 3, 'log', 6, 'a', 'warning', 'Slow.')`);
    },
    after: (db) => {
      const steps = new StepTable(db);
      expect(steps.of('r')).toMatchObject([
        { nodeId: 'a', name: 'One', kind: 'csv-source', status: 'succeeded', ports: { out: 990 }, ms: 0.123, counts: { in: 1_000, out: 990, rejected: 10 } },
        { nodeId: 'b', status: 'failed', ports: { out: 980, other: 10 }, ms: 2.5, error: { code: 'c' }, counts: { in: 1_000, pending: 0 } },
      ]);
      expect([steps.notes('r', 'readings'), steps.notes('r', 'would_do')]).toEqual([[{ nodeId: 'a', json: '[]' }], [{ nodeId: 'b', json: '{"x":1}' }]]);
      expect(new RunEventTable(db).after('r', 0, 9)).toEqual([
        { kind: 'status', seq: 1, at: 5, status: 'queued' },
        { kind: 'log', seq: 3, at: 6, nodeId: 'a', level: 'warning', message: 'Slow.' },
      ]);
      // The search of today looks into a table of a later step, too.
      db.exec(shortEnds);
      const list = new RunList(db, new RunWords(db));
      for (const search of ['nightly', 'muller file', 'E-1010', 'expo 7'])
        expect(
          list.page({ search, limit: 5 }).runs.map((run) => run.runId),
          search,
        ).toEqual(['r']);
      expect(list.page({ search: 'E-1011', limit: 5 }).runs).toEqual([]);
      expect(db.all('SELECT * FROM run_buckets')).toEqual([{ bucket: 0, first_at: 1, last_at: 1, removed: 0 }]);
      db.exec('PRAGMA foreign_keys = ON');
      db.run(`DELETE FROM runs WHERE id = 'r'`);
      expect([db.value('SELECT count(*) FROM run_steps'), db.value('SELECT removed FROM run_buckets')]).toEqual([0, 1]);
    },
  },
  {
    adds: ['source_spans', 'position_changes'],
    before: (db) => {
      insertRun(db);
      db.run(`INSERT INTO captures VALUES ('r', 'a', 'out', 'out', '0-out.spool', 5, 100, 1, 7)`);
      db.run(`INSERT INTO rejects (run_id, seq, node_id, dead_letter, code, message, resolved_by) VALUES ('r', 1, 'a', 1, 'c', 'm', 'later')`);
    },
    after: (db) => {
      db.run(`UPDATE runs SET status = 'succeeded'`);
      const captures = new CaptureTable(db);
      expect(captures.of('r')).toMatchObject([{ records: 5, bytes: 100, complete: true, passed: null, stopped: null, masked: [], removedAt: null }]);
      expect([captures.totalBytes(), captures.oldest(9).length, captures.expired(9, 8, 9)]).toEqual([100, 1, ['r']]);
      captures.drop('r', 9);
      expect([captures.totalBytes(), captures.oldest(9).length, captures.expired(9, 8, 9)]).toEqual([0, 0, []]);
      expect(captures.of('r')).toMatchObject([{ records: 5, complete: false, removedAt: 9 }]);
      expect(db.all('SELECT resolved_by, resolved_as FROM rejects')).toEqual([{ resolved_by: 'later', resolved_as: null }]);
    },
  },
  {
    adds: [],
    before: (db) => {
      insertRun(db);
      db.run(`INSERT INTO effects VALUES ('r', 'a', 'r/a', 'appending-write', 3, 'unknown', 7, NULL, NULL)`);
    },
    after: (db) => {
      const effects = new EffectTable(db);
      expect(effects.waiting('r', 9)).toEqual([
        { nodeId: 'a', key: 'r/a', effects: 'appending-write', records: 3, state: 'unknown', intentAt: 7, group: null, origins: [] },
      ]);
      expect(effects.decide('r', {}, 'skip', 9, 'somebody')).toHaveLength(1);
      expect(effects.of('r')).toMatchObject([{ decision: 'skip', decidedAt: 9, decidedBy: 'somebody' }]);
    },
  },
  {
    adds: ['recent_words', 'sample_sets'],
    before: (db) => {
      insertRun(db);
      db.run(`INSERT INTO search_words VALUES (0, 'nightly', 1)`);
      db.run(`INSERT INTO samples VALUES ('r', 'a', 'out', 5, ?)`, packSample({ ...SAMPLE, total: 5 }));
    },
    after: (db) => {
      const words = new RunWords(db);
      words.add(1, 'E-7');
      expect(
        [words.startingWith(0, 'night'), words.startingWith(0, 'e'), words.startingWith(0, '7'), words.startingWith(1, 'e')].map((runs) => runs.size),
      ).toEqual([1, 1, 1, 0]);
      const samples = new SampleTable(db);
      samples.put('r', [{ nodeId: 'b', port: 'out', sample: SAMPLE }]);
      expect(samples.of('r')).toEqual([
        { nodeId: 'b', port: 'out', total: 3 },
        { nodeId: 'a', port: 'out', total: 5 },
      ]);
      expect(samples.get('r', 'a', 'out')?.total).toBe(5);
      db.exec('PRAGMA foreign_keys = ON');
      db.run(`DELETE FROM runs WHERE id = 'r'`);
      expect([db.value('SELECT count(*) FROM recent_words'), db.value('SELECT count(*) FROM sample_sets')]).toEqual([0, 0]);
    },
  },
  {
    adds: [],
    before: (db) => {
      insertRun(db);
      db.run(`INSERT INTO rejects (run_id, seq, node_id, dead_letter, code, message, source, ordinal) VALUES ('r', 1, 'a', 1, 'c', 'm', 's', 4)`);
    },
    after: (db) => {
      const rejects = new RejectTable(db);
      expect(rejects.page('r', { limit: 9 }).rejects[0]).not.toHaveProperty('members');
      rejects.putMembers('r', [{ nodeId: 'a', origin: { source: 's', ordinal: 4 }, count: 2, first: [{ source: 's', ordinal: 5 }] }]);
      expect(rejects.page('r', { limit: 9 }).rejects[0]?.members).toEqual({ count: 2, first: [{ source: 's', ordinal: 5 }] });
      expect(rejects.combined('r')).toEqual([{ nodeId: 'a', rejects: 1, records: 3, seq: 1 }]);
    },
  },
  {
    adds: ['pins'],
    before: insertFlow,
    after: (db) => {
      const pins = new PinTable(db);
      const records = { fields: [{ name: 'id', type: 'integer' as const }], rows: [[9_007_199_254_740_993n], [null]], origins: [] };
      for (const rows of [[], records.rows]) pins.put('f', { nodeId: 'n', pinnedAt: 5, ports: { out: { ...records, rows } } });
      expect(pins.of('f')).toEqual([{ nodeId: 'n', pinnedAt: 5, ports: { out: records } }]);
      pins.remove('f', 'n');
      expect([pins.of('f'), pins.of('g')]).toEqual([[], []]);
    },
  },
];

const SAMPLE = { fields: [], rows: [[1n]], origins: [{ source: 'a', ordinal: 0 }], first: 1, total: 3, profile: [], cut: false };

function insertFlow(db: Db): void {
  db.run(`INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES ('f', 'Old', '', 1, 0, 1, 1)`);
}

function insertRun(db: Db): void {
  db.run(
    `INSERT INTO runs (id, flow_id, flow_name, flow_version, mode, cause, status, queued_at, parameters) VALUES ('r', 'f', 'F', 1, 'run', 'manual', 'queued', 1, '{}')`,
  );
}

const tablesOf = (db: Db) =>
  db
    .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'run_words_%'`)
    .map((row) => row.name);

describe.each(MIGRATIONS.map((_, index) => index + 1))('migration %i', (version) => {
  test('brings the version before up and keeps what was there', () => {
    const folder = temporaryFolder();
    const db = new Db(join(folder, 'swivel.sqlite'));
    migrate(db, folder, 1_000, version - 1);
    const before = tablesOf(db);
    const step = STEPS[version - 1];
    step?.before?.(db);
    migrate(db, folder, 2_000, version);
    expect(db.pragma('user_version')).toBe(version);
    expect(
      tablesOf(db)
        .filter((table) => !before.includes(table))
        .sort(),
    ).toEqual(step?.adds.toSorted());
    step?.after?.(db);
    expect(db.pragma('integrity_check')).toBe('ok');
    expect(existsSync(join(folder, 'backups'))).toBe(version > 1);
    db.close();
  });
});

test('a database with something in it is backed up before each step; the backups are whole, and those of seven days and the newest of the week before are kept', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  for (let version = 1; version <= MIGRATIONS.length; version++) migrate(db, folder, version * 86_400_000, version);
  db.close();
  const backups = listBackups(folder);
  expect(backups.map(({ schema, content, at }) => [schema, content, at / 86_400_000])).toEqual(
    MIGRATIONS.slice(1)
      .map((_, i) => [i + 1, 'whole', i + 2])
      .reverse()
      .filter((_, i) => i < 7 || i === 8),
  );
  for (const { name, schema } of backups) {
    const backup = new Db(join(folder, 'backups', name), { readOnly: true });
    expect([backup.pragma('user_version'), backup.pragma('integrity_check')]).toEqual([schema, 'ok']);
    backup.close();
  }
});

test('without a backup the schema stays as it was', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  migrate(db, folder, 1_000, 1);
  writeFileSync(join(folder, 'backups'), 'a file where the folder should be');
  expect(() => migrate(db, folder, 2_000, 2)).toThrow(expect.objectContaining({ code: 'backup-failed', message: expect.stringContaining('left as it is') }));
  expect(db.pragma('user_version')).toBe(1);
  db.close();
});

test('the tables that are looked for at start are those that the steps make', () => {
  const store = temporaryStore();
  const db = new Db(store.file, { readOnly: true });
  expect([...TABLES].sort()).toEqual(tablesOf(db).sort());
  expect([db.pragma('auto_vacuum'), db.pragma('journal_mode')]).toEqual([2, 'wal']);
  db.close();
});

test('a migration that fails leaves the version before, whole', () => {
  const folder = temporaryFolder();
  const db = new Db(join(folder, 'swivel.sqlite'));
  migrate(db, folder, 1_000, 1);
  db.exec('CREATE TABLE steps (in_the_way INTEGER)');
  expect(() => migrate(db, folder, 2_000, 2)).toThrow(/already exists/);
  expect([db.pragma('user_version'), tablesOf(db).includes('runs')]).toEqual([1, false]);
  db.close();
});

test('a database of a newer program is refused, not a byte of it changed', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'swivel.sqlite');
  const store = temporaryStore(folder);
  store.flows.add(aFlow('f', 'Kept'), 1_000);
  store.close();
  const db = new Db(file);
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  const bytes = readFileSync(file);
  for (const readOnly of [false, true])
    expect(() => openStore({ workspace: folder, kind: 'host', now: 2_000, readOnly })).toThrow(
      expect.objectContaining({ code: 'workspace-newer', message: expect.stringContaining('newer version') }),
    );
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('a damaged database is copied aside once and said; nothing empty takes its place', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'swivel.sqlite');
  const store = temporaryStore(folder);
  store.write(() => {
    for (let i = 0; i < 500; i++) store.runs.queue(aRun(`r${i}`, { flowName: 'x'.repeat(200) }));
  });
  store.close();
  const bytes = readFileSync(file);
  bytes.fill(0xab, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 9_000);
  writeFileSync(file, bytes);
  for (let again = 0; again < 2; again++)
    expect(() => openStore({ workspace: folder, kind: 'host', now: 2_000 })).toThrow(expect.objectContaining({ code: 'workspace-damaged' }));
  const [copy, ...more] = readdirSync(join(folder, 'quarantine'));
  expect(more).toEqual([]);
  expect(readFileSync(join(folder, 'quarantine', copy ?? '', 'swivel.sqlite')).equals(bytes)).toBe(true);
  expect(readFileSync(file).equals(bytes)).toBe(true);
  writeFileSync(file, 'this is no database, but long enough to look like a file of something '.repeat(100));
  expect(() => openStore({ workspace: folder, kind: 'host', now: 3_000 })).toThrow(expect.objectContaining({ code: 'workspace-damaged' }));
});

test('a workspace that lost its database is not given an empty one', () => {
  const folder = temporaryFolder();
  temporaryStore(folder).close();
  writeFileSync(join(folder, 'swivel.sqlite'), '');
  openStore({ workspace: folder, kind: 'host', now: 2_000 }).close();
  expect(statSync(join(folder, 'swivel.sqlite')).size).toBeGreaterThan(0);
  mkdirSync(join(folder, 'files', 'some-flow'), { recursive: true });
  writeFileSync(join(folder, 'swivel.sqlite'), '');
  expect(() => openStore({ workspace: folder, kind: 'host', now: 3_000 })).toThrow(expect.objectContaining({ code: 'workspace-lost' }));
  expect(statSync(join(folder, 'swivel.sqlite')).size).toBe(0);
});

test('a folder that can not be used is said in a sentence', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  for (const workspace of [join(folder, 'file'), join(folder, 'file', 'below')])
    expect(() => openStore({ workspace, kind: 'host', now: 1_000 })).toThrow(
      expect.objectContaining({ code: 'workspace-not-usable', message: expect.stringContaining('is not a folder') }),
    );
  expect(() => openStore({ workspace: join(folder, 'none'), kind: 'command line', now: 1_000, readOnly: true })).toThrow(
    expect.objectContaining({ code: 'no-workspace' }),
  );
});
