import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { NO_COUNTS } from '../../base/run-facts.ts';
import { makePlan } from '../../engine/plan/make-plan.ts';
import { DEFAULT_LIMITS } from '../../engine/run-job.ts';
import { sketchFlow } from '../../engine/testing/toy-flow.ts';
import { TOY_CATALOG } from '../../engine/testing/toy-kinds.ts';
import { serialiseFlow } from '../../flow/serialise.ts';
import { Db } from '../../store/database.ts';
import { aRun } from '../../store/testing/made-up.ts';
import { mustFindRun } from '../parts.ts';
import { openToyApp, type ToyApp } from '../testing/toys-under-fire.ts';
import { effectScope, knownEffects, openQuestion } from './effect-scope.ts';
import { runDetail } from './run-detail.ts';
import { decideEffects, unknownEffectsOf } from './unknown-effects.ts';

const SENT = 150_000;
const UNKNOWN = 50_000;
const GROUP = 10;
const PAGE = 1_000;
const KEEP = { before: 10, failedBefore: 10, runs: 1_000, bytes: 1e12, freshSince: 10 };

const flow = sketchFlow({ nodes: { read: ['count', { count: 45 }], out: ['post', {}] }, edges: ['read>out'], settings: { capture: 'input' } });
let workspace: string;
let app: ToyApp;
let runId: string;
/** Most rows that one question to the database was answered with. */
let most = 0;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'many-effects-'));
  app = openToyApp(workspace, flow);
  runId = 'long';
  const { store } = app;
  store.write(() => {
    store.runs.queue(aRun(runId, { flowId: flow.id, document: serialiseFlow(flow), folder: join(workspace, 'files', flow.id), queuedAt: 1 }));
    store.runs.start(runId, 2);
    for (let at = 0; at < SENT + UNKNOWN; at++) {
      const key = `key-${at}`;
      store.effects.intend(
        runId,
        { nodeId: 'out', key, effects: 'appending-write', records: GROUP, group: { id: key, origins: [['read', at * GROUP, GROUP, 1]] } },
        3,
      );
      if (at < SENT) store.effects.sent(runId, 'out', key, 4, null);
    }
    store.effects.leaveUnknown(runId, 5);
    store.runs.finish(runId, { status: 'failed', at: 6, durationMs: 4, counts: NO_COUNTS });
  });
  const all = Db.prototype.all;
  vi.spyOn(Db.prototype, 'all').mockImplementation(function (this: Db, ...args) {
    const rows = all.apply(this, args);
    most = Math.max(most, rows.length);
    return rows;
  } as typeof all);
}, 120_000);
afterEach(() => {
  expect(most).toBeLessThanOrEqual(PAGE);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await app.close();
  rmSync(workspace, { recursive: true, force: true });
});

const planned = () => {
  const plan = makePlan({
    flow,
    catalog: TOY_CATALOG,
    mode: { kind: 'replay', choice: { captures: '', fromNode: null, ordinals: null, readOutside: ['read'], state: 'as-kept' } },
    memoryBytes: DEFAULT_LIMITS.memoryBytes,
  });
  return { plan, known: knownEffects(app.parts, mustFindRun(app.store, runId), plan, false) };
};

it('of very many unknown writes all are counted and the first thousand listed; the page of the run reads none of them', () => {
  const found = unknownEffectsOf(app.parts, runId);
  expect(found).toMatchObject({ total: UNKNOWN, undecided: UNKNOWN });
  expect(found.effects).toHaveLength(PAGE);
  expect(found.effects[0]).toMatchObject({ key: `key-${SENT}`, records: GROUP, first: { source: 'read', ordinal: SENT * GROUP } });
  expect(runDetail(app.parts, runId).receipts).toEqual([]);
  expect(app.store.retention.held(KEEP).unknown).toBe(1);
});

it('a replay is planned from sums, and waits for a decision', () => {
  const { plan, known } = planned();
  expect(known.tries).toEqual([runId]);
  expect(known.steps['out']).toEqual({
    sent: SENT * GROUP,
    resent: 0,
    left: 0,
    open: { effects: UNKNOWN, records: UNKNOWN * GROUP, atOnce: false },
    leaveOut: false,
  });
  expect(openQuestion(known, plan)).toContain('out sent 50,000 groups of records (500,000 records)');
});

it('some are decided by their keys, then all; what was sent, and what is left, is told to the replay as one stretch each', () => {
  expect(decideEffects(app.parts, { runId, decision: 'resend', keys: [`key-${SENT}`, 'key-0', 'no-such-key'] })).toMatchObject({ undecided: UNKNOWN - 1 });
  expect(decideEffects(app.parts, { runId, decision: 'skip', nodeId: 'out' })).toMatchObject({ total: UNKNOWN, undecided: 0 });
  expect(app.store.events.log(runId, 0, 50).lines.at(-1)?.message).toMatch(
    /^50,000 unknown writes of out \(500,000 records\) will be left as it is, as .+ decided\.$/,
  );
  const { plan, known } = planned();
  expect(openQuestion(known, plan)).toBeNull();
  expect(known.steps['out']).toMatchObject({ sent: SENT * GROUP, resent: 0, left: UNKNOWN * GROUP, open: { effects: 0 } });
  expect(effectScope(app.parts, known, 1).settled['out']).toEqual({
    done: [['read', 0, SENT * GROUP, 1]],
    skip: [['read', SENT * GROUP, UNKNOWN * GROUP, 1]],
    resend: [],
    leaveOut: false,
  });
});

it('all are sent again under their keys when that is decided', () => {
  decideEffects(app.parts, { runId, decision: 'resend' });
  const { known } = planned();
  expect(known.steps['out']).toMatchObject({ sent: SENT * GROUP, resent: UNKNOWN * GROUP, left: 0 });
  const { resend } = effectScope(app.parts, known, 1).settled['out'] ?? { resend: [] };
  expect(resend).toHaveLength(UNKNOWN);
  expect(resend.at(-1)).toEqual({
    group: `key-${SENT + UNKNOWN - 1}`,
    key: `key-${SENT + UNKNOWN - 1}`,
    origins: [['read', (SENT + UNKNOWN - 1) * GROUP, GROUP, 1]],
  });
});

it('a run whose unknown writes were decided is held back no longer: the next tidying removes it', () => {
  const { retention } = app.store;
  expect(retention.held(KEEP).unknown).toBe(0);
  const removed: string[] = [];
  for (let more = true; more; ) {
    const slice = retention.slice(KEEP, () => false);
    removed.push(...slice.removed);
    more = slice.more;
  }
  expect(removed).toEqual([runId]);
  expect(app.store.runs.find(runId)).toBeUndefined();
});
