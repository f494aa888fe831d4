import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startable } from '../../engine/testing/startable.ts';
import { expectLaw, sketchFlow } from '../../engine/testing/toy-flow.ts';
import { serialiseFlow } from '../../flow/serialise.ts';
import { mustFindRun } from '../parts.ts';
import { planReplay, startReplay } from '../replay/replay-run.ts';
import { openToyApp, type ToyApp } from '../testing/toys-under-fire.ts';
import { decideEffects, unknownEffectsOf } from './unknown-effects.ts';

let workspace: string;
let app: ToyApp | null = null;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'unknown-'));
});
afterEach(async () => {
  await app?.close();
  app = null;
  rmSync(workspace, { recursive: true, force: true });
});

const COUNT = 45;
const flowOf = (config: object = {}, settings: object = {}) =>
  sketchFlow({
    nodes: { read: ['count', { count: COUNT, batch: 7 }], out: ['post', { ...config }, { ...settings }] },
    edges: ['read>out'],
    settings: { capture: 'input' },
  });

/** Runs the flow in a program that is killed on the way, then opens the workspace again. */
function killed(flow: ReturnType<typeof flowOf>, at = 'by itself', which = 0): string {
  const child = startable('core/app/testing/run-toys-until-killed.ts');
  const { signal, stderr } = spawnSync(process.execPath, [child, workspace, serialiseFlow(flow), at, String(which)], { encoding: 'utf8', timeout: 60_000 });
  expect(signal, stderr).toBe('SIGKILL');
  // What made it stop was the killing, not the flow: from now on the flow is well.
  app = openToyApp(workspace, flow);
  expect(app.store.runs.open()).toEqual([]);
  const [run] = app.store.runList.page({ limit: 5 }).runs;
  expect(run?.status).toBe('interrupted');
  return run?.runId ?? '';
}

/** Replays the run with the flow as it is now, and checks the books. */
async function replayed(runId: string, what: 'all' | 'rejected' = 'all'): Promise<string> {
  const { parts, store } = app as ToyApp;
  const again = startReplay(parts, { runId, version: 'now', what });
  await parts.desk.find(again)?.ended;
  const run = mustFindRun(store, again);
  expect(run.error).toBeUndefined();
  expect(run.status).toMatch(/^succeeded/);
  expectLaw(run.counts);
  return again;
}

function requests(): { key: string; ids: number[] }[] {
  const file = join(workspace, 'files', 'flow', 'other-side.txt');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ key: line.split(' ')[0] ?? '', ids: (line.split(' ')[1] ?? '').split(',').map(Number) }));
}
/** How often each record arrived. */
const copies = () => {
  const times = new Map<number, number>();
  for (const id of requests().flatMap(({ ids }) => ids)) times.set(id, (times.get(id) ?? 0) + 1);
  return Array.from({ length: COUNT }, (_, id) => times.get(id) ?? 0);
};
const expected = (twice: readonly number[] = [], never: readonly number[] = []) =>
  Array.from({ length: COUNT }, (_, id) => (twice.includes(id) ? 2 : never.includes(id) ? 0 : 1));
const third = Array.from({ length: 10 }, (_, at) => 20 + at);

describe('the program is killed while a target sends', () => {
  it.each([0, 2, 4])('before the intent of group %i is durable: nothing is unknown, and a replay sends what is left, once', async (which) => {
    const runId = killed(flowOf(), 'before-intent', which);
    const { parts } = app as ToyApp;
    expect(unknownEffectsOf(parts, runId)).toEqual({ total: 0, undecided: 0, effects: [] });
    const plan = planReplay(parts, { runId, version: 'now', what: 'all' });
    expect(plan.possible).toBe(true);
    if (which > 0)
      expect(plan.steps.find(({ nodeId }) => nodeId === 'out')?.sentence).toBe(
        `Sends what was not sent before. ${which * 10} records sent before are not sent again.`,
      );
    const again = await replayed(runId);
    expect(mustFindRun(parts.store, again).counts).toMatchObject({ read: COUNT, delivered: COUNT - which * 10, duplicates: which * 10 });
    expect(copies()).toEqual(expected());
  });

  it.each([
    ['between the intent and the effect', { killBefore: 2 }, 'never'],
    ['between the effect and its receipt, before it is heard of', { killAfter: 2 }, 'never'],
    ['between the effect and its receipt, before that is durable', {}, 'before-done'],
  ])('%s: the group is unknown, a replay waits for a decision, and "again" sends it under its key', async (when, config, at) => {
    const arrivedBefore = when.startsWith('between the intent') ? 2 : 3;
    const dying = flowOf(config);
    const runId = killed(dying, at, 2);
    const { parts, store } = app as ToyApp;
    store.flows.save(flowOf(), 5);
    expect(requests()).toHaveLength(arrivedBefore);
    const known = unknownEffectsOf(parts, runId);
    expect(known).toMatchObject({ total: 1, undecided: 1, effects: [{ nodeId: 'out', records: 10, first: { source: 'read', ordinal: 20 } }] });
    const waiting = planReplay(parts, { runId, version: 'now', what: 'all' });
    expect(waiting.possible).toBe(false);
    expect(waiting.notes[0]).toContain('Nobody knows whether out sent 1 group of records (10 records).');
    expect(() => startReplay(parts, { runId, version: 'now', what: 'all' })).toThrow(/Nobody knows/);
    expect(decideEffects(parts, { runId, decision: 'resend' })).toMatchObject({ undecided: 0, effects: [{ decision: 'resend' }] });
    expect(store.events.log(runId, 0, 50).lines.at(-1)?.message).toMatch(
      /^1 unknown write of out \(10 records\) will be sent again by a replay, as .+ decided\.$/,
    );
    const again = await replayed(runId);
    expect(mustFindRun(store, again).counts).toMatchObject({ read: COUNT, delivered: 25, duplicates: 20 });
    expect(copies()).toEqual(expected(arrivedBefore === 3 ? third : []));
    const key = known.effects[0]?.key;
    expect(requests().filter((request) => request.key === key)).toHaveLength(arrivedBefore - 1);
    expect(unknownEffectsOf(parts, runId).total).toBe(0);
  });

  it('"leave it" sends everything but that', async () => {
    const runId = killed(flowOf(), 'before-done', 2);
    const { parts, store } = app as ToyApp;
    decideEffects(parts, { runId, decision: 'skip', nodeId: 'out' });
    const again = await replayed(runId);
    expect(mustFindRun(store, again).counts).toMatchObject({ read: COUNT, delivered: 15, duplicates: 20, filtered: 10 });
    expect(copies()).toEqual(expected());
    expect(() => decideEffects(parts, { runId, decision: 'resend', keys: ['no-such-key'] })).toThrow(/no such unconfirmed write/);
  });

  it.each([
    ['resend', third, []],
    ['skip', [], []],
  ] as const)('a step that is set to %s asks nobody', async (unknownEffects, twice, never) => {
    const runId = killed(flowOf({}, { unknownEffects }), 'before-done', 2);
    const { parts } = app as ToyApp;
    expect(unknownEffectsOf(parts, runId)).toMatchObject({ undecided: 0, effects: [{ decision: unknownEffects, decidedBy: 'setting' }] });
    await replayed(runId);
    expect(copies()).toEqual(expected(twice, never));
  });

  it('once a replay has come to its end, another one sends everything once more, under keys of its own', async () => {
    const runId = killed(flowOf(), 'before-intent', 1);
    const { parts, store } = app as ToyApp;
    const second = await replayed(runId);
    expect(copies()).toEqual(expected());
    // Everything has come to its end: another replay of either is meant to send everything once more, under keys of its own.
    const third = startReplay(parts, { runId, version: 'now', what: 'all' });
    await parts.desk.find(third)?.ended;
    expect(mustFindRun(store, third).counts).toMatchObject({ delivered: COUNT, duplicates: 0 });
    expect(copies().every((times) => times === 2)).toBe(true);
    expect(new Set(requests().map(({ key }) => key)).size).toBe(requests().length);
    expect(store.effects.family(second)).toEqual([runId, second, third]);
  });
});

describe('a target that writes everything at once', () => {
  const table = (config: object = {}) =>
    sketchFlow({ nodes: { read: ['count', { count: COUNT }], out: ['append', { ...config }] }, edges: ['read>out'], settings: { capture: 'input' } });
  const lines = () =>
    readFileSync(join(workspace, 'files', 'flow', 'appended.txt'), 'utf8')
      .trim()
      .split('\n').length;

  it.each([
    ['resend', 2],
    ['skip', 1],
  ] as const)('is unknown as a whole when the program is killed behind its write: %s', async (decision, times) => {
    const runId = killed(table({ kill: true }));
    const { parts, store } = app as ToyApp;
    store.flows.save(table(), 5);
    expect(unknownEffectsOf(parts, runId)).toMatchObject({ undecided: 1, effects: [{ group: null, records: COUNT }] });
    expect(planReplay(parts, { runId, version: 'now', what: 'all' })).toMatchObject({ possible: false });
    decideEffects(parts, { runId, decision });
    const said = planReplay(parts, { runId, version: 'now', what: 'all' }).steps.find(({ nodeId }) => nodeId === 'out');
    expect(said?.action).toBe(decision === 'skip' ? 'skip' : 'write-again');
    const again = await replayed(runId);
    expect(mustFindRun(store, again).counts).toMatchObject(decision === 'skip' ? { delivered: 0, filtered: COUNT } : { delivered: COUNT });
    expect(lines()).toBe(times * COUNT);
  });
});
