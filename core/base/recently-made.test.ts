import { expect, test } from 'vitest';
import { frozen, RecentlyMade } from './recently-made.ts';

test('the same key gives the same object until others have been asked for more recently', () => {
  const recent = new RecentlyMade<object>(2);
  const [a, b] = [{}, {}];
  expect(recent.get('a', () => a)).toBe(a);
  expect(recent.get('b', () => b)).toBe(b);
  expect(recent.get('a', () => ({}))).toBe(a);
  recent.get('c', () => ({}));
  expect(recent.get('a', () => ({}))).toBe(a);
  expect(recent.get('b', () => ({}))).not.toBe(b);
});

test('what could not be made is not kept', () => {
  const recent = new RecentlyMade<string>(2);
  expect(() =>
    recent.get('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(recent.get('a', () => 'made')).toBe('made');
});

test('frozen data cannot be changed at any depth, and other objects are left alone', () => {
  const map = new Map([['a', 1]]);
  const data = frozen({ list: [{ deep: 1 }], map });
  expect(() => {
    (data.list[0] as { deep: number }).deep = 2;
  }).toThrow(TypeError);
  map.set('b', 2);
  expect(data.map.size).toBe(2);
});
