import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { aFlow, aRun, aStep, NO_COUNTS, temporaryFolder, temporaryStore } from './testing/workspace.ts';

const END = { status: 'succeeded', at: 5_000, durationMs: 3, counts: { ...NO_COUNTS, read: 10, delivered: 10 } } as const;
const ERROR = { class: 'operational', code: 'gone', message: 'The server could not be reached.' } as const;

test('a run goes one way: queued, running, over', () => {
  const { runs } = temporaryStore();
  runs.queue(aRun('r'));
  expect(runs.find('r')).toMatchObject({ status: 'queued', startedAt: null, durationMs: null });
  expect(runs.start('r', 3_000)).toBe(true);
  expect(runs.start('r', 3_001)).toBe(false);
  runs.progress('r', { ...NO_COUNTS, read: 4, pending: 4 });
  expect(runs.find('r')).toMatchObject({ status: 'running', startedAt: 3_000, counts: { read: 4, pending: 4 } });
  expect(runs.finish('r', END)).toBe(true);
  expect(runs.finish('r', { ...END, status: 'failed', error: ERROR })).toBe(false);
  runs.progress('r', NO_COUNTS);
  expect(runs.start('r', 9_000)).toBe(false);
  const found = runs.find('r');
  expect(found).toMatchObject({ status: 'succeeded', finishedAt: 5_000, durationMs: 3, counts: END.counts });
  expect(found).not.toHaveProperty('error');
});

test('after a crash open runs are interrupted with the counts last known, finished ones stay', () => {
  const folder = temporaryFolder();
  const before = temporaryStore(folder);
  for (const id of ['queued', 'running', 'over']) before.runs.queue(aRun(id));
  for (const id of ['running', 'over']) before.runs.start(id, 2_500);
  before.steps.put('running', [aStep('a', { status: 'succeeded' }), aStep('b'), aStep('c', { status: 'waiting' })]);
  before.runs.progress('running', { ...NO_COUNTS, read: 7, pending: 7 });
  before.effects.intend('running', { nodeId: 'c', key: 'running/c', effects: 'appending-write', records: 7 }, 2_600);
  before.events.add('running', [{ kind: 'status', seq: 3, at: 2_500, status: 'running' }]);
  before.runs.finish('over', END);
  before.close();
  const after = temporaryStore(folder, 9_000);
  expect(after.interrupted.map((run) => run.runId)).toEqual(['queued', 'running']);
  expect(after.runs.find('running')).toMatchObject({
    status: 'interrupted',
    finishedAt: 9_000,
    durationMs: 6_500,
    counts: { read: 7, pending: 7 },
    error: { code: 'interrupted' },
  });
  expect(after.runs.find('queued')).toMatchObject({ status: 'interrupted', durationMs: 0 });
  expect(after.runs.find('over')?.status).toBe('succeeded');
  expect(after.steps.of('running').map((step) => step.status)).toEqual(['succeeded', 'interrupted', 'interrupted']);
  expect(after.effects.of('running')).toMatchObject([{ state: 'unknown' }]);
  expect(after.events.after('running', 3, 10)).toMatchObject([{ kind: 'status', status: 'interrupted' }]);
  expect(after.runs.open()).toEqual([]);
});

test('after a crash what was meant is taken back where its half product is still there, and unknown where it has gone', () => {
  const folder = temporaryFolder();
  const before = temporaryStore(folder);
  before.runs.queue(aRun('r'));
  before.runs.start('r', 2_500);
  const half = (name: string) => join(folder, `.${name}.r.part`);
  for (const nodeId of ['there', 'gone'])
    before.effects.intend('r', { nodeId, key: `r/${nodeId}`, effects: 'repeat-safe-write', records: 0, half: half(nodeId) }, 2_600);
  before.effects.begins('r', 'gone', 'r/gone', 7);
  before.effects.addPartFile('r', half('there'));
  writeFileSync(half('there'), 'x');
  before.close();
  const after = temporaryStore(folder, 9_000);
  expect(after.effects.of('r')).toMatchObject([{ nodeId: 'gone', state: 'unknown', records: 7 }]);
  expect(existsSync(half('there'))).toBe(false);
});

test('after a crash half products, spilled data and captures that nobody finished are removed', () => {
  const folder = temporaryFolder();
  const before = temporaryStore(folder);
  before.runs.queue(aRun('r'));
  before.runs.queue(aRun('kept'));
  const files = ['out.csv.part', 'spill/r/1', 'captures/r/n', 'captures/kept/n', 'out.csv'].map((name) => join(folder, name));
  for (const file of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'x');
  }
  before.effects.addPartFile('r', files[0] ?? '');
  before.effects.addPartFile('r', join(folder, 'never-came'));
  before.captures.put({ runId: 'kept', nodeId: 'n', side: 'out', port: 'out', file: 'n', records: 1, bytes: 1, complete: true, createdAt: 1 });
  before.close();
  const after = temporaryStore(folder, 9_000);
  expect(files.map((file) => existsSync(file))).toEqual([false, false, false, true, true]);
  expect(after.effects.partFiles('r')).toEqual([]);
});

test('a run knows its own document, parameters and what it replays', () => {
  const store = temporaryStore();
  store.flows.add(aFlow('f', 'Nightly'), 1_500);
  store.runs.queue(
    aRun('r', { flowVersion: 0, document: '{}', folder: '/data', parameters: { day: '1' }, replay: '{"what":"all"}', replayOf: 'q', note: 'late' }),
  );
  expect(store.runs.origin('r')).toEqual({ document: '{}', folder: '/data', parameters: { day: '1' }, replay: '{"what":"all"}' });
  expect(store.runs.find('r')).toMatchObject({ replayOf: 'q', note: 'late' });
  expect(store.flows.find('f')?.lastRunId).toBe('r');
});
