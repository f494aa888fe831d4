// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useSlow } from './useSlow.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test('what is over within 300 ms shows nothing, however often it comes', () => {
  const { result, rerender } = renderHook(({ busy }) => useSlow(busy), { initialProps: { busy: false } });
  for (let i = 0; i < 5; i++) {
    rerender({ busy: true });
    pass(290);
    expect(result.current).toBe(false);
    rerender({ busy: false });
    pass(50);
    expect(result.current).toBe(false);
  }
});

test('what takes longer shows from 300 ms on, never for less than half a second, and goes on through what follows at once', () => {
  const { result, rerender } = renderHook(({ busy }) => useSlow(busy), { initialProps: { busy: true } });
  pass(299);
  expect(result.current).toBe(false);
  pass(1);
  expect(result.current).toBe(true);
  rerender({ busy: false });
  pass(400);
  expect(result.current).toBe(true);
  rerender({ busy: true });
  pass(2_000);
  expect(result.current).toBe(true);
  rerender({ busy: false });
  pass(1);
  expect(result.current).toBe(false);
});
