import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import { isNumeric, showValue } from '../values.ts';
import css from './data-grid.module.css';
import { type GridContent, HEADER_HEIGHT, INDEX_WIDTH } from './grid-column.ts';

interface GridRowProps {
  id: string;
  row: number;
  top: number;
  height: number;
  width: number;
  content: GridContent;
  visible: readonly VirtualItem[];
  pinned: boolean;
  /** Column of the active cell, -1 when it is in another row. */
  headColumn: number;
  /** Selected columns of this row, both included; -1 for none. */
  left: number;
  right: number;
}

/** One row: only the cells that are seen. Kept as it is while others scroll in and out. */
export const GridRow = memo(function GridRow({ id, row, top, height, width, content, visible, pinned, headColumn, left, right }: GridRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid whose cells are placed by hand
    // biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active cell
    <div
      role="row"
      aria-rowindex={row + 2}
      className={css.row}
      data-pinned={pinned || undefined}
      style={{ width, height, transform: `translateY(${top + HEADER_HEIGHT}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="rowheader" className={css.index} style={{ width: INDEX_WIDTH }} title={content.rowPlace?.(row) ?? undefined}>
        {content.rowLabel?.(row) ?? row + 1}
      </div>
      {visible.map((item) => {
        const column = content.columns[item.index];
        if (!column) return null;
        const shown = showValue(content.cell(row, item.index), column.type);
        const selected = item.index >= left && item.index <= right;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={item.key}
            role="gridcell"
            id={`${id}-${row}-${item.index}`}
            aria-colindex={item.index + 2}
            aria-selected={selected}
            data-cell={`${row}:${item.index}`}
            data-tone={shown.tone}
            data-mark={content.cellMark?.(row, item.index)}
            data-head={item.index === headColumn || undefined}
            className={`${css.cell} ${isNumeric(column.type) ? css.number : ''} ${column.prose ? css.prose : ''}`}
            style={{ left: item.start + INDEX_WIDTH, width: item.size }}
          >
            {shown.text}
          </div>
        );
      })}
    </div>
  );
});
