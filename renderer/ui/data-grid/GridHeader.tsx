import { IconCopy } from '@tabler/icons-react';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { PointerEvent } from 'react';
import { t, text, told } from '../../i18n/i18n.ts';
import { FieldTypeIcon, TYPE_LABELS } from '../FieldTypeIcon.tsx';
import css from './data-grid.module.css';
import { describeProfile, type GridColumn, type GridContent, HEADER_HEIGHT, INDEX_WIDTH } from './grid-column.ts';
import { type GridArranging, HeaderMenu } from './HeaderMenu.tsx';

interface GridHeaderProps {
  columns: readonly GridColumn[];
  rowsAre?: GridContent['rowsAre'] | undefined;
  visible: readonly VirtualItem[];
  width: number;
  /** A null width fits the column to its content again. */
  onResize(column: number, width: number | null): void;
  /** Given where the grid can be sorted and filtered. */
  arranging?: GridArranging | undefined;
  /** The column whose menu is open. */
  open: number | null;
  onOpen(column: number | null): void;
  /** Opens the menu of what can be copied. */
  onCopy(): void;
}

const MARK_WORDS = { added: text('new field'), changed: text('values changed'), dropped: text('dropped here') };
const MARK_BADGES = { added: text('new'), changed: text('changed'), dropped: text('dropped') };

/** Names, types and a small profile of every column; stays in view while the rows scroll. */
export function GridHeader({ columns, rowsAre, visible, width, onResize, arranging, open, onOpen, onCopy }: GridHeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid whose cells are placed by hand
    // biome-ignore lint/a11y/useFocusableInteractive: the grid itself has the focus and names its active cell
    <div role="row" aria-rowindex={1} className={css.header} style={{ width, height: HEADER_HEIGHT }}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="columnheader" className={css.corner} style={{ width: INDEX_WIDTH }}>
        <span className={rowsAre ? css.rowsAre : css.hidden} title={rowsAre?.sentence}>
          {rowsAre?.word ?? t('Row')}
        </span>
        <button type="button" tabIndex={-1} className={css.copy} aria-label={t('Copy records')} title={t('Copy records')} onClick={onCopy}>
          <IconCopy size={14} aria-hidden />
        </button>
      </div>
      {visible.map((item) => {
        const column = columns[item.index];
        if (!column) return null;
        const line = describeProfile(column, TYPE_LABELS[column.type]);
        const filled = column.profile && column.profile.seen > 0 ? column.profile.filled / column.profile.seen : null;
        const mark = column.mark ? told(MARK_WORDS[column.mark]) : null;
        const sort = arranging?.query.sort;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={column.name}
            role="columnheader"
            aria-colindex={item.index + 2}
            className={css.head}
            data-mark={column.mark}
            data-menu={arranging !== undefined || undefined}
            aria-sort={sort?.column === column.name ? sort.direction : undefined}
            style={{ left: item.start + INDEX_WIDTH, width: item.size }}
            title={`${column.name}\n${line}${mark ? `\n${mark}` : ''}`}
          >
            <span className={css.name}>
              {!column.prose && <FieldTypeIcon type={column.type} />}
              <span className={css.nameText}>{column.name}</span>
              {mark && <span className={css.markWord}>{column.mark && told(MARK_BADGES[column.mark])}</span>}
            </span>
            {!column.prose && <span className={css.profile}>{line}</span>}
            {filled !== null && (
              <span className={css.bar} aria-hidden>
                <span style={{ width: `${filled * 100}%` }} />
              </span>
            )}
            {arranging && (
              <HeaderMenu
                column={column}
                index={item.index}
                arranging={arranging}
                open={open === item.index}
                onOpen={(next) => onOpen(next ? item.index : null)}
              />
            )}
            <ResizeHandle width={item.size} onResize={(next) => onResize(item.index, next)} />
          </div>
        );
      })}
    </div>
  );
}

/** Drag to resize, double click to fit; with the keyboard Alt and the arrows do it from a selected cell. */
function ResizeHandle({ width, onResize }: { width: number; onResize(width: number | null): void }) {
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.stopPropagation();
    event.preventDefault();
    const handle = event.currentTarget;
    const from = event.clientX;
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => onResize(width + moved.clientX - from);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  };
  return <span aria-hidden className={css.handle} onPointerDown={onPointerDown} onDoubleClick={() => onResize(null)} />;
}
