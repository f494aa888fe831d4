import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { formatDay } from '../../ui/words.ts';
import { FACES } from './arrival-words.ts';
import css from './arrivals.module.css';
import type { DayCell, ExpectedRow } from './month.ts';

interface MonthGridProps {
  rows: readonly ExpectedRow[];
  today: string;
  chosen: { key: string; day: string } | null;
  onChoose(key: string, day: string): void;
}

const ROW = 44;

/** A row per expected file, a column per day. Arrow keys walk. */
export function MonthGrid({ rows, today, chosen, onChoose }: MonthGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW, overscan: 8 });
  const days = rows[0]?.cells.map(({ day }) => day) ?? [];
  const firstDay = days[0];
  // A narrow window begins with what is near today.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another month is another table
  useEffect(() => {
    box.current?.querySelector('thead [data-today]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [firstDay]);
  const entry =
    chosen && rows.some(({ key }) => key === chosen.key) ? chosen : { key: rows[0]?.key ?? '', day: days.includes(today) ? today : (days[0] ?? '') };
  const walk = (event: KeyboardEvent, at: number, day: string) => {
    const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const right = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const row = rows[Math.min(rows.length - 1, Math.max(0, at + down))];
    const to = days[Math.min(days.length - 1, Math.max(0, days.indexOf(day) + right))];
    if (!row || to === undefined) return;
    virtual.scrollToIndex(rows.indexOf(row));
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(`${row.key} ${to}`)}"]`)?.focus());
  };
  return (
    <div ref={box} className={css.grid}>
      <table aria-label={t('Expected files by day')} aria-rowcount={rows.length + 1}>
        <thead>
          <tr className={css.days} style={{ '--days': days.length } as CSSProperties}>
            <th scope="col" className={css.corner}>
              {t('File')}
            </th>
            {days.map((day) => (
              <th key={day} scope="col" data-today={day === today || undefined} data-weekend={isWeekend(day) || undefined}>
                <small aria-hidden>{formatDay(day, 'weekday')}</small>
                {Number(day.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={css.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <tr
                key={row.key}
                className={css.row}
                aria-rowindex={index + 2}
                data-past={!row.current || undefined}
                style={{ '--days': days.length, transform: `translateY(${start}px)` } as CSSProperties}
              >
                <th scope="row" className={css.file}>
                  <b title={row.path}>{row.name}</b>
                  <a href={formatRoute({ page: 'flow', flowId: row.flowId })}>{row.flowName}</a>
                  {row.trouble !== null && (
                    <i title={told(row.trouble)} role="img" aria-label={told(row.trouble)}>
                      !
                    </i>
                  )}
                </th>
                {row.cells.map((cell) => (
                  <Cell
                    key={cell.day}
                    cell={cell}
                    row={row}
                    isToday={cell.day === today}
                    isEntry={entry.key === row.key && entry.day === cell.day}
                    isChosen={chosen?.key === row.key && chosen.day === cell.day}
                    onChoose={() => onChoose(row.key, cell.day)}
                    onKeyDown={(event) => walk(event, index, cell.day)}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  cell: DayCell;
  row: ExpectedRow;
  isToday: boolean;
  isEntry: boolean;
  isChosen: boolean;
  onChoose(): void;
  onKeyDown(event: KeyboardEvent): void;
}

function Cell({ cell: { day, arrival, next }, row, isToday, isEntry, isChosen, onChoose, onKeyDown }: CellProps) {
  const face = arrival ? FACES[arrival.state] : null;
  const words = face ? told(face.words) : next === null ? t('nothing expected') : t('to come');
  return (
    <td className={css.cell} data-today={isToday || undefined} data-weekend={isWeekend(day) || undefined} data-chosen={isChosen || undefined}>
      <button
        type="button"
        data-cell={`${row.key} ${day}`}
        data-tone={face?.tone}
        aria-pressed={isChosen}
        tabIndex={isEntry ? 0 : -1}
        aria-label={`${row.name}, ${formatDay(day)}: ${words}`}
        title={arrival?.said ? told(arrival.said) : `${formatDay(day)}: ${words}`}
        onClick={onChoose}
        onKeyDown={onKeyDown}
      >
        {face ? <face.Picture size={17} aria-hidden /> : next === null ? null : <i className={css.dot} aria-hidden />}
      </button>
    </td>
  );
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());
}
