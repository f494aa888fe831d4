import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { bounds, type CellPlace, type CellSelection, moveSelection, selectionText } from './cell-selection.ts';
import css from './data-grid.module.css';
import { GridHeader } from './GridHeader.tsx';
import { GridRow } from './GridRow.tsx';
import { fitColumns, type GridContent, HEADER_HEIGHT, INDEX_WIDTH, ROW_HEIGHT } from './grid-column.ts';
import { RecordPanel } from './RecordPanel.tsx';

interface DataGridProps {
  /** What the grid holds, for a screen reader. */
  label: string;
  content: GridContent;
  /** Row that is kept in view by "Follow record". */
  pinnedRow?: number | null;
  onSelect?(place: CellPlace | null): void;
  /** Scrolls along with another grid of the same rows. */
  scroll?: { top: number; by: string } | null;
  onScroll?(top: number): void;
}

/** A grid of records: rows and columns are drawn only where they are seen, so that 100,000 rows scroll as smoothly as ten. */
export const DataGrid = memo(function DataGrid({ label, content, pinnedRow = null, onSelect, scroll, onScroll }: DataGridProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [selection, setSelection] = useState<CellSelection | null>(null);
  const [opened, setOpened] = useState(false);
  const [resized, setResized] = useState<Readonly<Record<string, number>>>({});
  const fitted = useMemo(() => fitColumns(content), [content]);
  const widths = useMemo(() => content.columns.map((column, i) => resized[column.name] ?? fitted[i] ?? 120), [content.columns, fitted, resized]);

  const rows = useVirtualizer({
    count: content.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollMargin: 0,
  });
  const columns = useVirtualizer({
    horizontal: true,
    count: widths.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => widths[i] ?? 120,
    overscan: 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps old sizes until it is told that the widths are new
  useEffect(() => {
    columns.measure();
  }, [columns, widths]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of records has no selected cell
  useEffect(() => {
    setSelection(null);
    setOpened(false);
  }, [content]);
  useEffect(() => {
    if (pinnedRow !== null) rows.scrollToIndex(pinnedRow, { align: 'auto' });
  }, [pinnedRow, rows]);
  useEffect(() => {
    if (scroll && scroller.current && scroll.by !== label) scroller.current.scrollTop = scroll.top;
  }, [scroll, label]);

  const select = (next: CellSelection) => {
    setSelection(next);
    onSelect?.(next.head);
  };
  const reveal = ({ row, column }: CellPlace) => {
    const box = scroller.current;
    if (!box) return;
    const top = row * ROW_HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight - HEADER_HEIGHT) box.scrollTop = top + ROW_HEIGHT - box.clientHeight + HEADER_HEIGHT;
    const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const width = widths[column] ?? 0;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (left + width > box.scrollLeft + box.clientWidth - INDEX_WIDTH) box.scrollLeft = left + width - box.clientWidth + INDEX_WIDTH;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const head = selection?.head;
    if (head && event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      resize(head.column, (widths[head.column] ?? 120) + (event.key === 'ArrowRight' ? 16 : -16));
      return;
    }
    if (event.key === 'Enter' && head) {
      event.preventDefault();
      setOpened(!opened);
      return;
    }
    if (event.key === 'Escape' && opened) {
      event.stopPropagation();
      setOpened(false);
      return;
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 300) - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
    const size = { rows: content.rowCount, columns: widths.length, page };
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && size.rows > 0) {
      event.preventDefault();
      select({ anchor: { row: 0, column: 0 }, head: { row: size.rows - 1, column: size.columns - 1 } });
      return;
    }
    const next = moveSelection(selection, { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey }, size);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    select(next);
    reveal(next.head);
  };
  const onPointerDown = (event: PointerEvent) => {
    const place = placeOf(event.target);
    if (!place || event.button !== 0) return;
    select({ anchor: event.shiftKey && selection ? selection.anchor : place, head: place });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (event.buttons !== 1 || !selection) return;
    const place = placeOf(event.target);
    if (place && (place.row !== selection.head.row || place.column !== selection.head.column)) select({ ...selection, head: place });
  };
  const resize = (column: number, width: number | null) => {
    const name = content.columns[column]?.name;
    if (name === undefined) return;
    setResized((now) => {
      const { [name]: _old, ...others } = now;
      return width === null ? others : { ...others, [name]: Math.max(56, Math.min(900, Math.round(width))) };
    });
  };

  const box = selection ? bounds(selection) : null;
  const totalWidth = columns.getTotalSize() + INDEX_WIDTH;
  const visible = columns.getVirtualItems();
  return (
    <div className={css.grid}>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot draw only the rows and columns that are seen */}
      <div
        ref={scroller}
        className={css.scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={content.rowCount + 1}
        aria-colcount={widths.length + 1}
        aria-multiselectable
        aria-activedescendant={selection ? `${id}-${selection.head.row}-${selection.head.column}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onDoubleClick={(event) => placeOf(event.target) && setOpened(true)}
        onScroll={(event) => onScroll?.(event.currentTarget.scrollTop)}
        onCopy={(event) => {
          if (!selection) return;
          event.preventDefault();
          event.clipboardData.setData('text/plain', selectionText(selection, content.cell));
        }}
      >
        <div role="presentation" style={{ width: totalWidth, height: rows.getTotalSize() + HEADER_HEIGHT, position: 'relative' }}>
          <GridHeader columns={content.columns} rowsAre={content.rowsAre} visible={visible} width={totalWidth} onResize={resize} />
          {rows.getVirtualItems().map((item) => (
            <GridRow
              key={item.key}
              id={id}
              row={item.index}
              top={item.start}
              width={totalWidth}
              content={content}
              visible={visible}
              pinned={item.index === pinnedRow}
              headColumn={selection?.head.row === item.index ? selection.head.column : -1}
              left={box && item.index >= box.top && item.index <= box.bottom ? box.left : -1}
              right={box && item.index >= box.top && item.index <= box.bottom ? box.right : -1}
            />
          ))}
        </div>
      </div>
      {opened && selection && <RecordPanel content={content} row={selection.head.row} column={selection.head.column} onClose={() => setOpened(false)} />}
    </div>
  );
});

function placeOf(target: EventTarget): CellPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const [row, column] = (cell?.dataset['cell'] ?? '').split(':').map(Number);
  return cell && row !== undefined && column !== undefined ? { row, column } : null;
}
