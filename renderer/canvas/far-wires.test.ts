import { expect, test } from 'vitest';
import { FarWires, type WireLook } from './far-wires.ts';

const DATA: WireLook = { carries: 'data', quiet: false, pressure: 'none', chosen: false };
const drawn = (wires: FarWires) => wires.bundles().map(({ d }) => d);
const all = (wires: FarWires) => drawn(wires).join('').split('M').filter(Boolean).length;

function thousand(): FarWires {
  const wires = new FarWires();
  for (let i = 0; i < 1_000; i++) wires.put(`e${i}`, `M${i},0`, DATA);
  return wires;
}

test('a thousand links are a handful of lines, and none is lost', () => {
  const wires = thousand();
  expect(wires.bundles().length).toBe(16);
  expect(all(wires)).toBe(1_000);
});

test('a link that begins to move changes the line it was in, and no other', () => {
  const wires = thousand();
  const before = drawn(wires);
  wires.put('e7', 'M7,9', DATA);
  const after = drawn(wires);
  expect(after.filter((d) => !before.includes(d)).sort()).toEqual([expect.stringMatching(/^M23,0/), 'M7,9']);
  expect(all(wires)).toBe(1_000);
  wires.remove('e7');
  expect(all(wires)).toBe(999);
});

test('a link that goes on moving changes a short line, and rests with the others once enough have moved after it', () => {
  const wires = thousand();
  wires.put('e7', 'M7,8', DATA);
  const before = drawn(wires);
  wires.put('e7', 'M7,9', DATA);
  expect(drawn(wires).filter((d) => !before.includes(d))).toEqual(['M7,9']);
  for (let i = 100; i < 200; i++) wires.put(`e${i}`, `M${i},9`, DATA);
  expect(all(wires)).toBe(1_000);
  expect(Math.min(...drawn(wires).map((d) => d.split('M').length - 1)), 'those that moved last').toBe(32);
  expect(
    drawn(wires)
      .find((d) => d.includes('M7,9'))
      ?.split('M').length,
    'back among the others',
  ).toBeGreaterThan(50);
});

test('a link that is chosen leaves the line of the others and is drawn last', () => {
  const wires = thousand();
  wires.put('e3', 'M3,0', { ...DATA, chosen: true });
  expect(wires.bundles().at(-1)).toMatchObject({ chosen: true, d: 'M3,0' });
  expect(all(wires)).toBe(1_000);
});

test('what says the same again is no change, and many changes are told once', async () => {
  const wires = thousand();
  let told = 0;
  await Promise.resolve();
  wires.subscribe(() => void told++);
  const before = wires.bundles();
  wires.put('e5', 'M5,0', DATA);
  await Promise.resolve();
  expect([wires.bundles(), told]).toEqual([before, 0]);
  for (let i = 0; i < 100; i++) wires.put(`e${i}`, `M${i},1`, DATA);
  await Promise.resolve();
  expect(told).toBe(1);
});
