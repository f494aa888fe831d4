import { Button } from '@mantine/core';
import { IconBell, IconBellCog } from '@tabler/icons-react';
import { useState } from 'react';
import { ALERT_KINDS, type AlertKind } from '../../../core/alerts/alert-kinds.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { formatCount } from '../../ui/words.ts';
import { AlertList } from './AlertList.tsx';
import { AlertPanel } from './AlertPanel.tsx';
import { AlertSettings } from './AlertSettings.tsx';
import css from './alerts.module.css';
import { KIND_WORDS } from './kind-words.ts';
import { type IncidentFilter, useIncidents } from './use-incidents.ts';

const STATES: readonly (readonly [IncidentFilter['state'], string])[] = [
  ['all', text('All')],
  ['open', text('Still open')],
  ['unseen', text('Not acknowledged')],
  ['closed', text('Over')],
];
const ALL: IncidentFilter = { state: 'all' };
const SETTINGS = 'settings';

/** Incidents to the left, the chosen one to the right; or who is told of what. */
export function AlertsPage({ incidentId }: { incidentId?: string }) {
  const inSettings = incidentId === SETTINGS;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{inSettings ? t('Who is told of what') : t('Alerts')}</h1>
        <span className={css.quiet}>
          {inSettings
            ? t('How people are told, about what, and when not to disturb them.')
            : t('What needs somebody: each is told once, and again when it is over.')}
        </span>
        <span className={css.gap} />
        {inSettings ? (
          <Button variant="default" leftSection={<IconBell size={15} aria-hidden="true" />} onClick={() => goTo({ page: 'alerts' })}>
            {t('Back to the alerts')}
          </Button>
        ) : (
          <Button variant="default" leftSection={<IconBellCog size={15} aria-hidden="true" />} onClick={() => goTo({ page: 'alerts', incidentId: SETTINGS })}>
            {t('Who is told of what')}
          </Button>
        )}
      </header>
      {inSettings ? <AlertSettings /> : <Incidents {...(incidentId === undefined ? {} : { incidentId })} />}
    </div>
  );
}

function Incidents({ incidentId }: { incidentId?: string }) {
  const [filter, setFilter] = useState(ALL);
  const { rows, total, error, loadMore } = useIncidents(filter);
  const openId = incidentId ?? rows[0]?.incidentId;
  const none = total === 0;
  const narrowed = filter.state !== 'all' || filter.kind !== undefined;
  if (error) return <ErrorNote report={error} />;
  if (none && !narrowed && incidentId === undefined) return <NoAlerts />;
  return (
    <>
      <search className={css.filters}>
        <fieldset className={css.chips} aria-label={t('State')}>
          {STATES.map(([state, words]) => (
            <button key={state} type="button" aria-pressed={filter.state === state} onClick={() => setFilter({ ...filter, state })}>
              {told(words)}
            </button>
          ))}
        </fieldset>
        <select
          aria-label={t('Kind')}
          value={filter.kind ?? ''}
          onChange={({ currentTarget: { value } }) => setFilter({ state: filter.state, ...(value === '' ? {} : { kind: value as AlertKind }) })}
        >
          <option value="">{t('Of every kind')}</option>
          {ALERT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {told(KIND_WORDS[kind])}
            </option>
          ))}
        </select>
        <span className={css.quiet} aria-live="polite">
          {total === null ? '' : formatCount(total)}
        </span>
      </search>
      <div className={css.columns}>
        <nav className={css.side} aria-label={t('All alerts')}>
          {none ? (
            <p className={css.quiet}>{t('No alert is like that.')}</p>
          ) : (
            <AlertList rows={rows} total={total ?? rows.length} openId={openId} onEnd={loadMore} />
          )}
        </nav>
        {openId !== undefined && <AlertPanel key={openId} incidentId={openId} />}
      </div>
    </>
  );
}

function NoAlerts() {
  return (
    <EmptyState
      title={t('All is well')}
      picture={<IconBell size={40} stroke={1.3} aria-hidden />}
      actions={<Button onClick={() => goTo({ page: 'alerts', incidentId: SETTINGS })}>{t('Choose who is told')}</Button>}
    >
      {t(
        'When a run fails, too many records are rejected, a file does not come or a trigger stops working, it stands here with what to do about it. Each is told once – on the screen, by mail or to a chat – and again when it is over.',
      )}
    </EmptyState>
  );
}
