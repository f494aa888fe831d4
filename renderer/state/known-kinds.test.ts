// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { answerWith } from '../api/client.ts';
import { byUse, noteKind, startLearningKinds, useKnownKinds } from './known-kinds.ts';
import { useWorkspace } from './workspace.ts';

beforeEach(() => useKnownKinds.setState({ recent: [], follows: {} }));

const sorted = (beside?: Parameters<typeof byUse>[3]) => byUse(['map', 'sort', 'filter', 'write'], (kind) => kind, useKnownKinds.getState(), beside).join(' ');

test('kinds used last come first, each once, and only so many are remembered', () => {
  expect(sorted()).toBe('map sort filter write');
  for (const kind of ['filter', 'write', 'filter']) noteKind(kind);
  expect(useKnownKinds.getState().recent).toEqual(['filter', 'write']);
  expect(sorted()).toBe('filter write map sort');
  for (let i = 0; i < 30; i++) noteKind(`other${i}`);
  expect(useKnownKinds.getState().recent).toHaveLength(8);
});

test('what mostly follows or feeds such a step in the workspace comes before what was used last; saved flows are learnt from, not all too often', async () => {
  vi.useFakeTimers();
  let asked = 0;
  let follows: Record<string, number> = { 'read sort': 3, 'read filter': 1, 'sort write': 2 };
  answerWith((procedure) => {
    if (procedure === 'flows.kindPairs') asked++;
    return follows;
  });
  const stop = startLearningKinds();
  noteKind('map');
  useWorkspace.setState({ flowsChanged: 1 });
  await vi.advanceTimersByTimeAsync(10);
  expect(sorted({ kind: 'read', end: 'output' })).toBe('sort filter map write');
  expect(sorted({ kind: 'write', end: 'input' })).toBe('sort map filter write');
  follows = { 'read write': 5 };
  for (let flowsChanged = 2; flowsChanged < 20; flowsChanged++) useWorkspace.setState({ flowsChanged });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(2);
  expect(sorted({ kind: 'read', end: 'output' })).toBe('write map sort filter');
  stop();
  vi.useRealTimers();
});
