import { expect, test } from 'vitest';
import { placed } from './placed.ts';

const card = { id: 'a', position: { x: 40, y: 90 }, data: {}, style: { pointerEvents: 'none' as const } };

test('a card stands by its place, without a transform of its own, and keeps what else it bears', () => {
  expect(placed(card)).toEqual({ ...card, style: { pointerEvents: 'none', transform: 'none', left: 40, top: 90 } });
});

test('the same card is the same object again; one that moved is another', () => {
  expect(placed(card)).toBe(placed(card));
  expect(placed({ ...card, position: { x: 41, y: 90 } }).style).toMatchObject({ left: 41 });
});
