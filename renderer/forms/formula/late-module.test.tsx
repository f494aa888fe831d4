// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { sayFailed } from '../../ui/say.ts';
import { createLateModule } from './late-module.ts';

vi.mock('../../ui/say.ts', () => ({ sayFailed: vi.fn() }));

afterEach(cleanup);

it('says once that a module cannot be loaded, and tries again for the next who wants it', async () => {
  const load = vi.fn(() => Promise.reject<{ of: string }>(new TypeError('Failed to fetch dynamically imported module')));
  const useLanguage = createLateModule(load);
  const { result, rerender } = renderHook(({ wanted }) => useLanguage(wanted), { initialProps: { wanted: false } });
  const want = (wanted: boolean) => act(async () => rerender({ wanted }));
  expect(load).not.toHaveBeenCalled();
  await want(true);
  await want(false);
  await want(true);
  expect([result.current, load.mock.calls.length, vi.mocked(sayFailed).mock.calls.length]).toEqual([null, 2, 1]);
  const language = { of: 'formulas' };
  load.mockImplementation(() => Promise.resolve(language));
  await want(false);
  await want(true);
  expect(result.current).toBe(language);
  expect(renderHook(() => useLanguage(true)).result.current).toBe(language);
  expect(load).toHaveBeenCalledTimes(3);
});
