import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_COUNTS, type StepFacts } from '../core/base/run-facts.ts';
import { flowSchema } from '../core/flow/flow.ts';
import type { NewRun } from '../core/store/run-record.ts';
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
const flow = (name: string) => flowSchema.parse({ format: 'swivel/flow', version: 1, id: 'f', name, nodes: [], edges: [] });
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
const trigger = { flowId: 'f', nodeId: 'n', cron: '* * * * *', zone: 'UTC', missed: 'once' as const, nextDue: 3_000, trouble: null };

/** Every call of the store that writes, in an order in which a program could make them. Times and ids are always the same, so that the outcome is too. */
export const STORE_CALLS: readonly StoreCall[] = [
  (store) => store.settings.set('theme', { dark: true }),
  (store) => void store.flows.add(flow('First'), 1_000),
  (store) => void store.flows.save(flow('Second'), 1_100, 1),
  (store) => store.flows.setLive('f', 2),
  (store) => store.triggers.replace('f', [trigger]),
  (store) =>
    void store.triggers.claim(due, () => {
      store.runs.queue(run('by-clock'));
      return 'by-clock';
    }),
  (store) => store.triggers.setNext('f', 'n', 5_000, null),
  (store) => store.pins.put('f', { nodeId: 'a', pinnedAt: 1_900, ports: { out: { fields: [], rows: [[1n]] } } }),
  (store) => store.pins.remove('f', 'a'),
  (store) => store.triggers.setTrouble('f', 'n', 'can not be started'),
  (store) => store.writeSoon(() => store.runs.queue(run('r', { document: '{}', folder: '/f' }))),
  (store) => void store.runs.start('r', 2_100),
  (store) => store.events.add('r', [{ kind: 'status', seq: 1, at: 2_100, status: 'running' }]),
  (store) => store.steps.put('r', [step('a'), step('b', { status: 'waiting' })]),
  (store) => store.runs.progress('r', { ...books, delivered: 0, pending: 1 }),
  (store) => store.rejects.add('r', [reject(0), reject(1)]),
  (store) => store.rejects.putMembers('r', [{ nodeId: 'a', origin: { source: 'a', ordinal: 0 }, count: 1, first: [{ source: 'a', ordinal: 1 }] }]),
  (store) =>
    store.samples.put('r', [
      { nodeId: 'a', port: 'out', sample: { fields: [], rows: [[1]], origins: [{ source: 'a', ordinal: 0 }], first: 1, total: 1, profile: [], cut: false } },
    ]),
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
  (store) => store.effects.intend('r', { nodeId: 'b', key: 'r/b', effects: 'appending-write', records: 1 }, 2_300),
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
  (store) => void store.journal.cut(),
  (store) => void store.ballast.grow(),
  (store) => void store.makeRoom(),
  (store) => store.flows.setRemoved('f', 9_000),
];
