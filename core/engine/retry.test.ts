import { describe, expect, it } from 'vitest';
import type { Clock } from '../base/clock.ts';
import { OperationalError, UserError } from '../base/errors.ts';
import { createCancel } from './cancel.ts';
import { retryDelay, withRetry } from './retry.ts';

const policy = { attempts: 4, firstDelayMs: 1_000, factor: 2, maxDelayMs: 3_000 };
const away = (retryAfterMs?: number) =>
  new OperationalError('away', 'It does not answer.', { retryable: true, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });

/** Waits pass at once and are written down. */
function quickClock(waits: number[]): Clock {
  return {
    now: () => 0,
    monotonic: () => 0,
    zone: 'UTC',
    after(ms, callback) {
      waits.push(ms);
      queueMicrotask(callback);
      return () => undefined;
    },
  };
}

async function tried(errors: readonly Error[], random: () => number = () => 1) {
  const waits: number[] = [];
  const said: string[] = [];
  const left = [...errors];
  const result = await withRetry(
    () => {
      const error = left.shift();
      return error ? Promise.reject(error) : Promise.resolve('done');
    },
    { policy, clock: quickClock(waits), random, signal: createCancel().signal, waiting: (message) => said.push(message) },
  ).catch((error: unknown) => error);
  return { result, waits, said };
}

describe('retries', () => {
  it('wait longer each time, up to the cap, with half of it left to chance', async () => {
    expect(await tried([away(), away(), away()])).toEqual({
      result: 'done',
      waits: [1_000, 2_000, 3_000],
      said: [
        'It does not answer. Waiting 1.0 s to try again (2 of 4).',
        'It does not answer. Waiting 2.0 s to try again (3 of 4).',
        'It does not answer. Waiting 3.0 s to try again (4 of 4).',
      ],
    });
    expect([0, 0.5, 1].map((chance) => retryDelay(policy, 2, chance))).toEqual([1_000, 1_500, 2_000]);
  });

  it('wait as long as the other side asks for', async () => {
    expect((await tried([away(9_000)], () => 0)).waits).toEqual([9_000]);
    expect((await tried([away(10 * 365 * 86_400_000)], () => 0)).waits).toEqual([300_000]);
    expect(retryDelay({ ...policy, maxRetryAfterMs: 5_000 }, 1, 0, 9_000)).toBe(5_000);
    expect(retryDelay({ ...policy, maxRetryAfterMs: 5_000 }, 3, 1, 100)).toBe(3_000);
  });

  it('are not made of what cannot get better', async () => {
    const wrong = new UserError('wrong', 'The password is wrong.');
    expect(await tried([wrong])).toEqual({ result: wrong, waits: [], said: [] });
    const final = new OperationalError('gone', 'It is gone.');
    expect((await tried([final])).waits).toEqual([]);
  });

  it('end with the last error', async () => {
    const last = away();
    expect((await tried([away(), away(), away(), last])).result).toBe(last);
  });

  it('are ended by a cancel while they wait', async () => {
    const cancel = createCancel();
    const never: Clock = { ...quickClock([]), after: () => () => undefined };
    const running = withRetry(() => Promise.reject(away()), { policy, clock: never, random: () => 1, signal: cancel.signal, waiting: () => undefined });
    await new Promise((resolve) => setImmediate(resolve));
    cancel.raise();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});
