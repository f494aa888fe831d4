import { expect, test } from 'vitest';
import type { WorkspaceEvent } from '../../api/app-models.ts';
import { OperationalError } from '../../base/errors.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import { WorkspaceNews } from './workspace-news.ts';

function stateWith(queued: number): Extract<WorkspaceEvent, { kind: 'state' }> {
  return { kind: 'state', running: [], queued, paused: false, live: 0, alerts: { open: 0, unseen: 0 }, nextDue: null, workspaceBytes: 0, troubles: [] };
}

test('states are at most ten a second and the newest is always told; other news come at once', async () => {
  const clock = new FakeClock(0);
  let queued = 0;
  const news = new WorkspaceNews(clock, () => stateWith(queued));
  const stream = news.watch();
  const heard: WorkspaceEvent[] = [];
  const listening = (async () => {
    for await (const event of stream) heard.push(event);
  })();
  for (let i = 1; i <= 1_000; i++) {
    queued = i;
    news.stateChanged();
    clock.pass(1);
    await Promise.resolve();
  }
  news.tell({ kind: 'run-changed', runId: 'r', flowId: 'f', status: 'running' });
  clock.pass(200);
  news.close();
  await listening;
  const states = heard.filter((event) => event.kind === 'state');
  expect(states.length).toBeGreaterThan(8);
  expect(states.length).toBeLessThanOrEqual(13);
  expect(states.at(-1)?.queued).toBe(1_000);
  expect(heard.filter((event) => event.kind === 'run-changed')).toHaveLength(1);
  expect(clock.timers).toBe(0);
});

test('where the database cannot be read for a moment, the state is told afterwards; nobody who changed something fails, and no timer', async () => {
  const clock = new FakeClock(0);
  let gone = false;
  let queued = 0;
  const news = new WorkspaceNews(clock, () => {
    if (gone) throw new OperationalError('workspace-disk', 'The drive does not answer.');
    return stateWith(queued);
  });
  const stream = news.watch();
  const heard: number[] = [];
  const listening = (async () => {
    for await (const event of stream) if (event.kind === 'state') heard.push(event.queued);
  })();
  await Promise.resolve();
  clock.pass(200);
  gone = true;
  queued = 1;
  news.stateChanged();
  news.stateChanged();
  clock.pass(2_500);
  queued = 2;
  gone = false;
  clock.pass(1_000);
  news.close();
  await listening;
  expect(heard).toEqual([0, 2]);
  expect(clock.timers).toBe(0);
});
