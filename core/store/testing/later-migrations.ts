import { expect } from 'vitest';
import { AlertMessageTable } from '../alert-messages.ts';
import { IncidentTable } from '../alerts.ts';
import { ArrivalTable } from '../arrivals.ts';
import { ConnectionTable } from '../connections.ts';
import { EffectTable } from '../effects.ts';
import { FlowTable } from '../flows.ts';
import { InboxTable } from '../inbox.ts';
import { RunWords } from '../run-words.ts';
import { RunTable } from '../runs.ts';
import { SnippetTable } from '../snippets.ts';
import { StepTable } from '../steps.ts';
import { TriggerSecretTable } from '../trigger-secrets.ts';
import { TriggerTable } from '../trigger-state.ts';
import type { MigrationStep } from './migration-step.ts';
import { insertFlow, insertRun, NO_STEP_COUNTS } from './old-rows.ts';

/** What the later migrations add, seen from the version before each. */
export const LATER_STEPS: MigrationStep[] = [
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
  {
    adds: [],
    before: (db) => {
      insertRun(db);
      db.run(`INSERT INTO effects (run_id, node_id, key, effects, records, state, intent_at) VALUES ('r', 'a', 'r/a', 'repeat-safe-write', 3, 'intent', 7)`);
    },
    after: (db) => {
      const effects = new EffectTable(db);
      effects.intend('r', { nodeId: 'b', key: 'r/b', effects: 'repeat-safe-write', records: 0, half: '/out/.b.csv.r.part' }, 8);
      effects.begins('r', 'b', 'r/b', 4);
      expect(effects.meantWithHalf('r')).toEqual([{ nodeId: 'b', key: 'r/b', half: '/out/.b.csv.r.part' }]);
      expect(effects.of('r').map(({ nodeId, records }) => [nodeId, records])).toEqual([
        ['a', 3],
        ['b', 4],
      ]);
    },
  },
];
