import { IconCalendarCheck, IconChevronLeft, IconChevronRight, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { locale, t, told } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { formatAgo } from '../../ui/words.ts';
import { ArrivalPanel } from './ArrivalPanel.tsx';
import { FACES, STATES } from './arrival-words.ts';
import css from './arrivals.module.css';
import { MonthGrid } from './MonthGrid.tsx';
import { type Month, monthOf, monthsOn, rowsOf } from './month.ts';
import { useCalendar } from './use-calendar.ts';

/** Expected files as a calendar: what came, what did not, and what is to come. */
export function ArrivalsPage() {
  const zone = useWorkspace(zoneOf);
  const [today] = useState(() => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(Date.now()));
  const [month, setMonth] = useState<Month>(() => monthOf(today));
  const [chosen, setChosen] = useState<{ key: string; day: string } | null>(null);
  const { calendar, error, looking, lookNow } = useCalendar(month);
  const rows = calendar ? rowsOf(calendar, month) : [];
  const row = rows.find(({ key }) => key === chosen?.key);
  const cell = row?.cells.find(({ day }) => day === chosen?.day);
  const title = new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(month.year, month.month, 1));
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('Arrivals')}</h1>
        <div className={css.months}>
          <button type="button" aria-label={t('The month before')} onClick={() => setMonth(monthsOn(month, -1))}>
            <IconChevronLeft size={16} aria-hidden />
          </button>
          <span aria-live="polite">{title}</span>
          <button type="button" aria-label={t('The month after')} onClick={() => setMonth(monthsOn(month, 1))}>
            <IconChevronRight size={16} aria-hidden />
          </button>
        </div>
        <span className={css.gap} />
        {calendar?.lastLook && <span className={css.quiet}>{t('Looked {{when}}', { when: formatAgo(calendar.lastLook, Date.now()) })}</span>}
        <button type="button" className={css.button} aria-busy={looking} disabled={looking || rows.length === 0} onClick={lookNow}>
          <IconRefresh size={14} aria-hidden /> {t('Look now')}
        </button>
      </header>
      {error && <ErrorNote report={error} />}
      {calendar && rows.length === 0 ? (
        <EmptyState
          title={t('No file is expected')}
          picture={<IconCalendarCheck size={40} stroke={1.3} aria-hidden />}
          actions={
            <button type="button" className={css.button} onClick={() => goTo({ page: 'flows' })}>
              {t('Choose a flow')}
            </button>
          }
        >
          {t(
            'Say in the settings of a flow which file is to come and by when, and put the flow live. It is told here, and as an alert, when the file is late, missing, empty or not as usual.',
          )}
        </EmptyState>
      ) : (
        <div className={css.columns} data-alone={!cell || undefined}>
          <div className={css.left}>
            <MonthGrid rows={rows} today={today} chosen={chosen} onChoose={(key, day) => setChosen({ key, day })} />
            <ul className={css.legend} aria-label={t('What the signs mean')}>
              {STATES.map((state) => {
                const { words, Picture, tone } = FACES[state];
                return (
                  <li key={state} data-tone={tone}>
                    <Picture size={14} aria-hidden /> {told(words)}
                  </li>
                );
              })}
            </ul>
          </div>
          {row && cell && <ArrivalPanel row={row} cell={cell} onClose={() => setChosen(null)} />}
        </div>
      )}
    </div>
  );
}
