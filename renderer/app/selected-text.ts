/** What is dragged by itself, or holds text that is moved by dragging it. */
const DRAGGED = '[draggable="true"], a[href], input, textarea, [contenteditable]:not([contenteditable="false"])';

/**
 * A press on selected text would begin to drag that text away, and what the press was meant for (a link drawn from a port, a card moved, a line of the
 * mapper) would end at once without a word: the browser takes the pointer. Returns the function that allows it again.
 */
export function keepSelectedTextInPlace(): () => void {
  const onDragStart = (event: DragEvent) => {
    const pressed = event.target instanceof Element ? event.target : event.target instanceof Node ? event.target.parentElement : null;
    if (!pressed?.closest(DRAGGED)) event.preventDefault();
  };
  window.addEventListener('dragstart', onDragStart);
  return () => window.removeEventListener('dragstart', onDragStart);
}
