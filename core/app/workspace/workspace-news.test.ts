import { expect, test } from 'vitest';
import type { WorkspaceEvent } from '../../api/app-models.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import { WorkspaceNews } from './workspace-news.ts';

test('states are at most ten a second and the newest is always told; other news come at once', async () => {
  const clock = new FakeClock(0);
  let queued = 0;
  const news = new WorkspaceNews(clock, () => ({
    kind: 'state',
    running: [],
    queued,
    paused: false,
    live: 0,
    alerts: { open: 0, unseen: 0 },
    nextDue: null,
    workspaceBytes: 0,
    troubles: [],
  }));
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
