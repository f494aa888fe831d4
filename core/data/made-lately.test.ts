import { expect, it } from 'vitest';
import { MadeLately } from './made-lately.ts';

it('makes something of a thing once while few others are asked for, and anew when many were', () => {
  const lately = new MadeLately<{ n: number }, { twice: number }>();
  let made = 0;
  const of = (thing: { n: number }) =>
    lately.of(thing, ({ n }) => {
      made++;
      return { twice: n * 2 };
    });
  const things = Array.from({ length: 40 }, (_, n) => ({ n }));
  const [first, second] = [things[0] as { n: number }, things[1] as { n: number }];
  const kept = of(first);
  expect(of(second)).toEqual({ twice: 2 });
  expect(of(first)).toBe(kept);
  expect(made).toBe(2);
  for (const thing of things.slice(1)) expect(of(thing)).toEqual({ twice: thing.n * 2 });
  expect(of(first)).toEqual(kept);
  expect(made).toBe(things.length + 1);
});

it('keeps nothing of a thing of which nothing could be made', () => {
  const lately = new MadeLately<object, string>();
  const thing = {};
  expect(() =>
    lately.of(thing, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(lately.of(thing, () => 'now')).toBe('now');
});
