import { expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import { aRun, aStep, temporaryStore } from './testing/workspace.ts';

test('a setting that was changed in a transaction that is taken back is what it was', () => {
  const store = temporaryStore();
  store.settings.set('colour', 'red');
  const read = (kept: unknown) => ({ kept });
  const before = store.settings.read('colour', read);
  expect(store.settings.read('colour', read)).toBe(before);
  expect(() =>
    store.write(() => {
      store.settings.set('colour', 'blue');
      expect(store.settings.get('colour')).toBe('blue');
      throw new Error('taken back');
    }),
  ).toThrow('taken back');
  expect(store.settings.get('colour')).toBe('red');
  store.settings.set('colour', 'green');
  expect(store.settings.read('colour', read)).toEqual({ kept: 'green' });
});

test('a step that was first written in a transaction that is taken back is written by the next', () => {
  const store = temporaryStore();
  store.runs.queue(aRun('r'));
  const step = aStep('read');
  expect(() =>
    store.write(() => {
      store.steps.put('r', [step]);
      throw new Error('taken back');
    }),
  ).toThrow('taken back');
  store.steps.put('r', [step]);
  expect(store.steps.of('r').map(({ nodeId }) => nodeId)).toEqual(['read']);
});

test('who only looks sees what another program changes', () => {
  const store = temporaryStore();
  store.settings.set('colour', 'red');
  const looking = openStore({ workspace: store.file.replace(/[\\/][^\\/]+$/, ''), kind: 'host', now: 0, readOnly: true });
  try {
    expect(looking.settings.get('colour')).toBe('red');
    store.settings.set('colour', 'blue');
    expect(looking.settings.get('colour')).toBe('blue');
  } finally {
    looking.close();
  }
});
