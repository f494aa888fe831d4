import { expect } from 'vitest';
import { CaptureTable } from '../captures.ts';
import { EffectTable } from '../effects.ts';
import { sql as shortEnds } from '../migrations/0009-short-ends.ts';
import { PinTable } from '../pins.ts';
import { RejectTable } from '../rejects.ts';
import { RunEventTable } from '../run-events.ts';
import { RunList } from '../run-list.ts';
import { RunWords } from '../run-words.ts';
import { packSample, readySamples, SampleTable } from '../samples.ts';
import { StepTable } from '../steps.ts';
import type { MigrationStep } from './migration-step.ts';
import { insertFlow, insertRun, SAMPLE } from './old-rows.ts';

/** What the first migrations add, seen from the version before each. */
export const FIRST_STEPS: MigrationStep[] = [
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
      samples.put('r', readySamples([{ nodeId: 'b', port: 'out', sample: SAMPLE }]));
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
];
