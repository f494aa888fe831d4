import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { IncidentRow } from '../../../core/api/alert-models.ts';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { useNow } from '../../ui/useNow.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './alerts.module.css';

const ROW = 58;
const AHEAD = 30;

interface AlertListProps {
  rows: readonly IncidentRow[];
  total: number;
  openId: string | undefined;
  /** The end of what is loaded comes near. */
  onEnd(): void;
}

/** The incidents, newest first; only those in view are drawn. Arrows move from one to the next. */
export function AlertList({ rows, total, openId, onEnd }: AlertListProps) {
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 10 });
  const zone = useWorkspace(zoneOf);
  const now = useNow();
  const last = list.getVirtualItems().at(-1)?.index ?? 0;
  const near = rows.length < total && last >= rows.length - AHEAD;
  const end = useRef(onEnd);
  end.current = onEnd;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks again when a page came and the end is still near
  useEffect(() => {
    if (near) end.current();
  }, [near, rows.length]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const from = Number((event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || to < 0 || to >= rows.length) return;
    event.preventDefault();
    list.scrollToIndex(to, { align: 'auto' });
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`)?.focus());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only moves the focus between the links within
    <div className={css.list} ref={box} onKeyDown={onKeyDown} role="presentation">
      <ul style={{ height: list.getTotalSize() }} aria-label={t('Alerts, newest first')}>
        {list.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li key={key} data-index={index} style={{ transform: `translateY(${start}px)` }} aria-setsize={total} aria-posinset={index + 1}>
              <a
                className={css.entry}
                href={formatRoute({ page: 'alerts', incidentId: row.incidentId })}
                data-state={stateOf(row)}
                aria-current={row.incidentId === openId ? 'true' : undefined}
              >
                <i aria-hidden="true" />
                <b>{row.title}</b>
                <span>
                  {stateWords(row)} · {formatMoment(row.openedAt, zone, now)}
                  {row.count > 1 ? ` · ${t('{{count}} times', { count: row.count })}` : ''}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** How an incident stands, for colours. */
export function stateOf({ closedAt, seenAt }: Pick<IncidentRow, 'closedAt' | 'seenAt'>): 'open' | 'seen' | 'over' {
  return closedAt !== null ? 'over' : seenAt !== null ? 'seen' : 'open';
}

/** The same in words. */
export function stateWords(row: Pick<IncidentRow, 'closedAt' | 'seenAt' | 'closedBy'>): string {
  if (row.closedAt !== null) return row.closedBy === 'recovered' ? t('Well again') : t('Closed');
  return row.seenAt === null ? t('Still open') : t('Acknowledged');
}
