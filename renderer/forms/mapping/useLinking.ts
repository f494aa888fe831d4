import { type PointerEvent, useEffect, useRef, useState } from 'react';

/** One end of per line: a row of one of the two sides; `null` is the place for a new field. */
export interface LineEnd {
  side: 'from' | 'to';
  key: string | null;
}

interface Drag {
  start: LineEnd;
  /** Where the pointer is, in the window. */
  x: number;
  y: number;
  over: LineEnd | null;
}

const MOVED = 5;
const EDGE = 28;

interface Linking {
  drag: Drag | null;
  begin(event: PointerEvent<HTMLElement>, start: LineEnd): void;
}

/** Draws a line with the pointer from a row of one side to one of the other; lists scroll along while it is near their edge. */
export function useLinking(onLink: (from: LineEnd, to: LineEnd) => void): Linking {
  const [drag, setDrag] = useState<Drag | null>(null);
  const link = useRef(onLink);
  link.current = onLink;
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const begin = (event: PointerEvent<HTMLElement>, start: LineEnd) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button:not([data-dot])'))) return;
    const [left, top] = [event.clientX, event.clientY];
    let now: Drag | null = null;
    let frame = 0;
    const scrollAlong = () => {
      const pane = now && document.elementFromPoint(now.x, now.y)?.closest<HTMLElement>('[data-pane]');
      if (now && pane) {
        const box = pane.getBoundingClientRect();
        if (now.y < box.top + EDGE) pane.scrollTop -= 8;
        else if (now.y > box.bottom - EDGE) pane.scrollTop += 8;
      }
      frame = requestAnimationFrame(scrollAlong);
    };
    const move = ({ clientX: x, clientY: y }: globalThis.PointerEvent) => {
      if (!now && Math.hypot(x - left, y - top) < MOVED) return;
      if (!now) frame = requestAnimationFrame(scrollAlong);
      now = { start, x, y, over: endAt(x, y, start) };
      setDrag(now);
    };
    const end = () => {
      finish();
      if (now?.over) link.current(start.side === 'from' ? start : now.over, start.side === 'from' ? now.over : start);
    };
    const cancel = (pressed: globalThis.KeyboardEvent) => {
      if (pressed.key !== 'Escape') return;
      pressed.stopPropagation();
      finish();
    };
    const finish = () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', finish);
      window.removeEventListener('keydown', cancel, true);
      stop.current = null;
      setDrag(null);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', finish);
    window.addEventListener('keydown', cancel, true);
    stop.current = finish;
  };
  return { drag, begin };
}

/** What a line from `start` would end at: a row of the other side, or the empty place on the right. */
function endAt(x: number, y: number, start: LineEnd): LineEnd | null {
  const here = document.elementFromPoint(x, y);
  const row = here?.closest<HTMLElement>('[data-row-key]');
  const side = (row ?? here?.closest<HTMLElement>('[data-pane]'))?.dataset[row ? 'side' : 'pane'];
  if (side !== (start.side === 'from' ? 'to' : 'from')) return null;
  if (row) return { side, key: row.dataset['rowKey'] === '' ? null : (row.dataset['rowKey'] ?? null) };
  return side === 'to' ? { side, key: null } : null;
}
