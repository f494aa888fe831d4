import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { t } from '../i18n/i18n.ts';

/** Moves one item of a list to another place. */
export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}

interface Reorder {
  dragged: number | null;
  over: number | null;
  /** For each row: where it is, so that a drag knows what it is over. */
  rowProps(index: number): { 'data-reorder': number; 'data-dragged': true | undefined; 'data-over': true | undefined };
  /** For each row's handle: drag it, or use the arrow keys with Alt. */
  handleProps(
    index: number,
    name: string,
  ): {
    type: 'button';
    'aria-label': string;
    title: string;
    onPointerDown(event: PointerEvent<HTMLButtonElement>): void;
    onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void;
  };
}

/** Reordering of a list by dragging handles or with the arrow keys on a handle. */
export function useReorder(count: number, move: (from: number, to: number) => void): Reorder {
  const [drag, setDrag] = useState<{ from: number; over: number } | null>(null);
  const target = useRef(0);
  const startDrag = (from: number, event: PointerEvent<HTMLButtonElement>) => {
    const list = event.currentTarget.closest('[data-reorder]')?.parentElement;
    if (!list || event.button !== 0) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    target.current = from;
    setDrag({ from, over: from });
    const follow = (moved: globalThis.PointerEvent) => {
      const rows = [...list.children].filter((child) => child.hasAttribute('data-reorder'));
      const at = rows.findIndex((row) => moved.clientY < row.getBoundingClientRect().top + row.getBoundingClientRect().height / 2);
      const over = at < 0 ? rows.length - 1 : at > from ? at - 1 : at;
      target.current = over;
      setDrag({ from, over });
    };
    const finish = () => {
      handle.removeEventListener('pointermove', follow);
      setDrag(null);
      if (target.current !== from) move(from, target.current);
    };
    handle.addEventListener('pointermove', follow);
    handle.addEventListener('lostpointercapture', finish, { once: true });
  };
  return {
    dragged: drag?.from ?? null,
    over: drag?.over ?? null,
    rowProps: (index) => ({
      'data-reorder': index,
      'data-dragged': drag?.from === index || undefined,
      'data-over': (drag && drag.over === index && drag.over !== drag.from) || undefined,
    }),
    handleProps: (index, name) => ({
      type: 'button',
      'aria-label': t('Move {{name}}: drag, or use the arrow keys', { name }),
      title: t('Drag to move, or use the arrow keys'),
      onPointerDown: (event) => startDrag(index, event),
      onKeyDown: (event) => {
        const to = event.key === 'ArrowUp' ? index - 1 : event.key === 'ArrowDown' ? index + 1 : -1;
        if (to < 0 || to >= count) return;
        event.preventDefault();
        const rows = event.currentTarget.closest('[data-reorder]')?.parentElement;
        const handleAt = [...(event.currentTarget.closest('[data-reorder]')?.querySelectorAll('button') ?? [])].indexOf(event.currentTarget);
        move(index, to);
        requestAnimationFrame(() => {
          const row = [...(rows?.children ?? [])].filter((child) => child.hasAttribute('data-reorder'))[to];
          [...(row?.querySelectorAll('button') ?? [])][handleAt]?.focus();
        });
      },
    }),
  };
}
