import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { RunRow as Row } from '../../../core/api/run-models.ts';
import { t } from '../../i18n/i18n.ts';
import { useByDensity } from '../../ui/density.ts';
import { RunRow } from './RunRow.tsx';
import css from './runs-page.module.css';

/** Height of a row, in pixels. */
const ROW = { comfortable: 34, compact: 28 } as const;
const AHEAD = 60;

interface RunTableProps {
  runs: readonly Row[];
  total: number | null;
  /** Where the page behind what is loaded begins; null when there is none. */
  next: string | null;
  order: 'newest' | 'oldest';
  /** The end of what is loaded comes near. */
  onEnd(): void;
}

/** The list itself: only the rows in view are drawn; older ones are loaded before they are reached. Arrows move from run to run. */
export function RunTable({ runs, total, next, order, onEnd }: RunTableProps) {
  const more = next !== null;
  const box = useRef<HTMLDivElement>(null);
  const rowHeight = useByDensity(ROW);
  const rows = useVirtualizer({
    count: runs.length + (more ? 1 : 0),
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 14,
    getItemKey: (i) => runs[i]?.runId ?? 'more',
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps old sizes until it is told that the height is new
  useEffect(() => {
    rows.measure();
  }, [rows, rowHeight]);
  const last = rows.getVirtualItems().at(-1)?.index ?? 0;
  const near = more && last >= runs.length - AHEAD;
  const end = useRef(onEnd);
  end.current = onEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when a page came and the end is still near
  useEffect(() => {
    if (near) end.current();
  }, [near, runs.length, next]);

  const focusRow = (index: number) => {
    const to = Math.max(0, Math.min(runs.length - 1, index));
    rows.scrollToIndex(to, { align: 'auto' });
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 340) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: runs.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    focusRow(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot draw only the rows that are seen
    <div
      className={css.table}
      role="table"
      aria-label={order === 'newest' ? t('Runs, newest first') : t('Runs, oldest first')}
      aria-rowcount={(total ?? runs.length) + 1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup">
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: a heading is not operated */}
        <div className={css.titles} role="row" aria-rowindex={1}>
          {[t('State'), t('Flow'), t('Started'), t('Took'), t('Read'), t('Delivered'), t('Filtered'), t('Duplicates'), t('Rejected')].map((title, i) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span key={title} role="columnheader" data-number={i > 2 || undefined}>
              {title}
            </span>
          ))}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className={css.rows} ref={box} role="rowgroup" onKeyDown={onKeyDown}>
        <div style={{ height: rows.getTotalSize(), position: 'relative', '--run-row': `${rowHeight}px` } as React.CSSProperties} role="presentation">
          {rows.getVirtualItems().map((item) => {
            const run = runs[item.index];
            return run ? (
              <RunRow key={item.key} run={run} index={item.index} top={item.start} />
            ) : (
              <div key={item.key} className={css.loading} style={{ transform: `translateY(${item.start}px)` }} role="presentation">
                {order === 'newest' ? t('Looking for older runs…') : t('Looking for newer runs…')}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
