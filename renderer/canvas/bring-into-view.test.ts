import { describe, expect, test } from 'vitest';
import { isIn, type Place, showing, showingToo } from './bring-into-view.ts';

const SIZE = { width: 800, height: 500 };
const HOME = { x: 0, y: 0, zoom: 1 };
const card = (x: number, y: number): Place => ({ x, y, width: 224, height: 80 });

describe('a card is brought into view', () => {
  test('by nothing when it is in view', () => {
    expect(showing(HOME, SIZE, card(100, 100))).toBe(HOME);
  });

  test.each([
    ['to the right', card(700, 100), { x: -148, y: 0 }],
    ['to the left', card(-100, 100), { x: 124, y: 0 }],
    ['above', card(100, -50), { x: 0, y: 74 }],
    ['below, above the tools', card(100, 450), { x: 0, y: -86 }],
  ])('by as much as is needed: %s', (_, place, shift) => {
    expect(showing(HOME, SIZE, place)).toEqual({ ...shift, zoom: 1 });
  });

  test('from its beginning when it is larger than the room', () => {
    expect(showing(HOME, SIZE, { x: 50, y: 40, width: 2_000, height: 60 })).toEqual({ x: -26, y: 0, zoom: 1 });
  });
});

describe('a new card is brought into view beside those that were in it', () => {
  test('by moving, when nothing is pushed out', () => {
    const view = showingToo(HOME, SIZE, card(600, 100), [card(200, 100)]);
    expect(view).toEqual({ x: -48, y: 0, zoom: 1 });
  });

  test('by zooming out a little, when something would be', () => {
    const seen = [card(30, 100), card(330, 100)];
    const view = showingToo(HOME, SIZE, card(630, 100), seen);
    expect(view.zoom).toBeCloseTo(752 / 824, 5);
    for (const one of [...seen, card(630, 100)]) expect(isIn(view, SIZE, one)).toBe(true);
  });

  test('never smaller than can be read: then the new one is what counts', () => {
    const view = showingToo(HOME, SIZE, card(1_600, 100), [card(30, 100)]);
    expect(view.zoom).toBe(0.6);
    expect(isIn(view, SIZE, card(1_600, 100))).toBe(true);
  });

  test('never larger than it was', () => {
    expect(showingToo({ x: 0, y: 0, zoom: 0.4 }, SIZE, card(1_900, 100), [card(30, 100)]).zoom).toBe(0.4);
  });
});
