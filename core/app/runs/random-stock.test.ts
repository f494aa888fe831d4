import { expect, test } from 'vitest';
import { randomInStock } from './random-stock.ts';

test('bytes are given once, in any amount, also across the end of a stock', () => {
  const random = randomInStock();
  const seen = new Set<string>();
  for (let turn = 0; turn < 400; turn++) {
    const bytes = random(24);
    expect(bytes).toHaveLength(24);
    seen.add(Buffer.from(bytes).toString('hex'));
  }
  expect(seen.size).toBe(400);
  expect(random(5000)).toHaveLength(5000);
  const kept = random(8);
  const before = Buffer.from(kept).toString('hex');
  for (let turn = 0; turn < 400; turn++) random(24);
  expect(Buffer.from(kept).toString('hex')).toBe(before);
});
