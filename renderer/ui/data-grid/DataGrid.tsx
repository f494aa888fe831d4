import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, memo, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { useByDensity } from '../density.ts';
import { CopyMenu } from './CopyMenu.tsx';
import { bounds, type CellPlace, type CellSelection, moveSelection, selectionText } from './cell-selection.ts';
import css from './data-grid.module.css';
import { GridHeader } from './GridHeader.tsx';
import { GridRow } from './GridRow.tsx';
import { fitColumns, type GridContent, HEADER_HEIGHT, INDEX_WIDTH, ROW_HEIGHTS } from './grid-column.ts';
import type { GridArranging } from './HeaderMenu.tsx';
import { RecordPanel } from './RecordPanel.tsx';
import { useCopying } from './use-copying.ts';

/** Where a grid is scrolled to: pixels from the top, and the first column in view with how far into it. Null leaves the columns where they are. */
export interface GridScroll {
  top: number;
  column: string | null;
  into: number;
}

interface DataGridProps {
  /** What the grid holds, for a screen reader. */
  label: string;
  content: GridContent;
  /** Row that is kept in view by "Follow record". */
  pinnedRow?: number | null;
  onSelect?(place: CellPlace | null): void;
  /** Scrolls along with another grid of the same rows. */
  scroll?: GridScroll | null;
  onScroll?(to: GridScroll): void;
  /** Lets the rows be sorted and filtered by the header; `content` is then what that leaves. */
  arranging?: GridArranging;
}

/** A grid of records: rows and columns are drawn only where they are seen, so that 100,000 rows scroll as smoothly as ten. */
export const DataGrid = memo(function DataGrid({ label, content, pinnedRow = null, onSelect, scroll, onScroll, arranging }: DataGridProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useByDensity(ROW_HEIGHTS);
  const [selection, setSelection] = useState<CellSelection | null>(null);
  const [opened, setOpened] = useState(false);
  const [copyAt, setCopyAt] = useState<{ x: number; y: number } | null>(null);
  const copying = useCopying(content);
  const [resized, setResized] = useState<Readonly<Record<string, number>>>({});
  const [menu, setMenu] = useState<number | null>(null);
  const whole = arranging?.whole ?? content;
  const fitted = useMemo(() => fitColumns(whole), [whole]);
  const widths = useMemo(() => content.columns.map((column, i) => resized[column.name] ?? fitted[i] ?? 120), [content.columns, fitted, resized]);

  const rows = useVirtualizer({
    count: content.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps old sizes until it is told that the height is new
  useEffect(() => {
    rows.measure();
  }, [rows, rowHeight]);
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
  const applied = useRef<{ top: number; left: number } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the other grid, not changes of its own columns
  useEffect(() => {
    const box = scroller.current;
    if (!scroll || !box) return;
    box.scrollTop = scroll.top;
    const column = content.columns.findIndex(({ name }) => name === scroll.column);
    if (column >= 0) box.scrollLeft = leftOf(widths, column) + scroll.into;
    applied.current = { top: box.scrollTop, left: box.scrollLeft };
  }, [scroll]);
  const tellScroll = ({ scrollTop, scrollLeft }: HTMLElement) => {
    // What another grid has just set is not told back to it.
    if (!onScroll || (applied.current?.top === scrollTop && applied.current.left === scrollLeft)) return;
    applied.current = null;
    let column = 0;
    while (column < widths.length - 1 && leftOf(widths, column + 1) <= scrollLeft) column++;
    onScroll({ top: scrollTop, column: content.columns[column]?.name ?? null, into: scrollLeft - leftOf(widths, column) });
  };

  const select = (next: CellSelection) => {
    setSelection(next);
    onSelect?.(next.head);
  };
  const reveal = ({ row, column }: CellPlace) => {
    const box = scroller.current;
    if (!box) return;
    const top = row * rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + rowHeight > box.scrollTop + box.clientHeight - HEADER_HEIGHT) box.scrollTop = top + rowHeight - box.clientHeight + HEADER_HEIGHT;
    const left = leftOf(widths, column);
    const width = widths[column] ?? 0;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (left + width > box.scrollLeft + box.clientWidth - INDEX_WIDTH) box.scrollLeft = left + width - box.clientWidth + INDEX_WIDTH;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const head = selection?.head;
    if (head && event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      event.stopPropagation();
      resize(head.column, (widths[head.column] ?? 120) + (event.key === 'ArrowRight' ? 16 : -16));
      return;
    }
    if (arranging && event.altKey && event.key === 'ArrowDown' && widths.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setMenu(head?.column ?? 0);
      return;
    }
    const wantsCopy = (event.ctrlKey || event.metaKey) && event.altKey && event.code === 'KeyC';
    if ((wantsCopy || event.key === 'ContextMenu') && content.rowCount > 0) {
      event.preventDefault();
      event.stopPropagation();
      setCopyAt(head ? placeInBox(head) : { x: INDEX_WIDTH, y: HEADER_HEIGHT });
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
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 300) - HEADER_HEIGHT) / rowHeight) - 1);
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
  const placeInBox = ({ row, column }: CellPlace) => {
    const box = scroller.current;
    const left = INDEX_WIDTH + leftOf(widths, column) - (box?.scrollLeft ?? 0);
    return { x: left + 8, y: HEADER_HEIGHT + (row + 1) * rowHeight - (box?.scrollTop ?? 0) };
  };
  const onContextMenu = (event: MouseEvent) => {
    const box = scroller.current?.getBoundingClientRect();
    const place = placeOf(event.target);
    if (!box || !place) return;
    event.preventDefault();
    const within = selection && bounds(selection);
    const inside = within && place.row >= within.top && place.row <= within.bottom && place.column >= within.left && place.column <= within.right;
    if (!inside) select({ anchor: place, head: place });
    setCopyAt({ x: event.clientX - box.left, y: event.clientY - box.top });
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
  const closeCopyMenu = () => {
    setCopyAt(null);
    scroller.current?.focus();
  };
  const openMenu = (column: number | null) => {
    setMenu(column);
    if (column === null) scroller.current?.focus();
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
        onContextMenu={onContextMenu}
        onDoubleClick={(event) => placeOf(event.target) && setOpened(true)}
        onScroll={(event) => tellScroll(event.currentTarget)}
        onCopy={(event) => {
          if (!selection) return;
          event.preventDefault();
          event.clipboardData.setData('text/plain', selectionText(selection, content.cell));
          const { top, bottom, left, right } = bounds(selection);
          copying.setNotice(t('{{count}} cells copied, without the names of their columns.', { count: (bottom - top + 1) * (right - left + 1) }));
        }}
      >
        <div role="presentation" style={{ width: totalWidth, height: rows.getTotalSize() + HEADER_HEIGHT, position: 'relative' }}>
          <GridHeader
            columns={content.columns}
            rowsAre={content.rowsAre}
            visible={visible}
            width={totalWidth}
            onResize={resize}
            arranging={arranging}
            open={menu}
            onOpen={openMenu}
            onCopy={() => setCopyAt({ x: 6, y: HEADER_HEIGHT })}
          />
          {rows.getVirtualItems().map((item) => (
            <GridRow
              key={item.key}
              id={id}
              row={item.index}
              top={item.start}
              height={item.size}
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
      {copyAt && (
        <CopyMenu
          at={copyAt}
          content={content}
          selection={selection}
          onCopy={(range, format) => {
            closeCopyMenu();
            void copying.copy(range, format);
          }}
          onClose={closeCopyMenu}
        />
      )}
      <p className={css.notice} role="status" data-on={copying.notice !== '' || undefined}>
        {copying.notice}
      </p>
      {opened && selection && (
        <RecordPanel content={content} row={selection.head.row} column={selection.head.column} onSay={copying.setNotice} onClose={() => setOpened(false)} />
      )}
    </div>
  );
});

function leftOf(widths: readonly number[], column: number): number {
  return widths.slice(0, column).reduce((sum, width) => sum + width, 0);
}

function placeOf(target: EventTarget): CellPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null;
  const [row, column] = (cell?.dataset['cell'] ?? '').split(':').map(Number);
  return cell && row !== undefined && column !== undefined ? { row, column } : null;
}
