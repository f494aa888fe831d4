import { expect, test } from 'vitest';
import { aFlow, temporaryStore } from './testing/workspace.ts';

const waitingFor = (flowId: string) => ({
  flowId: 'later',
  nodeId: 'after',
  version: 1,
  settings: { on: 'flow-ended' as const, flowId, when: 'any' as const },
  nextDue: null,
  trouble: null,
});

test('who waits for the end of a flow is known after each change, also after one that was taken back', () => {
  const store = temporaryStore();
  store.flows.add(aFlow('later', 'Later'), 1);
  const watching = (...flows: string[]) => flows.map((flowId) => store.triggers.watching('flow-ended', flowId).length);
  expect(watching('first', 'other')).toEqual([0, 0]);
  store.triggers.replace('later', [waitingFor('first')]);
  expect(watching('first', 'other')).toEqual([1, 0]);
  const takenBack = () =>
    store.write(() => {
      store.triggers.replace('later', [waitingFor('other')]);
      expect(watching('first', 'other')).toEqual([0, 1]);
      throw new Error('no room');
    });
  expect(takenBack).toThrow('no room');
  expect(watching('first', 'other')).toEqual([1, 0]);
  store.triggers.replace('later', []);
  expect(watching('first', 'other')).toEqual([0, 0]);
});
