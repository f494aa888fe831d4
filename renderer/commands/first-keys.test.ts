// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { takeFirstKey } from './first-keys.ts';

const pressed = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, cancelable: true, ...more });

test('letters go to the search box as soon as there is one, and are kept until then', () => {
  const keep = vi.fn();
  const early = pressed('e');
  takeFirstKey(early, null, keep);
  expect(keep).toHaveBeenCalledExactlyOnceWith('e');
  expect(early.defaultPrevented).toBe(true);

  const box = document.body.appendChild(document.createElement('input'));
  const late = pressed('v');
  takeFirstKey(late, box, keep);
  expect(document.activeElement).toBe(box);
  expect(late.defaultPrevented).toBe(false);
  expect(keep).toHaveBeenCalledOnce();
});

test('other keys stay what they are', () => {
  const keep = vi.fn();
  for (const event of [pressed('Escape'), pressed('ArrowDown'), pressed('k', { ctrlKey: true }), pressed('b', { altKey: true })]) {
    takeFirstKey(event, null, keep);
    expect(event.defaultPrevented).toBe(false);
  }
  expect(keep).not.toHaveBeenCalled();
});
