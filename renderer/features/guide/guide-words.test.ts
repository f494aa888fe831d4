// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { usePreview } from '../../state/preview.ts';
import { type CurrentRun, useRuns } from '../../state/runs.ts';
import { GUIDE_WORDS, useHow } from './guide-words.ts';
import { spotOf } from './spots.ts';

afterEach(() => {
  cleanup();
  usePreview.setState({ status: 'idle', steps: {} });
  useRuns.setState({ current: null });
  document.body.replaceChildren();
});

const how = (step: Parameters<typeof useHow>[0]) => renderHook(() => useHow(step)).result.current;

it('says of what the ring lies on: without records the preview, with them the links', () => {
  document.body.innerHTML =
    '<button data-spot="preview"></button><button data-spot="run"></button><div data-scope="canvas"><button data-carries="data"></button></div>';
  expect([how('look'), how('follow')]).toEqual([expect.stringMatching(/^Preview the flow first: /), expect.stringMatching(/^Preview the flow first: /)]);
  expect(spotOf('look')).toBe(document.querySelector('[data-spot="preview"]'));
  expect(how('account')).toMatch(/^Run the flow first: /);
  expect(spotOf('account')).toBe(document.querySelector('[data-spot="run"]'));

  usePreview.setState({ status: 'running' });
  expect(how('look')).toBe(GUIDE_WORDS.look.how);
  expect(spotOf('look')).toBe(document.querySelector('[data-carries]'));

  usePreview.setState({ status: 'idle' });
  useRuns.setState({ current: {} as CurrentRun });
  expect([how('look'), how('account')]).toEqual([GUIDE_WORDS.look.how, GUIDE_WORDS.account.how]);
  expect(how(null)).toBeNull();
});
