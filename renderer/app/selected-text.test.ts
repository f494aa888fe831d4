// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepSelectedTextInPlace } from './selected-text.ts';

let stop = () => {};
beforeEach(() => {
  stop = keepSelectedTextInPlace();
  document.body.innerHTML =
    '<p>Some <b>words</b></p><div class="port"></div><button draggable="true"><i>CSV file</i></button><textarea>Note</textarea><a href="#/flows">Flows</a>';
});
afterEach(() => stop());

function isDragged(what: Node | null | undefined): boolean {
  const event = new Event('dragstart', { bubbles: true, cancelable: true });
  what?.dispatchEvent(event);
  return !event.defaultPrevented;
}

test('selected text is not dragged away from under a press, be it pressed itself or what lies among it', () => {
  expect(isDragged(document.querySelector('b')?.firstChild)).toBe(false);
  expect(isDragged(document.querySelector('.port'))).toBe(false);
});

test('what is there to be dragged still is: kinds of the palette, links, text that is being written', () => {
  expect(isDragged(document.querySelector('i'))).toBe(true);
  expect(isDragged(document.querySelector('a'))).toBe(true);
  expect(isDragged(document.querySelector('textarea'))).toBe(true);
});

test('ends when it is stopped', () => {
  stop();
  expect(isDragged(document.querySelector('.port'))).toBe(true);
});
