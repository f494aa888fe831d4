import { expect, test } from 'vitest';
import { serialiseFlow } from '../flow/serialise.ts';
import { aFlow, temporaryStore } from './testing/workspace.ts';

test('every save that changes something makes a version, to the byte; one that does not makes none', () => {
  const { flows } = temporaryStore();
  const first = aFlow('f', 'Nightly', ['a']);
  expect(flows.isEmpty()).toBe(true);
  expect(flows.add(first, 1_000)).toMatchObject({ version: 1, nodes: 1, liveVersion: null });
  expect(flows.isEmpty()).toBe(false);
  expect(flows.save({ ...first }, 2_000, 1)).toEqual({ version: 1, savedAt: 1_000, changed: false });
  const second = { ...aFlow('f', 'Nightly 2', ['a', 'b']), description: 'New', unknownKey: { kept: true } };
  expect(flows.save(second, 3_000, 1)).toEqual({ version: 2, savedAt: 3_000, changed: true });
  expect(flows.list()).toMatchObject([{ name: 'Nightly 2', description: 'New', version: 2, nodes: 2, updatedAt: 3_000, createdAt: 1_000 }]);
  expect(flows.text('f', 1)).toBe(serialiseFlow(first));
  expect(flows.text('f', 2)).toBe(serialiseFlow(second));
  expect(flows.versions('f').map((row) => row.version)).toEqual([2, 1]);
  expect(flows.versions('f')[0]?.summary).not.toBe('');
});

test('a save on top of an older version is refused and changes nothing', () => {
  const { flows } = temporaryStore();
  flows.add(aFlow('f', 'One'), 1_000);
  flows.save(aFlow('f', 'Two'), 2_000, 1);
  expect(() => flows.save(aFlow('f', 'Three'), 3_000, 1)).toThrow(expect.objectContaining({ code: 'flow-changed-elsewhere' }));
  expect(flows.find('f')).toMatchObject({ name: 'Two', version: 2 });
  expect(() => flows.save(aFlow('g', 'Other'), 3_000)).toThrow(expect.objectContaining({ code: 'flow-not-found' }));
  expect(() => flows.document('f', 9)).toThrow(expect.objectContaining({ code: 'version-not-found' }));
});

test('a removed flow is out of sight and out of service, and comes back with its versions', () => {
  const { flows } = temporaryStore();
  flows.add(aFlow('f', 'One'), 1_000);
  flows.setLive('f', 1);
  expect(flows.live().map((flow) => flow.flowId)).toEqual(['f']);
  flows.setRemoved('f', 2_000);
  expect([flows.list(), flows.live()]).toEqual([[], []]);
  flows.setRemoved('f', null);
  expect(flows.list()).toMatchObject([{ flowId: 'f', liveVersion: null, liveEnvironment: null }]);
  expect(flows.versions('f')).toHaveLength(1);
});
