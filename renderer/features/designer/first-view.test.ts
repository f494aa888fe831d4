import { describe, expect, test } from 'vitest';
import { isIn, type Place } from '../../canvas/bring-into-view.ts';
import { firstView } from './first-view.ts';

const SIZE = { width: 800, height: 500 };
const card = (x: number, y: number): Place => ({ x, y, width: 224, height: 80 });

describe('a flow that is opened', () => {
  test('is shown whole, in its own size where it fits, in the middle', () => {
    expect(firstView([card(100, 100)], SIZE, null)).toEqual({ x: 188, y: 94, zoom: 1 });
    const wide = [card(-300, 40), card(700, 90)];
    const view = firstView(wide, SIZE, null);
    expect(view.zoom).toBeGreaterThan(0.5);
    expect(view.zoom).toBeLessThan(1);
    expect(wide.every((one) => isIn(view, SIZE, one))).toBe(true);
  });

  test('is shown from its beginning where its cards could not be read otherwise', () => {
    const view = firstView([card(10, 20), card(9_000, 20)], SIZE, null);
    expect(view).toEqual({ x: 20 - 10 * 0.5, y: (500 - 32 - 80 * 0.5) / 2 - 20 * 0.5, zoom: 0.5 });
  });

  test('is shown as it was left, unless nothing of it would be in sight', () => {
    const left = { x: -200, y: 30, zoom: 0.8 };
    expect(firstView([card(300, 100)], SIZE, left)).toBe(left);
    expect(firstView([card(-5_000, 100)], SIZE, left)).not.toBe(left);
    expect(isIn(firstView([card(-5_000, 100)], SIZE, left), SIZE, card(-5_000, 100))).toBe(true);
  });

  test('stands at its own zero while it is empty', () => {
    expect(firstView([], SIZE, null)).toEqual({ x: 0, y: 0, zoom: 1 });
  });
});
