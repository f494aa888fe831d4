import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AlertMessageTable } from './alert-messages.ts';
import { IncidentTable } from './alerts.ts';
import { ArrivalTable } from './arrivals.ts';
import { listBackups } from './backup-files.ts';
import { CaptureTable } from './captures.ts';
import { ConnectionTable } from './connections.ts';
import { Db } from './database.ts';
import { EffectTable } from './effects.ts';
import { FlowTable } from './flows.ts';
import { TABLES } from './health.ts';
import { InboxTable } from './inbox.ts';
import { migrate } from './migrate.ts';
import { sql as shortEnds } from './migrations/0009-short-ends.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { PinTable } from './pins.ts';
import { RejectTable } from './rejects.ts';
import { RunEventTable } from './run-events.ts';
import { RunList } from './run-list.ts';
import { RunWords } from './run-words.ts';
import { RunTable } from './runs.ts';
import { packSample, SampleTable } from './samples.ts';
import { SnippetTable } from './snippets.ts';
import { StepTable } from './steps.ts';
import { temporaryFolder, temporaryStore } from './testing/workspace.ts';
import { TriggerSecretTable } from './trigger-secrets.ts';
import { TriggerTable } from './trigger-state.ts';

/** What each step of the schema adds, seen from the version before it. */
const STEPS: { adds: string[]; before?: (db: Db) => void; after?: (db: Db) => void }[] = [
  { adds: ['flows', 'flow_versions', 'settings'] },
  {
    adds: ['runs', 'steps', 'run_totals'],
    before: (db) => insertFlow(db),
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
      // The list of today looks at a table and a column of later steps, too.
      db.exec(shortEnds);
      db.exec(`ALTER TABLE runs ADD COLUMN environment TEXT NOT NULL DEFAULT 'production'`);
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
    before: (db) => insertFlow(db),
    after: (db) => {
      const pins = new PinTable(db);
      const records = { fields: [{ name: 'id', type: 'integer' as const }], rows: [[9_007_199_254_740_993n], [null]], origins: [] };
      for (const rows of [[], records.rows]) pins.put('f', { nodeId: 'n', pinnedAt: 5, ports: { out: { ...records, rows } } });
      expect(pins.of('f')).toEqual([{ nodeId: 'n', pinnedAt: 5, ports: { out: records } }]);
      pins.remove('f', 'n');
      expect([pins.of('f'), pins.of('g')]).toEqual([[], []]);
    },
  },
  {
    adds: ['snippets', 'snippet_versions'],
    after: (db) => {
      const snippets = new SnippetTable(db);
      snippets.add({ snippetId: 's', name: 'Pay', description: '', version: 1 }, '{"code":"1"}', '', 5);
      expect(snippets.addVersion('s', 1, '{"code":"2"}', 'better', 6)).toBe(2);
      expect(snippets.versions('s').map(({ version, content }) => [version, content])).toEqual([
        [2, '{"code":"2"}'],
        [1, '{"code":"1"}'],
      ]);
      snippets.remove('s');
      expect([snippets.list(), snippets.versions('s')]).toEqual([[], []]);
    },
  },
  {
    adds: ['connections', 'connection_values', 'sealed_secrets', 'connection_tests'],
    before: insertRun,
    after: (db) => {
      expect(new RunTable(db, new RunWords(db)).find('r')).toMatchObject({ runId: 'r', environment: 'production' });
      const connections = new ConnectionTable(db);
      connections.add({ connectionId: 'c', kind: 'echo', name: 'Payroll' }, 5);
      const sealed = { hosts: ['a:1'], recipient: 'age1x', sealed: new Uint8Array([1, 2]) };
      connections.change('c', 1, { environment: 'test', values: { version: 1, config: { host: 'a' } }, secrets: { password: sealed } }, 6);
      expect(connections.values('c', 'test')).toEqual({ environment: 'test', version: 1, config: { host: 'a' }, revision: 2 });
      expect(connections.secrets('c', 'test')).toMatchObject([{ name: 'password', hosts: ['a:1'], recipient: 'age1x', changedAt: 6 }]);
      db.exec('PRAGMA foreign_keys = ON');
      connections.remove('c');
      expect([db.value('SELECT count(*) FROM connection_values'), db.value('SELECT count(*) FROM sealed_secrets')]).toEqual([0, 0]);
    },
  },
  {
    adds: [],
    before: (db) => {
      insertRun(db);
      const facts = { nodeId: 'a', name: 'One', kind: 'check-records', status: 'succeeded', counts: NO_STEP_COUNTS, ports: {}, ms: 1 } as const;
      new StepTable(db).put('r', [facts]);
    },
    after: (db) => {
      const steps = new StepTable(db);
      expect(steps.notes('r', 'checks')).toEqual([]);
      steps.note('r', 'a', 'checks', '[{"held":true}]');
      expect(steps.notes('r', 'checks')).toEqual([{ nodeId: 'a', json: '[{"held":true}]' }]);
    },
  },
  {
    adds: ['happenings', 'run_happenings', 'happening_keys'],
    before: (db) => {
      insertFlow(db);
      db.run(`INSERT INTO triggers VALUES ('f', 'n', '0 1 * * *', 'UTC', 'skip', 77, 'late')`);
    },
    after: (db) => {
      const settings = { on: 'due', cron: '0 1 * * *', zone: 'UTC', missed: 'skip', most: 10, monthly: null };
      // Triggers of today know a column of a later step, too.
      db.exec('ALTER TABLE flows ADD COLUMN live_environment TEXT');
      expect(new TriggerTable(db).all()).toMatchObject([{ flowId: 'f', nodeId: 'n', version: 1, nextDue: 77, trouble: 'late', settings }]);
      const inbox = new InboxTable(db);
      const happening = { flowId: 'f', nodeId: 'n', at: 5, what: { kind: 'due' as const, nodeId: 'n', due: 5 }, key: 'once' };
      expect([inbox.add([happening, happening]), inbox.counts('f', 'n')]).toEqual([[1, null], { waiting: 1, taken: 0, failed: 0, lastAt: 5 }]);
    },
  },
  {
    adds: ['alert_due', 'alert_incidents', 'alert_messages', 'alert_attempts'],
    before: insertRun,
    after: (db) => {
      db.run(`UPDATE runs SET status = 'running' WHERE id = 'r'`);
      expect(db.all('SELECT run FROM alert_due')).toEqual([]);
      db.run(`UPDATE runs SET status = 'failed' WHERE id = 'r'`);
      expect(db.all('SELECT run FROM alert_due')).toEqual([{ run: 'r' }]);
      const incidents = new IncidentTable(db);
      const about = { kind: 'run-failed', flowId: 'f', subject: '', flowName: 'Old', runId: 'r', facts: '{}' };
      const { seq } = incidents.open({ ...about, incidentId: 'i', openedAt: 5 });
      expect(() => incidents.open({ ...about, incidentId: 'j', openedAt: 6 })).toThrow();
      const messages = new AlertMessageTable(db);
      messages.add({ messageId: 'm', incident: seq, about: 'opened', channel: 'c', channelName: 'C', state: 'waiting', createdAt: 5, dueAt: 5 });
      incidents.close(seq, 7, 'recovered');
      incidents.open({ ...about, incidentId: 'k', openedAt: 8 });
      db.exec('PRAGMA foreign_keys = ON');
      expect(incidents.removeBefore(8, 10)).toBe(1);
      expect([incidents.list({ state: 'all', limit: 9 }).map(({ incidentId }) => incidentId), messages.due(99, 9)]).toEqual([['k'], []]);
    },
  },
  {
    adds: ['arrivals'],
    before: (db) => insertFlow(db),
    after: (db) => {
      const arrivals = new ArrivalTable(db);
      // Arrivals of today know a column of a later step, too.
      db.exec('ALTER TABLE arrivals ADD COLUMN environment TEXT');
      const environment = 'production' as const;
      const came = {
        environment,
        flowId: 'f',
        expectationId: 'e',
        name: 'E',
        due: 5,
        until: 6,
        state: 'on-time' as const,
        said: null,
        file: 'a',
        bytes: 1,
        rows: null,
      };
      for (const day of ['2026-11-19', '2026-11-20']) arrivals.put({ ...came, day, hash: 'h', arrivedAt: 5, runId: null, changedAt: 7 });
      expect([arrivals.dayOfHash('f', 'e', environment, 'h', '2026-11-20'), arrivals.newest('f', 'e', 1)[0]?.day]).toEqual(['2026-11-19', '2026-11-20']);
      arrivals.put({ ...came, state: 'waiting', day: '2026-11-20', hash: null, arrivedAt: null, runId: null, changedAt: 8 });
      arrivals.dropWaiting('f');
      expect(arrivals.between(0, 9)).toEqual([{ ...came, day: '2026-11-19', hash: 'h', arrivedAt: 5, runId: null, changedAt: 7 }]);
    },
  },
  {
    adds: ['trigger_secrets'],
    before: (db) => insertFlow(db),
    after: (db) => {
      const secrets = new TriggerSecretTable(db);
      secrets.put('f', 'n', { recipient: 'age1x', sealed: new Uint8Array([1, 2]), changedAt: 5 });
      expect([secrets.find('f', 'n')?.changedAt, secrets.find('f', 'm')]).toEqual([5, undefined]);
    },
  },
  {
    adds: [],
    before: (db) => {
      insertFlow(db);
      insertFlow(db, 'draft');
      db.run(`UPDATE flows SET live_version = 1 WHERE id = 'f'`);
      db.run(`INSERT INTO settings VALUES ('environment', '"test"')`);
      db.run(`INSERT INTO triggers VALUES ('f', 'n', 1, 'flow-ended', '{"on":"flow-ended","flowId":"x","when":"any"}', 'x', NULL, NULL)`);
    },
    after: (db) => {
      const flows = new FlowTable(db);
      expect([flows.find('f')?.liveEnvironment, flows.find('draft')?.liveEnvironment]).toEqual(['test', null]);
      expect(new TriggerTable(db).all()).toMatchObject([{ flowId: 'f', environment: 'test' }]);
    },
  },
  {
    adds: [],
    before: (db) => {
      for (const id of ['f', 'g']) {
        insertFlow(db, id);
        db.run(`INSERT INTO arrivals VALUES (?, 'e', '2026-11-19', 'E', 5, 6, 'on-time', NULL, 'a', 1, 1, 'h', 5, NULL, 7)`, id);
      }
      db.run(`UPDATE flows SET live_version = 1, live_environment = 'test' WHERE id = 'f'`);
    },
    after: (db) => {
      const arrivals = new ArrivalTable(db);
      const day = (flowId: string, environment: 'test' | 'production') => arrivals.dayOfHash(flowId, 'e', environment, 'h', '2026-11-20');
      expect([day('f', 'test'), day('f', 'production'), day('g', 'test'), day('g', 'production')]).toEqual(['2026-11-19', null, null, '2026-11-19']);
    },
  },
];

const NO_STEP_COUNTS = { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };
const SAMPLE = { fields: [], rows: [[1n]], origins: [{ source: 'a', ordinal: 0 }], first: 1, total: 3, profile: [], cut: false };

function insertFlow(db: Db, id = 'f'): void {
  db.run(`INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES (?, 'Old', '', 1, 0, 1, 1)`, id);
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
      // The first Sunday was the third day.
      .filter(([, , day], i) => i < 7 || Number(day) % 7 === 3),
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
