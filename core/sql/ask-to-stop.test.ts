import { expect, test } from 'vitest';
import type { Clock } from '../base/clock.ts';
import { askToStop } from './ask-to-stop.ts';

/** A clock whose timers ring at the next turn, and which knows those that were neither stopped nor rang. */
function quickClock(): Clock & { set: Set<NodeJS.Immediate> } {
  const set = new Set<NodeJS.Immediate>();
  const after = (_ms: number, callback: () => void) => {
    const timer = setImmediate(() => {
      set.delete(timer);
      callback();
    });
    set.add(timer);
    return () => {
      set.delete(timer);
      clearImmediate(timer);
    };
  };
  return { zone: 'UTC', now: () => 0, monotonic: () => 0, after, set };
}

test('a server that did not hear it is asked again until it is over, and not afterwards', async () => {
  const over = Promise.withResolvers<void>();
  let asked = 0;
  const clock = quickClock();
  await askToStop(clock, over.promise, async () => {
    if (++asked === 3) over.resolve();
  });
  expect({ asked, set: clock.set.size }).toEqual({ asked: 3, set: 0 });
});

test('what is over is not stopped; what ends by failing is over too', async () => {
  let asked = 0;
  const ask = async () => void asked++;
  await askToStop(quickClock(), Promise.resolve(), ask);
  await askToStop(quickClock(), Promise.reject(new Error('it failed')), ask);
  expect(asked).toBe(0);
});

test('it ends at once when the statement does, not when the pause does', async () => {
  const over = Promise.withResolvers<void>();
  const never: Clock = { zone: 'UTC', now: () => 0, monotonic: () => 0, after: () => () => undefined };
  const asking = askToStop(never, over.promise, async () => undefined);
  setImmediate(() => over.reject(new Error('interrupted')));
  await expect(asking).resolves.toBeUndefined();
});

test('where asking fails, who asked is told', async () => {
  await expect(askToStop(quickClock(), new Promise(() => undefined), () => Promise.reject(new Error('nobody is there')))).rejects.toThrow('nobody is there');
});
