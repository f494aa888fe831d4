import { useRef } from 'react';
import styles from './Splitter.module.css';

export interface SplitterProps {
  /** `vertical` is a standing line between left and right. */
  orientation: 'vertical' | 'horizontal';
  label: string;
  /** Size of the panel behind the line (to its right, or below), in pixels. */
  size: number;
  min: number;
  max: number;
  /** What a double click goes back to. */
  usual: number;
  onResize(size: number): void;
}

/** A line that changes the size of the panel behind it: with the mouse, or with arrow keys. */
export function Splitter({ orientation, label, size, min, max, usual, onResize }: SplitterProps) {
  const from = useRef<{ at: number; size: number } | null>(null);
  const clamp = (value: number) => Math.round(Math.max(min, Math.min(max, value)));
  const place = (event: React.PointerEvent) => (orientation === 'vertical' ? event.clientX : event.clientY);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const more = orientation === 'vertical' ? 'ArrowLeft' : 'ArrowUp';
    const less = orientation === 'vertical' ? 'ArrowRight' : 'ArrowDown';
    const step = event.shiftKey ? 80 : 16;
    if (event.key === more) onResize(clamp(size + step));
    else if (event.key === less) onResize(clamp(size - step));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator is a control, which <hr> is not
    <div
      className={styles.splitter}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      data-orientation={orientation}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(clamp(usual))}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: place(event), size };
      }}
      onPointerMove={(event) => {
        if (from.current) onResize(clamp(from.current.size + from.current.at - place(event)));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
