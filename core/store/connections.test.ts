import { expect, test } from 'vitest';
import { aFlow, temporaryStore } from './testing/workspace.ts';

const SEALED = { hosts: ['a:1'], recipient: 'age1x', sealed: new Uint8Array([1, 2, 3]) };

test('names are unique whatever their capitals; a rename to the same name changes nothing', () => {
  const { connections } = temporaryStore();
  connections.add({ connectionId: 'a', kind: 'echo', name: 'Payroll' }, 1);
  expect(() => connections.add({ connectionId: 'b', kind: 'echo', name: 'PAYROLL' }, 2)).toThrow(expect.objectContaining({ code: 'connection-name-taken' }));
  connections.add({ connectionId: 'b', kind: 'echo', name: 'HR' }, 2);
  expect(() => connections.rename('b', 'payroll', 3)).toThrow(expect.objectContaining({ code: 'connection-name-taken' }));
  connections.rename('b', 'HR', 3);
  expect(connections.find('b')).toMatchObject({ revision: 1, updatedAt: 2 });
  connections.rename('b', 'hr', 4);
  expect(connections.find('b')).toMatchObject({ name: 'hr', revision: 2, updatedAt: 4 });
  expect(connections.named('Hr')?.connectionId).toBe('b');
  expect(connections.list().map(({ name }) => name)).toEqual(['hr', 'Payroll']);
});

test('settings and secrets of one environment change together, and not behind the back of another change', () => {
  const { connections } = temporaryStore();
  connections.add({ connectionId: 'a', kind: 'echo', name: 'A' }, 1);
  const values = { version: 1, config: { host: 'a' } };
  connections.change('a', 1, { environment: 'production', values, secrets: { password: SEALED, token: SEALED } }, 2);
  connections.change('a', 2, { environment: 'test', values, secrets: { password: SEALED } }, 3);
  expect(() => connections.change('a', 2, { environment: 'test', values, secrets: {} }, 4)).toThrow(
    expect.objectContaining({ code: 'connection-changed-elsewhere' }),
  );
  connections.change('a', 3, { environment: 'production', values, secrets: { token: null } }, 5);
  expect(connections.secrets('a', 'production').map(({ name, changedAt }) => [name, changedAt])).toEqual([['password', 2]]);
  expect([connections.values('a', 'production')?.revision, connections.values('a', 'test')?.revision, connections.find('a')?.revision]).toEqual([4, 3, 4]);
  connections.putTest('a', { environment: 'test', revision: 3, at: 6, ok: true, ms: 2, parts: '[]' });
  connections.change('a', 4, { environment: 'test', values: null, secrets: {} }, 7);
  expect([connections.values('a', 'test'), connections.secrets('a', 'test'), connections.lastTest('a', 'test')]).toEqual([undefined, [], undefined]);
  expect(connections.countSecrets('age1x')).toEqual({ secrets: 1, otherKey: 0 });
  expect(connections.countSecrets('age1y')).toEqual({ secrets: 1, otherKey: 1 });
  connections.remove('a');
  connections.putTest('a', { environment: 'test', revision: 3, at: 6, ok: true, ms: 2, parts: '[]' });
  expect([connections.countSecrets('age1x').secrets, connections.lastTest('a', 'test')]).toEqual([0, undefined]);
});

test('flows whose newest or live version names a connection are found, removed ones not', () => {
  const store = temporaryStore();
  store.connections.add({ connectionId: 'conn-1', kind: 'echo', name: 'A' }, 1);
  const using = (id: string) => {
    const flow = aFlow(id, id);
    return { ...flow, nodes: [{ id: 'n', kind: 'echo-source', version: 1, name: 'n', position: { x: 0, y: 0 }, config: { connection: 'conn-1' } }] };
  };
  store.flows.add(using('f'), 1);
  store.flows.add(aFlow('g', 'G'), 1);
  store.flows.add(using('gone'), 1);
  store.flows.setRemoved('gone', 2);
  expect(store.connections.flowsThatUse(null)).toEqual([{ flowId: 'f', version: 1 }]);
  store.flows.setLive('f', 1);
  store.flows.save({ ...using('f'), nodes: [] }, 2, 1);
  expect(store.connections.flowsThatUse('conn-1')).toEqual([{ flowId: 'f', version: 1 }]);
  expect(store.connections.flowsThatUse('other')).toEqual([]);
});
