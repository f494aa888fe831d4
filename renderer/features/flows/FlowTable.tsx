import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { FlowRow as Row } from '../../../core/api/flow-models.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { useByDensity } from '../../ui/density.ts';
import { FlowRow } from './FlowRow.tsx';
import styles from './FlowsPage.module.css';
import type { FlowColumn, FlowOrder } from './order.ts';

/** Height of a row, in pixels. */
const ROW = { comfortable: 46, compact: 38 } as const;
const COLUMNS: readonly [FlowColumn, string, boolean][] = [
  ['name', text('Name'), false],
  ['lastRun', text('Last run'), true],
  ['nextDue', text('Next run'), false],
  ['updatedAt', text('Changed'), true],
  ['live', text('Live'), false],
];

export interface FlowTableProps {
  flows: readonly Row[];
  order: FlowOrder;
  onOrder(order: FlowOrder): void;
}

/** The list itself: only the rows in view are drawn, so thousands cost nothing. */
export function FlowTable({ flows, order, onOrder }: FlowTableProps) {
  const box = useRef<HTMLTableSectionElement>(null);
  const row = useByDensity(ROW);
  const rows = useVirtualizer({
    count: flows.length,
    getScrollElement: () => box.current,
    estimateSize: () => row,
    overscan: 12,
    getItemKey: (i) => flows[i]?.flowId ?? i,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer keeps old sizes until it is told that the height is new
  useEffect(() => {
    rows.measure();
  }, [rows, row]);
  return (
    <table className={styles.table} aria-label={t('Flows')} aria-rowcount={flows.length + 1}>
      <thead>
        <tr className={styles.header}>
          {COLUMNS.map(([column, label, startsDown]) => {
            const isBy = order.by === column;
            return (
              <th key={column} aria-sort={isBy ? (order.down ? 'descending' : 'ascending') : 'none'}>
                <button type="button" data-by={isBy || undefined} onClick={() => onOrder({ by: column, down: isBy ? !order.down : startsDown })}>
                  {told(label)}
                  {isBy && <i aria-hidden="true">{order.down ? '↓' : '↑'}</i>}
                </button>
              </th>
            );
          })}
          <th>
            <span className="visually-hidden">{t('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody ref={box} className={styles.rows} style={{ '--total': `${rows.getTotalSize()}px` } as React.CSSProperties}>
        {rows.getVirtualItems().map((item) => {
          const flow = flows[item.index];
          return (
            flow && (
              <tr key={item.key} className={styles.row} aria-rowindex={item.index + 2} style={{ transform: `translateY(${item.start}px)`, height: row }}>
                <FlowRow flow={flow} />
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}
