import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { ConditionGroup } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import { type ConditionPath, itemAt, moveCondition, pathOfItem, stepTarget } from './condition-tree.ts';

/** What the rows of a tree of conditions need so that they can be moved. */
export interface ConditionMoves {
  /** For the list entry of an item. */
  itemProps(path: ConditionPath): { 'data-item': string; 'data-dragged': true | undefined; 'data-drop': 'before' | 'after' | undefined };
  /** For the handle of an item: drag it, or use the arrow keys. */
  handleProps(
    path: ConditionPath,
    name: string,
  ): {
    type: 'button';
    'data-handle': string;
    'aria-label': string;
    title: string;
    onPointerDown(event: PointerEvent<HTMLButtonElement>): void;
    onKeyDown(event: KeyboardEvent<HTMLButtonElement>): void;
  };
}

const keyOf = (path: ConditionPath) => path.join('.');
const pathOf = (key: string): ConditionPath => (key === '' ? [] : key.split('.').map(Number));

interface Drag {
  from: string;
  over: string | null;
  side: 'before' | 'after';
}

/** Moves conditions and groups within a tree, also from one group into another, by dragging handles or with the arrow keys on a handle. */
export function useConditionMoves(root: ConditionGroup, onChange: (root: ConditionGroup) => void): ConditionMoves {
  const [drag, setDrag] = useState<Drag | null>(null);
  const now = useRef<Drag | null>(null);
  const show = (next: Drag | null) => {
    now.current = next;
    setDrag(next);
  };
  const drop = ({ from, over, side }: Drag) => {
    const target = over === null ? null : pathOf(over);
    if (!target) return;
    onChange(moveCondition(root, pathOf(from), target.slice(0, -1), (target.at(-1) ?? 0) + (side === 'after' ? 1 : 0)));
  };
  const startDrag = (path: ConditionPath, event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const from = keyOf(path);
    show({ from, over: null, side: 'after' });
    const follow = (moved: globalThis.PointerEvent) => {
      const item = document.elementFromPoint(moved.clientX, moved.clientY)?.closest<HTMLElement>('[data-item]');
      const over = item?.dataset['item'];
      if (!item || over === undefined || over === from || over.startsWith(`${from}.`)) return show({ from, over: null, side: 'after' });
      const { top, height } = item.getBoundingClientRect();
      show({ from, over, side: moved.clientY < top + height / 2 ? 'before' : 'after' });
    };
    const finish = () => {
      handle.removeEventListener('pointermove', follow);
      if (now.current) drop(now.current);
      show(null);
    };
    handle.addEventListener('pointermove', follow);
    handle.addEventListener('lostpointercapture', finish, { once: true });
  };
  const step = (path: ConditionPath, event: KeyboardEvent<HTMLButtonElement>) => {
    const way = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const item = itemAt(root, path);
    const target = way === 0 ? null : stepTarget(root, path, way);
    if (!item || !target) return;
    event.preventDefault();
    const moved = moveCondition(root, path, target.to, target.index);
    const box = event.currentTarget.closest('[data-conditions]');
    onChange(moved);
    requestAnimationFrame(() => box?.querySelector<HTMLElement>(`[data-handle="${keyOf(pathOfItem(moved, item) ?? [])}"]`)?.focus());
  };
  return {
    itemProps: (path) => ({
      'data-item': keyOf(path),
      'data-dragged': drag?.from === keyOf(path) || undefined,
      'data-drop': drag?.over === keyOf(path) ? drag.side : undefined,
    }),
    handleProps: (path, name) => ({
      type: 'button',
      'data-handle': keyOf(path),
      'aria-label': t('Move {{name}}: drag, or use the arrow keys', { name }),
      title: t('Drag to move, or use the arrow keys'),
      onPointerDown: (event) => startDrag(path, event),
      onKeyDown: (event) => step(path, event),
    }),
  };
}
