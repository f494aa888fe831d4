import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_COUNTS, type StepFacts } from '../core/base/run-facts.ts';
import { dueSettingsSchema } from '../core/base/trigger-settings.ts';
import { FLOW_VERSION, flowSchema } from '../core/flow/flow.ts';
import type { NewRun } from '../core/store/run-record.ts';
import { readySamples } from '../core/store/samples.ts';
import type { Store } from '../core/store/store.ts';

/** One call of the store that writes. `folder` is the workspace. */
export type StoreCall = (store: Store, folder: string) => void;

const run = (runId: string, changes: Partial<NewRun> = {}): NewRun => ({
  runId,
  flowId: 'f',
  flowName: 'Nightly',
  flowVersion: 1,
  mode: 'run',
  cause: 'manual',
  queuedAt: 2_000,
  parameters: {},
  ...changes,
});
const flow = (name: string) => flowSchema.parse({ format: 'swivel/flow', version: FLOW_VERSION, id: 'f', name, nodes: [], edges: [] });
const counts = { in: 2, out: 1, filtered: 0, duplicates: 0, rejected: 1, fannedOut: 0, used: 0, pending: 0 };
const step = (nodeId: string, changes: Partial<StepFacts> = {}): StepFacts => ({
  nodeId,
  name: nodeId,
  kind: 'filter-rows',
  status: 'running',
  counts,
  ports: {},
  ms: 0,
  ...changes,
});
const reject = (ordinal: number) => ({
  nodeId: 'a',
  deadLetter: true,
  code: 'c',
  message: 'm'.repeat(300),
  origin: { source: 'a', ordinal },
  record: { id: ordinal },
});
const group = (id: string) => ({ nodeId: 'g', key: id, effects: 'appending-write', records: 1, group: { id, origins: [['a', 0, 1, 1] as const] } });
const books = { ...NO_COUNTS, read: 2, delivered: 1, rejected: 1 };
const due = { flowId: 'f', nodeId: 'n', due: 3_000, at: 3_000, outcome: 'fired', next: 4_000, trouble: null };
const settings = dueSettingsSchema.parse({ on: 'due', cron: '* * * * *', zone: 'UTC', missed: 'once' });
const trigger = { flowId: 'f', nodeId: 'n', version: 2, settings, nextDue: 3_000, trouble: null };
const happening = (at: number) => ({ flowId: 'f', nodeId: 'n', at, key: `k${at}`, what: { kind: 'due' as const, nodeId: 'n', due: at } });

const sealed = { hosts: ['a:22'], recipient: 'age1x', sealed: new Uint8Array([1, 2]) };
const incident = (store: Store, id: string) => store.incidents.find(id)?.seq ?? 0;
const message = (store: Store, id: string) => store.alertMessages.find(id)?.seq ?? 0;
const nothingCame = { said: null, file: null, bytes: null, rows: null, hash: null, arrivedAt: null, runId: null };
const arrival = {
  flowId: 'f',
  expectationId: 'e',
  day: '2026-11-20',
  name: 'E',
  due: 3_650,
  until: 3_660,
  ...nothingCame,
  changedAt: 3_670,
  environment: 'production' as const,
};

/** Every call of the store that writes, in an order in which a program could make them. Times and ids are always the same, so that the outcome is too. */
export const STORE_CALLS: readonly StoreCall[] = [
  (store) => store.settings.set('theme', { dark: true }),
  (store) => void store.flows.add(flow('First'), 1_000),
  (store) => void store.flows.save(flow('Second'), 1_100, 1),
  (store) => store.flows.setLive('f', 2),
  (store) => store.triggers.replace('f', [trigger]),
  (store) =>
    void store.triggers.claim(due, () => {
      store.inbox.add([happening(3_000), happening(3_001), happening(3_002)]);
      store.runs.queue(run('by-clock'));
      store.inbox.take([1, 2], 'by-clock');
    }),
  (store) => store.inbox.note('f', 'n', ['seen'], 3_100),
  (store) => void store.inbox.putBack('by-clock'),
  (store) => store.inbox.take([1, 2], 'by-clock'),
  (store) => void store.inbox.giveBack('by-clock', 3_200, 'cut off'),
  (store) => store.inbox.take([1, 2], 'by-clock'),
  (store) => void store.inbox.settle('by-clock', 'failed', 3_300, 'why'),
  (store) => store.inbox.settleByReplay('by-clock', 3_400),
  (store) => store.inbox.close([3], 'failed', 3_500, 'why'),
  (store) => void store.inbox.again('f', 'n'),
  (store) => void store.inbox.forget({ before: 3_450, failedBefore: 3_450, keysBefore: 3_050 }),
  (store) => store.triggers.setNext('f', 'n', 5_000, null),
  (store) => store.pins.put('f', { nodeId: 'a', pinnedAt: 1_900, ports: { out: { fields: [], rows: [[1n]] } } }),
  (store) => store.pins.remove('f', 'a'),
  (store) => store.snippets.add({ snippetId: 's', name: 'Whole name', description: '', version: 1 }, '{"code":"1"}', '', 1_910),
  (store) => void store.snippets.addVersion('s', 1, '{"code":"2"}', 'better', 1_920),
  (store) => store.snippets.describe('s', 'Full name', 'first and last', 1_930),
  (store) => store.snippets.remove('s'),
  (store, folder) => store.partFolders.note(join(folder, '.out.csv.r.part')),
  (store) => store.triggers.setTrouble('f', 'n', 'cannot be started'),
  (store) => store.writeSoon(() => store.runs.queue(run('r', { document: '{}', folder: '/f' }))),
  (store) => void store.runs.start('r', 2_100),
  (store) => store.events.add('r', [{ kind: 'status', seq: 1, at: 2_100, status: 'running' }]),
  (store) => store.steps.put('r', [step('a'), step('b', { status: 'waiting' })]),
  (store) => store.runs.progress('r', { ...books, delivered: 0, pending: 1 }),
  (store) => store.writeSparingly(() => store.rejects.add('r', [reject(0), reject(1)])),
  (store) => store.rejects.putMembers('r', [{ nodeId: 'a', origin: { source: 'a', ordinal: 0 }, count: 1, first: [{ source: 'a', ordinal: 1 }] }]),
  (store) =>
    store.samples.put(
      'r',
      readySamples([
        { nodeId: 'a', port: 'out', sample: { fields: [], rows: [[1]], origins: [{ source: 'a', ordinal: 0 }], first: 1, total: 1, profile: [], cut: false } },
      ]),
    ),
  (store) => store.steps.note('r', 'a', 'readings', '[]'),
  (store) => store.stepState.putSpan('r', { nodeId: 'a', again: null, from: null, to: 'record 2', position: { last: 2 } }),
  (store) => store.stepState.moved('f', { nodeId: 'a', at: 2_150, action: 'run', runId: 'r', to: 'record 2' }),
  (store, folder) => {
    mkdirSync(join(folder, 'captures/r'), { recursive: true });
    writeFileSync(join(folder, 'captures/r/a.spool'), 'kept');
    store.captures.put({ runId: 'r', nodeId: 'a', side: 'out', port: 'out', file: 'a.spool', records: 2, bytes: 4, complete: true, createdAt: 2_200 });
  },
  (store, folder) => {
    const part = join(folder, '.out.csv.r.part');
    store.effects.addPartFile('r', part);
    writeFileSync(part, 'half');
  },
  (store, folder) =>
    store.effects.intend('r', { nodeId: 'h', key: 'r/h', effects: 'repeat-safe-write', records: 0, half: join(folder, '.out.csv.r.part') }, 2_200),
  (store) => store.effects.intend('r', { nodeId: 'b', key: 'r/b', effects: 'appending-write', records: 1 }, 2_300),
  (store) => store.effects.begins('r', 'h', 'r/h', 1),
  (store) => store.effects.notSent('r', 'h', 'r/h'),
  (store) => store.effects.done('r', 'b', 'r/b', { nodeId: 'b', target: 'out.csv', delivered: 1 }, 2_400),
  (store, folder) =>
    store.write(() => {
      rmSync(join(folder, '.out.csv.r.part'), { force: true });
      store.steps.put('r', [step('a', { status: 'succeeded-with-rejects' }), step('b', { status: 'succeeded' })]);
      store.stepState.changed('f', 'a', 'r', 2_500);
      store.effects.leaveUnknown('r');
      store.effects.dropPartFiles('r');
      store.runs.finish('r', { status: 'succeeded-with-rejects', at: 2_500, durationMs: 400, counts: books, keys: '0 1' });
    }),
  (store) => void store.runs.finish('by-clock', { status: 'cancelled', at: 2_600, durationMs: 0, counts: NO_COUNTS }),
  (store) => store.runs.queue(run('again', { mode: 'replay', cause: 'replay', replayOf: 'r', replay: '{}', queuedAt: 3_000 })),
  (store) => store.rejects.resolve('r', [{ source: 'a', ordinal: 0 }], 'again'),
  (store) => store.rejects.resolveSome('r', [{ seq: 2, as: 'filtered' }], 'again'),
  (store) =>
    store.rejects.add(
      'again',
      Array.from({ length: 40 }, (_, ordinal) => reject(ordinal)),
    ),
  (store) => store.effects.intend('again', { nodeId: 'b', key: 'again/b', effects: 'appending-write', records: 1 }, 3_100),
  // Groups that a target sends: one is sent, one is known not to be, one nobody knows of, and that is decided.
  ...['one', 'two', 'three'].map(
    (id): StoreCall =>
      (store) =>
        store.effects.intend('again', group(id), 3_110),
  ),
  (store) => store.write(() => store.effects.sent('again', 'g', 'one', 3_120, '200')),
  (store) => store.effects.notSent('again', 'g', 'two'),
  (store) => store.effects.unknown('again', 'g', 'three', 'no answer'),
  (store) => void store.effects.decide('again', { nodeId: 'g' }, 'skip', 3_130, 'somebody'),
  (store) => store.write(() => store.effects.leaveUnknown('again', 3_140)),
  (store) => void store.runs.interruptOpen(3_200, { class: 'operational', code: 'interrupted', message: 'Interrupted.' }),
  // Connections, what they sign in with, and what a trigger is proved to.
  (store) => store.connections.add({ connectionId: 'c', kind: 'sftp', name: 'HR' }, 3_300),
  (store) =>
    store.connections.change('c', 1, { environment: 'production', values: { version: 1, config: { host: 'a' } }, secrets: { password: sealed } }, 3_310),
  (store) => store.connections.rename('c', 'HR files', 3_320),
  (store) => store.connections.putTest('c', { environment: 'production', revision: 3, at: 3_330, ok: true, ms: 5, parts: '[]' }),
  (store) => store.triggerSecrets.put('f', 'n', { recipient: 'age1x', sealed: new Uint8Array([3]), changedAt: 3_340 }),
  (store) => store.connections.remove('c'),
  // Somebody is told of two runs that failed: one message goes, one is put off, dropped, and tried again.
  (store) =>
    store.write(() => {
      for (const runId of store.incidents.dueRuns(9)) store.incidents.lookedAt(runId);
    }),
  ...['one', 'two'].map(
    (id): StoreCall =>
      (store) =>
        store.write(() => {
          const about = { kind: 'run-failed', flowId: 'f', subject: id, flowName: 'Nightly', runId: 'r', facts: '{}' };
          const { seq } = store.incidents.open({ ...about, incidentId: id, openedAt: 3_400 });
          store.alertMessages.add({
            messageId: id,
            incident: seq,
            about: 'opened',
            channel: 'm',
            channelName: 'M',
            state: 'waiting',
            createdAt: 3_400,
            dueAt: 3_400,
          });
        }),
  ),
  (store) => store.incidents.again(incident(store, 'one'), 3_410, null, '{}'),
  (store) => store.incidents.see(incident(store, 'one'), 3_420, 'somebody', 'looked at'),
  (store) => store.alertMessages.begin(message(store, 'one'), 3_430),
  (store) => store.alertMessages.end(message(store, 'one'), 'sent', 3_440, '250', null),
  (store) => store.alertMessages.putOff(message(store, 'two'), 3_450),
  (store) => store.alertMessages.settle(message(store, 'two'), 'dropped', 3_460, null),
  (store) => store.alertMessages.again(message(store, 'two'), 3_470),
  (store) => store.alertMessages.begin(message(store, 'two'), 3_480),
  (store) => void store.alertMessages.leaveUnknown(3_490, 'no answer'),
  (store) => void store.incidents.close(incident(store, 'one'), 3_500, 'somebody'),
  (store) => void store.incidents.removeBefore(3_600, 9),
  // A file that was expected, and came.
  (store) => store.arrivals.put({ ...arrival, state: 'waiting' }),
  (store) => store.arrivals.put({ ...arrival, state: 'on-time', file: 'a.csv', bytes: 1, hash: 'h', arrivedAt: 3_700 }),
  (store) => store.arrivals.put({ ...arrival, day: '2026-11-21', state: 'waiting' }),
  (store) => store.arrivals.dropWaiting('f'),
  (store, folder) => {
    store.captures.drop('r', 2_300);
    rmSync(join(folder, 'captures/r'), { recursive: true });
  },
  (store) => void store.retention.slice({ before: 2_900, failedBefore: 2_900, runs: 1e9, bytes: 1e15, freshSince: 2_900 }, () => false),
  (store) => void store.retention.sweepWords(() => false),
  (store) => void store.retention.shrink(() => false),
  (store) => store.triggers.forgetClaimsAfter('f', 'n', 2_000),
  (store) => store.retention.forgetClaims(9_000),
  (store) => store.stepState.forget('f', 'a'),
  (store) => store.journal.moveSoon(),
  (store) => void store.journal.cut(),
  (store) => void store.ballast.grow(),
  (store) => void store.makeRoom(),
  (store) => store.flows.setRemoved('f', 9_000),
];
